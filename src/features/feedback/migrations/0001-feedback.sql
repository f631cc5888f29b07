create table feedback.report (
  id uuid primary key references access.resource,
  reporter uuid not null,
  body text not null,
  screen text not null,
  browser text not null,
  request_id text,
  code text,
  created_at timestamptz not null,
  answer text,
  answered_by uuid,
  answered_at timestamptz,
  check ((answered_at is null) = (answer is null))
);
create index on feedback.report (created_at desc, id);
select access.protect('feedback.report');
