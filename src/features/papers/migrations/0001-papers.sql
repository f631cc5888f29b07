-- Papers that the institution issued: numbered, signed, verifiable, kept in the file of the person they concern.
create table papers.file (
  person uuid primary key,
  id uuid not null unique references access.resource
);
comment on table papers.file is 'open: two ids only; a decision is filed by those who may not look into the file';
create table papers.paper (
  id uuid primary key references access.resource,
  kind text not null,                 -- leave.decision
  series text not null,
  year int not null,
  number int not null,
  reference text not null,
  language text not null check (language in ('ar', 'fr', 'bilingual')),
  person uuid not null,               -- whom it concerns
  subject uuid not null,              -- the request behind it
  signed_by uuid not null,
  issued_at timestamptz not null,
  day date not null,
  title jsonb not null,
  sheet jsonb not null,               -- all that is printed: the PDF can be made again, byte for byte
  statement text not null,            -- behind the QR code
  salt text not null,                 -- the control code printed on it
  digest text,                        -- the PDF's blob, once set
  sha256 text,
  size int,
  revoked_at timestamptz,
  revoke_reason text,
  unique (series, year, number)
);
create index on papers.paper (person, issued_at desc);
create index on papers.paper (subject);
select access.protect('papers.paper');
