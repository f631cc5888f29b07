-- What was done with the audit log as a whole: written out to be taken away, or checked in place.
create table administration.audit_run (
  id uuid primary key,
  kind text not null check (kind in ('export', 'verification')),
  asked_by uuid,
  asked_at timestamptz not null,
  done_at timestamptz,
  size bigint,                     -- entries covered
  sound boolean,
  findings jsonb not null default '[]',
  digest text,                     -- blob of the file; null once it was removed
  file_size bigint
);
create index on administration.audit_run (asked_at desc, id desc);
