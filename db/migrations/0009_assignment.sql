-- Who gets a lead, how soon it is answered, pools of leads that nobody has, and the hand-over from marketing to sales (docs/decisions/0013).

-- -------------------------------------------------------------------------------------------------------- assignment
-- One row an organisation. Its lock is what gives turns and quotas one after the other: a limit in hand counts over all rules.
create table assign_setting (
  org_id uuid primary key references org,
  -- core/assignment/model: when nobody who could is at work.
  after_hours text not null default 'hold' check (after_hours in ('assign', 'hold')),
  version integer not null default 1
);

create table assign_rule (
  org_id uuid not null references org,
  id uuid not null,
  -- They are asked in this order; the first that finds somebody decides.
  position integer not null,
  name text not null,
  is_enabled boolean not null default false,
  -- ready: the score reached sales-ready; created: however it came; captured: with a source of its own.
  triggers text[] not null,
  -- core/conditions over a lead; null: every lead.
  condition jsonb,
  by text not null check (by in ('account_owner', 'named_account', 'territory', 'product', 'pool')),
  choice text not null default 'round_robin' check (choice in ('round_robin', 'weighted', 'least_loaded')),
  -- Territory and product: the field of the lead that says where, or what.
  match_field text,
  created_by uuid,
  created_at timestamptz not null,
  removed_at timestamptz,
  version integer not null default 1,
  primary key (org_id, id),
  foreign key (org_id, created_by) references app_user (org_id, id)
);

create table assign_member (
  org_id uuid not null,
  rule_id uuid not null,
  user_id uuid not null,
  position integer not null,
  -- Regions, products, or names of accounts that are this member's.
  match_values text[] not null default '{}',
  -- How far the member's turn has come (core/assignment/turn), in total weights; written under the organisation's lock only.
  turn bigint not null default 0,
  primary key (org_id, rule_id, user_id),
  foreign key (org_id, rule_id) references assign_rule (org_id, id) on delete cascade,
  foreign key (org_id, user_id) references app_user (org_id, id)
);

-- How much somebody can take, over all rules. Without a row: weight 1, no limits.
create table assignee (
  org_id uuid not null,
  user_id uuid not null,
  weight integer not null default 1 check (weight between 0 and 100),
  day_limit integer check (day_limit between 0 and 10000),
  hand_limit integer check (hand_limit between 0 and 100000),
  version integer not null default 1,
  primary key (org_id, user_id),
  foreign key (org_id, user_id) references app_user (org_id, id)
);

-- What somebody was given on a day of the organisation's zone. `taken` only grows, in one statement that asks the limit.
create table assignee_quota (
  org_id uuid not null,
  user_id uuid not null,
  day date not null,
  taken integer not null check (taken >= 0),
  primary key (org_id, user_id, day),
  foreign key (org_id, user_id) references app_user (org_id, id)
);

-- [from_at, to_at) of leave and the like.
create table absence (
  org_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  from_at timestamptz not null,
  to_at timestamptz not null check (to_at > from_at),
  note text not null default '',
  created_by uuid,
  created_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, user_id) references app_user (org_id, id)
);
create index absence_user on absence (org_id, user_id, to_at);

-- A lead for which nobody was free: tried again when `retry_at` has come.
create table assign_wait (
  org_id uuid not null,
  lead_id uuid not null,
  -- What the rules were asked for: one of assign_rule.triggers, or 'any'.
  trigger text not null,
  since timestamptz not null,
  retry_at timestamptz not null,
  -- assignment.held or assignment.nobody, and the trace.
  code text not null,
  trace jsonb not null default '[]',
  primary key (org_id, lead_id),
  foreign key (org_id, lead_id) references lead (org_id, id) on delete cascade
);
create index assign_wait_due on assign_wait (org_id, retry_at);

-- --------------------------------------------------------------------------------------------------------- hand-over
create table hand_over (
  org_id uuid not null,
  id uuid not null,
  lead_id uuid not null,
  at timestamptz not null,
  -- Null: a rule.
  by_id uuid,
  rule_id uuid,
  -- Who is to say yes or no.
  to_id uuid not null,
  team_id uuid,
  status text not null default 'open' check (status in ('open', 'accepted', 'rejected', 'withdrawn')),
  decided_at timestamptz,
  decided_by uuid,
  -- core/assignment/hand-over: a reason's key.
  reason text,
  note text not null default '',
  -- Marketing has seen to a rejection.
  seen_at timestamptz,
  seen_by uuid,
  primary key (org_id, id),
  foreign key (org_id, lead_id) references lead (org_id, id) on delete cascade,
  foreign key (org_id, by_id) references app_user (org_id, id),
  foreign key (org_id, to_id) references app_user (org_id, id),
  foreign key (org_id, decided_by) references app_user (org_id, id)
);
create unique index hand_over_open on hand_over (org_id, lead_id) where status = 'open';
create index hand_over_lead on hand_over (org_id, lead_id, at desc);
create index hand_over_order on hand_over (org_id, at desc, id desc);
create index hand_over_rejected on hand_over (org_id, decided_at desc, id desc) where status = 'rejected';

-- ----------------------------------------------------------------------------------------------------- working time
-- An organisation's own word on a day, above the weekend, the holidays by rule and the decreed make-up days (core/lib/work-calendar).
create table calendar_day (
  org_id uuid not null references org,
  day date not null,
  kind text not null check (kind in ('off', 'worked')),
  note text not null default '',
  primary key (org_id, day)
);

