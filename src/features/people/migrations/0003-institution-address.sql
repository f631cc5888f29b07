-- One line for the foot of letters: street, post box, telephone.
alter table people.institution add column address jsonb;
