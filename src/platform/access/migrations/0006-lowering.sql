-- A lower label is the act of two persons: one proposes it with a reason, another confirms. Raising is free.
create table access.lowering (
  id uuid primary key,
  resource uuid not null references access.resource,
  level smallint not null check (level between 0 and 4),
  comps text[] not null,
  reason text not null check (reason <> ''),
  proposed_by uuid not null,
  proposed_at timestamptz not null,
  settled_by uuid,
  settled_at timestamptz,
  confirmed boolean,                -- false: declined, or withdrawn by who proposed it
  check (confirmed is not true or settled_by <> proposed_by)
);
create unique index on access.lowering (resource) where settled_at is null;
create index on access.lowering (resource);
alter table access.lowering enable row level security;
alter table access.lowering force row level security;
create policy owner on access.lowering to current_user using (true) with check (true);
create policy wall on access.lowering for select to diwan_app using (
  (select access.is_system()) or coalesce((select true from access.resource r where r.id = lowering.resource), false));
revoke insert, update, delete on access.lowering from diwan_app;

create function access.is_lower(was access.resource, lvl smallint, compartments text[]) returns boolean immutable language sql as
  $$ select lvl < was.level or not was.comps <@ compartments $$;

create or replace function access.set_label(res uuid, lvl smallint, compartments text[], why text) returns void language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare was access.resource;
begin
  select * into strict was from access.resource r where r.id = res for no key update;
  if access.is_lower(was, lvl, compartments) then
    raise exception 'lowering a label takes two persons' using errcode = 'DW004';
  end if;
  update access.resource r set level = lvl, comps = compartments, act = why,
    changed_at = greatest(r.changed_at, coalesce(access.at(), now())) where r.id = res;
end $$;

create function access.propose_lowering(row_id uuid, res uuid, lvl smallint, compartments text[], why text) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare was access.resource;
begin
  select * into strict was from access.resource r where r.id = res for no key update;
  if coalesce(why, '') = '' or not access.is_lower(was, lvl, compartments) then
    raise exception 'not a lowering with its reason' using errcode = 'DW006';
  end if;
  insert into access.lowering values (row_id, res, lvl, compartments, why, access.actor(), coalesce(access.at(), now()));
exception when unique_violation then
  raise exception 'a lowering is proposed already' using errcode = 'DW007';
end $$;

-- Confirms or declines; true when the label is lower now. Who proposed may only withdraw.
create function access.settle_lowering(row_id uuid, yes boolean) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare the access.lowering;
begin
  update access.lowering l set settled_by = access.actor(), settled_at = coalesce(access.at(), now()), confirmed = yes
    where l.id = row_id and l.settled_at is null returning * into the;
  if not found then raise exception 'no open proposal' using errcode = 'DW008'; end if;
  if yes then
    update access.resource r set level = the.level, comps = the.comps, act = 'access.lowering:' || the.id,
      changed_at = greatest(r.changed_at, coalesce(access.at(), now())) where r.id = the.resource;
  end if;
exception when check_violation then
  raise exception 'another person must confirm' using errcode = 'DW009';
end $$;
