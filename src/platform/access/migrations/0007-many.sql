-- Entering many at once: the closure is refreshed once for all of them, not once for each. One is a list of one.

create function access.add_memberships(
  ids uuid[], members uuid[], containers uuid[], starts timestamptz[], finishes timestamptz[], instruments text[]
) returns void language sql security definer set search_path = pg_catalog, pg_temp as $$
  insert into access.membership (id, child, parent, since, until, act)
  select x.id, x.member, x.container, x.since, greatest(x.since, coalesce(x.finish, 'infinity')), x.instrument
  from (
    select g.id, g.member, g.container, greatest(g.start, coalesce(access.at(), now())) as since, g.finish, g.instrument
    from unnest(ids, members, containers, starts, finishes, instruments) as g (id, member, container, start, finish, instrument)
  ) x
$$;

create function access.add_principals(principals uuid[], its_kind text) returns void language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into access.principal select id, its_kind, coalesce(access.at(), now()) from unnest(principals) as p (id);
  if its_kind = 'person' then
    insert into access.membership (id, child, parent, since)
      select gen_random_uuid(), id, '00000000-0000-0000-0000-000000000001', access.at() from unnest(principals) as p (id);
  end if;
end $$;

drop function access.add_principal(uuid, text);
drop function access.add_membership(uuid, uuid, uuid, timestamptz, timestamptz, text);
