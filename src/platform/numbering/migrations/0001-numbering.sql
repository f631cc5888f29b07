-- Gap-free series: one row per series and year, locked by the command that takes a number; a number is never reused.
create table numbering.series (
  name text not null,
  year int not null,
  last int not null default 0,
  primary key (name, year)
);
create table numbering.number (
  series text not null,
  year int not null,
  number int not null,
  reference text not null,
  subject uuid not null,
  at timestamptz not null,
  voided_at timestamptz,
  void_reason text,
  primary key (series, year, number),
  check ((voided_at is null) = (void_reason is null))
);
create unique index on numbering.number (subject, series);
revoke delete on numbering.number, numbering.series from diwan_app;
