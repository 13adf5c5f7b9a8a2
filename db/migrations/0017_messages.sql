-- Messages that leave the house: robots of chat groups, webhooks, and what each person wants by which way (docs/decisions/0014).

-- A group robot of WeCom, DingTalk or Feishu. Its address holds a key, so it is sealed like its secret (platform/secrets).
create table robot (
  org_id uuid not null references org,
  id uuid not null,
  name text not null,
  kind text not null check (kind in ('wecom', 'dingtalk', 'feishu')),
  address_sealed text not null,
  host text not null,
  secret_sealed text,
  -- Whose members' notices it posts; null: only what rules and people send to it.
  team_id uuid,
  is_on boolean not null default true,
  -- What its platform answered last when it refused, and until when nothing is sent.
  problem text,
  paused_until timestamptz,
  last_at timestamptz,
  created_by uuid not null,
  created_at timestamptz not null,
  version integer not null default 1,
  primary key (org_id, id),
  foreign key (org_id, team_id) references team (org_id, id),
  foreign key (org_id, created_by) references app_user (org_id, id)
);

-- An address of another system that is told of events (Standard Webhooks). Its owner's permission says what payloads hold.
create table webhook (
  org_id uuid not null references org,
  id uuid not null,
  name text not null,
  url text not null,
  secret_sealed text not null,
  event_types text[] not null,
  -- On which records, and the condition they must meet; null: all.
  condition jsonb,
  owner_id uuid not null,
  is_on boolean not null default true,
  -- Why it was switched off by itself; null when a person did it.
  off_because text,
  -- Since when nothing has been taken.
  failing_since timestamptz,
  last_at timestamptz,
  created_at timestamptz not null,
  version integer not null default 1,
  primary key (org_id, id),
  foreign key (org_id, owner_id) references app_user (org_id, id)
);

create table delivery (
  org_id uuid not null references org,
  id uuid not null,
  robot_id uuid,
  webhook_id uuid,
  -- What makes it the same: one target gets one delivery of a key.
  key text not null,
  type text not null,
  body jsonb not null,
  -- Deliveries of one record go to a webhook one after the other, in the order of `place`.
  record_id uuid,
  place bigint not null default 0,
  state text not null default 'queued' check (state in ('queued', 'claimed', 'sent', 'unsure', 'failed', 'cancelled')),
  attempts integer not null default 0,
  created_at timestamptz not null,
  not_before timestamptz not null,
  claimed_by uuid,
  -- Committed before the first byte leaves.
  sending_at timestamptz,
  sent_at timestamptz,
  settled_at timestamptz,
  status integer,
  said text check (length(said) <= 2000),
  -- Of one sent again by hand: the first one's id, under which the receiver knows it.
  replay_of uuid,
  primary key (org_id, id),
  foreign key (org_id, robot_id) references robot (org_id, id) on delete cascade,
  foreign key (org_id, webhook_id) references webhook (org_id, id) on delete cascade,
  check (num_nonnulls(robot_id, webhook_id) = 1)
);
create unique index delivery_robot_key on delivery (org_id, robot_id, key) where robot_id is not null;
create unique index delivery_webhook_key on delivery (org_id, webhook_id, key) where webhook_id is not null;
create index delivery_due on delivery (org_id, not_before, id) where state = 'queued';
create index delivery_claimed on delivery (org_id, claimed_by) where state = 'claimed';
create index delivery_order on delivery (org_id, webhook_id, record_id, place) where state in ('queued', 'claimed') and record_id is not null;
create index delivery_robot_log on delivery (org_id, robot_id, created_at desc, id desc) where robot_id is not null;
create index delivery_webhook_log on delivery (org_id, webhook_id, created_at desc, id desc) where webhook_id is not null;
create index delivery_robot_rate on delivery (org_id, robot_id, sending_at) where robot_id is not null and sending_at is not null;
create index delivery_kept on delivery (org_id, created_at);

-- What a person wants by which way, beyond what holds for everybody (core/messages/preferences).
create table message_preference (
  org_id uuid not null references org,
  user_id uuid not null,
  -- By kind of notice: mail now, in the morning or not at all, and whether their team's robot posts it.
  kinds jsonb not null default '{}',
  -- Local time, `22:00`; the same twice: never quiet.
  quiet_from text not null default '20:00',
  quiet_to text not null default '08:00',
  is_quiet_on_days_off boolean not null default true,
  -- When the morning brief comes, on working days; null: not.
  brief_at text,
  wants_weekly boolean not null default false,
  version integer not null default 1,
  primary key (org_id, user_id),
  foreign key (org_id, user_id) references app_user (org_id, id) on delete cascade
);

-- That a brief or report of a day was written for somebody: once.
create table digest (
  org_id uuid not null references org,
  user_id uuid not null,
  kind text not null check (kind in ('brief', 'weekly')),
  day date not null,
  at timestamptz not null,
  primary key (org_id, user_id, kind, day),
  foreign key (org_id, user_id) references app_user (org_id, id) on delete cascade
);

alter table notification add column done_at timestamptz;
alter table notification add column snoozed_until timestamptz;
-- When it was decided by which other ways it goes out.
alter table notification add column routed_at timestamptz;
update notification set routed_at = created_at;
create index notification_unrouted on notification (org_id, created_at) where routed_at is null;
create index notification_open on notification (org_id, user_id, created_at desc, id desc) where done_at is null;

-- A mail to a member; no lead's, no sequence's.
alter table outbox add column user_id uuid;
alter table outbox add foreign key (org_id, user_id) references app_user (org_id, id) on delete cascade;

alter table robot enable row level security;
create policy tenant on robot using (org_id = current_org()) with check (org_id = current_org());
grant select, insert, update, delete on robot to sluice_app;
alter table webhook enable row level security;
create policy tenant on webhook using (org_id = current_org()) with check (org_id = current_org());
grant select, insert, update, delete on webhook to sluice_app;
alter table delivery enable row level security;
create policy tenant on delivery using (org_id = current_org()) with check (org_id = current_org());
grant select, insert, update, delete on delivery to sluice_app;
alter table message_preference enable row level security;
create policy tenant on message_preference using (org_id = current_org()) with check (org_id = current_org());
grant select, insert, update, delete on message_preference to sluice_app;
alter table digest enable row level security;
create policy tenant on digest using (org_id = current_org()) with check (org_id = current_org());
grant select, insert, update, delete on digest to sluice_app;
