-- An act entered by mistake ends on its first day, or before it: it then never held (until_day = from_day).
alter table people.holding drop constraint holding_check;
alter table people.holding add constraint holding_days check (until_day is null or until_day >= from_day);
-- A secretariat withdrawn may be given again the same day.
alter table people.assistant drop constraint assistant_post_person_from_day_key;
create unique index on people.assistant (post, person, from_day) where until_day is null;
