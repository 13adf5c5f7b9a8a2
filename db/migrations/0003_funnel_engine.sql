-- The funnel engine's own records: alarm rules and alarms, remedies, action items, plans, benchmarks, custom funnels.
-- The numbers themselves are computed from stay and deal_version (docs/decisions/0012).

-- ------------------------------------------------------------------------------------------------------------ alarms
create table alarm_rule (
  org_id uuid not null references org,
  id uuid not null,
  name text not null,
  -- core/diagnosis/alarms: what is measured, threshold, guard, cool-down.
  definition jsonb not null,
  kind text not null,
  -- Null: every pipeline, every stage.
  pipeline_id uuid,
  stage_id uuid,
  is_enabled boolean not null default false,
  created_by uuid,
  created_at timestamptz not null,
  version integer not null default 1,
  -- The last whole day of the organisation that has been judged, and the instant of the last judgement.
  judged_to date,
  judged_at timestamptz,
  -- Since when something has happened in the pipeline that the last judgement did not see.
  pending_since timestamptz,
  -- Its past alarms stay readable.
  removed_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, pipeline_id) references pipeline (org_id, id),
  foreign key (org_id, stage_id) references stage (org_id, id)
);
create index alarm_rule_pipeline on alarm_rule (org_id, pipeline_id);

create table alarm (
  org_id uuid not null,
  id uuid not null,
  rule_id uuid not null,
  pipeline_id uuid not null,
  stage_id uuid,
  -- One open alarm a cause: what the rules, slices and stages that fired for the same reason have in common.
  cause_key text not null,
  severity text not null check (severity in ('info', 'warn', 'critical')),
  status text not null check (status in ('open', 'acknowledged', 'resolved')),
  -- The latest and the worst verdict with their evidence, and the latest of other symptoms of the same cause; core/diagnosis/alarms.
  verdict jsonb not null,
  worst jsonb not null,
  attached jsonb not null default '[]',
  -- The findings of the root-cause analysis when the alarm opened.
  root_cause jsonb,
  first_day date not null,
  last_day date not null,
  -- The first day on which the condition no longer held; the day on which it was resolved; how often it came back within the cool-down.
  quiet_since date,
  resolved_on date,
  reopened integer not null default 0,
  opened_at timestamptz not null,
  acknowledged_at timestamptz,
  acknowledged_by uuid,
  assignee_id uuid,
  resolved_at timestamptz,
  resolved_by uuid,
  -- ceased: the condition no longer holds; closed: by a person; rule_off: the rule was switched off or deleted.
  resolution text check (resolution in ('ceased', 'closed', 'rule_off')),
  note text not null default '',
  version integer not null default 1,
  primary key (org_id, id),
  foreign key (org_id, rule_id) references alarm_rule (org_id, id),
  foreign key (org_id, pipeline_id) references pipeline (org_id, id),
  foreign key (org_id, stage_id) references stage (org_id, id)
);
create unique index alarm_one_open on alarm (org_id, cause_key) where status <> 'resolved';
create index alarm_opened on alarm (org_id, opened_at desc, id desc);
create index alarm_rule_alarms on alarm (org_id, rule_id, opened_at desc);

create table alarm_feedback (
  org_id uuid not null,
  alarm_id uuid not null,
  user_id uuid not null,
  is_useful boolean not null,
  note text not null default '',
  at timestamptz not null,
  primary key (org_id, alarm_id, user_id),
  foreign key (org_id, alarm_id) references alarm (org_id, id) on delete cascade,
  foreign key (org_id, user_id) references app_user (org_id, id)
);

-- ---------------------------------------------------------------------------------------------- remedies and actions
-- Changes to the strategy library that comes with Sluice, and what the organisation adds to it.
create table remedy (
  org_id uuid not null references org,
  id uuid not null,
  -- Of the remedy it replaces or hides, or its own.
  key text,
  -- core/diagnosis/remedies
  definition jsonb not null,
  is_hidden boolean not null default false,
  created_by uuid,
  created_at timestamptz not null,
  version integer not null default 1,
  primary key (org_id, id)
);
create unique index remedy_key on remedy (org_id, key) where key is not null;

