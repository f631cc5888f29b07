-- Where each blob lies and what opens it. The sealed file is there before its row; the row is there before any row of a
-- feature names the address. Without the row nobody opens the file: taking the row away destroys the content.
create table storage.blob (
  address text primary key check (address ~ '^[0-9a-f]{64}$'),
  object text not null unique,           -- name in the object store
  label text not null,
  size bigint not null,                  -- bytes of the content
  wrapping text not null,                -- which key wraps: <label>/<year>
  wrapped bytea not null,                -- key and nonce prefix of the file, sealed to the address, object and size
  put_at timestamptz not null,           -- when it was last put: the grace of the orphan sweep begins
  checked_at timestamptz not null        -- when every byte was last found right
);
create index on storage.blob (checked_at);
create index on storage.blob (wrapping);

-- What a check found wrong and no later check or put found right again.
create table storage.finding (
  address text primary key,
  what text not null check (what in ('missing', 'damaged', 'locked')),
  found_at timestamptz not null
);
