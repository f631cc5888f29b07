-- A POST with the same key and the same content acts once; the answer of the first is given again.
create table http.idempotency (
  scope text not null,      -- the person, or the kind of caller
  key text not null,
  command text not null,
  hash text not null,       -- of method, path and body: the same key with other content is refused
  at timestamptz not null,
  answer jsonb,
  primary key (scope, key, command)
);
create index on http.idempotency (at);
