-- The second wall around the leave accounts. A line is seen, and written, by its person, by the HR office and the
-- administrator (who takes over paper accounts), and by whoever sees a request of that person: he decides on it.
create policy owner on leave.entry to current_user using (true) with check (true);
create function leave.sees_account(of_person uuid) returns boolean stable language sql as $$
  select access.is_system() or of_person = access.actor()
    or exists (select from access.principal_of p join people.role_principal r on r.principal = p.principal
      where p.person = access.actor() and p.since <= access.at() and access.at() < p.until and r.role in ('hr', 'administrator'))
    or exists (select from requests.request q where q.requester = of_person)
$$;
create policy wall_read on leave.entry for select to diwan_app using (leave.sees_account(person));
create policy wall_insert on leave.entry for insert to diwan_app with check (leave.sees_account(person));
alter table leave.entry enable row level security;
alter table leave.entry force row level security;