create table response_policy (
  org_id uuid primary key references org,
  is_on boolean not null default true,
  -- Parts of a working day (core/lib/work-hours).
  spans jsonb not null default '[["09:00", "12:00"], ["13:30", "18:00"]]',
  target_minutes integer not null default 120 check (target_minutes between 5 and 10080),
  remind_before_minutes integer check (remind_before_minutes between 1 and 10080),
  -- Working minutes after the target.
  escalate_after_minutes integer check (escalate_after_minutes between 0 and 10080),
  reassign_after_minutes integer check (reassign_after_minutes between 0 and 10080),
  -- Activities that answer a lead.
  kinds text[] not null default '{call,visit,meeting,mail,wechat}',
  version integer not null default 1
);

-- One for each owner a lead was given to: it ends when answered, or when the lead is somebody else's.
create table response_clock (
  org_id uuid not null,
  id uuid not null,
  lead_id uuid not null,
  owner_id uuid not null,
  team_id uuid,
  source_id uuid,
  -- 1 for the first owner; the time since the first is `first_started_at`'s.
  n integer not null,
  first_started_at timestamptz not null,
  started_at timestamptz not null,
  target_minutes integer not null,
  due_at timestamptz,
  remind_at timestamptz,
  escalate_at timestamptz,
  reassign_at timestamptz,
  reminded_at timestamptz,
  breached_at timestamptz,
  escalated_at timestamptz,
  reassigned_at timestamptz,
  -- The next of these that is to be done; null: nothing more.
  next_at timestamptz,
  -- Answered, and the working minutes from `started_at` and from `first_started_at`.
  met_at timestamptz,
  minutes integer,
  total_minutes integer,
  ended_at timestamptz,
  end_reason text check (end_reason in ('answered', 'converted', 'given_on', 'pooled', 'rejected', 'closed')),
  primary key (org_id, id),
  foreign key (org_id, lead_id) references lead (org_id, id) on delete cascade,
  foreign key (org_id, owner_id) references app_user (org_id, id)
);
create unique index response_clock_running on response_clock (org_id, lead_id) where ended_at is null;
create index response_clock_lead on response_clock (org_id, lead_id, started_at desc);
create index response_clock_next on response_clock (org_id, next_at) where ended_at is null and next_at is not null;
create index response_clock_started on response_clock (org_id, started_at);
create index response_clock_breached on response_clock (org_id, owner_id) where ended_at is null and breached_at is not null;

-- ------------------------------------------------------------------------------------------------------------- pools
create table lead_pool (
  org_id uuid not null references org,
  id uuid not null,
  position integer not null,
  name text not null,
  -- Whose pool it is, with the teams below; null: everybody's.
  team_id uuid,
  pick_per_day integer check (pick_per_day between 0 and 1000),
  hand_limit integer check (hand_limit between 0 and 100000),
  cool_down_days integer not null default 7 check (cool_down_days between 0 and 365),
  -- Untouched for so long, a lead goes (back) into the pool; null: never by itself.
  recycle_days integer check (recycle_days between 1 and 365),
  warn_days integer not null default 1 check (warn_days between 0 and 30),
  -- Leads of the team that came from no pool go in too.
  takes_team_leads boolean not null default false,
  hides_details boolean not null default true,
  archived_at timestamptz,
  created_by uuid,
  created_at timestamptz not null,
  version integer not null default 1,
  primary key (org_id, id),
  foreign key (org_id, team_id) references team (org_id, id),
  foreign key (org_id, created_by) references app_user (org_id, id)
);

-- A lead's stay in a pool, and who took it out.
create table pool_pick (
  org_id uuid not null,
  id uuid not null,
  pool_id uuid not null,
  lead_id uuid not null,
  user_id uuid not null,
  -- Null: picked by themselves.
  given_by uuid,
  at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, pool_id) references lead_pool (org_id, id),
  foreign key (org_id, lead_id) references lead (org_id, id) on delete cascade,
  foreign key (org_id, user_id) references app_user (org_id, id)
);
create index pool_pick_user on pool_pick (org_id, user_id, at desc);
create index pool_pick_lead on pool_pick (org_id, lead_id);

-- What somebody picked from a pool on a day; its row's lock makes two picks of one person wait for one another.
create table pool_quota (
  org_id uuid not null,
  pool_id uuid not null,
  user_id uuid not null,
  day date not null,
  taken integer not null default 0 check (taken >= 0),
  primary key (org_id, pool_id, user_id, day),
  foreign key (org_id, pool_id) references lead_pool (org_id, id),
  foreign key (org_id, user_id) references app_user (org_id, id)
);

alter table lead
  -- First reaching sales-ready (or handed over), first accepted by sales.
  add column mql_at timestamptz,
  add column sql_at timestamptz,
  -- Since when it is its owner's.
  add column owned_at timestamptz,
  -- The pool it belongs to; in it while nobody owns it.
  add column pool_id uuid,
  add column pooled_at timestamptz,
  add column former_owner_id uuid,
  add column recycle_warned_at timestamptz,
  -- In a pool that hides how to reach its leads: out of sight elsewhere (platform/policy.ts).
  add column is_hidden boolean not null default false,
  add foreign key (org_id, pool_id) references lead_pool (org_id, id);
create index lead_pool_waiting on lead (org_id, pool_id, pooled_at desc, id desc) where pool_id is not null and owner_id is null;
create index lead_pool_held on lead (org_id, pool_id, owner_id) where pool_id is not null and owner_id is not null;
create index lead_mql on lead (org_id, mql_at) where mql_at is not null;

do $$
declare t text;
begin
  foreach t in array array['assign_setting', 'assign_rule', 'assign_member', 'assignee', 'assignee_quota', 'absence', 'assign_wait', 'hand_over',
    'calendar_day', 'response_policy', 'response_clock', 'lead_pool', 'pool_pick', 'pool_quota']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy tenant on %I using (org_id = current_org()) with check (org_id = current_org())', t);
    execute format('grant select, insert, update, delete on %I to sluice_app', t);
  end loop;
end $$;
