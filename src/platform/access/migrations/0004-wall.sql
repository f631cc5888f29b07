-- The second wall. It repeats the rule of the compiled predicate (compile.ts) where a forgotten predicate cannot pass it.
-- The owner sees all, by a policy that names him: migrations, backup and the functions above need it.
alter table access.resource enable row level security;
alter table access.resource force row level security;
create policy owner on access.resource to current_user using (true) with check (true);

-- Two physical forms of one rule; CASE builds only the one taken. Hashing the lists that the person reads is done once a
-- query, probing is done row by row: whoever reads very many lists is probed, unless a count says that it will test
-- many rows (`diwan.form = hash`). A wrong choice costs time, never a row. OFFSET 0 keeps the planner, who cannot know
-- whose principals these are, from reading all entries of all lists at once.
create function access.probes() returns boolean stable parallel safe language sql as $$
  select case when current_setting('diwan.form', true) in ('hash', 'probe') then current_setting('diwan.form', true) = 'probe'
    else (select count(*) > 2000 from (
      select from access.principal_of p cross join lateral (
        select from access.acl_entry e where e.principal = p.principal offset 0) e
      where p.person = access.actor() and p.since <= access.at() and access.at() < p.until limit 2001) x) end
$$;
create policy wall on access.resource for select to diwan_app using (
  (select access.is_system())
  or (closed_at is null
    and level <= (select access.level_of(access.actor(), access.at()))
    and coalesce(comps <@ (select access.comps_of(access.actor(), access.at())), false)
    and case when (select access.probes())
      then coalesce((select true from access.acl_entry e where e.acl = resource.acl and (e.principal in (
          select p.principal from access.principal_of p where p.person = (select access.actor())
            and p.since <= (select access.at()) and (select access.at()) < p.until)) is true limit 1), false)
      else acl in (
          select e.acl from access.principal_of p
          cross join lateral (select e.acl from access.acl_entry e where e.principal = p.principal offset 0) e
          where p.person = (select access.actor()) and p.since <= (select access.at()) and (select access.at()) < p.until)
      end));

-- Made in this very transaction: its feature row may be written even by one who will not see it (a deposit).
create function access.made_now(res uuid) returns boolean language sql stable security definer set search_path = pg_catalog, pg_temp as
  $$ select exists (select from access.resource r where r.id = res and r.created_tx = pg_current_xact_id_if_assigned()) $$;

-- One line in a feature's migration: `select access.protect('leave.request')`, or with the column that names the resource.
create function access.protect(guarded regclass, resource_column name default 'id') returns void language plpgsql as $$
declare
  open text := '(select access.is_system())';
  sees text := format('coalesce((select true from access.resource r where r.id = %s.%I), false)', guarded, resource_column);
begin
  execute format('alter table %s enable row level security', guarded);
  execute format('alter table %s force row level security', guarded);
  execute format('create policy owner on %s to current_user using (true) with check (true)', guarded);
  execute format('create policy wall_read on %s for select to diwan_app using (%s or %s)', guarded, open, sees);
  execute format('create policy wall_insert on %s for insert to diwan_app with check (%s or %s or access.made_now(%I))', guarded, open, sees, resource_column);
  execute format('create policy wall_update on %s for update to diwan_app using (%s or %s)', guarded, open, sees);
  execute format('create policy wall_delete on %s for delete to diwan_app using (%s or %s)', guarded, open, sees);
end $$;
revoke execute on function access.protect(regclass, name) from public, diwan_app;

-- "Ask the owner for access": says nothing back. Returns the owners to the mechanism that tells them, none for no such thing.
create function access.request_access(row_id uuid, res uuid, words text) returns uuid[] language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare owners uuid[];
begin
  select array_agg(distinct p.person) into owners
    from access.resource r join access.acl_entry e on e.acl = r.acl join access.principal_of p on p.principal = e.principal
    where r.id = res and r.closed_at is null and e.mask & 24 <> 0 and p.since <= access.at() and access.at() < p.until
      and r.level <= access.level_of(p.person, access.at()) and r.comps <@ access.comps_of(p.person, access.at());
  if owners is null or access.actor() is null then return '{}'; end if;
  insert into access.request values (row_id, res, access.actor(), words, access.at())
    on conflict (resource, person) do update set note = excluded.note, at = excluded.at
    where access.request.at < excluded.at - interval '1 day';
  if not found then return '{}'; end if;
  return owners;
end $$;

alter table access.request enable row level security;
alter table access.request force row level security;
create policy owner on access.request to current_user using (true) with check (true);
create policy wall on access.request for select to diwan_app using (
  (select access.is_system()) or person = (select access.actor()) or coalesce((select true from access.resource r where r.id = request.resource), false));
alter table access.resource_past enable row level security;
alter table access.resource_past force row level security;
create policy owner on access.resource_past to current_user using (true) with check (true);
create policy wall on access.resource_past for select to diwan_app using (
  (select access.is_system()) or coalesce((select true from access.resource r where r.id = resource_past.resource), false));

revoke insert, update, delete on all tables in schema access from diwan_app;
revoke all on function access.refresh_closure(uuid[]), access.readopt(uuid, uuid, int, uuid, text), access.keep_past(),
  access.lock_holder(uuid),
  access.people_below(uuid[]) from public, diwan_app;
