-- Another try of a parked event: wanted here, made by whichever process serves the subscriber.
alter table events.parked add column wanted_at timestamptz;
create index parked_wanted on events.parked (subscriber, seq) where wanted_at is not null;
create index parked_newest on events.parked (parked_at desc, subscriber desc, seq desc);
