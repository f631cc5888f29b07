-- Empties an instance that holds the demonstration institution and nothing else. What a real institution entered can
-- never be reached by it: the marker is set only when the demonstration was loaded into an empty instance.
create table demonstration.marker (
  one boolean primary key default true check (one),
  loaded_at timestamptz not null
);
revoke update, delete on demonstration.marker from diwan_app;

create function demonstration.wipe() returns void language plpgsql security definer set search_path = pg_catalog as $$
declare tables text;
begin
  if not exists (select from demonstration.marker) then
    raise exception 'this instance does not hold the demonstration' using errcode = 'DW101';
  end if;
  select string_agg(format('%I.%I', schemaname, tablename), ', ') into tables from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema', 'platform', 'graphile_worker')
      and not (schemaname = 'events' and tablename = 'cursor');
  execute 'truncate ' || tables || ' cascade';
  insert into access.principal values ('00000000-0000-0000-0000-000000000001', 'everyone', now());
end $$;
