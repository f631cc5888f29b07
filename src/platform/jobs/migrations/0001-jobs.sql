-- Work for later, and what the person who waits sees of it. The queue proper (graphile_worker) only holds the id.
create table jobs.job (
  id uuid primary key,
  name text not null,                    -- feature.verb
  payload jsonb not null,
  requested_by uuid,                     -- the person who waits, if any
  title_key text,                        -- message key shown in the tray; null: not shown
  title_args jsonb not null default '{}',
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
  done int not null default 0,
  total int,
  attempts int not null default 0,
  error text,
  href text,                             -- where the result is
  run_at timestamptz not null,
  created_at timestamptz not null,
  finished_at timestamptz,
  dismissed_at timestamptz
);
create index on jobs.job (requested_by, created_at desc) where requested_by is not null and dismissed_at is null;
create index on jobs.job (state, created_at desc) where state in ('failed', 'waiting', 'running');

-- The queue belongs to the owner; the product may only put a job in, in its own transaction.
create function jobs.enqueue(job uuid, run_at timestamptz, key text, max_attempts int) returns void
language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform graphile_worker.add_job('diwan', json_build_object('id', job), null, run_at, max_attempts, key);
end $$;
