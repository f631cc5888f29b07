-- The posts of a unit, and the secretariats of a person, are asked on every screen that shows people.
create index on people.post (unit);
create index on people.assistant (person);
