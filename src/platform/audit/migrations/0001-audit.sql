-- The Merkle log over events.event (RFC 6962). One leaf for each sequenced event; the entry itself is rebuilt from the
-- event's row, so that a row changed behind our back no longer matches its leaf.
create table audit.leaf (
  seq bigint primary key,
  commitment bytea not null check (octet_length(commitment) = 32),  -- SHA-256(salt || canonical body); outlives the body
  hash bytea not null check (octet_length(hash) = 32)
);
-- Roots of full subtrees of 256, 256^2, ... leaves; other interior nodes are recomputed from at most 256 of these.
create table audit.node (
  level smallint not null check (level > 0 and level % 8 = 0),
  place bigint not null,
  hash bytea not null check (octet_length(hash) = 32),
  primary key (level, place)
);
-- Signed statements of the log's size and root (C2SP tlog-checkpoint).
create table audit.checkpoint (
  size bigint not null,
  key_id text not null,
  at timestamptz not null,
  note text not null,
  primary key (size, key_id)
);
-- Every key that ever signed a checkpoint of this log.
create table audit.key (
  verifier_key text primary key,
  from_size bigint not null,
  at timestamptz not null
);
revoke update, delete, truncate on audit.leaf, audit.node, audit.checkpoint, audit.key from diwan_app;
