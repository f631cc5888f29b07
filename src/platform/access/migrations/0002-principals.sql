-- Settings of the transaction (set by the platform); empty or missing means nobody, at no time: nothing matches.
create function access.actor() returns uuid stable parallel safe language sql as
  $$ select nullif(current_setting('diwan.actor', true), '')::uuid $$;
create function access.at() returns timestamptz stable parallel safe language sql as
  $$ select nullif(current_setting('diwan.at', true), '')::timestamptz $$;
-- A background act for no person in particular: the only one that sees everything.
create function access.is_system() returns boolean stable parallel safe language sql as
  $$ select coalesce(current_setting('diwan.kind', true), '') = 'system' and coalesce(current_setting('diwan.actor', true), '') = '' $$;

create function access.level_of(who uuid, moment timestamptz) returns smallint stable parallel safe language sql as $$
  select coalesce(
    (select c.level from access.clearance c where c.person = who and c.since <= moment and moment < c.until
      order by c.since desc, c.id desc limit 1),
    (select case p.kind when 'person' then 1 else 0 end::smallint from access.principal p
      where p.id = who and p.kind in ('person', 'guest') and moment is not null))
$$;
create function access.comps_of(who uuid, moment timestamptz) returns text[] stable parallel safe language sql as $$
  select coalesce((select c.comps from access.clearance c where c.person = who and c.since <= moment and moment < c.until
    order by c.since desc, c.id desc limit 1), '{}')
$$;

-- One at a time: two memberships that meet must see each other, or the closure would miss their product.
create function access.lock_memberships() returns void volatile language plpgsql as $$
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'memberships change under read committed only';
  end if;
  perform pg_advisory_xact_lock(hashtext('access.membership'));
end $$;

create function access.refresh_closure(people uuid[]) returns void language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from access.principal_of where person = any(people);
  insert into access.principal_of
    with recursive up (person, principal, since, until) as (
      select p.id, p.id, '-infinity'::timestamptz, 'infinity'::timestamptz from access.principal p where p.id = any(people)
      union
      select u.person, m.parent, greatest(u.since, m.since), least(u.until, m.until)
        from up u join access.membership m on m.child = u.principal
        where greatest(u.since, m.since) < least(u.until, m.until))
    select * from up;
  insert into access.epoch select p, 1 from unnest(people) p
    on conflict (person) do update set epoch = access.epoch.epoch + 1;
end $$;

-- Everybody under the principals of `changed`, whose closure it may alter.
create function access.people_below(changed uuid[]) returns uuid[] language sql stable
  security definer set search_path = pg_catalog, pg_temp as $$
  with recursive down (id) as (
    select unnest(changed) union select m.child from down d join access.membership m on m.parent = d.id)
  select coalesce(array_agg(p.id), '{}') from down d join access.principal p on p.id = d.id where p.kind in ('person', 'guest')
$$;

create function access.membership_changed() returns trigger language plpgsql as $$
begin
  perform access.lock_memberships();
  if exists (
    with recursive up (start, id) as (
      select c.child, c.parent from changed c
      union select u.start, m.parent from up u join access.membership m on m.child = u.id)
    select from up where start = id
  ) then
    raise exception 'a principal cannot contain itself' using errcode = 'DW001';
  end if;
  perform access.refresh_closure(access.people_below((select array_agg(distinct c.child) from changed c)));
  return null;
end $$;
create trigger membership_added after insert on access.membership referencing new table as changed
  for each statement execute function access.membership_changed();
create trigger membership_altered after update on access.membership referencing new table as changed
  for each statement execute function access.membership_changed();

create function access.principal_added() returns trigger language plpgsql as $$
begin
  perform access.refresh_closure((select array_agg(n.id) from added n where n.kind in ('person', 'guest')));
  return null;
end $$;
create trigger principal_added after insert on access.principal referencing new table as added
  for each statement execute function access.principal_added();

create function access.clearance_changed() returns trigger language plpgsql as $$
begin
  update access.epoch set epoch = epoch + 1 where person = new.person;
  return null;
end $$;
create trigger clearance_changed after insert or update on access.clearance
  for each row execute function access.clearance_changed();

insert into access.principal values ('00000000-0000-0000-0000-000000000001', 'everyone', now());

-- The writes. Nothing that concerns the past can be written: a right begins at the earliest now, and so ends.
create function access.add_principal(principal uuid, its_kind text) returns void language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into access.principal values (principal, its_kind, coalesce(access.at(), now()));
  if its_kind = 'person' then
    perform access.add_membership(gen_random_uuid(), principal, '00000000-0000-0000-0000-000000000001', access.at(), null, null);
  end if;
end $$;

create function access.add_membership(row_id uuid, member uuid, container uuid, start timestamptz, finish timestamptz, instrument text)
  returns void language sql security definer set search_path = pg_catalog, pg_temp as $$
  insert into access.membership (id, child, parent, since, until, act)
  select row_id, member, container, s, greatest(s, coalesce(finish, 'infinity')), instrument
  from (select greatest(start, coalesce(access.at(), now())) as s) x
$$;

-- Ends what is open; with an instrument, only what it opened. Never later than it already ends.
create function access.end_membership(member uuid, container uuid, finish timestamptz, instrument text) returns int
  language sql security definer set search_path = pg_catalog, pg_temp as $$
  with ended as (
    update access.membership m set until = greatest(m.since, finish, coalesce(access.at(), now()))
    where m.child = member and (container is null or m.parent = container) and (instrument is null or m.act = instrument)
      and m.until > greatest(m.since, finish, coalesce(access.at(), now()))
    returning 1)
  select count(*)::int from ended
$$;

create function access.set_clearance(row_id uuid, who uuid, lvl smallint, compartments text[], finish timestamptz, instrument text)
  returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare moment timestamptz := coalesce(access.at(), now());
begin
  perform from access.principal p where p.id = who for no key update;
  update access.clearance c set until = greatest(c.since, moment) where c.person = who and c.until > moment;
  insert into access.clearance values (row_id, who, lvl, compartments, moment, greatest(moment, coalesce(finish, 'infinity')), instrument);
end $$;
