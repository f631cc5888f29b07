-- The leave account of a person is a ledger: lines, never a number. `year` is the year in which the right arose.
create table leave.entry (
  id uuid primary key,
  person uuid not null,
  year int not null,
  kind text not null check (kind in ('credit', 'taken_over', 'debit', 'reversal', 'correction')),
  days int not null check (days <> 0 or kind = 'taken_over'),
  request uuid,
  reason text not null default '',
  as_of date not null,
  at timestamptz not null,
  entered_by uuid,
  check (kind <> 'reversal' or request is not null),
  check (kind <> 'debit' or request is not null or reason <> '')  -- a debit taken over from paper names its decision
);
create index on leave.entry (person, year);
create index on leave.entry (request) where request is not null;
-- A year's right is opened once: by the yearly credit, or taken over from the paper account.
create unique index on leave.entry (person, year) where kind in ('credit', 'taken_over');
revoke update, delete on leave.entry from diwan_app;
