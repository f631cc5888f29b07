-- What an administrator sets, by name. Each change is an event.
create table settings.value (
  name text primary key,
  value jsonb not null,
  changed_at timestamptz not null,
  changed_by uuid
);
