-- Who has put the first day away. Nothing that others may not know: no wall.
create table help.first_day (
  person uuid primary key,
  ended_at timestamptz not null
);
