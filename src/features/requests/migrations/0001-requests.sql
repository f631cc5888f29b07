-- A request and its path. The kind (leave.annual) comes from a higher feature; the mechanism is here.
create table requests.request (
  id uuid primary key references access.resource,
  kind text not null,
  reference text unique,                 -- given at submission
  state text not null check (state in ('draft', 'submitted', 'returned', 'approved', 'refused', 'withdrawn', 'annulled')),
  requester uuid not null,               -- for whom
  filed_by uuid not null,                -- who entered it: the same, or a colleague on his behalf
  proof text,                            -- blob digest of the signed paper when entered on behalf
  language text not null check (language in ('ar', 'fr', 'bilingual')),
  unit uuid,                             -- of the requester, on the day of submission
  form jsonb not null,                   -- as entered
  facts jsonb not null default '{}',     -- as computed from it
  round int not null default 0,          -- each submission begins a round; the visas of earlier rounds are void
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  submitted_at timestamptz,
  ended_at timestamptz
);
create index on requests.request (requester, updated_at desc);
create index on requests.request (kind, state);
select access.protect('requests.request');

create table requests.step (
  id uuid primary key,
  request uuid not null references requests.request,
  round int not null,
  position int not null,
  key text not null,                     -- head_of_service, head_of_division, hr, director …
  act text not null check (act in ('visa', 'check', 'decision')),
  post uuid,                             -- the post asked …
  role text,                             -- … or the office
  state text not null check (state in ('waiting', 'current', 'held', 'done', 'skipped', 'void')),
  verdict text check (verdict in ('approve', 'refuse', 'return')),
  acted_by uuid,
  capacity text check (capacity in ('holder', 'interim', 'delegate', 'office')),
  act_number text not null default '',   -- of the interim or delegation used
  act_day date,
  entered_by uuid,                       -- when the act was taken on paper: who entered it …
  proof text,                            -- … and the scan
  prepared_by uuid,
  reason text,                           -- coded
  comment text not null default '',
  due_on date,
  started_at timestamptz,
  acted_at timestamptz,
  held_until timestamptz,
  unique (request, round, position),
  check ((post is null) <> (role is null)),
  check (verdict is null or acted_by is not null),
  check ((entered_by is null) = (proof is null))
);
create index on requests.step (post, state) where state in ('current', 'held');
create index on requests.step (role, state) where state in ('current', 'held');
create index on requests.step (acted_by, acted_at desc);
select access.protect('requests.step', 'request');

-- What an assistant prepared for the post: shown to who decides, never an act.
create table requests.proposal (
  step uuid primary key references requests.step,
  request uuid not null references requests.request,
  assistant uuid not null,
  verdict text not null check (verdict in ('approve', 'refuse', 'return')),
  comment text not null default '',
  at timestamptz not null
);
select access.protect('requests.proposal', 'request');

-- Scans of signed papers: the proof of an act taken on paper, or of a request filed for somebody else.
create table requests.proof (
  digest text not null,
  type text not null,
  size int not null,
  sha256 text not null,
  uploaded_by uuid not null,
  at timestamptz not null,
  primary key (digest, uploaded_by)
);
