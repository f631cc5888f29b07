-- What the administrator adds to the computed calendar. Rows are closed, never deleted.
create table calendar.override (
  id uuid primary key,
  kind text not null check (kind in ('confirmed', 'cancelled', 'exceptional')),
  key text not null,
  day date not null,
  days int not null default 1 check (days between 1 and 10),
  name jsonb,                    -- of an exceptional day
  source text not null default '',
  entered_by uuid,
  entered_at timestamptz not null,
  withdrawn_at timestamptz,
  check ((kind = 'exceptional') = (name is not null))
);
-- Beginnings of Hijri months against Umm al-Qura, as observed in Morocco.
create table calendar.hijri_month (
  year int not null,
  month int not null check (month between 1 and 12),
  days int not null check (days in (0, 1)),
  source text not null,
  entered_by uuid,
  entered_at timestamptz not null,
  primary key (year, month)
);
