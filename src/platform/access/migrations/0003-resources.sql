-- Equal lists get the same number. `principals` and `masks` run in parallel; a principal named twice has the union.
create function access.intern(principals uuid[], masks int[]) returns int language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  found_id int;
  its_digest bytea;
begin
  select sha256(convert_to(coalesce(string_agg(e.p || ':' || e.m, ',' order by e.p), ''), 'UTF8')) into its_digest
    from (select p, bit_or(m) as m from unnest(principals, masks) x(p, m) group by p) e;
  select id into found_id from access.acl where digest = its_digest;
  if found_id is not null then return found_id; end if;
  insert into access.acl (digest) values (its_digest) on conflict (digest) do nothing returning id into found_id;
  if found_id is null then  -- another transaction made it meanwhile, and has committed
    select id into strict found_id from access.acl where digest = its_digest;
    return found_id;
  end if;
  insert into access.acl_entry select found_id, p, bit_or(m) from unnest(principals, masks) x(p, m) group by p;
  return found_id;
end $$;

create function access.keep_past() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into access.resource_past
    select o.id, o.changed_at, n.changed_at, o.parent, o.acl, o.acl_from, o.level, o.comps, o.act, o.closed_at
    from before o join after n using (id) where o.changed_at < n.changed_at;
  return null;
end $$;
create trigger keep_past after update on access.resource referencing old table as before new table as after
  for each statement execute function access.keep_past();

-- Freezes who inherits from `holder`: an adopter takes it for update, whoever creates below it for share. The holder is
-- locked before the parent, so that the two cannot wait for each other.
create function access.create_resource(
  res uuid, its_kind text, container uuid, own_acl int, lvl smallint, compartments text[], why text) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  moment timestamptz := coalesce(access.at(), now());
  holder uuid;
  still uuid;
  inherited int;
begin
  if container is not null then
    loop
      select r.acl_from into holder from access.resource r where r.id = container;
      perform from access.resource r where r.id = holder for share;
      select r.acl_from, r.acl into still, inherited from access.resource r where r.id = container and r.closed_at is null for share;
      if not found then raise exception 'no open container' using errcode = 'DW002'; end if;
      exit when still = holder;
    end loop;
  elsif own_acl is null then
    raise exception 'a resource without container needs its own list' using errcode = 'DW003';
  end if;
  insert into access.resource (id, kind, parent, acl, acl_from, level, comps, created_at, changed_at, act)
    values (res, its_kind, container, coalesce(own_acl, inherited), case when own_acl is null then holder else res end,
      lvl, compartments, moment, moment, why);
end $$;

-- Gives `root`, and all below it that inherit from `holder`, another list. The holder is locked by the caller.
create function access.readopt(root uuid, holder uuid, new_acl int, new_holder uuid, why text) returns void
  language sql security definer set search_path = pg_catalog, pg_temp as $$
  with recursive heirs (id) as (
    select root
    union all
    select c.id from heirs h join access.resource c on c.parent = h.id where c.acl_from = holder and c.id <> holder)
  update access.resource r set acl = new_acl, acl_from = new_holder, act = why,
    changed_at = greatest(r.changed_at, coalesce(access.at(), now()))
  where r.id in (select id from heirs) and (r.acl, r.acl_from) is distinct from (new_acl, new_holder)
$$;

-- Takes for update the holder of a resource's list: who inherits from it can then not change. It may change while we wait.
create function access.lock_holder(res uuid) returns uuid language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  holder uuid;
  still uuid;
begin
  loop
    select r.acl_from into strict holder from access.resource r where r.id = res;
    perform from access.resource r where r.id = holder for update;
    select r.acl_from into strict still from access.resource r where r.id = res;
    if still = holder then return holder; end if;
  end loop;
end $$;

-- A list of its own, or (null) the container's again. Only what takes two holders goes one at a time.
create function access.set_acl(res uuid, own_acl int, why text) returns void language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  holder uuid;
  new_holder uuid := res;
  new_acl int := own_acl;
begin
  if own_acl is null then perform pg_advisory_xact_lock(hashtext('access.resource.shape')); end if;
  holder := access.lock_holder(res);
  if own_acl is null then
    select p.acl, p.acl_from into new_acl, new_holder from access.resource r join access.resource p on p.id = r.parent
      where r.id = res for share of p;
    if not found then raise exception 'a resource without container needs its own list' using errcode = 'DW003'; end if;
    perform from access.resource r where r.id = new_holder for share;
  end if;
  perform access.readopt(res, holder, new_acl, new_holder, why);
