-- Where a unit stands, and from when: a unit that moved keeps its past places, and a move may be dated ahead.
create table people.unit_place (
  unit uuid not null references people.unit,
  from_day date not null,
  until_day date,                  -- excluded; null: the present place
  parent uuid references people.unit,
  act text not null default '',    -- the decision that placed it
  primary key (unit, from_day)
);
create index on people.unit_place (parent);
insert into people.unit_place (unit, from_day, parent) select id, opened_on, parent from people.unit;
alter table people.unit drop column parent;

-- Who changes a person or a post says which version he saw.
alter table people.person add column version int not null default 1;
alter table people.post add column version int not null default 1;

-- An act ended before its term says why.
alter table people.holding add column end_reason text not null default '';
alter table people.delegation add column withdrawal_reason text not null default '';
alter table people.assistant add column end_reason text not null default '';
