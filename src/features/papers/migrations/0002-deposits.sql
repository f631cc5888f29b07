-- What outsiders said at the desk of a paper they doubt. It came sealed; from here on the second wall keeps it.
create table papers.deposit (
  id uuid primary key references access.resource,  -- the name of the sealed file: fetched twice, kept once
  receipt text not null,                           -- the number the person was given
  received_at timestamptz not null,                -- by the clock of the desk
  words text not null,
  contact text,
  language text not null,
  statement text,                                  -- as scanned
  paper uuid references papers.paper,              -- ours, when the statement is of one of ours
  handled_at timestamptz,
  handled_by uuid,
  answer text                                      -- what was found
);
select access.protect('papers.deposit');
