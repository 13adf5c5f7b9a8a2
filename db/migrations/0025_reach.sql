-- Browsers, app messages of chat platforms, and what is escalated when nobody answers (docs/decisions/0014).

-- A browser that somebody let show notices. Who knows the endpoint may write to it: it is sealed with its keys (platform/secrets).
create table push_device (
  org_id uuid not null references org,
  id uuid not null,
  user_id uuid not null,
  -- SHA-256 of the endpoint: one browser is one device, and can tell which one it is.
  endpoint_digest bytea not null,
  subscription_sealed text not null,
  host text not null,
  name text not null,
  -- The installation's key at that time; the browser takes messages of no other.
  public_key text not null,
  problem text check (length(problem) <= 500),
  created_at timestamptz not null,
  last_at timestamptz,
  primary key (org_id, id),
  unique (org_id, endpoint_digest),
  foreign key (org_id, user_id) references app_user (org_id, id) on delete cascade
);
create index push_device_person on push_device (org_id, user_id, created_at);

-- An app of WeCom, DingTalk or Feishu by which people are written to. WeCom's company is that of wecom_setting; its secret too, unless the app has its own.
create table chat_app (
  org_id uuid not null references org,
  id uuid not null,
  kind text not null check (kind in ('wecom', 'dingtalk', 'feishu')),
  client_id text,
  agent_id text,
  secret_sealed text,
  is_on boolean not null default false,
  -- What the platform refused last: its code and words, and until when nothing is sent.
  problem_code integer,
  problem text check (length(problem) <= 500),
  paused_until timestamptz,
  last_at timestamptz,
  version integer not null default 1,
  primary key (org_id, id),
  unique (org_id, kind)
);

-- Who a person is on a platform. For WeCom, wecom_member counts for those who have no row here.
create table chat_member (
  org_id uuid not null references org,
  kind text not null check (kind in ('wecom', 'dingtalk', 'feishu')),
  user_id uuid not null,
  external_id text not null check (length(external_id) between 1 and 64),
  primary key (org_id, kind, user_id),
  foreign key (org_id, user_id) references app_user (org_id, id) on delete cascade
);

alter table delivery add column device_id uuid;
alter table delivery add column app_id uuid;
-- Whom an app writes to.
alter table delivery add column user_id uuid;
alter table delivery add foreign key (org_id, device_id) references push_device (org_id, id) on delete cascade;
alter table delivery add foreign key (org_id, app_id) references chat_app (org_id, id) on delete cascade;
alter table delivery add foreign key (org_id, user_id) references app_user (org_id, id) on delete cascade;
alter table delivery drop constraint delivery_check;
alter table delivery add check (num_nonnulls(robot_id, webhook_id, device_id, app_id) = 1 and (app_id is null) = (user_id is null));
create unique index delivery_device_key on delivery (org_id, device_id, key) where device_id is not null;
create unique index delivery_app_key on delivery (org_id, app_id, user_id, key) where app_id is not null;
create index delivery_app_log on delivery (org_id, app_id, created_at desc, id desc) where app_id is not null;
create index delivery_app_rate on delivery (org_id, user_id, app_id, sending_at) where app_id is not null;

-- Who is told when nobody reads, acts or acknowledges: for which kinds of notices, after how long, by which way (core/messages/escalation).
create table escalation_chain (
  org_id uuid not null references org,
  id uuid not null,
  -- Of those every organisation has: which one. They can be changed and switched off, not removed.
  preset text,
  name text not null,
  kinds text[] not null,
  -- Alarms alone: not those that are less severe.
  is_high_only boolean not null default false,
  is_on boolean not null default true,
  counts text not null check (counts in ('work', 'all')),
  until text not null check (until in ('read', 'done', 'handled')),
  steps jsonb not null,
  created_at timestamptz not null,
  version integer not null default 1,
  primary key (org_id, id),
  unique (org_id, preset)
);

-- One matter that waits: what several people were told of the same at the same time is one. Steps are those of the chain when it began.
create table escalation (
  org_id uuid not null references org,
  id uuid not null,
  chain_id uuid not null,
  kind text not null,
  subject_type text,
  subject_id uuid not null,
  noticed_at timestamptz not null,
  data jsonb not null,
  user_ids uuid[] not null,
  counts text not null,
  until text not null,
  steps jsonb not null,
  next_step integer not null default 0,
  due_at timestamptz,
  state text not null check (state in ('waiting', 'ended')),
  ended_because text,
  ended_at timestamptz,
  primary key (org_id, id),
  unique (org_id, chain_id, kind, subject_id, noticed_at),
  foreign key (org_id, chain_id) references escalation_chain (org_id, id) on delete cascade
);
create index escalation_due on escalation (org_id, due_at, id) where state = 'waiting';
create index escalation_latest on escalation (org_id, noticed_at desc, id desc);

alter table push_device enable row level security;
create policy tenant on push_device using (org_id = current_org()) with check (org_id = current_org());
grant select, insert, update, delete on push_device to sluice_app;
alter table chat_app enable row level security;
create policy tenant on chat_app using (org_id = current_org()) with check (org_id = current_org());
grant select, insert, update, delete on chat_app to sluice_app;
alter table chat_member enable row level security;
create policy tenant on chat_member using (org_id = current_org()) with check (org_id = current_org());
grant select, insert, update, delete on chat_member to sluice_app;
alter table escalation_chain enable row level security;
create policy tenant on escalation_chain using (org_id = current_org()) with check (org_id = current_org());
grant select, insert, update, delete on escalation_chain to sluice_app;
alter table escalation enable row level security;
create policy tenant on escalation using (org_id = current_org()) with check (org_id = current_org());
grant select, insert, update, delete on escalation to sluice_app;
