-- Each attempt to reach the outside, allowed or not. An allowed one is kept before anything leaves.
create table net.attempt (
  id uuid primary key,
  at timestamptz not null,
  host text not null,
  port int not null,
  method text not null,
  purpose text not null,
  actor_kind text not null,
  actor uuid,
  allowed boolean not null,
  result text not null,
  status int,
  sent bigint not null default 0,
  received bigint not null default 0
);
create index on net.attempt (at desc);
revoke delete on net.attempt from diwan_app;