end $$;

create function access.move_resource(res uuid, container uuid, why text) returns void language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  holder uuid;
  new_holder uuid;
  new_acl int;
begin
  perform pg_advisory_xact_lock(hashtext('access.resource.shape'));
  holder := access.lock_holder(res);
  select r.acl, r.acl_from into new_acl, new_holder from access.resource r where r.id = container and r.closed_at is null for share;
  if not found then raise exception 'no open container' using errcode = 'DW002'; end if;
  perform from access.resource r where r.id = new_holder for share;
  if exists (
    with recursive up (id) as (
      select container union select r.parent from up u join access.resource r on r.id = u.id where r.parent is not null)
    select from up where id = res
  ) then
    raise exception 'a resource cannot lie in itself' using errcode = 'DW001';
  end if;
  update access.resource r set parent = container, act = why, changed_at = greatest(r.changed_at, coalesce(access.at(), now()))
    where r.id = res;
  if holder <> res then perform access.readopt(res, holder, new_acl, new_holder, why); end if;
end $$;

-- Raising is free; lowering (a lower level, or a compartment less) wants its reason.
create function access.set_label(res uuid, lvl smallint, compartments text[], why text) returns void language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare was access.resource;
begin
  select * into strict was from access.resource r where r.id = res for no key update;
  if (lvl < was.level or not was.comps <@ compartments) and coalesce(why, '') = '' then
    raise exception 'lowering a label needs a reason' using errcode = 'DW004';
  end if;
  update access.resource r set level = lvl, comps = compartments, act = why,
    changed_at = greatest(r.changed_at, coalesce(access.at(), now())) where r.id = res;
end $$;

-- Closes it with all it contains; refused while anything there is on hold.
create function access.close_resource(res uuid, why text) returns void language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  inside uuid[] := '{}';
  found_now uuid[];
begin
  loop  -- until nothing was put in while we waited for a lock; once all is locked nothing can be
    with recursive down (id) as (select res union all select c.id from down d join access.resource c on c.parent = d.id)
      select array_agg(id) into found_now from down;
    exit when found_now <@ inside;
    inside := found_now;
    perform from access.resource r where r.id = any(inside) order by r.id for update;
  end loop;
  if exists (select from access.resource r where r.id = any(inside) and r.hold is not null) then
    raise exception 'on hold' using errcode = 'DW005';
  end if;
  update access.resource r set closed_at = coalesce(access.at(), now()), act = why,
    changed_at = greatest(r.changed_at, coalesce(access.at(), now()))
    where r.id = any(inside) and r.closed_at is null;
end $$;

create function access.set_hold(res uuid, the_order text) returns void language sql
  security definer set search_path = pg_catalog, pg_temp as $$ update access.resource set hold = the_order where id = res $$;

-- For planning only: how many lists the person can read (at most 5,001), and his share of the newest 1,000.
create function access.reach(who uuid, moment timestamptz, want int, kinds text[]) returns table (acls int, share real)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with mine as materialized (
    select distinct p.principal from access.principal_of p where p.person = who and p.since <= moment and moment < p.until),
  lists as (
    select count(*) as n from (
      select distinct e.acl from mine cross join lateral (
        select e.acl from access.acl_entry e where e.principal = mine.principal and e.mask & want = want offset 0) e limit 5001) x),
  newest as (
    select n.acl, n.level, n.comps from unnest(kinds) k(kind) cross join lateral (
      select r.acl, r.level, r.comps from access.resource r where r.kind = k.kind and r.closed_at is null
      order by r.created_at desc limit greatest(50, 1000 / greatest(cardinality(kinds), 1))) n),
  seen as (
    select count(*) as rows, count(*) filter (where n.level <= (select access.level_of(who, moment)) and n.comps <@ (select access.comps_of(who, moment))
      and (select true from access.acl_entry e where e.acl = n.acl and e.mask & want = want
        and (e.principal in (select principal from mine)) is true limit 1)) as mine from newest n)
  select lists.n::int, (seen.mine / greatest(seen.rows, 1)::real)::real from lists, seen
$$;

-- Every kind in use, by hopping over the index.
create function access.kinds() returns text[] language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with recursive hop (kind) as (
    (select r.kind from access.resource r where r.closed_at is null order by r.kind limit 1)
    union all
    select (select r.kind from access.resource r where r.closed_at is null and r.kind > h.kind order by r.kind limit 1)
    from hop h where h.kind is not null)
  select coalesce(array_agg(kind) filter (where kind is not null), '{}') from hop
$$;
