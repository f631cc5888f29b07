-- A restore sets every sequence from its manifest, this table's among them: there is no second way.
drop function events.after_restore();
