-- What happened, told in the command's transaction (outbox) and never changed: this table is the audit trail.
create table events.event (
  id uuid primary key,
  ord bigint generated always as identity,                   -- order of telling: a cause before its effects
  tx xid8 not null default pg_current_xact_id(),             -- the transaction that told it: what was told together
  at timestamptz not null check (at = date_trunc('milliseconds', at)),
  actor_kind text not null check (actor_kind in ('person', 'system', 'operator', 'anonymous')),
  actor text,                                                -- a person's id; the name of a job, subscriber or console login
  on_behalf text,
  type text not null check (type ~ '^[a-z][a-z0-9_-]*\.[a-z][a-z0-9_]*$'),   -- feature.noun_verb
  version int not null,
  subject text,                                              -- the id of the thing it happened to
  body jsonb,                                                -- null once erased; the log holds only a salted digest of it
  salt bytea check (octet_length(salt) = 16),
  seq bigint,                                                -- place in the log, from 0, without gaps; null: not yet sequenced
  check ((body is null) = (salt is null)),
  check (body is not null or seq is not null)
);
create index event_unsequenced on events.event (ord) where seq is null;
create unique index event_seq on events.event (seq) where seq is not null;
create index event_subject on events.event (subject, seq desc) where seq is not null and subject is not null;
create index event_actor on events.event (actor, seq desc) where seq is not null;
create index event_type on events.event (type, seq desc) where seq is not null;
create index event_at on events.event using brin (at);

-- Where each subscriber stands.
create table events.cursor (
  subscriber text primary key,
  next_seq bigint not null,              -- the first event it has not handled
  tries int not null default 0,          -- failures on that event
  retry_at timestamptz,
  error text
);
-- What a subscriber could not handle after all its tries; it went on without.
create table events.parked (
  subscriber text not null,
  seq bigint not null,
  tries int not null,
  error text not null,
  parked_at timestamptz not null,
  primary key (subscriber, seq)
);

create function events.tell_inserted() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  perform pg_notify('diwan_event', '');
  return null;
end $$;
create trigger tell_inserted after insert on events.event for each statement execute function events.tell_inserted();

-- Gives the next places of the log to these events, in this order. Refuses a gap and a second sequencing. The advisory
-- lock is held until the caller's transaction ends, so that one sequences at a time.
create function events.assign_seq(ids uuid[], first bigint) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  expected bigint;
  given bigint;
begin
  perform pg_advisory_xact_lock(1684633441, 13);
  select coalesce(max(seq) + 1, 0) into expected from events.event where seq is not null;
  if first is distinct from expected then
    raise exception 'events: next place is %, not %', expected, first;
  end if;
  update events.event e set seq = first + o.place - 1
    from unnest(ids) with ordinality as o(id, place)
    where e.id = o.id and e.seq is null;
  get diagnostics given = row_count;
  if given <> cardinality(ids) then
    raise exception 'events: % of % events could be sequenced', given, cardinality(ids);
  end if;
end $$;

-- Erases the body of an event (law 09-08) and says so in a new event about it, in one step so that neither can be had alone.
-- False when there is nothing to erase. The record of an erasure cannot itself be erased.
create function events.erase_body(
  event uuid, reason text, new_id uuid, new_salt bytea, new_at timestamptz, new_actor_kind text, new_actor text, new_on_behalf text
) returns boolean
language plpgsql security definer set search_path = pg_catalog as $$
declare
  place bigint;
begin
  if btrim(coalesce(reason, '')) = '' then
    raise exception 'events: an erasure needs a reason';
  end if;
  update events.event e set body = null, salt = null
    where e.id = erase_body.event and e.seq is not null and e.body is not null and e.type <> 'events.body_erased'
    returning e.seq into place;
  if place is null then
    return false;
  end if;
  insert into events.event (id, at, actor_kind, actor, on_behalf, type, version, subject, body, salt)
    values (new_id, new_at, new_actor_kind, new_actor, new_on_behalf, 'events.body_erased', 1, erase_body.event::text,
      jsonb_build_object('seq', place, 'reason', reason), new_salt);
  return true;
end $$;

-- After a restore into another database: the order of telling goes on after the highest restored value.
create function events.after_restore() returns void language sql set search_path = pg_catalog as $$
  select setval(pg_get_serial_sequence('events.event', 'ord'), coalesce(max(ord), 0) + 1, false) from events.event;
$$;

revoke all on events.event from diwan_app;
grant select on events.event to diwan_app;
grant insert (id, at, actor_kind, actor, on_behalf, type, version, subject, body, salt) on events.event to diwan_app;
revoke execute on function events.after_restore() from public, diwan_app;