-- What somebody is to do about the funnel, or what the review meeting is to talk about.
create table action_item (
  org_id uuid not null references org,
  id uuid not null,
  kind text not null check (kind in ('task', 'review_topic')),
  title text not null,
  body text not null default '',
  status text not null check (status in ('open', 'done', 'dropped')),
  assignee_id uuid,
  due_on date,
  pipeline_id uuid,
  stage_id uuid,
  alarm_id uuid,
  remedy_key text,
  created_by uuid not null,
  created_at timestamptz not null,
  done_at timestamptz,
  done_by uuid,
  outcome text not null default '',
  version integer not null default 1,
  primary key (org_id, id),
  foreign key (org_id, alarm_id) references alarm (org_id, id),
  foreign key (org_id, pipeline_id) references pipeline (org_id, id),
  foreign key (org_id, assignee_id) references app_user (org_id, id)
);
create index action_item_assignee on action_item (org_id, assignee_id, status, due_on);
create index action_item_alarm on action_item (org_id, alarm_id) where alarm_id is not null;

-- -------------------------------------------------------------------------------------------------------- benchmarks
-- What a stage is held against besides its own history: a value entered by people, with where it comes from.
create table benchmark (
  org_id uuid not null references org,
  pipeline_id uuid not null,
  stage_id uuid not null,
  measure text not null check (measure in ('conversion', 'dwell_median', 'win_rate')),
  value numeric(12, 6) not null,
  source text not null default '',
  set_by uuid,
  set_at timestamptz not null,
  primary key (org_id, pipeline_id, stage_id, measure),
  foreign key (org_id, pipeline_id) references pipeline (org_id, id),
  foreign key (org_id, stage_id) references stage (org_id, id)
);

-- ------------------------------------------------------------------------------------------- plans and custom funnels
create table plan (
  org_id uuid not null references org,
  id uuid not null,
  name text not null,
  pipeline_id uuid not null,
  -- core/planning/plan: target, method, assumptions, what follows for stages, months and channels.
  definition jsonb not null,
  status text not null check (status in ('draft', 'active', 'archived')),
  from_on date not null,
  to_on date not null,
  owner_id uuid not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  version integer not null default 1,
  primary key (org_id, id),
  foreign key (org_id, pipeline_id) references pipeline (org_id, id),
  foreign key (org_id, owner_id) references app_user (org_id, id)
);
create index plan_pipeline on plan (org_id, pipeline_id, status);

-- A funnel of one's own steps, also across leads, deals, contracts and payments; core/funnel/measures/custom-view.
create table custom_funnel (
  org_id uuid not null references org,
  id uuid not null,
  name text not null,
  definition jsonb not null,
  is_shared boolean not null default false,
  owner_id uuid not null,
  created_at timestamptz not null,
  version integer not null default 1,
  primary key (org_id, id),
  foreign key (org_id, owner_id) references app_user (org_id, id)
);

-- ------------------------------------------------------------------------------------------------------ board totals
-- Counts and sums of the board's columns out of the index alone, whatever the number of closed deals.
create index deal_open_totals on deal (org_id, pipeline_id, stage_id) include (amount_minor, currency, win_probability, dormant_at, owner_id, team_id) where status = 'open';
create index deal_closed_totals on deal (org_id, pipeline_id, status, closed_at desc, id desc) include (amount_minor, currency, owner_id, team_id);
drop index deal_closed;

do $$
declare t text;
begin
  foreach t in array array['alarm_rule', 'alarm', 'alarm_feedback', 'remedy', 'action_item', 'benchmark', 'plan', 'custom_funnel']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy tenant on %I using (org_id = current_org()) with check (org_id = current_org())', t);
    execute format('grant select, insert, update, delete on %I to sluice_app', t);
  end loop;
end $$;
