-- The structure import: codes by which its lines speak of things, and the dry runs.
alter table people.post add column code text;  -- the institution's own code, for import
create unique index on people.post (code) where code is not null;
alter table people.person add column cin text unique;  -- national identity card; for who has no PPR

create table people.import (
  id uuid primary key,
  file_name text not null,
  sha256 text not null,
  size int not null,
  file bytea,                -- gone once applied
  state text not null check (state in ('checking', 'checked', 'unreadable', 'applying', 'applied', 'stale', 'failed')),
  failure text,              -- code
  fingerprint text,          -- of all that the dry run foresaw
  job uuid,
  uploaded_by uuid not null,
  uploaded_at timestamptz not null,
  applied_at timestamptz
);
create index on people.import (uploaded_at desc);

create table people.import_line (
  import uuid not null references people.import on delete cascade,
  position int not null,
  sheet text not null,
  line int not null,
  action text not null check (action in ('create', 'change', 'keep')),
  level text check (level in ('error', 'warning')),
  subject text not null,
  changes jsonb not null,
  faults jsonb not null,
  primary key (import, position)
);
