-- The institution and its people. Names are data in two scripts: {"ar": …, "fr": …}.

create table people.institution (
  one boolean primary key default true check (one),
  id uuid not null,
  name jsonb not null,
  parent_name jsonb,               -- the ministry above it, for the letterhead
  sigle text not null default '',  -- for references: 0456/DB/2026
  city jsonb not null,             -- place of the letters
  logo text,                       -- blob digest
  hue int,                         -- the institution's colour; null: Diwan's green
  updated_at timestamptz not null
);

-- A unit keeps its past names: an old paper shows the name of its day.
create table people.unit (
  id uuid primary key,
  kind text not null check (kind in ('directorate', 'division', 'service', 'other')),
  parent uuid references people.unit,
  code text,                       -- the institution's own code, for import
  position int not null default 0,
  minimum_presence int,            -- people who must be there on a working day; null: no rule
  opened_on date not null,
  closed_on date,
  merged_into uuid references people.unit
);
create unique index on people.unit (code) where code is not null;
create table people.unit_name (
  unit uuid not null references people.unit,
  from_day date not null,
  until_day date,                  -- excluded; null: the present name
  name jsonb not null,
  sigle text not null default '',
  act text not null default '',    -- the decision that named it
  primary key (unit, from_day)
);

create table people.person (
  id uuid primary key,
  ppr text unique,                 -- رقم التأجير; text, never a number
  given_name jsonb not null,
  family_name jsonb not null,
  gender text not null check (gender in ('f', 'm')),
  email text,
  phone text,
  grade jsonb,
  hired_on date,
  left_on date,
  search text not null default ''  -- normalised names in both scripts, for the directory
);
create index on people.person (search text_pattern_ops);

-- A post is not a person. Several posts per person, and a post may be vacant.
create table people.post (
  id uuid primary key,
  unit uuid not null references people.unit,
  rank text not null check (rank in ('director', 'deputy', 'head_of_division', 'head_of_service', 'officer')),
  head boolean not null default false,   -- heads its unit
  title jsonb not null,                  -- {"ar","fr"} of a man
  title_f jsonb not null,                -- of a woman
  opened_on date not null,
  closed_on date
);
create unique index on people.post (unit) where head and closed_on is null;

-- Who holds a post, by which act, from when until when (excluded). Rows are closed, never deleted.
create table people.holding (
  id uuid primary key,
  post uuid not null references people.post,
  person uuid not null references people.person,
  kind text not null check (kind in ('holder', 'interim')),
  from_day date not null,
  until_day date,
  act_number text not null default '',
  act_day date,
  entered_by uuid,
  check (until_day is null or until_day > from_day),
  check (kind = 'holder' or (until_day is not null and act_number <> ''))
);
create index on people.holding (post);
create index on people.holding (person);

-- Delegation of signature: a dated act with its number, for named kinds of decision; it ends by itself.
create table people.delegation (
  id uuid primary key,
  post uuid not null references people.post,      -- who delegates
  person uuid not null references people.person,  -- to whom
  scopes text[] not null check (cardinality(scopes) > 0),
  from_day date not null,
  until_day date not null,
  act_number text not null check (act_number <> ''),
  act_day date not null,
  withdrawn_on date,
  entered_by uuid,
  check (until_day > from_day)
);
create index on people.delegation (post);
create index on people.delegation (person);

-- The secretariat of a post: sees, sorts, prepares; never decides.
create table people.assistant (
  id uuid primary key,
  post uuid not null references people.post,
  person uuid not null references people.person,
  from_day date not null,
  until_day date,
  unique (post, person, from_day)
);

create table people.absence (
  id uuid primary key,
  person uuid not null references people.person,
  from_day date not null,
  to_day date not null,            -- included
  stand_in uuid references people.person,
  source text not null,            -- feature.kind, e.g. leave.annual
  subject uuid,                    -- the request behind it
  cancelled_at timestamptz,
  check (to_day >= from_day)
);
create index on people.absence (person, from_day);
create unique index on people.absence (subject) where subject is not null and cancelled_at is null;

create table people.role_holder (
  role text not null check (role in ('administrator', 'hr', 'auditor', 'helper')),
  person uuid not null references people.person,
  unit uuid references people.unit,       -- of a helper: the unit he helps
  from_day date not null,
  until_day date,
  primary key (role, person, from_day)
);
-- The principals behind roles and delegated scopes, made when first needed.
create table people.role_principal (role text primary key, principal uuid not null);
create table people.scope_principal (post uuid not null references people.post, scope text not null, principal uuid not null, primary key (post, scope));

create function people.name_on(of_unit uuid, day date) returns jsonb language sql stable as $$
  select name from people.unit_name where unit = of_unit and from_day <= day and (until_day is null or until_day > day)
  order by from_day desc limit 1
$$;
