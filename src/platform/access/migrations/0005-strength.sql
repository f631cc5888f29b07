-- A session shows no more than its own strength allows (strength.ts). Missing means: what everybody may see.
create function access.ceiling() returns smallint stable parallel safe language sql as
  $$ select coalesce(nullif(current_setting('diwan.ceiling', true), '')::smallint, 0::smallint) $$;
-- Of a person's clearance, what a session with this ceiling shows; null for who is nobody (`least` would pass over it).
create function access.level_shown(who uuid, moment timestamptz, highest int) returns smallint stable parallel safe language sql as $$
  select case when l.level is not null then least(l.level, highest)::smallint end from (select access.level_of(who, moment) as level) l
$$;

alter policy wall on access.resource using (
  (select access.is_system())
  or (closed_at is null
    and level <= (select access.level_shown(access.actor(), access.at(), access.ceiling()))
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
