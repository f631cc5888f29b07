-- How people prove who they are: accounts, their factors, their sessions. Secrets are hashed, or sealed with a key that
-- is derived from the institution's root key and never stored here.

create table accounts.account (
  person uuid primary key,
  login text not null unique check (login = lower(login)),
  -- invited: no proof chosen yet. locked_by_admin: kept, may not enter. closed: the person left.
  state text not null check (state in ('invited', 'active', 'locked_by_admin', 'closed')),
  password_hash text,                        -- argon2id in PHC form; null: no password
  password_changed_at timestamptz,
  locale text, theme text, density text,     -- null: as the browser says
  created_at timestamptz not null,
  created_by text,
  activated_at timestamptz,
  last_sign_in_at timestamptz
);

-- Who must hold a second factor. No row: nothing was decided yet, and the default holds (account/store.ts).
create table accounts.rule (
  one boolean primary key default true check (one),
  second_factor text not null check (second_factor in ('nobody', 'administrators', 'everyone'))
);

create table accounts.session (
  id uuid primary key,                       -- names the session to its owner and in the audit log
  token_hash bytea not null unique,          -- SHA-256 of the cookie's 256 random bits
  person uuid not null references accounts.account,
  -- open: signed in. Otherwise a sign-in that still waits for that step and opens nothing but it.
  step text not null check (step in ('open', 'second_factor', 'enrolment', 'activation')),
  strength text not null check (strength in ('none', 'password', 'two_factor', 'passkey')),
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  stepped_up_at timestamptz,                 -- when the person last proved who he is
  idle_expires_at timestamptz not null,
  expires_at timestamptz not null,
  network text not null,                     -- prefix of the address, not the address
  agent text not null,                       -- "Firefox · Windows"
  device bytea,                              -- hash of the device's cookie
  card_position int,                         -- which code of the printed card was asked for
  activation uuid,                           -- step activation: the sheet that opened it
  revoked_at timestamptz
);
create index on accounts.session (person, last_seen_at desc) where revoked_at is null;
create index on accounts.session (expires_at);

-- Browsers from which the person has signed in: strangers' failures never delay these.
create table accounts.known_device (
  hash bytea not null,
  person uuid not null references accounts.account,
  created_at timestamptz not null,
  last_used_at timestamptz not null,
  primary key (hash, person)
);
create index on accounts.known_device (person);

-- Failed proofs, by what was tried (hashed) and from where.
create table accounts.attempt (
  subject bytea not null,
  source text not null,
  failures int not null,
  last_at timestamptz not null,
  blocked_until timestamptz,
  primary key (subject, source)
);
create index on accounts.attempt (last_at);

create table accounts.passkey (
  id uuid primary key,
  person uuid not null references accounts.account,
  credential_id text not null unique,        -- base64url, as WebAuthn gives it
  public_key bytea not null,                 -- COSE
  counter bigint not null,
  transports text[] not null,
  name text not null,
  synced boolean not null,                   -- kept by a password manager, not by one device
  created_at timestamptz not null,
  last_used_at timestamptz
);
create index on accounts.passkey (person);

-- A WebAuthn challenge: used once, for one purpose, in one session.
create table accounts.challenge (
  challenge text primary key,                -- base64url
  purpose text not null check (purpose in ('sign_in', 'second_factor', 'step_up', 'registration')),
  session uuid references accounts.session on delete cascade,
  expires_at timestamptz not null
);

-- Authenticator app (RFC 6238). Unconfirmed until one code was typed.
create table accounts.totp (
  id uuid primary key,
  person uuid not null references accounts.account,
  secret bytea not null,                     -- sealed
  created_at timestamptz not null,
  confirmed_at timestamptz,
  last_step bigint not null default 0        -- a code works once
);
create unique index on accounts.totp (person) where confirmed_at is not null;
create index on accounts.totp (person);

create table accounts.recovery_code (
  id uuid primary key,
  person uuid not null references accounts.account,
  hash bytea not null,                       -- SHA-256 of 80 random bits
  used_at timestamptz
);
create index on accounts.recovery_code (person);

-- A printed card of numbered codes. The codes are derived from the sealed secret (HOTP, RFC 4226): the hash of six
-- digits would be no protection.
create table accounts.code_card (
  id uuid primary key,
  person uuid not null references accounts.account,
  serial text not null,                      -- printed on the card, to tell an old one from a new one
  secret bytea not null,                     -- sealed
  size int not null,
  made_at timestamptz not null,
  confirmed_at timestamptz,                  -- one code was typed: the card is in the person's hand
  retired_at timestamptz
);
create index on accounts.code_card (person);
create table accounts.code_card_use (
  card uuid not null references accounts.code_card on delete cascade,
  position int not null,
  used_at timestamptz not null,
  primary key (card, position)
);

-- A one-time code on a printed sheet, with which a person chooses his first or his new proof.
create table accounts.activation (
  id uuid primary key,
  person uuid not null references accounts.account,
  hash bytea not null unique,
  code bytea,                                -- sealed, so that the sheet can be printed; erased with its use
  resets_factors boolean not null,           -- the second factors go with it (administrator only)
  issued_at timestamptz not null,
  issued_by text,
  expires_at timestamptz not null,
  used_at timestamptz,
  withdrawn_at timestamptz
);
create index on accounts.activation (person);
