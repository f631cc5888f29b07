-- Reports are listed newest first.
create index on papers.deposit (received_at desc);
