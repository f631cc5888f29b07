-- What would go with the demonstration, counted past every wall, because everything goes.
create function demonstration.contents(out loaded_at timestamptz, out people int, out accounts int, out requests int,
  out papers int, out entries int)
language sql stable security definer set search_path = pg_catalog as $$
  select (select m.loaded_at from demonstration.marker m), (select count(*)::int from people.person),
    (select count(*)::int from accounts.account), (select count(*)::int from requests.request),
    (select count(*)::int from papers.paper), (select count(*)::int from events.event)
$$;

-- The log begins again, so whoever follows it begins again too.
create or replace function demonstration.wipe() returns void language plpgsql security definer set search_path = pg_catalog as $$
declare tables text;
begin
  if not exists (select from demonstration.marker) then
    raise exception 'this instance does not hold the demonstration' using errcode = 'DW101';
  end if;
  select string_agg(format('%I.%I', schemaname, tablename), ', ') into tables from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema', 'platform', 'graphile_worker')
      and not (schemaname = 'events' and tablename = 'cursor');
  execute 'truncate ' || tables || ' cascade';
  update events.cursor set next_seq = 0, tries = 0, retry_at = null, error = null;
  insert into access.principal values ('00000000-0000-0000-0000-000000000001', 'everyone', now());
end $$;
