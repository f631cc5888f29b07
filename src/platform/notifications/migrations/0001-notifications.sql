-- What a person is told. The text is a message key with its arguments, so that it is read in any language.
create table notifications.item (
  id uuid primary key,
  person uuid not null,
  key text not null,
  args jsonb not null default '{}',
  href text,
  resource uuid,                 -- shown only while the person may see it
  event uuid,                    -- the event that caused it: told once
  at timestamptz not null,
  read_at timestamptz
);
create unique index on notifications.item (person, event, key);
create index on notifications.item (person, at desc);
create index on notifications.item (person) where read_at is null;
