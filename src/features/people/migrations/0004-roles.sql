-- Who gave a role, and why it ended; null for those given before this was kept and at the set-up.
alter table people.role_holder add column entered_by uuid;
alter table people.role_holder add column end_reason text not null default '';
