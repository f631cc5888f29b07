-- What the HR office entered for others.
create index on requests.request (filed_by, updated_at desc);
