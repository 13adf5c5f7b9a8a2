-- The schema after every migration, for reading. Written by tools/schema-snapshot.ts; do not edit.

-- extensions
CREATE EXTENSION pg_trgm;

-- tables
CREATE TABLE absence (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  from_at timestamp with time zone NOT NULL,
  to_at timestamp with time zone NOT NULL,
  note text DEFAULT ''::text NOT NULL,
  created_by uuid,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT absence_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT absence_check CHECK ((to_at > from_at)),
  CONSTRAINT absence_org_id_user_id_fkey FOREIGN KEY (org_id, user_id) REFERENCES app_user(org_id, id)
);
ALTER TABLE absence ENABLE ROW LEVEL SECURITY;

CREATE TABLE account (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  name_core text NOT NULL,
  industry text,
  size text,
  region text,
  website text,
  phone text,
  owner_id uuid,
  team_id uuid,
  source_id uuid,
  tag_ids uuid[] DEFAULT '{}'::uuid[] NOT NULL,
  custom jsonb DEFAULT '{}'::jsonb NOT NULL,
  open_deals integer DEFAULT 0 NOT NULL,
  won_deals integer DEFAULT 0 NOT NULL,
  won_amount_minor bigint DEFAULT 0 NOT NULL,
  last_activity_at timestamp with time zone,
  search text[] DEFAULT '{}'::text[] NOT NULL,
  external_key text,
  import_id uuid,
  version integer DEFAULT 1 NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT account_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT account_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id),
  CONSTRAINT account_org_id_owner_id_fkey FOREIGN KEY (org_id, owner_id) REFERENCES app_user(org_id, id),
  CONSTRAINT account_org_id_source_id_fkey FOREIGN KEY (org_id, source_id) REFERENCES channel(org_id, id),
  CONSTRAINT account_org_id_team_id_fkey FOREIGN KEY (org_id, team_id) REFERENCES team(org_id, id)
);
ALTER TABLE account ENABLE ROW LEVEL SECURITY;

CREATE TABLE action_item (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  title text NOT NULL,
  body text DEFAULT ''::text NOT NULL,
  status text NOT NULL,
  assignee_id uuid,
  due_on date,
  pipeline_id uuid,
  stage_id uuid,
  alarm_id uuid,
  remedy_key text,
  created_by uuid NOT NULL,
  created_at timestamp with time zone NOT NULL,
  done_at timestamp with time zone,
  done_by uuid,
  outcome text DEFAULT ''::text NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  lead_id uuid,
  meeting_id uuid,
  series_id uuid,
  series_on date,
  is_missed boolean DEFAULT false NOT NULL,
  project_id uuid,
  CONSTRAINT action_item_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT action_item_kind_check CHECK ((kind = ANY (ARRAY['task'::text, 'review_topic'::text]))),
  CONSTRAINT action_item_status_check CHECK ((status = ANY (ARRAY['open'::text, 'done'::text, 'dropped'::text]))),
  CONSTRAINT action_item_org_id_alarm_id_fkey FOREIGN KEY (org_id, alarm_id) REFERENCES alarm(org_id, id),
  CONSTRAINT action_item_org_id_assignee_id_fkey FOREIGN KEY (org_id, assignee_id) REFERENCES app_user(org_id, id),
  CONSTRAINT action_item_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id),
  CONSTRAINT action_item_org_id_meeting_id_fkey FOREIGN KEY (org_id, meeting_id) REFERENCES meeting(org_id, id),
  CONSTRAINT action_item_org_id_pipeline_id_fkey FOREIGN KEY (org_id, pipeline_id) REFERENCES pipeline(org_id, id),
  CONSTRAINT action_item_org_id_project_id_fkey FOREIGN KEY (org_id, project_id) REFERENCES project(org_id, id) ON DELETE SET NULL (project_id),
  CONSTRAINT action_item_org_id_series_id_fkey FOREIGN KEY (org_id, series_id) REFERENCES action_series(org_id, id)
);
ALTER TABLE action_item ENABLE ROW LEVEL SECURITY;

CREATE TABLE action_series (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  rule jsonb NOT NULL,
  first_on date NOT NULL,
  title text NOT NULL,
  body text DEFAULT ''::text NOT NULL,
  assignee_id uuid,
  pipeline_id uuid,
  stage_id uuid,
  next_on date,
  made integer DEFAULT 0 NOT NULL,
  missed integer DEFAULT 0 NOT NULL,
  created_by uuid NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT action_series_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT action_series_org_id_assignee_id_fkey FOREIGN KEY (org_id, assignee_id) REFERENCES app_user(org_id, id),
  CONSTRAINT action_series_org_id_created_by_fkey FOREIGN KEY (org_id, created_by) REFERENCES app_user(org_id, id),
  CONSTRAINT action_series_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id)
);
ALTER TABLE action_series ENABLE ROW LEVEL SECURITY;

CREATE TABLE activity (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  subject_type text NOT NULL,
  subject_id uuid NOT NULL,
  contact_id uuid,
  at timestamp with time zone NOT NULL,
  minutes integer,
  outcome text,
  body text DEFAULT ''::text NOT NULL,
  author_id uuid,
  team_id uuid,
  import_id uuid,
  deleted_at timestamp with time zone,
  version integer DEFAULT 1 NOT NULL,
  created_at timestamp with time zone NOT NULL,
  custom jsonb DEFAULT '{}'::jsonb NOT NULL,
  CONSTRAINT activity_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT activity_kind_check CHECK ((kind = ANY (ARRAY['call'::text, 'visit'::text, 'meeting'::text, 'mail'::text, 'wechat'::text, 'note'::text]))),
  CONSTRAINT activity_subject_type_check CHECK ((subject_type = ANY (ARRAY['lead'::text, 'account'::text, 'contact'::text, 'deal'::text]))),
  CONSTRAINT activity_org_id_author_id_fkey FOREIGN KEY (org_id, author_id) REFERENCES app_user(org_id, id),
  CONSTRAINT activity_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id)
);
ALTER TABLE activity ENABLE ROW LEVEL SECURITY;

CREATE TABLE advance_quota (
  org_id uuid NOT NULL,
  team_id uuid NOT NULL,
  per_week integer NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  CONSTRAINT advance_quota_pkey PRIMARY KEY (org_id, team_id),
  CONSTRAINT advance_quota_per_week_check CHECK (((per_week >= 1) AND (per_week <= 1000))),
  CONSTRAINT advance_quota_org_id_team_id_fkey FOREIGN KEY (org_id, team_id) REFERENCES team(org_id, id) ON DELETE CASCADE
);
ALTER TABLE advance_quota ENABLE ROW LEVEL SECURITY;

CREATE TABLE alarm (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  rule_id uuid NOT NULL,
  pipeline_id uuid NOT NULL,
  stage_id uuid,
  cause_key text NOT NULL,
  severity text NOT NULL,
  status text NOT NULL,
  verdict jsonb NOT NULL,
  worst jsonb NOT NULL,
  attached jsonb DEFAULT '[]'::jsonb NOT NULL,
  root_cause jsonb,
  first_day date NOT NULL,
  last_day date NOT NULL,
  quiet_since date,
  resolved_on date,
  reopened integer DEFAULT 0 NOT NULL,
  opened_at timestamp with time zone NOT NULL,
  acknowledged_at timestamp with time zone,
  acknowledged_by uuid,
  assignee_id uuid,
  resolved_at timestamp with time zone,
  resolved_by uuid,
  resolution text,
  note text DEFAULT ''::text NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  CONSTRAINT alarm_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT alarm_resolution_check CHECK ((resolution = ANY (ARRAY['ceased'::text, 'closed'::text, 'rule_off'::text]))),
  CONSTRAINT alarm_severity_check CHECK ((severity = ANY (ARRAY['info'::text, 'warn'::text, 'critical'::text]))),
  CONSTRAINT alarm_status_check CHECK ((status = ANY (ARRAY['open'::text, 'acknowledged'::text, 'resolved'::text]))),
  CONSTRAINT alarm_org_id_pipeline_id_fkey FOREIGN KEY (org_id, pipeline_id) REFERENCES pipeline(org_id, id),
  CONSTRAINT alarm_org_id_rule_id_fkey FOREIGN KEY (org_id, rule_id) REFERENCES alarm_rule(org_id, id),
  CONSTRAINT alarm_org_id_stage_id_fkey FOREIGN KEY (org_id, stage_id) REFERENCES stage(org_id, id)
);
ALTER TABLE alarm ENABLE ROW LEVEL SECURITY;

CREATE TABLE alarm_feedback (
  org_id uuid NOT NULL,
  alarm_id uuid NOT NULL,
  user_id uuid NOT NULL,
  is_useful boolean NOT NULL,
  note text DEFAULT ''::text NOT NULL,
  at timestamp with time zone NOT NULL,
  CONSTRAINT alarm_feedback_pkey PRIMARY KEY (org_id, alarm_id, user_id),
  CONSTRAINT alarm_feedback_org_id_alarm_id_fkey FOREIGN KEY (org_id, alarm_id) REFERENCES alarm(org_id, id) ON DELETE CASCADE,
  CONSTRAINT alarm_feedback_org_id_user_id_fkey FOREIGN KEY (org_id, user_id) REFERENCES app_user(org_id, id)
);
ALTER TABLE alarm_feedback ENABLE ROW LEVEL SECURITY;

CREATE TABLE alarm_rule (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  definition jsonb NOT NULL,
  kind text NOT NULL,
  pipeline_id uuid,
  stage_id uuid,
  is_enabled boolean DEFAULT false NOT NULL,
  created_by uuid,
  created_at timestamp with time zone NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  judged_to date,
  judged_at timestamp with time zone,
  pending_since timestamp with time zone,
  removed_at timestamp with time zone,
  CONSTRAINT alarm_rule_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT alarm_rule_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id),
  CONSTRAINT alarm_rule_org_id_pipeline_id_fkey FOREIGN KEY (org_id, pipeline_id) REFERENCES pipeline(org_id, id),
  CONSTRAINT alarm_rule_org_id_stage_id_fkey FOREIGN KEY (org_id, stage_id) REFERENCES stage(org_id, id)
);
ALTER TABLE alarm_rule ENABLE ROW LEVEL SECURITY;

CREATE TABLE app_user (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  email text NOT NULL,
  name text NOT NULL,
  role text NOT NULL,
  team_id uuid NOT NULL,
  locale text DEFAULT 'zh-CN'::text NOT NULL,
  password_hash text,
  status text DEFAULT 'active'::text NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  created_at timestamp with time zone NOT NULL,
  last_seen_at timestamp with time zone,
  CONSTRAINT app_user_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT app_user_role_check CHECK ((role = ANY (ARRAY['admin'::text, 'manager'::text, 'rep'::text, 'marketing'::text, 'service'::text, 'finance'::text, 'viewer'::text]))),
  CONSTRAINT app_user_status_check CHECK ((status = ANY (ARRAY['active'::text, 'disabled'::text]))),
  CONSTRAINT app_user_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id),
  CONSTRAINT app_user_org_id_team_id_fkey FOREIGN KEY (org_id, team_id) REFERENCES team(org_id, id)
);
ALTER TABLE app_user ENABLE ROW LEVEL SECURITY;

CREATE TABLE approval (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  number bigint NOT NULL,
  flow_id uuid NOT NULL,
  flow_name text NOT NULL,
  definition jsonb NOT NULL,
  deal_id uuid NOT NULL,
  target jsonb,
  status text NOT NULL,
  state jsonb NOT NULL,
  lock text DEFAULT 'none'::text NOT NULL,
  comment text DEFAULT ''::text NOT NULL,
  requested_by uuid NOT NULL,
  requested_at timestamp with time zone NOT NULL,
  ended_at timestamp with time zone,
  owner_id uuid,
  team_id uuid,
  version integer DEFAULT 1 NOT NULL,
  CONSTRAINT approval_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT approval_lock_check CHECK ((lock = ANY (ARRAY['none'::text, 'stage'::text, 'all'::text]))),
  CONSTRAINT approval_status_check CHECK ((status = ANY (ARRAY['waiting'::text, 'returned'::text, 'approved'::text, 'rejected'::text, 'withdrawn'::text]))),
  CONSTRAINT approval_org_id_deal_id_fkey FOREIGN KEY (org_id, deal_id) REFERENCES deal(org_id, id),
  CONSTRAINT approval_org_id_flow_id_fkey FOREIGN KEY (org_id, flow_id) REFERENCES approval_flow(org_id, id)
);
ALTER TABLE approval ENABLE ROW LEVEL SECURITY;

CREATE TABLE approval_flow (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  definition jsonb NOT NULL,
  is_active boolean DEFAULT true NOT NULL,
  archived_at timestamp with time zone,
  version integer DEFAULT 1 NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT approval_flow_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT approval_flow_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id)
);
ALTER TABLE approval_flow ENABLE ROW LEVEL SECURITY;

CREATE TABLE approval_task (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  approval_id uuid NOT NULL,
  step_id uuid NOT NULL,
  user_id uuid NOT NULL,
  for_user_id uuid,
  status text NOT NULL,
  opened_at timestamp with time zone NOT NULL,
  due_at timestamp with time zone,
  reminded_at timestamp with time zone,
  escalated_at timestamp with time zone,
  decided_at timestamp with time zone,
  comment text DEFAULT ''::text NOT NULL,
  CONSTRAINT approval_task_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT approval_task_status_check CHECK ((status = ANY (ARRAY['open'::text, 'approved'::text, 'rejected'::text, 'returned'::text, 'skipped'::text, 'delegated'::text]))),
  CONSTRAINT approval_task_org_id_approval_id_fkey FOREIGN KEY (org_id, approval_id) REFERENCES approval(org_id, id)
);
ALTER TABLE approval_task ENABLE ROW LEVEL SECURITY;

CREATE TABLE assign_member (
  org_id uuid NOT NULL,
  rule_id uuid NOT NULL,
  user_id uuid NOT NULL,
  "position" integer NOT NULL,
  match_values text[] DEFAULT '{}'::text[] NOT NULL,
  turn bigint DEFAULT 0 NOT NULL,
  CONSTRAINT assign_member_pkey PRIMARY KEY (org_id, rule_id, user_id),
  CONSTRAINT assign_member_org_id_rule_id_fkey FOREIGN KEY (org_id, rule_id) REFERENCES assign_rule(org_id, id) ON DELETE CASCADE,
  CONSTRAINT assign_member_org_id_user_id_fkey FOREIGN KEY (org_id, user_id) REFERENCES app_user(org_id, id)
);
ALTER TABLE assign_member ENABLE ROW LEVEL SECURITY;

CREATE TABLE assign_rule (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  "position" integer NOT NULL,
  name text NOT NULL,
  is_enabled boolean DEFAULT false NOT NULL,
  triggers text[] NOT NULL,
  condition jsonb,
  by text NOT NULL,
  choice text DEFAULT 'round_robin'::text NOT NULL,
  match_field text,
  created_by uuid,
  created_at timestamp with time zone NOT NULL,
  removed_at timestamp with time zone,
  version integer DEFAULT 1 NOT NULL,
  CONSTRAINT assign_rule_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT assign_rule_by_check CHECK ((by = ANY (ARRAY['account_owner'::text, 'named_account'::text, 'territory'::text, 'product'::text, 'pool'::text]))),
  CONSTRAINT assign_rule_choice_check CHECK ((choice = ANY (ARRAY['round_robin'::text, 'weighted'::text, 'least_loaded'::text]))),
  CONSTRAINT assign_rule_org_id_created_by_fkey FOREIGN KEY (org_id, created_by) REFERENCES app_user(org_id, id),
  CONSTRAINT assign_rule_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id)
);
ALTER TABLE assign_rule ENABLE ROW LEVEL SECURITY;

CREATE TABLE assign_setting (
  org_id uuid NOT NULL,
  after_hours text DEFAULT 'hold'::text NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  CONSTRAINT assign_setting_pkey PRIMARY KEY (org_id),
  CONSTRAINT assign_setting_after_hours_check CHECK ((after_hours = ANY (ARRAY['assign'::text, 'hold'::text]))),
  CONSTRAINT assign_setting_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id)
);
ALTER TABLE assign_setting ENABLE ROW LEVEL SECURITY;

CREATE TABLE assign_wait (
  org_id uuid NOT NULL,
  lead_id uuid NOT NULL,
  trigger text NOT NULL,
  since timestamp with time zone NOT NULL,
  retry_at timestamp with time zone NOT NULL,
  code text NOT NULL,
  trace jsonb DEFAULT '[]'::jsonb NOT NULL,
  CONSTRAINT assign_wait_pkey PRIMARY KEY (org_id, lead_id),
  CONSTRAINT assign_wait_org_id_lead_id_fkey FOREIGN KEY (org_id, lead_id) REFERENCES lead(org_id, id) ON DELETE CASCADE
);
ALTER TABLE assign_wait ENABLE ROW LEVEL SECURITY;

CREATE TABLE assignee (
  org_id uuid NOT NULL,
  user_id uuid NOT NULL,
  weight integer DEFAULT 1 NOT NULL,
  day_limit integer,
  hand_limit integer,
  version integer DEFAULT 1 NOT NULL,
  CONSTRAINT assignee_pkey PRIMARY KEY (org_id, user_id),
  CONSTRAINT assignee_day_limit_check CHECK (((day_limit >= 0) AND (day_limit <= 10000))),
  CONSTRAINT assignee_hand_limit_check CHECK (((hand_limit >= 0) AND (hand_limit <= 100000))),
  CONSTRAINT assignee_weight_check CHECK (((weight >= 0) AND (weight <= 100))),
  CONSTRAINT assignee_org_id_user_id_fkey FOREIGN KEY (org_id, user_id) REFERENCES app_user(org_id, id)
);
ALTER TABLE assignee ENABLE ROW LEVEL SECURITY;

CREATE TABLE assignee_quota (
  org_id uuid NOT NULL,
  user_id uuid NOT NULL,
  day date NOT NULL,
  taken integer NOT NULL,
  CONSTRAINT assignee_quota_pkey PRIMARY KEY (org_id, user_id, day),
  CONSTRAINT assignee_quota_taken_check CHECK ((taken >= 0)),
  CONSTRAINT assignee_quota_org_id_user_id_fkey FOREIGN KEY (org_id, user_id) REFERENCES app_user(org_id, id)
);
ALTER TABLE assignee_quota ENABLE ROW LEVEL SECURITY;

CREATE TABLE attachment (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  subject_type text NOT NULL,
  subject_id uuid NOT NULL,
  kind text DEFAULT 'other'::text NOT NULL,
  name text NOT NULL,
  media_type text NOT NULL,
  size_bytes bigint NOT NULL,
  sha256 bytea NOT NULL,
  uploaded_by uuid NOT NULL,
  deleted_at timestamp with time zone,
  version integer DEFAULT 1 NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT attachment_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT attachment_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id),
  CONSTRAINT attachment_org_id_uploaded_by_fkey FOREIGN KEY (org_id, uploaded_by) REFERENCES app_user(org_id, id)
);
ALTER TABLE attachment ENABLE ROW LEVEL SECURITY;

CREATE TABLE automation (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  draft jsonb NOT NULL,
  has_unpublished boolean DEFAULT true NOT NULL,
  published_number integer,
  active_since timestamp with time zone,
  "position" integer NOT NULL,
  paused_at timestamp with time zone,
  paused jsonb,
  archived_at timestamp with time zone,
  hook_key text NOT NULL,
  hook_secret text,
  next_at timestamp with time zone,
  is_filling boolean DEFAULT false NOT NULL,
  told_at timestamp with time zone,
  owner_id uuid NOT NULL,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  CONSTRAINT automation_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT automation_org_id_hook_key_key UNIQUE (org_id, hook_key),
  CONSTRAINT automation_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id),
  CONSTRAINT automation_org_id_owner_id_fkey FOREIGN KEY (org_id, owner_id) REFERENCES app_user(org_id, id)
);
ALTER TABLE automation ENABLE ROW LEVEL SECURITY;

CREATE TABLE automation_due (
  org_id uuid NOT NULL,
  automation_id uuid NOT NULL,
  record_id uuid NOT NULL,
  key text NOT NULL,
  due_at timestamp with time zone NOT NULL,
  CONSTRAINT automation_due_pkey PRIMARY KEY (org_id, automation_id, record_id),
  CONSTRAINT automation_due_org_id_automation_id_fkey FOREIGN KEY (org_id, automation_id) REFERENCES automation(org_id, id) ON DELETE CASCADE
);
ALTER TABLE automation_due ENABLE ROW LEVEL SECURITY;

CREATE TABLE automation_run (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  automation_id uuid NOT NULL,
  version_number integer NOT NULL,
  key text NOT NULL,
  record_type text,
  record_id uuid,
  cause_seq bigint,
  depth integer DEFAULT 0 NOT NULL,
  actor_id uuid,
  occasion text NOT NULL,
  "position" integer NOT NULL,
  is_first boolean DEFAULT false NOT NULL,
  state text DEFAULT 'queued'::text NOT NULL,
  reason text,
  is_held boolean DEFAULT false NOT NULL,
  step_id text,
  due_at timestamp with time zone,
  at timestamp with time zone NOT NULL,
  ended_at timestamp with time zone,
  duration_ms integer DEFAULT 0 NOT NULL,
  attempts integer DEFAULT 0 NOT NULL,
  problem text,
  clauses jsonb,
  inputs jsonb DEFAULT '{}'::jsonb NOT NULL,
  did integer DEFAULT 0 NOT NULL,
  refused integer DEFAULT 0 NOT NULL,
  CONSTRAINT automation_run_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT automation_run_org_id_automation_id_key_key UNIQUE (org_id, automation_id, key),
  CONSTRAINT automation_run_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'waiting'::text, 'done'::text, 'unmet'::text, 'passed'::text, 'cut'::text, 'failed'::text, 'cancelled'::text]))),
  CONSTRAINT automation_run_org_id_automation_id_version_number_fkey FOREIGN KEY (org_id, automation_id, version_number) REFERENCES automation_version(org_id, automation_id, number) ON DELETE CASCADE
);
ALTER TABLE automation_run ENABLE ROW LEVEL SECURITY;

CREATE TABLE automation_step (
  org_id uuid NOT NULL,
  run_id uuid NOT NULL,
  n integer NOT NULL,
  step_id text NOT NULL,
  type text NOT NULL,
  at timestamp with time zone NOT NULL,
  outcome text NOT NULL,
  code text,
  detail jsonb DEFAULT '{}'::jsonb NOT NULL,
  duration_ms integer DEFAULT 0 NOT NULL,
  xid xid8 DEFAULT pg_current_xact_id() NOT NULL,
  CONSTRAINT automation_step_pkey PRIMARY KEY (org_id, run_id, n),
  CONSTRAINT automation_step_outcome_check CHECK ((outcome = ANY (ARRAY['done'::text, 'refused'::text, 'yes'::text, 'no'::text, 'waited'::text, 'stopped'::text]))),
  CONSTRAINT automation_step_org_id_run_id_fkey FOREIGN KEY (org_id, run_id) REFERENCES automation_run(org_id, id) ON DELETE CASCADE
);
ALTER TABLE automation_step ENABLE ROW LEVEL SECURITY;

CREATE TABLE automation_version (
  org_id uuid NOT NULL,
  automation_id uuid NOT NULL,
  number integer NOT NULL,
  definition jsonb NOT NULL,
  note text DEFAULT ''::text NOT NULL,
  published_by uuid NOT NULL,
  published_at timestamp with time zone NOT NULL,
  CONSTRAINT automation_version_pkey PRIMARY KEY (org_id, automation_id, number),
  CONSTRAINT automation_version_org_id_automation_id_fkey FOREIGN KEY (org_id, automation_id) REFERENCES automation(org_id, id) ON DELETE CASCADE,
  CONSTRAINT automation_version_org_id_published_by_fkey FOREIGN KEY (org_id, published_by) REFERENCES app_user(org_id, id)
);
ALTER TABLE automation_version ENABLE ROW LEVEL SECURITY;

CREATE TABLE benchmark (
  org_id uuid NOT NULL,
  pipeline_id uuid NOT NULL,
  stage_id uuid NOT NULL,
  measure text NOT NULL,
  value numeric(12,6) NOT NULL,
  source text DEFAULT ''::text NOT NULL,
  set_by uuid,
  set_at timestamp with time zone NOT NULL,
  CONSTRAINT benchmark_pkey PRIMARY KEY (org_id, pipeline_id, stage_id, measure),
  CONSTRAINT benchmark_measure_check CHECK ((measure = ANY (ARRAY['conversion'::text, 'dwell_median'::text, 'win_rate'::text]))),
  CONSTRAINT benchmark_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id),
  CONSTRAINT benchmark_org_id_pipeline_id_fkey FOREIGN KEY (org_id, pipeline_id) REFERENCES pipeline(org_id, id),
  CONSTRAINT benchmark_org_id_stage_id_fkey FOREIGN KEY (org_id, stage_id) REFERENCES stage(org_id, id)
);
ALTER TABLE benchmark ENABLE ROW LEVEL SECURITY;

CREATE TABLE cadence_setting (
  org_id uuid NOT NULL,
  limits jsonb NOT NULL,
  version integer NOT NULL,
  CONSTRAINT cadence_setting_pkey PRIMARY KEY (org_id),
  CONSTRAINT cadence_setting_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id)
);
ALTER TABLE cadence_setting ENABLE ROW LEVEL SECURITY;

CREATE TABLE calendar_day (
  org_id uuid NOT NULL,
  day date NOT NULL,
  kind text NOT NULL,
  note text DEFAULT ''::text NOT NULL,
  CONSTRAINT calendar_day_pkey PRIMARY KEY (org_id, day),
  CONSTRAINT calendar_day_kind_check CHECK ((kind = ANY (ARRAY['off'::text, 'worked'::text]))),
  CONSTRAINT calendar_day_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id)
);
ALTER TABLE calendar_day ENABLE ROW LEVEL SECURITY;

CREATE TABLE calendar_feed (
  org_id uuid NOT NULL,
  user_id uuid NOT NULL,
  token_hash bytea NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT calendar_feed_pkey PRIMARY KEY (org_id, user_id),
  CONSTRAINT calendar_feed_org_id_user_id_fkey FOREIGN KEY (org_id, user_id) REFERENCES app_user(org_id, id) ON DELETE CASCADE
);
ALTER TABLE calendar_feed ENABLE ROW LEVEL SECURITY;

CREATE TABLE campaign (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  kind text NOT NULL,
  utm_key text NOT NULL,
  budget_minor bigint,
  currency character(3) NOT NULL,
  from_on date NOT NULL,
  to_on date,
  owner_id uuid NOT NULL,
  team_id uuid,
  target_leads integer,
  target_won_minor bigint,
  landing_url text,
  logo text,
  note text DEFAULT ''::text NOT NULL,
  archived_at timestamp with time zone,
  created_by uuid NOT NULL,
  created_at timestamp with time zone NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  CONSTRAINT campaign_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT campaign_org_id_utm_key_key UNIQUE (org_id, utm_key),
  CONSTRAINT campaign_budget_minor_check CHECK ((budget_minor >= 0)),
  CONSTRAINT campaign_check CHECK ((to_on > from_on)),
  CONSTRAINT campaign_logo_check CHECK ((length(logo) <= 100000)),
  CONSTRAINT campaign_target_leads_check CHECK ((target_leads >= 0)),
  CONSTRAINT campaign_target_won_minor_check CHECK ((target_won_minor >= 0)),
  CONSTRAINT campaign_utm_key_check CHECK ((utm_key ~ '^[a-z0-9][a-z0-9_.-]{0,79}$'::text)),
  CONSTRAINT campaign_org_id_created_by_fkey FOREIGN KEY (org_id, created_by) REFERENCES app_user(org_id, id),
  CONSTRAINT campaign_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id),
  CONSTRAINT campaign_org_id_owner_id_fkey FOREIGN KEY (org_id, owner_id) REFERENCES app_user(org_id, id),
  CONSTRAINT campaign_org_id_team_id_fkey FOREIGN KEY (org_id, team_id) REFERENCES team(org_id, id)
);
ALTER TABLE campaign ENABLE ROW LEVEL SECURITY;

CREATE TABLE campaign_cost (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  campaign_id uuid NOT NULL,
  channel_id uuid,
  on_day date NOT NULL,
  amount_minor bigint NOT NULL,
  note text DEFAULT ''::text NOT NULL,
  created_by uuid NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT campaign_cost_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT campaign_cost_amount_minor_check CHECK ((amount_minor > 0)),
  CONSTRAINT campaign_cost_org_id_campaign_id_fkey FOREIGN KEY (org_id, campaign_id) REFERENCES campaign(org_id, id),
  CONSTRAINT campaign_cost_org_id_channel_id_fkey FOREIGN KEY (org_id, channel_id) REFERENCES channel(org_id, id),
  CONSTRAINT campaign_cost_org_id_created_by_fkey FOREIGN KEY (org_id, created_by) REFERENCES app_user(org_id, id)
);
ALTER TABLE campaign_cost ENABLE ROW LEVEL SECURITY;

CREATE TABLE captured_entry (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  lead_id uuid NOT NULL,
  at timestamp with time zone NOT NULL,
  CONSTRAINT captured_entry_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT captured_entry_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id),
  CONSTRAINT captured_entry_org_id_user_id_fkey FOREIGN KEY (org_id, user_id) REFERENCES app_user(org_id, id)
);
ALTER TABLE captured_entry ENABLE ROW LEVEL SECURITY;

CREATE TABLE channel (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  parent_id uuid,
  key text,
  name text NOT NULL,
  archived_at timestamp with time zone,
  version integer DEFAULT 1 NOT NULL,
  CONSTRAINT channel_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT channel_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id),
  CONSTRAINT channel_org_id_parent_id_fkey FOREIGN KEY (org_id, parent_id) REFERENCES channel(org_id, id)
);
ALTER TABLE channel ENABLE ROW LEVEL SECURITY;

CREATE TABLE channel_code (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  code text NOT NULL,
  campaign_id uuid NOT NULL,
  channel_id uuid NOT NULL,
  promoter_id uuid,
  placement text DEFAULT ''::text NOT NULL,
  landing_url text,
  ended_at timestamp with time zone,
  past_visits bigint DEFAULT 0 NOT NULL,
  created_by uuid NOT NULL,
  created_at timestamp with time zone NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  CONSTRAINT channel_code_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT channel_code_org_id_campaign_id_channel_id_promoter_id_plac_key UNIQUE NULLS NOT DISTINCT (org_id, campaign_id, channel_id, promoter_id, placement),
  CONSTRAINT channel_code_org_id_code_key UNIQUE (org_id, code),
  CONSTRAINT channel_code_code_check CHECK ((code ~ '^[0-9A-HJKMNP-TV-Z]{7}$'::text)),
  CONSTRAINT channel_code_org_id_campaign_id_fkey FOREIGN KEY (org_id, campaign_id) REFERENCES campaign(org_id, id),
  CONSTRAINT channel_code_org_id_channel_id_fkey FOREIGN KEY (org_id, channel_id) REFERENCES channel(org_id, id),
  CONSTRAINT channel_code_org_id_created_by_fkey FOREIGN KEY (org_id, created_by) REFERENCES app_user(org_id, id),
  CONSTRAINT channel_code_org_id_promoter_id_fkey FOREIGN KEY (org_id, promoter_id) REFERENCES app_user(org_id, id)
);
ALTER TABLE channel_code ENABLE ROW LEVEL SECURITY;

CREATE TABLE chat_app (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  client_id text,
  agent_id text,
  secret_sealed text,
  is_on boolean DEFAULT false NOT NULL,
  problem_code integer,
  problem text,
  paused_until timestamp with time zone,
  last_at timestamp with time zone,
  version integer DEFAULT 1 NOT NULL,
  CONSTRAINT chat_app_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT chat_app_org_id_kind_key UNIQUE (org_id, kind),
  CONSTRAINT chat_app_kind_check CHECK ((kind = ANY (ARRAY['wecom'::text, 'dingtalk'::text, 'feishu'::text]))),
  CONSTRAINT chat_app_problem_check CHECK ((length(problem) <= 500)),
  CONSTRAINT chat_app_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id)
);
ALTER TABLE chat_app ENABLE ROW LEVEL SECURITY;

CREATE TABLE chat_member (
  org_id uuid NOT NULL,
  kind text NOT NULL,
  user_id uuid NOT NULL,
  external_id text NOT NULL,
  CONSTRAINT chat_member_pkey PRIMARY KEY (org_id, kind, user_id),
  CONSTRAINT chat_member_external_id_check CHECK (((length(external_id) >= 1) AND (length(external_id) <= 64))),
  CONSTRAINT chat_member_kind_check CHECK ((kind = ANY (ARRAY['wecom'::text, 'dingtalk'::text, 'feishu'::text]))),
  CONSTRAINT chat_member_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id),
  CONSTRAINT chat_member_org_id_user_id_fkey FOREIGN KEY (org_id, user_id) REFERENCES app_user(org_id, id) ON DELETE CASCADE
);
ALTER TABLE chat_member ENABLE ROW LEVEL SECURITY;

CREATE TABLE checklist_tick (
  org_id uuid NOT NULL,
  deal_id uuid NOT NULL,
  criterion_id uuid NOT NULL,
  ticked_by uuid,
  ticked_at timestamp with time zone NOT NULL,
  CONSTRAINT checklist_tick_pkey PRIMARY KEY (org_id, deal_id, criterion_id),
  CONSTRAINT checklist_tick_org_id_deal_id_fkey FOREIGN KEY (org_id, deal_id) REFERENCES deal(org_id, id)
);
ALTER TABLE checklist_tick ENABLE ROW LEVEL SECURITY;

CREATE TABLE comment (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  subject_type text NOT NULL,
  subject_id uuid NOT NULL,
  author_id uuid NOT NULL,
  body text NOT NULL,
  deleted_at timestamp with time zone,
  version integer DEFAULT 1 NOT NULL,
  created_at timestamp with time zone NOT NULL,
  edited_at timestamp with time zone,
  CONSTRAINT comment_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT comment_org_id_author_id_fkey FOREIGN KEY (org_id, author_id) REFERENCES app_user(org_id, id),
  CONSTRAINT comment_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id)
);
ALTER TABLE comment ENABLE ROW LEVEL SECURITY;

CREATE TABLE computing (
  org_id uuid NOT NULL,
  object text NOT NULL,
  record_after uuid,
  day date,
  CONSTRAINT computing_pkey PRIMARY KEY (org_id, object),
  CONSTRAINT computing_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id)
);
ALTER TABLE computing ENABLE ROW LEVEL SECURITY;

CREATE TABLE consumer_cursor (
  org_id uuid NOT NULL,
  consumer text NOT NULL,
  xid xid8 NOT NULL,
  seq bigint NOT NULL,
  CONSTRAINT consumer_cursor_pkey PRIMARY KEY (org_id, consumer),
  CONSTRAINT consumer_cursor_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id)
);
ALTER TABLE consumer_cursor ENABLE ROW LEVEL SECURITY;

CREATE TABLE contact (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  account_id uuid,
  name text NOT NULL,
  title text,
  department text,
  phone text,
  phone_e164 text,
  email text,
  wechat text,
  owner_id uuid,
  team_id uuid,
  tag_ids uuid[] DEFAULT '{}'::uuid[] NOT NULL,
  custom jsonb DEFAULT '{}'::jsonb NOT NULL,
  last_activity_at timestamp with time zone,
  search text[] DEFAULT '{}'::text[] NOT NULL,
  external_key text,
  import_id uuid,
  version integer DEFAULT 1 NOT NULL,
  created_at timestamp with time zone NOT NULL,
  email_key text GENERATED ALWAYS AS (lower(email)) STORED,
  CONSTRAINT contact_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT contact_org_id_account_id_fkey FOREIGN KEY (org_id, account_id) REFERENCES account(org_id, id),
  CONSTRAINT contact_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id),
  CONSTRAINT contact_org_id_owner_id_fkey FOREIGN KEY (org_id, owner_id) REFERENCES app_user(org_id, id),
  CONSTRAINT contact_org_id_team_id_fkey FOREIGN KEY (org_id, team_id) REFERENCES team(org_id, id)
);
ALTER TABLE contact ENABLE ROW LEVEL SECURITY;

CREATE TABLE content_file (
  org_id uuid NOT NULL,
  content_id uuid NOT NULL,
  n integer NOT NULL,
  bytes bytea NOT NULL,
  CONSTRAINT content_file_pkey PRIMARY KEY (org_id, content_id, n),
  CONSTRAINT content_file_org_id_content_id_fkey FOREIGN KEY (org_id, content_id) REFERENCES content_item(org_id, id) ON DELETE CASCADE
);
ALTER TABLE content_file ENABLE ROW LEVEL SECURITY;

CREATE TABLE content_item (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  title text NOT NULL,
  kind text NOT NULL,
  summary text DEFAULT ''::text NOT NULL,
  url text,
  file_name text,
  file_type text,
  file_bytes integer,
  industries text[] DEFAULT '{}'::text[] NOT NULL,
  stages text[] DEFAULT '{}'::text[] NOT NULL,
  archived_at timestamp with time zone,
  created_by uuid NOT NULL,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  CONSTRAINT content_item_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT content_item_org_id_created_by_fkey FOREIGN KEY (org_id, created_by) REFERENCES app_user(org_id, id),
  CONSTRAINT content_item_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id)
);
ALTER TABLE content_item ENABLE ROW LEVEL SECURITY;

CREATE TABLE counter (
  org_id uuid NOT NULL,
  name text NOT NULL,
  value bigint NOT NULL,
  CONSTRAINT counter_pkey PRIMARY KEY (org_id, name),
  CONSTRAINT counter_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id)
);
ALTER TABLE counter ENABLE ROW LEVEL SECURITY;

CREATE TABLE custom_funnel (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  definition jsonb NOT NULL,
  is_shared boolean DEFAULT false NOT NULL,
  owner_id uuid NOT NULL,
  created_at timestamp with time zone NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  CONSTRAINT custom_funnel_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT custom_funnel_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id),
  CONSTRAINT custom_funnel_org_id_owner_id_fkey FOREIGN KEY (org_id, owner_id) REFERENCES app_user(org_id, id)
);
ALTER TABLE custom_funnel ENABLE ROW LEVEL SECURITY;

CREATE TABLE custom_unique (
  org_id uuid NOT NULL,
  field_id uuid NOT NULL,
  value text NOT NULL,
  record_id uuid NOT NULL,
  CONSTRAINT custom_unique_pkey PRIMARY KEY (org_id, field_id, value),
  CONSTRAINT custom_unique_org_id_field_id_fkey FOREIGN KEY (org_id, field_id) REFERENCES field(org_id, id)
);
ALTER TABLE custom_unique ENABLE ROW LEVEL SECURITY;

CREATE TABLE custom_value (
  org_id uuid NOT NULL,
  field_id uuid NOT NULL,
  record_id uuid NOT NULL,
  n integer DEFAULT 0 NOT NULL,
  text_value text COLLATE "zh-Hans-x-icu",
  number_value double precision,
  date_value date,
  time_value timestamp with time zone,
  id_value uuid,
  long_value text,
  CONSTRAINT custom_value_pkey PRIMARY KEY (org_id, field_id, record_id, n),
  CONSTRAINT custom_value_org_id_field_id_fkey FOREIGN KEY (org_id, field_id) REFERENCES field(org_id, id)
);
ALTER TABLE custom_value ENABLE ROW LEVEL SECURITY;

CREATE TABLE day_snooze (
  org_id uuid NOT NULL,
  user_id uuid NOT NULL,
  item_key text NOT NULL,
  until timestamp with time zone NOT NULL,
  CONSTRAINT day_snooze_pkey PRIMARY KEY (org_id, user_id, item_key),
  CONSTRAINT day_snooze_org_id_user_id_fkey FOREIGN KEY (org_id, user_id) REFERENCES app_user(org_id, id) ON DELETE CASCADE
);
ALTER TABLE day_snooze ENABLE ROW LEVEL SECURITY;

CREATE TABLE deal (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  number bigint NOT NULL,
  title text NOT NULL,
  pipeline_id uuid NOT NULL,
  stage_id uuid NOT NULL,
  status text DEFAULT 'open'::text NOT NULL,
  amount_minor bigint,
  currency character(3) NOT NULL,
  win_probability numeric(5,4),
  forecast_category text,
  expected_close_on date,
  next_step text,
  next_step_due date,
  account_id uuid,
  owner_id uuid,
  team_id uuid,
  source_id uuid,
  lead_id uuid,
  lost_reason_id uuid,
  lost_note text,
  competitor text,
  note text DEFAULT ''::text NOT NULL,
  rank text COLLATE "C" NOT NULL,
  stage_entered_at timestamp with time zone NOT NULL,
  closed_at timestamp with time zone,
  last_activity_at timestamp with time zone,
  tag_ids uuid[] DEFAULT '{}'::uuid[] NOT NULL,
  custom jsonb DEFAULT '{}'::jsonb NOT NULL,
  search text[] DEFAULT '{}'::text[] NOT NULL,
  external_key text,
  import_id uuid,
  version integer DEFAULT 1 NOT NULL,
  created_at timestamp with time zone NOT NULL,
  dormant_at timestamp with time zone,
  dormant_warned_at timestamp with time zone,
  touched_at timestamp with time zone,
  loss_reviewed_at timestamp with time zone,
  loss_reviewed_by uuid,
  CONSTRAINT deal_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT deal_status_check CHECK ((status = ANY (ARRAY['open'::text, 'won'::text, 'lost'::text]))),
  CONSTRAINT deal_win_probability_check CHECK (((win_probability >= (0)::numeric) AND (win_probability <= (1)::numeric))),
  CONSTRAINT deal_org_id_account_id_fkey FOREIGN KEY (org_id, account_id) REFERENCES account(org_id, id),
  CONSTRAINT deal_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id),
  CONSTRAINT deal_org_id_lost_reason_id_fkey FOREIGN KEY (org_id, lost_reason_id) REFERENCES loss_reason(org_id, id),
  CONSTRAINT deal_org_id_owner_id_fkey FOREIGN KEY (org_id, owner_id) REFERENCES app_user(org_id, id),
  CONSTRAINT deal_org_id_pipeline_id_fkey FOREIGN KEY (org_id, pipeline_id) REFERENCES pipeline(org_id, id),
  CONSTRAINT deal_org_id_source_id_fkey FOREIGN KEY (org_id, source_id) REFERENCES channel(org_id, id),
  CONSTRAINT deal_org_id_stage_id_fkey FOREIGN KEY (org_id, stage_id) REFERENCES stage(org_id, id),
  CONSTRAINT deal_org_id_team_id_fkey FOREIGN KEY (org_id, team_id) REFERENCES team(org_id, id)
);
ALTER TABLE deal ENABLE ROW LEVEL SECURITY;

CREATE TABLE deal_collaborator (
  org_id uuid NOT NULL,
  deal_id uuid NOT NULL,
  user_id uuid NOT NULL,
  CONSTRAINT deal_collaborator_pkey PRIMARY KEY (org_id, deal_id, user_id),
  CONSTRAINT deal_collaborator_org_id_deal_id_fkey FOREIGN KEY (org_id, deal_id) REFERENCES deal(org_id, id),
  CONSTRAINT deal_collaborator_org_id_user_id_fkey FOREIGN KEY (org_id, user_id) REFERENCES app_user(org_id, id)
);
ALTER TABLE deal_collaborator ENABLE ROW LEVEL SECURITY;

CREATE TABLE deal_contact (
  org_id uuid NOT NULL,
  deal_id uuid NOT NULL,
  contact_id uuid NOT NULL,
  role text NOT NULL,
  CONSTRAINT deal_contact_pkey PRIMARY KEY (org_id, deal_id, contact_id),
  CONSTRAINT deal_contact_org_id_contact_id_fkey FOREIGN KEY (org_id, contact_id) REFERENCES contact(org_id, id),
  CONSTRAINT deal_contact_org_id_deal_id_fkey FOREIGN KEY (org_id, deal_id) REFERENCES deal(org_id, id)
);
ALTER TABLE deal_contact ENABLE ROW LEVEL SECURITY;

CREATE TABLE deal_product (
  org_id uuid NOT NULL,
  deal_id uuid NOT NULL,
  product_id uuid NOT NULL,
  quantity numeric(14,3) DEFAULT 1 NOT NULL,
  price_minor bigint,
  CONSTRAINT deal_product_pkey PRIMARY KEY (org_id, deal_id, product_id),
  CONSTRAINT deal_product_org_id_deal_id_fkey FOREIGN KEY (org_id, deal_id) REFERENCES deal(org_id, id),
  CONSTRAINT deal_product_org_id_product_id_fkey FOREIGN KEY (org_id, product_id) REFERENCES product(org_id, id)
);
ALTER TABLE deal_product ENABLE ROW LEVEL SECURITY;

CREATE TABLE deal_version (
  org_id uuid NOT NULL,
  deal_id uuid NOT NULL,
  n integer NOT NULL,
  known_from timestamp with time zone NOT NULL,
  known_to timestamp with time zone,
  pipeline_id uuid NOT NULL,
  stage_id uuid NOT NULL,
  status text NOT NULL,
  amount_minor bigint,
  currency character(3) NOT NULL,
  win_probability numeric(5,4),
  expected_close_on date,
  owner_id uuid,
  team_id uuid,
  source_id uuid,
  created_at timestamp with time zone NOT NULL,
  closed_at timestamp with time zone,
  lost_reason_id uuid,
  is_dormant boolean DEFAULT false NOT NULL,
  CONSTRAINT deal_version_pkey PRIMARY KEY (org_id, deal_id, n),
  CONSTRAINT deal_version_org_id_deal_id_fkey FOREIGN KEY (org_id, deal_id) REFERENCES deal(org_id, id)
);
ALTER TABLE deal_version ENABLE ROW LEVEL SECURITY;

CREATE TABLE delivery (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  robot_id uuid,
  webhook_id uuid,
  key text NOT NULL,
  type text NOT NULL,
  body jsonb NOT NULL,
  record_id uuid,
  place bigint DEFAULT 0 NOT NULL,
  state text DEFAULT 'queued'::text NOT NULL,
  attempts integer DEFAULT 0 NOT NULL,
  created_at timestamp with time zone NOT NULL,
  not_before timestamp with time zone NOT NULL,
  claimed_by uuid,
  sending_at timestamp with time zone,
  sent_at timestamp with time zone,
  settled_at timestamp with time zone,
  status integer,
  said text,
  replay_of uuid,
  device_id uuid,
  app_id uuid,
  user_id uuid,
  CONSTRAINT delivery_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT delivery_check CHECK (((num_nonnulls(robot_id, webhook_id, device_id, app_id) = 1) AND ((app_id IS NULL) = (user_id IS NULL)))),
  CONSTRAINT delivery_said_check CHECK ((length(said) <= 2000)),
  CONSTRAINT delivery_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'claimed'::text, 'sent'::text, 'unsure'::text, 'failed'::text, 'cancelled'::text]))),
  CONSTRAINT delivery_org_id_app_id_fkey FOREIGN KEY (org_id, app_id) REFERENCES chat_app(org_id, id) ON DELETE CASCADE,
  CONSTRAINT delivery_org_id_device_id_fkey FOREIGN KEY (org_id, device_id) REFERENCES push_device(org_id, id) ON DELETE CASCADE,
  CONSTRAINT delivery_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id),
  CONSTRAINT delivery_org_id_robot_id_fkey FOREIGN KEY (org_id, robot_id) REFERENCES robot(org_id, id) ON DELETE CASCADE,
  CONSTRAINT delivery_org_id_user_id_fkey FOREIGN KEY (org_id, user_id) REFERENCES app_user(org_id, id) ON DELETE CASCADE,
  CONSTRAINT delivery_org_id_webhook_id_fkey FOREIGN KEY (org_id, webhook_id) REFERENCES webhook(org_id, id) ON DELETE CASCADE
);
ALTER TABLE delivery ENABLE ROW LEVEL SECURITY;

CREATE TABLE digest (
  org_id uuid NOT NULL,
  user_id uuid NOT NULL,
  kind text NOT NULL,
  day date NOT NULL,
  at timestamp with time zone NOT NULL,
  CONSTRAINT digest_pkey PRIMARY KEY (org_id, user_id, kind, day),
  CONSTRAINT digest_kind_check CHECK ((kind = ANY (ARRAY['brief'::text, 'weekly'::text, 'completeness'::text]))),
  CONSTRAINT digest_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id),
  CONSTRAINT digest_org_id_user_id_fkey FOREIGN KEY (org_id, user_id) REFERENCES app_user(org_id, id) ON DELETE CASCADE
);
ALTER TABLE digest ENABLE ROW LEVEL SECURITY;

CREATE TABLE door (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  key text NOT NULL,
  secret text NOT NULL,
  mapping jsonb NOT NULL,
  channel_id uuid,
  campaign_id uuid,
  is_on boolean DEFAULT true NOT NULL,
  created_by uuid NOT NULL,
  created_at timestamp with time zone NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  CONSTRAINT door_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT door_org_id_key_key UNIQUE (org_id, key),
  CONSTRAINT door_key_check CHECK ((key ~ '^[a-z0-9]{20}$'::text)),
  CONSTRAINT door_org_id_campaign_id_fkey FOREIGN KEY (org_id, campaign_id) REFERENCES campaign(org_id, id),
  CONSTRAINT door_org_id_channel_id_fkey FOREIGN KEY (org_id, channel_id) REFERENCES channel(org_id, id),
  CONSTRAINT door_org_id_created_by_fkey FOREIGN KEY (org_id, created_by) REFERENCES app_user(org_id, id),
  CONSTRAINT door_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id)
);
ALTER TABLE door ENABLE ROW LEVEL SECURITY;

CREATE TABLE door_delivery (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  door_id uuid NOT NULL,
  at timestamp with time zone NOT NULL,
  verdict text NOT NULL,
  code text,
  lead_id uuid,
  delivery text,
  body text,
  CONSTRAINT door_delivery_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT door_delivery_body_check CHECK ((length(body) <= 4000)),
  CONSTRAINT door_delivery_verdict_check CHECK ((verdict = ANY (ARRAY['accepted'::text, 'repeated'::text, 'refused'::text]))),
  CONSTRAINT door_delivery_org_id_door_id_fkey FOREIGN KEY (org_id, door_id) REFERENCES door(org_id, id) ON DELETE CASCADE
);
ALTER TABLE door_delivery ENABLE ROW LEVEL SECURITY;

CREATE TABLE door_taken (
  org_id uuid NOT NULL,
  door_id uuid NOT NULL,
  key text NOT NULL,
  lead_id uuid,
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT door_taken_pkey PRIMARY KEY (org_id, door_id, key),
  CONSTRAINT door_taken_org_id_door_id_fkey FOREIGN KEY (org_id, door_id) REFERENCES door(org_id, id) ON DELETE CASCADE
);
ALTER TABLE door_taken ENABLE ROW LEVEL SECURITY;

CREATE TABLE effort_policy (
  org_id uuid NOT NULL,
  attempts integer NOT NULL,
  over_days integer NOT NULL,
  exempt_roles text[] DEFAULT '{}'::text[] NOT NULL,
  plan_days integer[] NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  CONSTRAINT effort_policy_pkey PRIMARY KEY (org_id),
  CONSTRAINT effort_policy_attempts_check CHECK (((attempts >= 0) AND (attempts <= 20))),
  CONSTRAINT effort_policy_over_days_check CHECK (((over_days >= 1) AND (over_days <= 90))),
  CONSTRAINT effort_policy_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id)
);
ALTER TABLE effort_policy ENABLE ROW LEVEL SECURITY;

CREATE TABLE effort_refusal (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  lead_id uuid NOT NULL,
  user_id uuid NOT NULL,
  at timestamp with time zone NOT NULL,
  reason text NOT NULL,
  attempts integer NOT NULL,
  over_days integer NOT NULL,
  CONSTRAINT effort_refusal_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT effort_refusal_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id),
  CONSTRAINT effort_refusal_org_id_user_id_fkey FOREIGN KEY (org_id, user_id) REFERENCES app_user(org_id, id)
);
ALTER TABLE effort_refusal ENABLE ROW LEVEL SECURITY;

CREATE TABLE enrolment (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  sequence_id uuid NOT NULL,
  version_number integer NOT NULL,
  lead_id uuid NOT NULL,
  state text NOT NULL,
  step_id text,
  due_at timestamp with time zone,
  waits_for text DEFAULT 'time'::text NOT NULL,
  entered_at timestamp with time zone NOT NULL,
  ended_at timestamp with time zone,
  exit_reason text,
  source text NOT NULL,
  created_by uuid,
  failures integer DEFAULT 0 NOT NULL,
  problem text,
  CONSTRAINT enrolment_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT enrolment_source_check CHECK ((source = ANY (ARRAY['trigger'::text, 'hand'::text, 'bulk'::text, 'rule'::text, 'demo'::text]))),
  CONSTRAINT enrolment_state_check CHECK ((state = ANY (ARRAY['active'::text, 'paused'::text, 'done'::text, 'left'::text, 'failed'::text]))),
  CONSTRAINT enrolment_waits_for_check CHECK ((waits_for = ANY (ARRAY['time'::text, 'mail'::text]))),
  CONSTRAINT enrolment_org_id_lead_id_fkey FOREIGN KEY (org_id, lead_id) REFERENCES lead(org_id, id) ON DELETE CASCADE,
  CONSTRAINT enrolment_org_id_sequence_id_version_number_fkey FOREIGN KEY (org_id, sequence_id, version_number) REFERENCES sequence_version(org_id, sequence_id, number) ON DELETE CASCADE
);
ALTER TABLE enrolment ENABLE ROW LEVEL SECURITY;

CREATE TABLE enrolment_step (
  org_id uuid NOT NULL,
  enrolment_id uuid NOT NULL,
  step_id text NOT NULL,
  sequence_id uuid NOT NULL,
  version_number integer NOT NULL,
  n integer NOT NULL,
  at timestamp with time zone NOT NULL,
  outcome text NOT NULL,
  detail jsonb DEFAULT '{}'::jsonb NOT NULL,
  CONSTRAINT enrolment_step_pkey PRIMARY KEY (org_id, enrolment_id, step_id),
  CONSTRAINT enrolment_step_org_id_enrolment_id_fkey FOREIGN KEY (org_id, enrolment_id) REFERENCES enrolment(org_id, id) ON DELETE CASCADE
);
ALTER TABLE enrolment_step ENABLE ROW LEVEL SECURITY;

CREATE TABLE escalation (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  chain_id uuid NOT NULL,
  kind text NOT NULL,
  subject_type text,
  subject_id uuid NOT NULL,
  noticed_at timestamp with time zone NOT NULL,
  data jsonb NOT NULL,
  user_ids uuid[] NOT NULL,
  counts text NOT NULL,
  until text NOT NULL,
  steps jsonb NOT NULL,
  next_step integer DEFAULT 0 NOT NULL,
  due_at timestamp with time zone,
  state text NOT NULL,
  ended_because text,
  ended_at timestamp with time zone,
  CONSTRAINT escalation_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT escalation_org_id_chain_id_kind_subject_id_noticed_at_key UNIQUE (org_id, chain_id, kind, subject_id, noticed_at),
  CONSTRAINT escalation_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'ended'::text]))),
  CONSTRAINT escalation_org_id_chain_id_fkey FOREIGN KEY (org_id, chain_id) REFERENCES escalation_chain(org_id, id) ON DELETE CASCADE,
  CONSTRAINT escalation_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id)
);
ALTER TABLE escalation ENABLE ROW LEVEL SECURITY;

CREATE TABLE escalation_chain (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  preset text,
  name text NOT NULL,
  kinds text[] NOT NULL,
  is_high_only boolean DEFAULT false NOT NULL,
  is_on boolean DEFAULT true NOT NULL,
  counts text NOT NULL,
  until text NOT NULL,
  steps jsonb NOT NULL,
  created_at timestamp with time zone NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  CONSTRAINT escalation_chain_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT escalation_chain_org_id_preset_key UNIQUE (org_id, preset),
  CONSTRAINT escalation_chain_counts_check CHECK ((counts = ANY (ARRAY['work'::text, 'all'::text]))),
  CONSTRAINT escalation_chain_until_check CHECK ((until = ANY (ARRAY['read'::text, 'done'::text, 'handled'::text]))),
  CONSTRAINT escalation_chain_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id)
);
ALTER TABLE escalation_chain ENABLE ROW LEVEL SECURITY;

CREATE TABLE event (
  org_id uuid NOT NULL,
  seq bigint GENERATED BY DEFAULT AS IDENTITY NOT NULL,
  at timestamp with time zone NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  known_at timestamp with time zone NOT NULL,
  actor_id uuid,
  cause_id bigint,
  type text NOT NULL,
  subject_type text NOT NULL,
  subject_id uuid NOT NULL,
  owner_id uuid,
  team_id uuid,
  payload jsonb NOT NULL,
  xid xid8 DEFAULT pg_current_xact_id() NOT NULL,
  CONSTRAINT event_pkey PRIMARY KEY (org_id, seq),
  CONSTRAINT event_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id)
);
ALTER TABLE event ENABLE ROW LEVEL SECURITY;

CREATE TABLE experiment (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  state text NOT NULL,
  definition jsonb NOT NULL,
  owner_id uuid NOT NULL,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  started_at timestamp with time zone,
  ended_at timestamp with time zone,
  plan jsonb,
  verdict jsonb,
  told text,
  conclusion jsonb,
  version integer DEFAULT 1 NOT NULL,
  CONSTRAINT experiment_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT experiment_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'running'::text, 'concluded'::text, 'stopped'::text]))),
  CONSTRAINT experiment_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id),
  CONSTRAINT experiment_org_id_owner_id_fkey FOREIGN KEY (org_id, owner_id) REFERENCES app_user(org_id, id)
);
ALTER TABLE experiment ENABLE ROW LEVEL SECURITY;

CREATE TABLE experiment_entry (
  org_id uuid NOT NULL,
  experiment_id uuid NOT NULL,
  deal_id uuid NOT NULL,
  arm text NOT NULL,
  entered_at timestamp with time zone NOT NULL,
  amount_minor bigint,
  currency text NOT NULL,
  source_id uuid,
  owner_id uuid,
  item_ids uuid[] DEFAULT '{}'::uuid[] NOT NULL,
  CONSTRAINT experiment_entry_pkey PRIMARY KEY (org_id, experiment_id, deal_id),
  CONSTRAINT experiment_entry_org_id_deal_id_fkey FOREIGN KEY (org_id, deal_id) REFERENCES deal(org_id, id) ON DELETE CASCADE,
  CONSTRAINT experiment_entry_org_id_experiment_id_fkey FOREIGN KEY (org_id, experiment_id) REFERENCES experiment(org_id, id) ON DELETE CASCADE
);
ALTER TABLE experiment_entry ENABLE ROW LEVEL SECURITY;

CREATE TABLE field (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  object text NOT NULL,
  key text NOT NULL,
  label text NOT NULL,
  type text NOT NULL,
  settings jsonb DEFAULT '{}'::jsonb NOT NULL,
  "position" integer NOT NULL,
  archived_at timestamp with time zone,
  version integer DEFAULT 1 NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT field_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT field_org_id_object_key_key UNIQUE (org_id, object, key),
  CONSTRAINT field_object_check CHECK ((object = ANY (ARRAY['lead'::text, 'account'::text, 'contact'::text, 'deal'::text, 'activity'::text, 'product'::text]))),
  CONSTRAINT field_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id)
);
ALTER TABLE field ENABLE ROW LEVEL SECURITY;

CREATE TABLE file_piece (
  org_id uuid NOT NULL,
  file_id uuid NOT NULL,
  n integer NOT NULL,
  bytes bytea NOT NULL,
  CONSTRAINT file_piece_pkey PRIMARY KEY (org_id, file_id, n),
  CONSTRAINT file_piece_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id)
);
ALTER TABLE file_piece ENABLE ROW LEVEL SECURITY;

CREATE TABLE fit_model (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  status text NOT NULL,
  asked_by uuid,
  started_at timestamp with time zone NOT NULL,
  finished_at timestamp with time zone,
  learnt_from timestamp with time zone,
  learnt_to timestamp with time zone,
  window_days integer NOT NULL,
  leads integer,
  converted integer,
  refusal jsonb,
  model jsonb,
  report jsonb,
  CONSTRAINT fit_model_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT fit_model_status_check CHECK ((status = ANY (ARRAY['training'::text, 'ready'::text, 'refused'::text, 'failed'::text]))),
  CONSTRAINT fit_model_org_id_asked_by_fkey FOREIGN KEY (org_id, asked_by) REFERENCES app_user(org_id, id),
  CONSTRAINT fit_model_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id)
);
ALTER TABLE fit_model ENABLE ROW LEVEL SECURITY;

CREATE TABLE follow (
  org_id uuid NOT NULL,
  subject_type text NOT NULL,
  subject_id uuid NOT NULL,
  user_id uuid NOT NULL,
  is_on boolean NOT NULL,
  seen_at timestamp with time zone NOT NULL,
  CONSTRAINT follow_pkey PRIMARY KEY (org_id, subject_type, subject_id, user_id),
  CONSTRAINT follow_subject_type_check CHECK ((subject_type = ANY (ARRAY['deal'::text, 'lead'::text, 'account'::text, 'contact'::text, 'alarm'::text, 'chart'::text, 'meeting_point'::text]))),
  CONSTRAINT follow_org_id_user_id_fkey FOREIGN KEY (org_id, user_id) REFERENCES app_user(org_id, id) ON DELETE CASCADE
);
ALTER TABLE follow ENABLE ROW LEVEL SECURITY;

CREATE TABLE form (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  key text NOT NULL,
  name text NOT NULL,
  object text NOT NULL,
  kind text NOT NULL,
  definition jsonb NOT NULL,
  archived_at timestamp with time zone,
  version integer DEFAULT 1 NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT form_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT form_org_id_key_key UNIQUE (org_id, key),
  CONSTRAINT form_kind_check CHECK ((kind = ANY (ARRAY['page'::text, 'create'::text, 'questionnaire'::text]))),
  CONSTRAINT form_object_check CHECK ((object = ANY (ARRAY['lead'::text, 'account'::text, 'contact'::text, 'deal'::text, 'activity'::text, 'product'::text]))),
  CONSTRAINT form_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id)
);
ALTER TABLE form ENABLE ROW LEVEL SECURITY;

CREATE TABLE form_answer (
  org_id uuid NOT NULL,
  form_id uuid NOT NULL,
  subject_type text NOT NULL,
  subject_id uuid NOT NULL,
  answers jsonb NOT NULL,
  is_complete boolean NOT NULL,
  score numeric,
  form_version integer NOT NULL,
  answered_by uuid,
  answered_at timestamp with time zone NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  CONSTRAINT form_answer_pkey PRIMARY KEY (org_id, form_id, subject_id),
  CONSTRAINT form_answer_org_id_form_id_fkey FOREIGN KEY (org_id, form_id) REFERENCES form(org_id, id)
);
ALTER TABLE form_answer ENABLE ROW LEVEL SECURITY;

CREATE TABLE form_day (
  org_id uuid NOT NULL,
  form_id uuid NOT NULL,
  day date NOT NULL,
  views bigint DEFAULT 0 NOT NULL,
  starts bigint DEFAULT 0 NOT NULL,
  CONSTRAINT form_day_pkey PRIMARY KEY (org_id, form_id, day),
  CONSTRAINT form_day_org_id_form_id_fkey FOREIGN KEY (org_id, form_id) REFERENCES public_form(org_id, id)
);
ALTER TABLE form_day ENABLE ROW LEVEL SECURITY;

CREATE TABLE form_submission (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  form_id uuid NOT NULL,
  form_version integer NOT NULL,
  at timestamp with time zone NOT NULL,
  verdict text NOT NULL,
  reasons text[] DEFAULT '{}'::text[] NOT NULL,
  answers jsonb NOT NULL,
  language text NOT NULL,
  consent_version integer,
  consent_text text,
  lead_id uuid,
  proof text NOT NULL,
  content_hash bytea NOT NULL,
  page text,
  released_by uuid,
  CONSTRAINT form_submission_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT form_submission_org_id_form_id_proof_key UNIQUE (org_id, form_id, proof),
  CONSTRAINT form_submission_language_check CHECK ((language = ANY (ARRAY['zh'::text, 'en'::text]))),
  CONSTRAINT form_submission_verdict_check CHECK ((verdict = ANY (ARRAY['accepted'::text, 'duplicate'::text, 'suspected_bot'::text]))),
  CONSTRAINT form_submission_org_id_form_id_form_version_fkey FOREIGN KEY (org_id, form_id, form_version) REFERENCES public_form_version(org_id, form_id, no),
  CONSTRAINT form_submission_org_id_lead_id_fkey FOREIGN KEY (org_id, lead_id) REFERENCES lead(org_id, id) ON DELETE SET NULL (lead_id),
  CONSTRAINT form_submission_org_id_released_by_fkey FOREIGN KEY (org_id, released_by) REFERENCES app_user(org_id, id)
);
ALTER TABLE form_submission ENABLE ROW LEVEL SECURITY;

CREATE TABLE gate_debt (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  deal_id uuid NOT NULL,
  pipeline_id uuid NOT NULL,
  stage_id uuid,
  criterion_id uuid NOT NULL,
  criterion jsonb NOT NULL,
  reason text NOT NULL,
  kind text NOT NULL,
  owner_id uuid,
  team_id uuid,
  incurred_by uuid,
  incurred_at timestamp with time zone NOT NULL,
  settled_at timestamp with time zone,
  settled_by text,
  CONSTRAINT gate_debt_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT gate_debt_kind_check CHECK ((kind = ANY (ARRAY['override'::text, 'reason'::text, 'import'::text]))),
  CONSTRAINT gate_debt_settled_by_check CHECK ((settled_by = ANY (ARRAY['evidence'::text, 'moved_back'::text, 'closed'::text, 'waived'::text]))),
  CONSTRAINT gate_debt_org_id_deal_id_fkey FOREIGN KEY (org_id, deal_id) REFERENCES deal(org_id, id)
);
ALTER TABLE gate_debt ENABLE ROW LEVEL SECURITY;

CREATE TABLE hand_over (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  lead_id uuid NOT NULL,
  at timestamp with time zone NOT NULL,
  by_id uuid,
  rule_id uuid,
  to_id uuid NOT NULL,
  team_id uuid,
  status text DEFAULT 'open'::text NOT NULL,
  decided_at timestamp with time zone,
  decided_by uuid,
  reason text,
  note text DEFAULT ''::text NOT NULL,
  seen_at timestamp with time zone,
  seen_by uuid,
  CONSTRAINT hand_over_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT hand_over_status_check CHECK ((status = ANY (ARRAY['open'::text, 'accepted'::text, 'rejected'::text, 'withdrawn'::text]))),
  CONSTRAINT hand_over_org_id_by_id_fkey FOREIGN KEY (org_id, by_id) REFERENCES app_user(org_id, id),
  CONSTRAINT hand_over_org_id_decided_by_fkey FOREIGN KEY (org_id, decided_by) REFERENCES app_user(org_id, id),
  CONSTRAINT hand_over_org_id_lead_id_fkey FOREIGN KEY (org_id, lead_id) REFERENCES lead(org_id, id) ON DELETE CASCADE,
  CONSTRAINT hand_over_org_id_to_id_fkey FOREIGN KEY (org_id, to_id) REFERENCES app_user(org_id, id)
);
ALTER TABLE hand_over ENABLE ROW LEVEL SECURITY;

CREATE TABLE idempotency_key (
  org_id uuid NOT NULL,
  user_id uuid NOT NULL,
  key text NOT NULL,
  request_hash bytea NOT NULL,
  status integer NOT NULL,
  response jsonb,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT idempotency_key_pkey PRIMARY KEY (org_id, user_id, key),
  CONSTRAINT idempotency_key_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id)
);
ALTER TABLE idempotency_key ENABLE ROW LEVEL SECURITY;

CREATE TABLE identify_use (
  org_id uuid NOT NULL,
  token text NOT NULL,
  visitor_id uuid NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT identify_use_pkey PRIMARY KEY (org_id, token),
  CONSTRAINT identify_use_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id)
);
ALTER TABLE identify_use ENABLE ROW LEVEL SECURITY;

CREATE TABLE import (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  file_name text NOT NULL,
  file_bytes bigint DEFAULT 0 NOT NULL,
  kind text,
  status text NOT NULL,
  mapping text,
  reading text,
  summary text,
  progress jsonb,
  error jsonb,
  created_by uuid NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  created_at timestamp with time zone NOT NULL,
  done_at timestamp with time zone,
  undone_at timestamp with time zone,
  CONSTRAINT import_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT import_status_check CHECK ((status = ANY (ARRAY['uploaded'::text, 'reading'::text, 'read'::text, 'checking'::text, 'checked'::text, 'running'::text, 'done'::text, 'failed'::text, 'undoing'::text, 'undone'::text]))),
  CONSTRAINT import_org_id_created_by_fkey FOREIGN KEY (org_id, created_by) REFERENCES app_user(org_id, id),
  CONSTRAINT import_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id)
);
ALTER TABLE import ENABLE ROW LEVEL SECURITY;

CREATE TABLE import_change (
  org_id uuid NOT NULL,
  import_id uuid NOT NULL,
  n integer NOT NULL,
  object text NOT NULL,
  object_id uuid NOT NULL,
  action text NOT NULL,
  before jsonb,
  version_after integer NOT NULL,
  CONSTRAINT import_change_pkey PRIMARY KEY (org_id, import_id, n),
  CONSTRAINT import_change_action_check CHECK ((action = ANY (ARRAY['created'::text, 'updated'::text]))),
  CONSTRAINT import_change_org_id_import_id_fkey FOREIGN KEY (org_id, import_id) REFERENCES import(org_id, id)
);
ALTER TABLE import_change ENABLE ROW LEVEL SECURITY;

CREATE TABLE import_mapping (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  mapping text NOT NULL,
  created_by uuid NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT import_mapping_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT import_mapping_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id)
);
ALTER TABLE import_mapping ENABLE ROW LEVEL SECURITY;

CREATE TABLE import_rejection (
  org_id uuid NOT NULL,
  import_id uuid NOT NULL,
  n integer NOT NULL,
  line integer NOT NULL,
  cells text NOT NULL,
  reasons text NOT NULL,
  CONSTRAINT import_rejection_pkey PRIMARY KEY (org_id, import_id, n),
  CONSTRAINT import_rejection_org_id_import_id_fkey FOREIGN KEY (org_id, import_id) REFERENCES import(org_id, id)
);
ALTER TABLE import_rejection ENABLE ROW LEVEL SECURITY;

CREATE TABLE invitation (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  token_hash bytea NOT NULL,
  email text NOT NULL,
  name text,
  role text NOT NULL,
  team_id uuid NOT NULL,
  invited_by uuid NOT NULL,
  created_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  accepted_at timestamp with time zone,
  revoked_at timestamp with time zone,
  CONSTRAINT invitation_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT invitation_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id),
  CONSTRAINT invitation_org_id_team_id_fkey FOREIGN KEY (org_id, team_id) REFERENCES team(org_id, id)
);
ALTER TABLE invitation ENABLE ROW LEVEL SECURITY;

CREATE TABLE language_model (
  org_id uuid NOT NULL,
  is_on boolean DEFAULT false NOT NULL,
  base_url text,
  model text,
  key_sealed text,
  version integer DEFAULT 1 NOT NULL,
  CONSTRAINT language_model_pkey PRIMARY KEY (org_id),
  CONSTRAINT language_model_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id)
);
ALTER TABLE language_model ENABLE ROW LEVEL SECURITY;

CREATE TABLE language_model_use (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  at timestamp with time zone NOT NULL,
  kind text NOT NULL,
  outcome text NOT NULL,
  model text NOT NULL,
  prompt_tokens integer,
  answer_tokens integer,
  CONSTRAINT language_model_use_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT language_model_use_kind_check CHECK ((kind = ANY (ARRAY['summary'::text, 'mail'::text, 'diagnosis'::text]))),
  CONSTRAINT language_model_use_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id),
  CONSTRAINT language_model_use_org_id_user_id_fkey FOREIGN KEY (org_id, user_id) REFERENCES app_user(org_id, id)
);
ALTER TABLE language_model_use ENABLE ROW LEVEL SECURITY;

CREATE TABLE lead (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  number bigint NOT NULL,
  name text NOT NULL,
  company text,
  title text,
  phone text,
  phone_e164 text,
  email text,
  wechat text,
  status text DEFAULT 'new'::text NOT NULL,
  invalid_reason text,
  score integer,
  source_id uuid,
  source_detail text,
  owner_id uuid,
  team_id uuid,
  note text DEFAULT ''::text NOT NULL,
  next_step text,
  next_step_due date,
  last_activity_at timestamp with time zone,
  status_at timestamp with time zone NOT NULL,
  converted_at timestamp with time zone,
  converted_deal_id uuid,
  converted_account_id uuid,
  converted_contact_id uuid,
  tag_ids uuid[] DEFAULT '{}'::uuid[] NOT NULL,
  custom jsonb DEFAULT '{}'::jsonb NOT NULL,
  search text[] DEFAULT '{}'::text[] NOT NULL,
  external_key text,
  import_id uuid,
  version integer DEFAULT 1 NOT NULL,
  created_at timestamp with time zone NOT NULL,
  first_touch_id uuid,
  last_touch_id uuid,
  email_key text GENERATED ALWAYS AS (lower(email)) STORED,
  merged_into uuid,
  grade text,
  mql_at timestamp with time zone,
  sql_at timestamp with time zone,
  owned_at timestamp with time zone,
  pool_id uuid,
  pooled_at timestamp with time zone,
  former_owner_id uuid,
  recycle_warned_at timestamp with time zone,
  is_hidden boolean DEFAULT false NOT NULL,
  CONSTRAINT lead_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT lead_status_check CHECK ((status = ANY (ARRAY['new'::text, 'working'::text, 'nurturing'::text, 'qualified'::text, 'converted'::text, 'invalid'::text]))),
  CONSTRAINT lead_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id),
  CONSTRAINT lead_org_id_owner_id_fkey FOREIGN KEY (org_id, owner_id) REFERENCES app_user(org_id, id),
  CONSTRAINT lead_org_id_pool_id_fkey FOREIGN KEY (org_id, pool_id) REFERENCES lead_pool(org_id, id),
  CONSTRAINT lead_org_id_source_id_fkey FOREIGN KEY (org_id, source_id) REFERENCES channel(org_id, id),
  CONSTRAINT lead_org_id_team_id_fkey FOREIGN KEY (org_id, team_id) REFERENCES team(org_id, id)
);
ALTER TABLE lead ENABLE ROW LEVEL SECURITY;

CREATE TABLE lead_behaviour_day (
  org_id uuid NOT NULL,
  lead_id uuid NOT NULL,
  day date NOT NULL,
  kind text NOT NULL,
  subject text NOT NULL,
  n integer NOT NULL,
  last_at timestamp with time zone NOT NULL,
  CONSTRAINT lead_behaviour_day_pkey PRIMARY KEY (org_id, lead_id, day, kind, subject),
  CONSTRAINT lead_behaviour_day_kind_check CHECK ((kind = ANY (ARRAY['page_view'::text, 'document_view'::text, 'download'::text, 'form_start'::text, 'form_submit'::text, 'mail_open'::text, 'mail_click'::text, 'pricing_view'::text]))),
  CONSTRAINT lead_behaviour_day_n_check CHECK ((n > 0)),
  CONSTRAINT lead_behaviour_day_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id),
  CONSTRAINT lead_behaviour_day_org_id_lead_id_fkey FOREIGN KEY (org_id, lead_id) REFERENCES lead(org_id, id) ON DELETE CASCADE
);
ALTER TABLE lead_behaviour_day ENABLE ROW LEVEL SECURITY;

CREATE TABLE lead_merge (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  kept_id uuid NOT NULL,
  merged_id uuid NOT NULL,
  at timestamp with time zone NOT NULL,
  merged_by uuid,
  rule_id uuid,
  rule_name text,
  score integer NOT NULL,
  reasons jsonb NOT NULL,
  written jsonb NOT NULL,
  merged_row jsonb NOT NULL,
  moved jsonb NOT NULL,
  undone_at timestamp with time zone,
  undone_by uuid,
  CONSTRAINT lead_merge_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT lead_merge_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id),
  CONSTRAINT lead_merge_org_id_merged_by_fkey FOREIGN KEY (org_id, merged_by) REFERENCES app_user(org_id, id),
  CONSTRAINT lead_merge_org_id_undone_by_fkey FOREIGN KEY (org_id, undone_by) REFERENCES app_user(org_id, id)
);
ALTER TABLE lead_merge ENABLE ROW LEVEL SECURITY;

CREATE TABLE lead_pair (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  low_id uuid NOT NULL,
  high_id uuid NOT NULL,
  score integer NOT NULL,
  reasons jsonb NOT NULL,
  found_at timestamp with time zone NOT NULL,
  dismissed_by uuid,
  dismissed_at timestamp with time zone,
  CONSTRAINT lead_pair_pkey PRIMARY KEY (org_id, low_id, high_id),
  CONSTRAINT lead_pair_org_id_id_key UNIQUE (org_id, id),
  CONSTRAINT lead_pair_check CHECK ((high_id > low_id)),
  CONSTRAINT lead_pair_score_check CHECK (((score >= 0) AND (score <= 100))),
  CONSTRAINT lead_pair_org_id_dismissed_by_fkey FOREIGN KEY (org_id, dismissed_by) REFERENCES app_user(org_id, id),
  CONSTRAINT lead_pair_org_id_high_id_fkey FOREIGN KEY (org_id, high_id) REFERENCES lead(org_id, id) ON DELETE CASCADE,
  CONSTRAINT lead_pair_org_id_low_id_fkey FOREIGN KEY (org_id, low_id) REFERENCES lead(org_id, id) ON DELETE CASCADE
);
ALTER TABLE lead_pair ENABLE ROW LEVEL SECURITY;

CREATE TABLE lead_points (
  org_id uuid NOT NULL,
  lead_id uuid NOT NULL,
  points smallint NOT NULL,
  CONSTRAINT lead_points_pkey PRIMARY KEY (org_id, lead_id),
  CONSTRAINT lead_points_points_check CHECK (((points >= '-100'::integer) AND (points <= 100))),
  CONSTRAINT lead_points_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id),
  CONSTRAINT lead_points_org_id_lead_id_fkey FOREIGN KEY (org_id, lead_id) REFERENCES lead(org_id, id) ON DELETE CASCADE
);
ALTER TABLE lead_points ENABLE ROW LEVEL SECURITY;

CREATE TABLE lead_pool (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  "position" integer NOT NULL,
  name text NOT NULL,
  team_id uuid,
  pick_per_day integer,
  hand_limit integer,
  cool_down_days integer DEFAULT 7 NOT NULL,
  recycle_days integer,
  warn_days integer DEFAULT 1 NOT NULL,
  takes_team_leads boolean DEFAULT false NOT NULL,
  hides_details boolean DEFAULT true NOT NULL,
  archived_at timestamp with time zone,
  created_by uuid,
  created_at timestamp with time zone NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  CONSTRAINT lead_pool_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT lead_pool_cool_down_days_check CHECK (((cool_down_days >= 0) AND (cool_down_days <= 365))),
  CONSTRAINT lead_pool_hand_limit_check CHECK (((hand_limit >= 0) AND (hand_limit <= 100000))),
  CONSTRAINT lead_pool_pick_per_day_check CHECK (((pick_per_day >= 0) AND (pick_per_day <= 1000))),
  CONSTRAINT lead_pool_recycle_days_check CHECK (((recycle_days >= 1) AND (recycle_days <= 365))),
  CONSTRAINT lead_pool_warn_days_check CHECK (((warn_days >= 0) AND (warn_days <= 30))),
  CONSTRAINT lead_pool_org_id_created_by_fkey FOREIGN KEY (org_id, created_by) REFERENCES app_user(org_id, id),
  CONSTRAINT lead_pool_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id),
  CONSTRAINT lead_pool_org_id_team_id_fkey FOREIGN KEY (org_id, team_id) REFERENCES team(org_id, id)
);
ALTER TABLE lead_pool ENABLE ROW LEVEL SECURITY;

CREATE TABLE lead_score (
  org_id uuid NOT NULL,
  lead_id uuid NOT NULL,
  version_n integer NOT NULL,
  score smallint NOT NULL,
  grade text NOT NULL,
  is_ready boolean NOT NULL,
  fit real NOT NULL,
  behaviour real NOT NULL,
  icp real,
  chance real,
  sums jsonb NOT NULL,
  scored_on date NOT NULL,
  next_on date,
  CONSTRAINT lead_score_pkey PRIMARY KEY (org_id, lead_id),
  CONSTRAINT lead_score_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id),
  CONSTRAINT lead_score_org_id_lead_id_fkey FOREIGN KEY (org_id, lead_id) REFERENCES lead(org_id, id) ON DELETE CASCADE
);
ALTER TABLE lead_score ENABLE ROW LEVEL SECURITY;

CREATE TABLE lead_signal (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  lead_id uuid NOT NULL,
  kind text NOT NULL,
  subject text NOT NULL,
  at timestamp with time zone NOT NULL,
  n integer NOT NULL,
  CONSTRAINT lead_signal_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT lead_signal_n_check CHECK ((n > 0)),
  CONSTRAINT lead_signal_org_id_lead_id_fkey FOREIGN KEY (org_id, lead_id) REFERENCES lead(org_id, id) ON DELETE CASCADE
);
ALTER TABLE lead_signal ENABLE ROW LEVEL SECURITY;

CREATE TABLE loss_reason (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  parent_id uuid,
  key text,
  name text NOT NULL,
  "position" integer DEFAULT 0 NOT NULL,
  asks_competitor boolean DEFAULT false NOT NULL,
  asks_text boolean DEFAULT false NOT NULL,
  archived_at timestamp with time zone,
  version integer DEFAULT 1 NOT NULL,
  CONSTRAINT loss_reason_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT loss_reason_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id),
  CONSTRAINT loss_reason_org_id_parent_id_fkey FOREIGN KEY (org_id, parent_id) REFERENCES loss_reason(org_id, id)
);
ALTER TABLE loss_reason ENABLE ROW LEVEL SECURITY;

CREATE TABLE mail_setting (
  org_id uuid NOT NULL,
  host text,
  port integer DEFAULT 465 NOT NULL,
  security text DEFAULT 'tls'::text NOT NULL,
  username text,
  password_sealed text,
  senders jsonb DEFAULT '[]'::jsonb NOT NULL,
  per_minute integer DEFAULT 30 NOT NULL,
  per_day integer DEFAULT 2000 NOT NULL,
  send_from text DEFAULT '09:00'::text NOT NULL,
  send_to text DEFAULT '20:00'::text NOT NULL,
  work_days_only boolean DEFAULT false NOT NULL,
  cap_mails integer DEFAULT 3 NOT NULL,
  cap_days integer DEFAULT 7 NOT NULL,
  bounce_address text,
  origin text,
  footer text DEFAULT ''::text NOT NULL,
  problem jsonb,
  paused_until timestamp with time zone,
  version integer DEFAULT 1 NOT NULL,
  CONSTRAINT mail_setting_pkey PRIMARY KEY (org_id),
  CONSTRAINT mail_setting_cap_days_check CHECK (((cap_days >= 1) AND (cap_days <= 90))),
  CONSTRAINT mail_setting_cap_mails_check CHECK (((cap_mails >= 1) AND (cap_mails <= 50))),
  CONSTRAINT mail_setting_per_day_check CHECK (((per_day >= 1) AND (per_day <= 1000000))),
  CONSTRAINT mail_setting_per_minute_check CHECK (((per_minute >= 1) AND (per_minute <= 1000))),
  CONSTRAINT mail_setting_port_check CHECK (((port >= 1) AND (port <= 65535))),
  CONSTRAINT mail_setting_security_check CHECK ((security = ANY (ARRAY['tls'::text, 'starttls'::text, 'none'::text]))),
  CONSTRAINT mail_setting_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id)
);
ALTER TABLE mail_setting ENABLE ROW LEVEL SECURITY;

CREATE TABLE mail_template (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  subject text NOT NULL,
  preheader text DEFAULT ''::text NOT NULL,
  format text DEFAULT 'simple'::text NOT NULL,
  body text NOT NULL,
  archived_at timestamp with time zone,
  created_by uuid NOT NULL,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  CONSTRAINT mail_template_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT mail_template_format_check CHECK ((format = ANY (ARRAY['simple'::text, 'html'::text]))),
  CONSTRAINT mail_template_org_id_created_by_fkey FOREIGN KEY (org_id, created_by) REFERENCES app_user(org_id, id),
  CONSTRAINT mail_template_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id)
);
ALTER TABLE mail_template ENABLE ROW LEVEL SECURITY;

CREATE TABLE mailbox (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  host text NOT NULL,
  port integer NOT NULL,
  security text NOT NULL,
  username text NOT NULL,
  password_sealed text,
  folder text DEFAULT 'INBOX'::text NOT NULL,
  takes_leads boolean NOT NULL,
  takes_answers boolean NOT NULL,
  channel_id uuid,
  campaign_id uuid,
  owner_id uuid,
  marks_seen boolean DEFAULT false NOT NULL,
  is_on boolean DEFAULT true NOT NULL,
  read_from timestamp with time zone NOT NULL,
  uid_validity bigint,
  last_uid bigint DEFAULT 0 NOT NULL,
  polled_at timestamp with time zone,
  problem jsonb,
  failures integer DEFAULT 0 NOT NULL,
  next_poll_at timestamp with time zone NOT NULL,
  created_by uuid NOT NULL,
  created_at timestamp with time zone NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  CONSTRAINT mailbox_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT mailbox_port_check CHECK (((port >= 1) AND (port <= 65535))),
  CONSTRAINT mailbox_security_check CHECK ((security = ANY (ARRAY['tls'::text, 'starttls'::text, 'none'::text]))),
  CONSTRAINT mailbox_org_id_campaign_id_fkey FOREIGN KEY (org_id, campaign_id) REFERENCES campaign(org_id, id),
  CONSTRAINT mailbox_org_id_channel_id_fkey FOREIGN KEY (org_id, channel_id) REFERENCES channel(org_id, id),
  CONSTRAINT mailbox_org_id_created_by_fkey FOREIGN KEY (org_id, created_by) REFERENCES app_user(org_id, id),
  CONSTRAINT mailbox_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id),
  CONSTRAINT mailbox_org_id_owner_id_fkey FOREIGN KEY (org_id, owner_id) REFERENCES app_user(org_id, id)
);
ALTER TABLE mailbox ENABLE ROW LEVEL SECURITY;

CREATE TABLE mailbox_mail (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  mailbox_id uuid NOT NULL,
  mail_key text NOT NULL,
  at timestamp with time zone NOT NULL,
  verdict text NOT NULL,
  code text,
  sender text,
  subject text,
  lead_id uuid,
  CONSTRAINT mailbox_mail_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT mailbox_mail_org_id_mailbox_id_mail_key_key UNIQUE (org_id, mailbox_id, mail_key),
  CONSTRAINT mailbox_mail_verdict_check CHECK ((verdict = ANY (ARRAY['lead'::text, 'activity'::text, 'answer'::text, 'bounce'::text, 'ignored'::text, 'refused'::text]))),
  CONSTRAINT mailbox_mail_org_id_mailbox_id_fkey FOREIGN KEY (org_id, mailbox_id) REFERENCES mailbox(org_id, id) ON DELETE CASCADE
);
ALTER TABLE mailbox_mail ENABLE ROW LEVEL SECURITY;

CREATE TABLE meeting (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  series_id uuid NOT NULL,
  status text NOT NULL,
  planned_at timestamp with time zone NOT NULL,
  opened_at timestamp with time zone,
  closed_at timestamp with time zone,
  agenda jsonb,
  minutes jsonb,
  presenter_id uuid,
  section text,
  running_since timestamp with time zone,
  spent jsonb DEFAULT '{}'::jsonb NOT NULL,
  CONSTRAINT meeting_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT meeting_status_check CHECK ((status = ANY (ARRAY['planned'::text, 'open'::text, 'closed'::text, 'skipped'::text]))),
  CONSTRAINT meeting_org_id_series_id_fkey FOREIGN KEY (org_id, series_id) REFERENCES meeting_series(org_id, id)
);
ALTER TABLE meeting ENABLE ROW LEVEL SECURITY;

CREATE TABLE meeting_attendance (
  org_id uuid NOT NULL,
  meeting_id uuid NOT NULL,
  user_id uuid NOT NULL,
  joined_at timestamp with time zone NOT NULL,
  CONSTRAINT meeting_attendance_pkey PRIMARY KEY (org_id, meeting_id, user_id),
  CONSTRAINT meeting_attendance_org_id_meeting_id_fkey FOREIGN KEY (org_id, meeting_id) REFERENCES meeting(org_id, id) ON DELETE CASCADE
);
ALTER TABLE meeting_attendance ENABLE ROW LEVEL SECURITY;

CREATE TABLE meeting_member (
  org_id uuid NOT NULL,
  series_id uuid NOT NULL,
  user_id uuid NOT NULL,
  CONSTRAINT meeting_member_pkey PRIMARY KEY (org_id, series_id, user_id),
  CONSTRAINT meeting_member_org_id_series_id_fkey FOREIGN KEY (org_id, series_id) REFERENCES meeting_series(org_id, id) ON DELETE CASCADE,
  CONSTRAINT meeting_member_org_id_user_id_fkey FOREIGN KEY (org_id, user_id) REFERENCES app_user(org_id, id)
);
ALTER TABLE meeting_member ENABLE ROW LEVEL SECURITY;

CREATE TABLE meeting_note (
  org_id uuid NOT NULL,
  meeting_id uuid NOT NULL,
  section text NOT NULL,
  user_id uuid NOT NULL,
  body text NOT NULL,
  version integer NOT NULL,
  changed_at timestamp with time zone NOT NULL,
  CONSTRAINT meeting_note_pkey PRIMARY KEY (org_id, meeting_id, section, user_id),
  CONSTRAINT meeting_note_org_id_meeting_id_fkey FOREIGN KEY (org_id, meeting_id) REFERENCES meeting(org_id, id) ON DELETE CASCADE
);
ALTER TABLE meeting_note ENABLE ROW LEVEL SECURITY;

CREATE TABLE meeting_series (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  pipeline_id uuid NOT NULL,
  team_id uuid,
  facilitator_id uuid NOT NULL,
  cadence text NOT NULL,
  first_on date NOT NULL,
  at_time text NOT NULL,
  section_minutes integer DEFAULT 15 NOT NULL,
  archived_at timestamp with time zone,
  created_by uuid NOT NULL,
  created_at timestamp with time zone NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  CONSTRAINT meeting_series_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT meeting_series_cadence_check CHECK ((cadence = ANY (ARRAY['weekly'::text, 'biweekly'::text, 'monthly'::text]))),
  CONSTRAINT meeting_series_org_id_facilitator_id_fkey FOREIGN KEY (org_id, facilitator_id) REFERENCES app_user(org_id, id),
  CONSTRAINT meeting_series_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id),
  CONSTRAINT meeting_series_org_id_pipeline_id_fkey FOREIGN KEY (org_id, pipeline_id) REFERENCES pipeline(org_id, id),
  CONSTRAINT meeting_series_org_id_team_id_fkey FOREIGN KEY (org_id, team_id) REFERENCES team(org_id, id)
);
ALTER TABLE meeting_series ENABLE ROW LEVEL SECURITY;

CREATE TABLE merge_rule (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  "position" integer NOT NULL,
  name text NOT NULL,
  condition text DEFAULT ''::text NOT NULL,
  min_score integer NOT NULL,
  keep text NOT NULL,
  is_enabled boolean DEFAULT false NOT NULL,
  created_by uuid NOT NULL,
  created_at timestamp with time zone NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  CONSTRAINT merge_rule_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT merge_rule_keep_check CHECK ((keep = ANY (ARRAY['older'::text, 'newer'::text]))),
  CONSTRAINT merge_rule_min_score_check CHECK (((min_score >= 50) AND (min_score <= 100))),
  CONSTRAINT merge_rule_org_id_created_by_fkey FOREIGN KEY (org_id, created_by) REFERENCES app_user(org_id, id),
  CONSTRAINT merge_rule_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id)
);
ALTER TABLE merge_rule ENABLE ROW LEVEL SECURITY;

CREATE TABLE message_preference (
  org_id uuid NOT NULL,
  user_id uuid NOT NULL,
  kinds jsonb DEFAULT '{}'::jsonb NOT NULL,
  quiet_from text DEFAULT '20:00'::text NOT NULL,
  quiet_to text DEFAULT '08:00'::text NOT NULL,
  is_quiet_on_days_off boolean DEFAULT true NOT NULL,
  brief_at text,
  wants_weekly boolean DEFAULT false NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  CONSTRAINT message_preference_pkey PRIMARY KEY (org_id, user_id),
  CONSTRAINT message_preference_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id),
  CONSTRAINT message_preference_org_id_user_id_fkey FOREIGN KEY (org_id, user_id) REFERENCES app_user(org_id, id) ON DELETE CASCADE
);
ALTER TABLE message_preference ENABLE ROW LEVEL SECURITY;

CREATE TABLE milestone (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  deal_id uuid NOT NULL,
  kind text NOT NULL,
  at timestamp with time zone NOT NULL,
  amount_minor bigint,
  note text DEFAULT ''::text NOT NULL,
  recorded_by uuid,
  deleted_at timestamp with time zone,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT milestone_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT milestone_org_id_deal_id_fkey FOREIGN KEY (org_id, deal_id) REFERENCES deal(org_id, id)
);
ALTER TABLE milestone ENABLE ROW LEVEL SECURITY;

CREATE TABLE notification (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  kind text NOT NULL,
  data jsonb DEFAULT '{}'::jsonb NOT NULL,
  subject_type text,
  subject_id uuid,
  created_at timestamp with time zone NOT NULL,
  read_at timestamp with time zone,
  done_at timestamp with time zone,
  snoozed_until timestamp with time zone,
  routed_at timestamp with time zone,
  CONSTRAINT notification_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT notification_org_id_user_id_fkey FOREIGN KEY (org_id, user_id) REFERENCES app_user(org_id, id)
);
ALTER TABLE notification ENABLE ROW LEVEL SECURITY;

CREATE TABLE org (
  org_id uuid NOT NULL,
  slug text NOT NULL,
  name text NOT NULL,
  time_zone text DEFAULT 'Asia/Shanghai'::text NOT NULL,
  currency character(3) DEFAULT 'CNY'::bpchar NOT NULL,
  locale text DEFAULT 'zh-CN'::text NOT NULL,
  is_demo boolean DEFAULT false NOT NULL,
  settings jsonb DEFAULT '{}'::jsonb NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT org_pkey PRIMARY KEY (org_id),
  CONSTRAINT org_slug_key UNIQUE (slug)
);
ALTER TABLE org ENABLE ROW LEVEL SECURITY;

CREATE TABLE outbox (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  enrolment_id uuid,
  step_id text,
  variant_id text,
  sequence_id uuid,
  version_number integer,
  lead_id uuid,
  message_id text NOT NULL,
  to_address text NOT NULL,
  address_key text NOT NULL,
  sender_id text,
  subject text NOT NULL,
  html text NOT NULL,
  body_text text NOT NULL,
  state text DEFAULT 'queued'::text NOT NULL,
  queued_at timestamp with time zone NOT NULL,
  not_before timestamp with time zone NOT NULL,
  waits_for text,
  claimed_at timestamp with time zone,
  claimed_by uuid,
  sending_at timestamp with time zone,
  settled_at timestamp with time zone,
  sent_at timestamp with time zone,
  attempts integer DEFAULT 0 NOT NULL,
  said text,
  opened_at timestamp with time zone,
  opens integer DEFAULT 0 NOT NULL,
  clicked_at timestamp with time zone,
  clicks integer DEFAULT 0 NOT NULL,
  replied_at timestamp with time zone,
  unsubscribed_at timestamp with time zone,
  user_id uuid,
  CONSTRAINT outbox_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT outbox_org_id_enrolment_id_step_id_key UNIQUE (org_id, enrolment_id, step_id),
  CONSTRAINT outbox_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'claimed'::text, 'sent'::text, 'unsure'::text, 'bounced'::text, 'failed'::text, 'cancelled'::text]))),
  CONSTRAINT outbox_org_id_enrolment_id_fkey FOREIGN KEY (org_id, enrolment_id) REFERENCES enrolment(org_id, id) ON DELETE CASCADE,
  CONSTRAINT outbox_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id),
  CONSTRAINT outbox_org_id_lead_id_fkey FOREIGN KEY (org_id, lead_id) REFERENCES lead(org_id, id) ON DELETE CASCADE,
  CONSTRAINT outbox_org_id_user_id_fkey FOREIGN KEY (org_id, user_id) REFERENCES app_user(org_id, id) ON DELETE CASCADE
);
ALTER TABLE outbox ENABLE ROW LEVEL SECURITY;

CREATE TABLE pipeline (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  definition text DEFAULT ''::text NOT NULL,
  template_key text,
  won_name text NOT NULL,
  won_criteria text DEFAULT ''::text NOT NULL,
  lost_name text NOT NULL,
  "position" integer NOT NULL,
  settings jsonb DEFAULT '{}'::jsonb NOT NULL,
  archived_at timestamp with time zone,
  version integer DEFAULT 1 NOT NULL,
  created_at timestamp with time zone NOT NULL,
  business_line text DEFAULT ''::text NOT NULL,
  routing jsonb,
  routing_priority integer DEFAULT 0 NOT NULL,
  rules jsonb DEFAULT '{}'::jsonb NOT NULL,
  won_gate jsonb,
  published_n integer DEFAULT 0 NOT NULL,
  CONSTRAINT pipeline_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT pipeline_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id)
);
ALTER TABLE pipeline ENABLE ROW LEVEL SECURITY;

CREATE TABLE pipeline_draft (
  org_id uuid NOT NULL,
  pipeline_id uuid NOT NULL,
  definition jsonb NOT NULL,
  mapping jsonb DEFAULT '[]'::jsonb NOT NULL,
  base_n integer NOT NULL,
  changed_by uuid NOT NULL,
  changed_at timestamp with time zone NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  CONSTRAINT pipeline_draft_pkey PRIMARY KEY (org_id, pipeline_id),
  CONSTRAINT pipeline_draft_org_id_pipeline_id_fkey FOREIGN KEY (org_id, pipeline_id) REFERENCES pipeline(org_id, id)
);
ALTER TABLE pipeline_draft ENABLE ROW LEVEL SECURITY;

CREATE TABLE pipeline_version (
  org_id uuid NOT NULL,
  pipeline_id uuid NOT NULL,
  n integer NOT NULL,
  definition jsonb NOT NULL,
  mapping jsonb DEFAULT '[]'::jsonb NOT NULL,
  note text DEFAULT ''::text NOT NULL,
  published_by uuid,
  published_at timestamp with time zone NOT NULL,
  undone_at timestamp with time zone,
  undoes_n integer,
  CONSTRAINT pipeline_version_pkey PRIMARY KEY (org_id, pipeline_id, n),
  CONSTRAINT pipeline_version_org_id_pipeline_id_fkey FOREIGN KEY (org_id, pipeline_id) REFERENCES pipeline(org_id, id)
);
ALTER TABLE pipeline_version ENABLE ROW LEVEL SECURITY;

CREATE TABLE plan (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  pipeline_id uuid NOT NULL,
  definition jsonb NOT NULL,
  status text NOT NULL,
  from_on date NOT NULL,
  to_on date NOT NULL,
  owner_id uuid NOT NULL,
  created_at timestamp with time zone NOT NULL,
  changed_at timestamp with time zone NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  CONSTRAINT plan_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT plan_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'active'::text, 'archived'::text]))),
  CONSTRAINT plan_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id),
  CONSTRAINT plan_org_id_owner_id_fkey FOREIGN KEY (org_id, owner_id) REFERENCES app_user(org_id, id),
  CONSTRAINT plan_org_id_pipeline_id_fkey FOREIGN KEY (org_id, pipeline_id) REFERENCES pipeline(org_id, id)
);
ALTER TABLE plan ENABLE ROW LEVEL SECURITY;

CREATE TABLE pool_pick (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  pool_id uuid NOT NULL,
  lead_id uuid NOT NULL,
  user_id uuid NOT NULL,
  given_by uuid,
  at timestamp with time zone NOT NULL,
  CONSTRAINT pool_pick_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT pool_pick_org_id_lead_id_fkey FOREIGN KEY (org_id, lead_id) REFERENCES lead(org_id, id) ON DELETE CASCADE,
  CONSTRAINT pool_pick_org_id_pool_id_fkey FOREIGN KEY (org_id, pool_id) REFERENCES lead_pool(org_id, id),
  CONSTRAINT pool_pick_org_id_user_id_fkey FOREIGN KEY (org_id, user_id) REFERENCES app_user(org_id, id)
);
ALTER TABLE pool_pick ENABLE ROW LEVEL SECURITY;

CREATE TABLE pool_quota (
  org_id uuid NOT NULL,
  pool_id uuid NOT NULL,
  user_id uuid NOT NULL,
  day date NOT NULL,
  taken integer DEFAULT 0 NOT NULL,
  CONSTRAINT pool_quota_pkey PRIMARY KEY (org_id, pool_id, user_id, day),
  CONSTRAINT pool_quota_taken_check CHECK ((taken >= 0)),
  CONSTRAINT pool_quota_org_id_pool_id_fkey FOREIGN KEY (org_id, pool_id) REFERENCES lead_pool(org_id, id),
  CONSTRAINT pool_quota_org_id_user_id_fkey FOREIGN KEY (org_id, user_id) REFERENCES app_user(org_id, id)
);
ALTER TABLE pool_quota ENABLE ROW LEVEL SECURITY;

CREATE TABLE product (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  code text,
  family text,
  price_minor bigint,
  currency character(3) DEFAULT 'CNY'::bpchar NOT NULL,
  archived_at timestamp with time zone,
  version integer DEFAULT 1 NOT NULL,
  created_at timestamp with time zone NOT NULL,
  import_id uuid,
  custom jsonb DEFAULT '{}'::jsonb NOT NULL,
  CONSTRAINT product_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT product_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id)
);
ALTER TABLE product ENABLE ROW LEVEL SECURITY;

CREATE TABLE project (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  account_id uuid NOT NULL,
  deal_id uuid,
  template_id uuid,
  template jsonb,
  template_version integer,
  state text NOT NULL,
  owner_id uuid NOT NULL,
  starts_on date NOT NULL,
  notes text DEFAULT ''::text NOT NULL,
  checklist jsonb DEFAULT '[]'::jsonb NOT NULL,
  hand_over_to uuid,
  hand_over_by uuid,
  hand_over_status text,
  handed_over_at timestamp with time zone,
  hand_over_decided_at timestamp with time zone,
  hand_over_note text DEFAULT ''::text NOT NULL,
  is_automatic boolean DEFAULT false NOT NULL,
  created_by uuid NOT NULL,
  created_at timestamp with time zone NOT NULL,
  ended_at timestamp with time zone,
  ended_by uuid,
  outcome text DEFAULT ''::text NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  CONSTRAINT project_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT project_hand_over_status_check CHECK ((hand_over_status = ANY (ARRAY['open'::text, 'accepted'::text, 'rejected'::text]))),
  CONSTRAINT project_state_check CHECK ((state = ANY (ARRAY['running'::text, 'done'::text, 'cancelled'::text]))),
  CONSTRAINT project_org_id_account_id_fkey FOREIGN KEY (org_id, account_id) REFERENCES account(org_id, id) ON DELETE CASCADE,
  CONSTRAINT project_org_id_deal_id_fkey FOREIGN KEY (org_id, deal_id) REFERENCES deal(org_id, id) ON DELETE SET NULL (deal_id),
  CONSTRAINT project_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id),
  CONSTRAINT project_org_id_hand_over_to_fkey FOREIGN KEY (org_id, hand_over_to) REFERENCES app_user(org_id, id),
  CONSTRAINT project_org_id_owner_id_fkey FOREIGN KEY (org_id, owner_id) REFERENCES app_user(org_id, id),
  CONSTRAINT project_org_id_template_id_fkey FOREIGN KEY (org_id, template_id) REFERENCES project_template(org_id, id)
);
ALTER TABLE project ENABLE ROW LEVEL SECURITY;

CREATE TABLE project_task (
  org_id uuid NOT NULL,
  item_id uuid NOT NULL,
  project_id uuid NOT NULL,
  phase text NOT NULL,
  "position" integer NOT NULL,
  days integer,
  unit text NOT NULL,
  planned_on date,
  unfilled text,
  is_skipped_by_end boolean DEFAULT false NOT NULL,
  CONSTRAINT project_task_pkey PRIMARY KEY (org_id, item_id),
  CONSTRAINT project_task_unit_check CHECK ((unit = ANY (ARRAY['days'::text, 'work_days'::text]))),
  CONSTRAINT project_task_org_id_item_id_fkey FOREIGN KEY (org_id, item_id) REFERENCES action_item(org_id, id) ON DELETE CASCADE,
  CONSTRAINT project_task_org_id_project_id_fkey FOREIGN KEY (org_id, project_id) REFERENCES project(org_id, id) ON DELETE CASCADE
);
ALTER TABLE project_task ENABLE ROW LEVEL SECURITY;

CREATE TABLE project_template (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  description text DEFAULT ''::text NOT NULL,
  definition jsonb NOT NULL,
  archived_at timestamp with time zone,
  created_at timestamp with time zone NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  CONSTRAINT project_template_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT project_template_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id)
);
ALTER TABLE project_template ENABLE ROW LEVEL SECURITY;

CREATE TABLE public_form (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  key text NOT NULL,
  name text NOT NULL,
  draft jsonb NOT NULL,
  published_no integer,
  closed_at timestamp with time zone,
  archived_at timestamp with time zone,
  owner_id uuid NOT NULL,
  team_id uuid,
  created_by uuid NOT NULL,
  created_at timestamp with time zone NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  CONSTRAINT public_form_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT public_form_org_id_key_key UNIQUE (org_id, key),
  CONSTRAINT public_form_key_check CHECK ((key ~ '^[a-z0-9][a-z0-9-]{0,59}$'::text)),
  CONSTRAINT public_form_org_id_created_by_fkey FOREIGN KEY (org_id, created_by) REFERENCES app_user(org_id, id),
  CONSTRAINT public_form_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id),
  CONSTRAINT public_form_org_id_owner_id_fkey FOREIGN KEY (org_id, owner_id) REFERENCES app_user(org_id, id),
  CONSTRAINT public_form_org_id_team_id_fkey FOREIGN KEY (org_id, team_id) REFERENCES team(org_id, id)
);
ALTER TABLE public_form ENABLE ROW LEVEL SECURITY;

CREATE TABLE public_form_file (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  form_id uuid NOT NULL,
  name text NOT NULL,
  media_type text NOT NULL,
  size_bytes bigint NOT NULL,
  sha256 bytea NOT NULL,
  uploaded_by uuid NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT public_form_file_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT public_form_file_org_id_form_id_fkey FOREIGN KEY (org_id, form_id) REFERENCES public_form(org_id, id),
  CONSTRAINT public_form_file_org_id_uploaded_by_fkey FOREIGN KEY (org_id, uploaded_by) REFERENCES app_user(org_id, id)
);
ALTER TABLE public_form_file ENABLE ROW LEVEL SECURITY;

CREATE TABLE public_form_version (
  org_id uuid NOT NULL,
  form_id uuid NOT NULL,
  no integer NOT NULL,
  definition jsonb NOT NULL,
  consent_version integer DEFAULT 0 NOT NULL,
  published_by uuid NOT NULL,
  published_at timestamp with time zone NOT NULL,
  CONSTRAINT public_form_version_pkey PRIMARY KEY (org_id, form_id, no),
  CONSTRAINT public_form_version_org_id_form_id_fkey FOREIGN KEY (org_id, form_id) REFERENCES public_form(org_id, id),
  CONSTRAINT public_form_version_org_id_published_by_fkey FOREIGN KEY (org_id, published_by) REFERENCES app_user(org_id, id)
);
ALTER TABLE public_form_version ENABLE ROW LEVEL SECURITY;

CREATE TABLE push_device (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  endpoint_digest bytea NOT NULL,
  subscription_sealed text NOT NULL,
  host text NOT NULL,
  name text NOT NULL,
  public_key text NOT NULL,
  problem text,
  created_at timestamp with time zone NOT NULL,
  last_at timestamp with time zone,
  CONSTRAINT push_device_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT push_device_org_id_endpoint_digest_key UNIQUE (org_id, endpoint_digest),
  CONSTRAINT push_device_problem_check CHECK ((length(problem) <= 500)),
  CONSTRAINT push_device_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id),
  CONSTRAINT push_device_org_id_user_id_fkey FOREIGN KEY (org_id, user_id) REFERENCES app_user(org_id, id) ON DELETE CASCADE
);
ALTER TABLE push_device ENABLE ROW LEVEL SECURITY;

CREATE TABLE remedy (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  key text,
  definition jsonb NOT NULL,
  is_hidden boolean DEFAULT false NOT NULL,
  created_by uuid,
  created_at timestamp with time zone NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  CONSTRAINT remedy_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT remedy_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id)
);
ALTER TABLE remedy ENABLE ROW LEVEL SECURITY;

CREATE TABLE rescore (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  version_n integer NOT NULL,
  status text NOT NULL,
  because text NOT NULL,
  after_id uuid DEFAULT '00000000-0000-0000-0000-000000000000'::uuid NOT NULL,
  done integer DEFAULT 0 NOT NULL,
  total integer NOT NULL,
  became_ready integer DEFAULT 0 NOT NULL,
  ceased integer DEFAULT 0 NOT NULL,
  asked_by uuid,
  started_at timestamp with time zone NOT NULL,
  finished_at timestamp with time zone,
  CONSTRAINT rescore_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT rescore_because_check CHECK ((because = ANY (ARRAY['rules'::text, 'model'::text, 'asked'::text]))),
  CONSTRAINT rescore_status_check CHECK ((status = ANY (ARRAY['running'::text, 'done'::text, 'failed'::text, 'replaced'::text]))),
  CONSTRAINT rescore_org_id_asked_by_fkey FOREIGN KEY (org_id, asked_by) REFERENCES app_user(org_id, id),
  CONSTRAINT rescore_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id)
);
ALTER TABLE rescore ENABLE ROW LEVEL SECURITY;

CREATE TABLE response_clock (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  lead_id uuid NOT NULL,
  owner_id uuid NOT NULL,
  team_id uuid,
  source_id uuid,
  n integer NOT NULL,
  first_started_at timestamp with time zone NOT NULL,
  started_at timestamp with time zone NOT NULL,
  target_minutes integer NOT NULL,
  due_at timestamp with time zone,
  remind_at timestamp with time zone,
  escalate_at timestamp with time zone,
  reassign_at timestamp with time zone,
  reminded_at timestamp with time zone,
  breached_at timestamp with time zone,
  escalated_at timestamp with time zone,
  reassigned_at timestamp with time zone,
  next_at timestamp with time zone,
  met_at timestamp with time zone,
  minutes integer,
  total_minutes integer,
  ended_at timestamp with time zone,
  end_reason text,
  CONSTRAINT response_clock_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT response_clock_end_reason_check CHECK ((end_reason = ANY (ARRAY['answered'::text, 'converted'::text, 'given_on'::text, 'pooled'::text, 'rejected'::text, 'closed'::text]))),
  CONSTRAINT response_clock_org_id_lead_id_fkey FOREIGN KEY (org_id, lead_id) REFERENCES lead(org_id, id) ON DELETE CASCADE,
  CONSTRAINT response_clock_org_id_owner_id_fkey FOREIGN KEY (org_id, owner_id) REFERENCES app_user(org_id, id)
);
ALTER TABLE response_clock ENABLE ROW LEVEL SECURITY;

CREATE TABLE response_policy (
  org_id uuid NOT NULL,
  is_on boolean DEFAULT true NOT NULL,
  spans jsonb DEFAULT '[["09:00", "12:00"], ["13:30", "18:00"]]'::jsonb NOT NULL,
  target_minutes integer DEFAULT 120 NOT NULL,
  remind_before_minutes integer,
  escalate_after_minutes integer,
  reassign_after_minutes integer,
  kinds text[] DEFAULT '{call,visit,meeting,mail,wechat}'::text[] NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  CONSTRAINT response_policy_pkey PRIMARY KEY (org_id),
  CONSTRAINT response_policy_escalate_after_minutes_check CHECK (((escalate_after_minutes >= 0) AND (escalate_after_minutes <= 10080))),
  CONSTRAINT response_policy_reassign_after_minutes_check CHECK (((reassign_after_minutes >= 0) AND (reassign_after_minutes <= 10080))),
  CONSTRAINT response_policy_remind_before_minutes_check CHECK (((remind_before_minutes >= 1) AND (remind_before_minutes <= 10080))),
  CONSTRAINT response_policy_target_minutes_check CHECK (((target_minutes >= 5) AND (target_minutes <= 10080))),
  CONSTRAINT response_policy_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id)
);
ALTER TABLE response_policy ENABLE ROW LEVEL SECURITY;

CREATE TABLE robot (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  kind text NOT NULL,
  address_sealed text NOT NULL,
  host text NOT NULL,
  secret_sealed text,
  team_id uuid,
  is_on boolean DEFAULT true NOT NULL,
  problem text,
  paused_until timestamp with time zone,
  last_at timestamp with time zone,
  created_by uuid NOT NULL,
  created_at timestamp with time zone NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  CONSTRAINT robot_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT robot_kind_check CHECK ((kind = ANY (ARRAY['wecom'::text, 'dingtalk'::text, 'feishu'::text]))),
  CONSTRAINT robot_org_id_created_by_fkey FOREIGN KEY (org_id, created_by) REFERENCES app_user(org_id, id),
  CONSTRAINT robot_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id),
  CONSTRAINT robot_org_id_team_id_fkey FOREIGN KEY (org_id, team_id) REFERENCES team(org_id, id)
);
ALTER TABLE robot ENABLE ROW LEVEL SECURITY;

CREATE TABLE saved_view (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  object text NOT NULL,
  name text NOT NULL,
  owner_id uuid NOT NULL,
  is_shared boolean DEFAULT false NOT NULL,
  definition jsonb NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT saved_view_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT saved_view_object_check CHECK ((object = ANY (ARRAY['deal'::text, 'lead'::text, 'account'::text, 'contact'::text]))),
  CONSTRAINT saved_view_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id),
  CONSTRAINT saved_view_org_id_owner_id_fkey FOREIGN KEY (org_id, owner_id) REFERENCES app_user(org_id, id)
);
ALTER TABLE saved_view ENABLE ROW LEVEL SECURITY;

CREATE TABLE schema_migration (
  name text NOT NULL,
  sha256 text NOT NULL,
  applied_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT schema_migration_pkey PRIMARY KEY (name)
);

CREATE TABLE score_setup (
  org_id uuid NOT NULL,
  draft jsonb,
  draft_by uuid,
  draft_at timestamp with time zone,
  draft_version integer DEFAULT 0 NOT NULL,
  version_n integer,
  model_points integer,
  CONSTRAINT score_setup_pkey PRIMARY KEY (org_id),
  CONSTRAINT score_setup_model_points_check CHECK (((model_points >= 1) AND (model_points <= 100))),
  CONSTRAINT score_setup_org_id_draft_by_fkey FOREIGN KEY (org_id, draft_by) REFERENCES app_user(org_id, id),
  CONSTRAINT score_setup_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id)
);
ALTER TABLE score_setup ENABLE ROW LEVEL SECURITY;

CREATE TABLE score_step (
  org_id uuid NOT NULL,
  lead_id uuid NOT NULL,
  id uuid NOT NULL,
  at timestamp with time zone NOT NULL,
  because text NOT NULL,
  what jsonb DEFAULT '[]'::jsonb NOT NULL,
  from_score smallint,
  score smallint NOT NULL,
  from_grade text,
  grade text NOT NULL,
  is_ready boolean NOT NULL,
  version_n integer NOT NULL,
  CONSTRAINT score_step_pkey PRIMARY KEY (org_id, lead_id, id),
  CONSTRAINT score_step_because_check CHECK ((because = ANY (ARRAY['behaviour'::text, 'attributes'::text, 'fading'::text, 'rules'::text, 'model'::text]))),
  CONSTRAINT score_step_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id),
  CONSTRAINT score_step_org_id_lead_id_fkey FOREIGN KEY (org_id, lead_id) REFERENCES lead(org_id, id) ON DELETE CASCADE
);
ALTER TABLE score_step ENABLE ROW LEVEL SECURITY;

CREATE TABLE score_version (
  org_id uuid NOT NULL,
  n integer NOT NULL,
  rules jsonb NOT NULL,
  note text DEFAULT ''::text NOT NULL,
  published_by uuid,
  published_at timestamp with time zone NOT NULL,
  CONSTRAINT score_version_pkey PRIMARY KEY (org_id, n),
  CONSTRAINT score_version_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id),
  CONSTRAINT score_version_org_id_published_by_fkey FOREIGN KEY (org_id, published_by) REFERENCES app_user(org_id, id)
);
ALTER TABLE score_version ENABLE ROW LEVEL SECURITY;

CREATE TABLE screen_rule (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  "position" integer NOT NULL,
  name text NOT NULL,
  condition text NOT NULL,
  action text NOT NULL,
  tag_id uuid,
  is_enabled boolean DEFAULT true NOT NULL,
  created_by uuid NOT NULL,
  created_at timestamp with time zone NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  CONSTRAINT screen_rule_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT screen_rule_action_check CHECK ((action = ANY (ARRAY['hold'::text, 'nurture'::text, 'mark'::text]))),
  CONSTRAINT screen_rule_org_id_created_by_fkey FOREIGN KEY (org_id, created_by) REFERENCES app_user(org_id, id),
  CONSTRAINT screen_rule_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id),
  CONSTRAINT screen_rule_org_id_tag_id_fkey FOREIGN KEY (org_id, tag_id) REFERENCES tag(org_id, id)
);
ALTER TABLE screen_rule ENABLE ROW LEVEL SECURITY;

CREATE TABLE screened_lead (
  org_id uuid NOT NULL,
  lead_id uuid NOT NULL,
  at timestamp with time zone NOT NULL,
  verdict text NOT NULL,
  rule_id uuid,
  rule_name text,
  decision text,
  decided_by uuid,
  decided_at timestamp with time zone,
  CONSTRAINT screened_lead_pkey PRIMARY KEY (org_id, lead_id),
  CONSTRAINT screened_lead_decision_check CHECK ((decision = ANY (ARRAY['released'::text, 'refused'::text]))),
  CONSTRAINT screened_lead_verdict_check CHECK ((verdict = ANY (ARRAY['pass'::text, 'hold'::text, 'nurture'::text, 'mark'::text]))),
  CONSTRAINT screened_lead_org_id_decided_by_fkey FOREIGN KEY (org_id, decided_by) REFERENCES app_user(org_id, id),
  CONSTRAINT screened_lead_org_id_lead_id_fkey FOREIGN KEY (org_id, lead_id) REFERENCES lead(org_id, id) ON DELETE CASCADE
);
ALTER TABLE screened_lead ENABLE ROW LEVEL SECURITY;

CREATE TABLE sequence (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  draft jsonb NOT NULL,
  has_unpublished boolean DEFAULT true NOT NULL,
  published_number integer,
  paused_at timestamp with time zone,
  archived_at timestamp with time zone,
  owner_id uuid NOT NULL,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  CONSTRAINT sequence_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT sequence_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id),
  CONSTRAINT sequence_org_id_owner_id_fkey FOREIGN KEY (org_id, owner_id) REFERENCES app_user(org_id, id)
);
ALTER TABLE sequence ENABLE ROW LEVEL SECURITY;

CREATE TABLE sequence_version (
  org_id uuid NOT NULL,
  sequence_id uuid NOT NULL,
  number integer NOT NULL,
  definition jsonb NOT NULL,
  templates jsonb NOT NULL,
  note text DEFAULT ''::text NOT NULL,
  published_by uuid NOT NULL,
  published_at timestamp with time zone NOT NULL,
  CONSTRAINT sequence_version_pkey PRIMARY KEY (org_id, sequence_id, number),
  CONSTRAINT sequence_version_org_id_published_by_fkey FOREIGN KEY (org_id, published_by) REFERENCES app_user(org_id, id),
  CONSTRAINT sequence_version_org_id_sequence_id_fkey FOREIGN KEY (org_id, sequence_id) REFERENCES sequence(org_id, id) ON DELETE CASCADE
);
ALTER TABLE sequence_version ENABLE ROW LEVEL SECURITY;

CREATE TABLE session (
  org_id uuid NOT NULL,
  token_hash bytea NOT NULL,
  user_id uuid NOT NULL,
  created_at timestamp with time zone NOT NULL,
  last_seen_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  user_agent text,
  CONSTRAINT session_pkey PRIMARY KEY (org_id, token_hash),
  CONSTRAINT session_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id),
  CONSTRAINT session_org_id_user_id_fkey FOREIGN KEY (org_id, user_id) REFERENCES app_user(org_id, id)
);
ALTER TABLE session ENABLE ROW LEVEL SECURITY;

CREATE TABLE signal_hit (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  lead_id uuid NOT NULL,
  rule_key text NOT NULL,
  at timestamp with time zone NOT NULL,
  name text NOT NULL,
  kind text NOT NULL,
  subject text NOT NULL,
  n integer NOT NULL,
  CONSTRAINT signal_hit_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT signal_hit_org_id_lead_id_fkey FOREIGN KEY (org_id, lead_id) REFERENCES lead(org_id, id) ON DELETE CASCADE
);
ALTER TABLE signal_hit ENABLE ROW LEVEL SECURITY;

CREATE TABLE signal_rule (
  org_id uuid NOT NULL,
  key text NOT NULL,
  definition jsonb NOT NULL,
  is_on boolean DEFAULT true NOT NULL,
  changed_by uuid NOT NULL,
  changed_at timestamp with time zone NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  CONSTRAINT signal_rule_pkey PRIMARY KEY (org_id, key),
  CONSTRAINT signal_rule_org_id_changed_by_fkey FOREIGN KEY (org_id, changed_by) REFERENCES app_user(org_id, id),
  CONSTRAINT signal_rule_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id)
);
ALTER TABLE signal_rule ENABLE ROW LEVEL SECURITY;

CREATE TABLE site (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  is_on boolean DEFAULT true NOT NULL,
  consent text DEFAULT 'ask'::text NOT NULL,
  retention_days integer DEFAULT 90 NOT NULL,
  daily_limit integer DEFAULT 500000 NOT NULL,
  pricing_paths text[] DEFAULT '{}'::text[] NOT NULL,
  document_paths text[] DEFAULT '{}'::text[] NOT NULL,
  secret text NOT NULL,
  archived_at timestamp with time zone,
  created_by uuid NOT NULL,
  created_at timestamp with time zone NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  CONSTRAINT site_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT site_consent_check CHECK ((consent = ANY (ARRAY['ask'::text, 'assumed'::text, 'off'::text]))),
  CONSTRAINT site_daily_limit_check CHECK (((daily_limit >= 100) AND (daily_limit <= 50000000))),
  CONSTRAINT site_retention_days_check CHECK (((retention_days >= 7) AND (retention_days <= 730))),
  CONSTRAINT site_org_id_created_by_fkey FOREIGN KEY (org_id, created_by) REFERENCES app_user(org_id, id),
  CONSTRAINT site_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id)
);
ALTER TABLE site ENABLE ROW LEVEL SECURITY;

CREATE TABLE site_day (
  org_id uuid NOT NULL,
  site_id uuid NOT NULL,
  day date NOT NULL,
  kept bigint DEFAULT 0 NOT NULL,
  refused bigint DEFAULT 0 NOT NULL,
  last_at timestamp with time zone NOT NULL,
  CONSTRAINT site_day_pkey PRIMARY KEY (org_id, site_id, day),
  CONSTRAINT site_day_org_id_site_id_fkey FOREIGN KEY (org_id, site_id) REFERENCES site(org_id, id) ON DELETE CASCADE
);
ALTER TABLE site_day ENABLE ROW LEVEL SECURITY;

CREATE TABLE site_origin (
  org_id uuid NOT NULL,
  origin text NOT NULL,
  site_id uuid NOT NULL,
  CONSTRAINT site_origin_pkey PRIMARY KEY (org_id, origin),
  CONSTRAINT site_origin_org_id_site_id_fkey FOREIGN KEY (org_id, site_id) REFERENCES site(org_id, id) ON DELETE CASCADE
);
ALTER TABLE site_origin ENABLE ROW LEVEL SECURITY;

CREATE TABLE stage (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  pipeline_id uuid NOT NULL,
  "position" integer NOT NULL,
  key text NOT NULL,
  name text NOT NULL,
  definition text DEFAULT ''::text NOT NULL,
  entry_criteria text DEFAULT ''::text NOT NULL,
  exit_criteria text DEFAULT ''::text NOT NULL,
  win_probability numeric(5,4) NOT NULL,
  forecast_category text DEFAULT 'pipeline'::text NOT NULL,
  layer text DEFAULT 'advance'::text NOT NULL,
  color text DEFAULT ''::text NOT NULL,
  dwell_days integer,
  next_step_hint text DEFAULT ''::text NOT NULL,
  archived_at timestamp with time zone,
  version integer DEFAULT 1 NOT NULL,
  dwell jsonb,
  entry_gate jsonb,
  exit_gate jsonb,
  playbook jsonb DEFAULT '{}'::jsonb NOT NULL,
  next_step_required boolean DEFAULT false NOT NULL,
  CONSTRAINT stage_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT stage_org_id_pipeline_id_key_key UNIQUE (org_id, pipeline_id, key),
  CONSTRAINT stage_forecast_category_check CHECK ((forecast_category = ANY (ARRAY['pipeline'::text, 'best_case'::text, 'commit'::text, 'omitted'::text]))),
  CONSTRAINT stage_layer_check CHECK ((layer = ANY (ARRAY['nurture'::text, 'advance'::text, 'sign'::text]))),
  CONSTRAINT stage_win_probability_check CHECK (((win_probability >= (0)::numeric) AND (win_probability <= (1)::numeric))),
  CONSTRAINT stage_org_id_pipeline_id_fkey FOREIGN KEY (org_id, pipeline_id) REFERENCES pipeline(org_id, id)
);
ALTER TABLE stage ENABLE ROW LEVEL SECURITY;

CREATE TABLE stage_successor (
  org_id uuid NOT NULL,
  stage_id uuid NOT NULL,
  successor_id uuid NOT NULL,
  pipeline_id uuid NOT NULL,
  version_n integer NOT NULL,
  CONSTRAINT stage_successor_pkey PRIMARY KEY (org_id, stage_id),
  CONSTRAINT stage_successor_org_id_stage_id_fkey FOREIGN KEY (org_id, stage_id) REFERENCES stage(org_id, id),
  CONSTRAINT stage_successor_org_id_successor_id_fkey FOREIGN KEY (org_id, successor_id) REFERENCES stage(org_id, id)
);
ALTER TABLE stage_successor ENABLE ROW LEVEL SECURITY;

CREATE TABLE stay (
  org_id uuid NOT NULL,
  deal_id uuid NOT NULL,
  n integer NOT NULL,
  pipeline_id uuid NOT NULL,
  stage_id uuid NOT NULL,
  entered_at timestamp with time zone NOT NULL,
  entered_known_at timestamp with time zone NOT NULL,
  left_at timestamp with time zone,
  left_known_at timestamp with time zone,
  exit text,
  to_stage_id uuid,
  lost_reason_id uuid,
  owner_id uuid,
  team_id uuid,
  source_id uuid,
  risk_from timestamp with time zone,
  imported boolean DEFAULT false NOT NULL,
  CONSTRAINT stay_pkey PRIMARY KEY (org_id, deal_id, n),
  CONSTRAINT stay_exit_check CHECK ((exit = ANY (ARRAY['advance'::text, 'back'::text, 'won'::text, 'lost'::text, 'transfer'::text, 'remap'::text]))),
  CONSTRAINT stay_org_id_deal_id_fkey FOREIGN KEY (org_id, deal_id) REFERENCES deal(org_id, id),
  CONSTRAINT stay_org_id_stage_id_fkey FOREIGN KEY (org_id, stage_id) REFERENCES stage(org_id, id)
);
ALTER TABLE stay ENABLE ROW LEVEL SECURITY;

CREATE TABLE substitute (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  substitute_id uuid NOT NULL,
  from_at timestamp with time zone NOT NULL,
  to_at timestamp with time zone NOT NULL,
  CONSTRAINT substitute_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT substitute_org_id_substitute_id_fkey FOREIGN KEY (org_id, substitute_id) REFERENCES app_user(org_id, id),
  CONSTRAINT substitute_org_id_user_id_fkey FOREIGN KEY (org_id, user_id) REFERENCES app_user(org_id, id)
);
ALTER TABLE substitute ENABLE ROW LEVEL SECURITY;

CREATE TABLE suppression (
  org_id uuid NOT NULL,
  address_key text NOT NULL,
  id uuid NOT NULL,
  reason text NOT NULL,
  note text DEFAULT ''::text NOT NULL,
  at timestamp with time zone NOT NULL,
  created_by uuid,
  CONSTRAINT suppression_pkey PRIMARY KEY (org_id, address_key),
  CONSTRAINT suppression_org_id_id_key UNIQUE (org_id, id),
  CONSTRAINT suppression_reason_check CHECK ((reason = ANY (ARRAY['unsubscribed'::text, 'bounced'::text, 'complained'::text, 'by_hand'::text]))),
  CONSTRAINT suppression_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id)
);
ALTER TABLE suppression ENABLE ROW LEVEL SECURITY;

CREATE TABLE tag (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  color text DEFAULT ''::text NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  CONSTRAINT tag_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT tag_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id)
);
ALTER TABLE tag ENABLE ROW LEVEL SECURITY;

CREATE TABLE take_over (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  deal_id uuid NOT NULL,
  taken_by uuid NOT NULL,
  owner_id uuid NOT NULL,
  reason text NOT NULL,
  until_on date NOT NULL,
  taken_at timestamp with time zone NOT NULL,
  reminded_at timestamp with time zone,
  ended_at timestamp with time zone,
  ended_by uuid,
  outcome text,
  note text DEFAULT ''::text NOT NULL,
  CONSTRAINT take_over_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT take_over_check CHECK (((ended_at IS NULL) = (outcome IS NULL))),
  CONSTRAINT take_over_outcome_check CHECK ((outcome = ANY (ARRAY['returned'::text, 'reassigned'::text]))),
  CONSTRAINT take_over_org_id_deal_id_fkey FOREIGN KEY (org_id, deal_id) REFERENCES deal(org_id, id) ON DELETE CASCADE,
  CONSTRAINT take_over_org_id_ended_by_fkey FOREIGN KEY (org_id, ended_by) REFERENCES app_user(org_id, id),
  CONSTRAINT take_over_org_id_owner_id_fkey FOREIGN KEY (org_id, owner_id) REFERENCES app_user(org_id, id),
  CONSTRAINT take_over_org_id_taken_by_fkey FOREIGN KEY (org_id, taken_by) REFERENCES app_user(org_id, id)
);
ALTER TABLE take_over ENABLE ROW LEVEL SECURITY;

CREATE TABLE talk_place (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  key text NOT NULL,
  meeting_id uuid,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT talk_place_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT talk_place_check CHECK (((kind = 'meeting_point'::text) = (meeting_id IS NOT NULL))),
  CONSTRAINT talk_place_kind_check CHECK ((kind = ANY (ARRAY['chart'::text, 'meeting_point'::text]))),
  CONSTRAINT talk_place_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id),
  CONSTRAINT talk_place_org_id_meeting_id_fkey FOREIGN KEY (org_id, meeting_id) REFERENCES meeting(org_id, id) ON DELETE CASCADE
);
ALTER TABLE talk_place ENABLE ROW LEVEL SECURITY;

CREATE TABLE team (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  parent_id uuid,
  name text NOT NULL,
  path uuid[] NOT NULL,
  archived_at timestamp with time zone,
  version integer DEFAULT 1 NOT NULL,
  created_at timestamp with time zone NOT NULL,
  lead_user_id uuid,
  CONSTRAINT team_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT team_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id),
  CONSTRAINT team_org_id_parent_id_fkey FOREIGN KEY (org_id, parent_id) REFERENCES team(org_id, id)
);
ALTER TABLE team ENABLE ROW LEVEL SECURITY;

CREATE TABLE touch (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  at timestamp with time zone NOT NULL,
  kind text NOT NULL,
  visitor_id uuid,
  lead_id uuid,
  campaign_id uuid,
  channel_id uuid,
  code_id uuid,
  promoter_id uuid,
  utm_source text,
  utm_medium text,
  utm_campaign text,
  utm_term text,
  utm_content text,
  click_id_kind text,
  click_id text,
  referrer_host text,
  landing_page text,
  CONSTRAINT touch_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT touch_kind_check CHECK ((kind = ANY (ARRAY['code'::text, 'tagged'::text, 'typed'::text]))),
  CONSTRAINT touch_org_id_campaign_id_fkey FOREIGN KEY (org_id, campaign_id) REFERENCES campaign(org_id, id),
  CONSTRAINT touch_org_id_channel_id_fkey FOREIGN KEY (org_id, channel_id) REFERENCES channel(org_id, id),
  CONSTRAINT touch_org_id_code_id_fkey FOREIGN KEY (org_id, code_id) REFERENCES channel_code(org_id, id),
  CONSTRAINT touch_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id),
  CONSTRAINT touch_org_id_lead_id_fkey FOREIGN KEY (org_id, lead_id) REFERENCES lead(org_id, id) ON DELETE CASCADE,
  CONSTRAINT touch_org_id_promoter_id_fkey FOREIGN KEY (org_id, promoter_id) REFERENCES app_user(org_id, id)
);
ALTER TABLE touch ENABLE ROW LEVEL SECURITY;

CREATE TABLE tracked_link (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  url text,
  content_id uuid,
  mail_id uuid,
  lead_id uuid,
  created_by uuid,
  created_at timestamp with time zone NOT NULL,
  clicks integer DEFAULT 0 NOT NULL,
  first_click_at timestamp with time zone,
  last_click_at timestamp with time zone,
  CONSTRAINT tracked_link_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT tracked_link_check CHECK (((url IS NOT NULL) OR (content_id IS NOT NULL))),
  CONSTRAINT tracked_link_org_id_content_id_fkey FOREIGN KEY (org_id, content_id) REFERENCES content_item(org_id, id),
  CONSTRAINT tracked_link_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id),
  CONSTRAINT tracked_link_org_id_lead_id_fkey FOREIGN KEY (org_id, lead_id) REFERENCES lead(org_id, id) ON DELETE CASCADE,
  CONSTRAINT tracked_link_org_id_mail_id_fkey FOREIGN KEY (org_id, mail_id) REFERENCES outbox(org_id, id) ON DELETE CASCADE
);
ALTER TABLE tracked_link ENABLE ROW LEVEL SECURITY;

CREATE TABLE visit_event (
  org_id uuid NOT NULL,
  at timestamp with time zone NOT NULL,
  id uuid NOT NULL,
  site_id uuid NOT NULL,
  visitor_id uuid NOT NULL,
  lead_id uuid,
  kind text NOT NULL,
  subject text NOT NULL,
  title text,
  CONSTRAINT visit_event_pkey PRIMARY KEY (org_id, at, id)
) PARTITION BY RANGE (at);
ALTER TABLE visit_event ENABLE ROW LEVEL SECURITY;

CREATE TABLE visitor (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  site_id uuid,
  first_at timestamp with time zone NOT NULL,
  last_at timestamp with time zone NOT NULL,
  lead_id uuid,
  known_by text,
  known_at timestamp with time zone,
  seq_high bigint DEFAULT 0 NOT NULL,
  seq_bits bigint DEFAULT 0 NOT NULL,
  source_key text,
  source_at timestamp with time zone,
  CONSTRAINT visitor_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT visitor_known_by_check CHECK ((known_by = ANY (ARRAY['form'::text, 'mail'::text, 'signed'::text, 'demo'::text]))),
  CONSTRAINT visitor_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id),
  CONSTRAINT visitor_org_id_lead_id_fkey FOREIGN KEY (org_id, lead_id) REFERENCES lead(org_id, id) ON DELETE SET NULL (lead_id)
);
ALTER TABLE visitor ENABLE ROW LEVEL SECURITY;

CREATE TABLE webhook (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  url text NOT NULL,
  secret_sealed text NOT NULL,
  event_types text[] NOT NULL,
  condition jsonb,
  owner_id uuid NOT NULL,
  is_on boolean DEFAULT true NOT NULL,
  off_because text,
  failing_since timestamp with time zone,
  last_at timestamp with time zone,
  created_at timestamp with time zone NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  CONSTRAINT webhook_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT webhook_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id),
  CONSTRAINT webhook_org_id_owner_id_fkey FOREIGN KEY (org_id, owner_id) REFERENCES app_user(org_id, id)
);
ALTER TABLE webhook ENABLE ROW LEVEL SECURITY;

CREATE TABLE wecom_contact (
  org_id uuid NOT NULL,
  external_userid text NOT NULL,
  unionid text,
  lead_id uuid NOT NULL,
  created_at timestamp with time zone NOT NULL,
  left_at timestamp with time zone,
  CONSTRAINT wecom_contact_pkey PRIMARY KEY (org_id, external_userid),
  CONSTRAINT wecom_contact_org_id_lead_id_fkey FOREIGN KEY (org_id, lead_id) REFERENCES lead(org_id, id) ON DELETE CASCADE
);
ALTER TABLE wecom_contact ENABLE ROW LEVEL SECURITY;

CREATE TABLE wecom_contact_way (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  code_id uuid NOT NULL,
  config_id text,
  userids text[] NOT NULL,
  qr_url text,
  qr_image text,
  created_by uuid NOT NULL,
  created_at timestamp with time zone NOT NULL,
  ended_at timestamp with time zone,
  deleted_at timestamp with time zone,
  CONSTRAINT wecom_contact_way_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT wecom_contact_way_qr_image_check CHECK ((length(qr_image) <= 400000)),
  CONSTRAINT wecom_contact_way_org_id_code_id_fkey FOREIGN KEY (org_id, code_id) REFERENCES channel_code(org_id, id),
  CONSTRAINT wecom_contact_way_org_id_created_by_fkey FOREIGN KEY (org_id, created_by) REFERENCES app_user(org_id, id)
);
ALTER TABLE wecom_contact_way ENABLE ROW LEVEL SECURITY;

CREATE TABLE wecom_inbox (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  digest bytea NOT NULL,
  at timestamp with time zone NOT NULL,
  change text NOT NULL,
  userid text,
  external_userid text,
  state_key text,
  happened_at timestamp with time zone NOT NULL,
  state text NOT NULL,
  attempts integer DEFAULT 0 NOT NULL,
  not_before timestamp with time zone NOT NULL,
  errcode integer,
  lead_id uuid,
  settled_at timestamp with time zone,
  CONSTRAINT wecom_inbox_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT wecom_inbox_org_id_digest_key UNIQUE (org_id, digest),
  CONSTRAINT wecom_inbox_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'done'::text, 'ignored'::text, 'failed'::text]))),
  CONSTRAINT wecom_inbox_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id)
);
ALTER TABLE wecom_inbox ENABLE ROW LEVEL SECURITY;

CREATE TABLE wecom_member (
  org_id uuid NOT NULL,
  userid text NOT NULL,
  user_id uuid NOT NULL,
  CONSTRAINT wecom_member_pkey PRIMARY KEY (org_id, userid),
  CONSTRAINT wecom_member_userid_check CHECK (((length(userid) >= 1) AND (length(userid) <= 64))),
  CONSTRAINT wecom_member_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id),
  CONSTRAINT wecom_member_org_id_user_id_fkey FOREIGN KEY (org_id, user_id) REFERENCES app_user(org_id, id)
);
ALTER TABLE wecom_member ENABLE ROW LEVEL SECURITY;

CREATE TABLE wecom_nonce (
  org_id uuid NOT NULL,
  key text NOT NULL,
  digest bytea,
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT wecom_nonce_pkey PRIMARY KEY (org_id, key),
  CONSTRAINT wecom_nonce_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id)
);
ALTER TABLE wecom_nonce ENABLE ROW LEVEL SECURITY;

CREATE TABLE wecom_setting (
  org_id uuid NOT NULL,
  corp_id text,
  secret_sealed text,
  token_sealed text,
  aes_key_sealed text,
  channel_id uuid,
  is_on boolean DEFAULT false NOT NULL,
  problem_code integer,
  problem_at timestamp with time zone,
  paused_until timestamp with time zone,
  verified_at timestamp with time zone,
  told_at timestamp with time zone,
  version integer DEFAULT 1 NOT NULL,
  CONSTRAINT wecom_setting_pkey PRIMARY KEY (org_id),
  CONSTRAINT wecom_setting_org_id_channel_id_fkey FOREIGN KEY (org_id, channel_id) REFERENCES channel(org_id, id),
  CONSTRAINT wecom_setting_org_id_fkey FOREIGN KEY (org_id) REFERENCES org(org_id)
);
ALTER TABLE wecom_setting ENABLE ROW LEVEL SECURITY;

-- indexes
CREATE INDEX absence_user ON public.absence USING btree (org_id, user_id, to_at);
CREATE INDEX account_core ON public.account USING btree (org_id, name_core);
CREATE UNIQUE INDEX account_external ON public.account USING btree (org_id, external_key) WHERE (external_key IS NOT NULL);
CREATE INDEX account_order ON public.account USING btree (org_id, created_at DESC, id DESC);
CREATE INDEX account_owner ON public.account USING btree (org_id, owner_id);
CREATE INDEX account_search ON public.account USING gin (search);
CREATE INDEX action_item_alarm ON public.action_item USING btree (org_id, alarm_id) WHERE (alarm_id IS NOT NULL);
CREATE INDEX action_item_assignee ON public.action_item USING btree (org_id, assignee_id, status, due_on);
CREATE INDEX action_item_due ON public.action_item USING btree (org_id, due_on) WHERE (status = 'open'::text);
CREATE INDEX action_item_lead ON public.action_item USING btree (org_id, lead_id) WHERE (lead_id IS NOT NULL);
CREATE INDEX action_item_meeting ON public.action_item USING btree (org_id, meeting_id) WHERE (meeting_id IS NOT NULL);
CREATE INDEX action_item_project ON public.action_item USING btree (org_id, project_id) WHERE (project_id IS NOT NULL);
CREATE UNIQUE INDEX action_item_series ON public.action_item USING btree (org_id, series_id, series_on) WHERE (series_id IS NOT NULL);
CREATE INDEX action_item_topics ON public.action_item USING btree (org_id, created_at) WHERE ((kind = 'review_topic'::text) AND (status = 'open'::text));
CREATE INDEX action_series_next ON public.action_series USING btree (org_id, next_on) WHERE (next_on IS NOT NULL);
CREATE INDEX activity_author ON public.activity USING btree (org_id, author_id, at DESC);
CREATE INDEX activity_subject ON public.activity USING btree (org_id, subject_type, subject_id, at DESC);
CREATE UNIQUE INDEX alarm_one_open ON public.alarm USING btree (org_id, cause_key) WHERE (status <> 'resolved'::text);
CREATE INDEX alarm_opened ON public.alarm USING btree (org_id, opened_at DESC, id DESC);
CREATE INDEX alarm_rule_alarms ON public.alarm USING btree (org_id, rule_id, opened_at DESC);
CREATE INDEX alarm_rule_pipeline ON public.alarm_rule USING btree (org_id, pipeline_id);
CREATE UNIQUE INDEX app_user_email ON public.app_user USING btree (org_id, lower(email));
CREATE INDEX app_user_team ON public.app_user USING btree (org_id, team_id);
CREATE INDEX approval_deal ON public.approval USING btree (org_id, deal_id);
CREATE UNIQUE INDEX approval_number ON public.approval USING btree (org_id, number);
CREATE INDEX approval_order ON public.approval USING btree (org_id, requested_at DESC, id DESC);
CREATE INDEX approval_requester ON public.approval USING btree (org_id, requested_by, requested_at DESC, id DESC);
CREATE INDEX approval_task_approval ON public.approval_task USING btree (org_id, approval_id);
CREATE INDEX approval_task_due ON public.approval_task USING btree (org_id, due_at) WHERE (status = 'open'::text);
CREATE INDEX approval_task_user ON public.approval_task USING btree (org_id, user_id, status);
CREATE INDEX assign_wait_due ON public.assign_wait USING btree (org_id, retry_at);
CREATE INDEX attachment_subject ON public.attachment USING btree (org_id, subject_type, subject_id, created_at);
CREATE INDEX automation_active ON public.automation USING btree (org_id, "position") WHERE ((published_number IS NOT NULL) AND (paused_at IS NULL) AND (archived_at IS NULL));
CREATE INDEX automation_next ON public.automation USING btree (org_id, next_at) WHERE (next_at IS NOT NULL);
CREATE INDEX automation_due_at ON public.automation_due USING btree (org_id, due_at);
CREATE INDEX automation_run_automation ON public.automation_run USING btree (org_id, automation_id, at DESC, id DESC);
CREATE INDEX automation_run_due ON public.automation_run USING btree (org_id, due_at, cause_seq, "position", id) WHERE ((due_at IS NOT NULL) AND (NOT is_held));
CREATE INDEX automation_run_first ON public.automation_run USING btree (org_id, occasion, "position") WHERE (is_first AND (due_at IS NOT NULL));
CREATE INDEX automation_run_latest ON public.automation_run USING btree (org_id, at DESC, id DESC);
CREATE INDEX automation_run_occasion ON public.automation_run USING btree (org_id, occasion) WHERE (due_at IS NOT NULL);
CREATE INDEX automation_run_record ON public.automation_run USING btree (org_id, record_id, at DESC, id DESC) WHERE (record_id IS NOT NULL);
CREATE INDEX automation_run_state ON public.automation_run USING btree (org_id, automation_id, state) WHERE (state = ANY (ARRAY['queued'::text, 'waiting'::text, 'failed'::text, 'cut'::text]));
CREATE INDEX automation_step_xid ON public.automation_step USING btree (org_id, xid);
CREATE UNIQUE INDEX calendar_feed_token ON public.calendar_feed USING btree (org_id, token_hash);
CREATE INDEX campaign_from ON public.campaign USING btree (org_id, from_on DESC, id DESC);
CREATE INDEX campaign_cost_day ON public.campaign_cost USING btree (org_id, campaign_id, on_day DESC, id DESC);
CREATE UNIQUE INDEX channel_name ON public.channel USING btree (org_id, lower(name));
CREATE INDEX channel_code_promoter ON public.channel_code USING btree (org_id, promoter_id) WHERE (promoter_id IS NOT NULL);
CREATE INDEX comment_subject ON public.comment USING btree (org_id, subject_type, subject_id, created_at);
CREATE INDEX contact_account ON public.contact USING btree (org_id, account_id);
CREATE INDEX contact_email ON public.contact USING btree (org_id, email_key) WHERE (email_key IS NOT NULL);
CREATE UNIQUE INDEX contact_external ON public.contact USING btree (org_id, external_key) WHERE (external_key IS NOT NULL);
CREATE INDEX contact_name ON public.contact USING btree (org_id, name);
CREATE INDEX contact_order ON public.contact USING btree (org_id, created_at DESC, id DESC);
CREATE INDEX contact_phone ON public.contact USING btree (org_id, phone_e164) WHERE (phone_e164 IS NOT NULL);
CREATE INDEX contact_search ON public.contact USING gin (search);
CREATE INDEX custom_unique_record ON public.custom_unique USING btree (org_id, record_id);
CREATE INDEX custom_value_date ON public.custom_value USING btree (org_id, field_id, date_value, record_id) WHERE (date_value IS NOT NULL);
CREATE INDEX custom_value_id ON public.custom_value USING btree (org_id, field_id, id_value, record_id) WHERE (id_value IS NOT NULL);
CREATE INDEX custom_value_number ON public.custom_value USING btree (org_id, field_id, number_value, record_id) WHERE (number_value IS NOT NULL);
CREATE INDEX custom_value_record ON public.custom_value USING btree (org_id, record_id);
CREATE INDEX custom_value_text ON public.custom_value USING btree (org_id, field_id, text_value, record_id) WHERE (text_value IS NOT NULL);
CREATE INDEX custom_value_time ON public.custom_value USING btree (org_id, field_id, time_value, record_id) WHERE (time_value IS NOT NULL);
CREATE INDEX deal_account ON public.deal USING btree (org_id, account_id);
CREATE INDEX deal_board ON public.deal USING btree (org_id, pipeline_id, stage_id, status, rank, id);
CREATE INDEX deal_close_day ON public.deal USING btree (org_id, expected_close_on) WHERE ((status = 'open'::text) AND (expected_close_on IS NOT NULL));
CREATE INDEX deal_closed_totals ON public.deal USING btree (org_id, pipeline_id, status, closed_at DESC, id DESC) INCLUDE (amount_minor, currency, owner_id, team_id);
CREATE INDEX deal_dormant ON public.deal USING btree (org_id, pipeline_id, dormant_at DESC, id DESC) WHERE (dormant_at IS NOT NULL);
CREATE INDEX deal_due ON public.deal USING btree (org_id, owner_id, next_step_due) WHERE (status = 'open'::text);
CREATE INDEX deal_due_day ON public.deal USING btree (org_id, next_step_due) WHERE ((status = 'open'::text) AND (next_step_due IS NOT NULL));
CREATE UNIQUE INDEX deal_external ON public.deal USING btree (org_id, external_key) WHERE (external_key IS NOT NULL);
CREATE INDEX deal_lead ON public.deal USING btree (org_id, lead_id) WHERE (lead_id IS NOT NULL);
CREATE UNIQUE INDEX deal_number ON public.deal USING btree (org_id, number);
CREATE INDEX deal_open_totals ON public.deal USING btree (org_id, pipeline_id, stage_id) INCLUDE (amount_minor, currency, win_probability, dormant_at, owner_id, team_id) WHERE (status = 'open'::text);
CREATE INDEX deal_order ON public.deal USING btree (org_id, created_at DESC, id DESC) INCLUDE (pipeline_id, source_id, lead_id);
CREATE INDEX deal_owner ON public.deal USING btree (org_id, owner_id, status);
CREATE INDEX deal_search ON public.deal USING gin (search);
CREATE INDEX deal_collaborator_user ON public.deal_collaborator USING btree (org_id, user_id);
CREATE INDEX deal_contact_contact ON public.deal_contact USING btree (org_id, contact_id);
CREATE INDEX deal_product_product ON public.deal_product USING btree (org_id, product_id);
CREATE INDEX deal_version_at ON public.deal_version USING btree (org_id, pipeline_id, known_from, known_to);
CREATE UNIQUE INDEX delivery_app_key ON public.delivery USING btree (org_id, app_id, user_id, key) WHERE (app_id IS NOT NULL);
CREATE INDEX delivery_app_log ON public.delivery USING btree (org_id, app_id, created_at DESC, id DESC) WHERE (app_id IS NOT NULL);
CREATE INDEX delivery_app_rate ON public.delivery USING btree (org_id, user_id, app_id, sending_at) WHERE (app_id IS NOT NULL);
CREATE INDEX delivery_claimed ON public.delivery USING btree (org_id, claimed_by) WHERE (state = 'claimed'::text);
CREATE UNIQUE INDEX delivery_device_key ON public.delivery USING btree (org_id, device_id, key) WHERE (device_id IS NOT NULL);
CREATE INDEX delivery_due ON public.delivery USING btree (org_id, not_before, id) WHERE (state = 'queued'::text);
CREATE INDEX delivery_kept ON public.delivery USING btree (org_id, created_at);
CREATE INDEX delivery_order ON public.delivery USING btree (org_id, webhook_id, record_id, place) WHERE ((state = ANY (ARRAY['queued'::text, 'claimed'::text])) AND (record_id IS NOT NULL));
CREATE UNIQUE INDEX delivery_robot_key ON public.delivery USING btree (org_id, robot_id, key) WHERE (robot_id IS NOT NULL);
CREATE INDEX delivery_robot_log ON public.delivery USING btree (org_id, robot_id, created_at DESC, id DESC) WHERE (robot_id IS NOT NULL);
CREATE INDEX delivery_robot_rate ON public.delivery USING btree (org_id, robot_id, sending_at) WHERE ((robot_id IS NOT NULL) AND (sending_at IS NOT NULL));
CREATE UNIQUE INDEX delivery_webhook_key ON public.delivery USING btree (org_id, webhook_id, key) WHERE (webhook_id IS NOT NULL);
CREATE INDEX delivery_webhook_log ON public.delivery USING btree (org_id, webhook_id, created_at DESC, id DESC) WHERE (webhook_id IS NOT NULL);
CREATE INDEX door_delivery_at ON public.door_delivery USING btree (org_id, door_id, at DESC, id DESC);
CREATE INDEX door_taken_expiry ON public.door_taken USING btree (org_id, expires_at);
CREATE INDEX effort_refusal_at ON public.effort_refusal USING btree (org_id, at DESC, id DESC);
CREATE INDEX enrolment_due ON public.enrolment USING btree (org_id, due_at) WHERE ((state = 'active'::text) AND (waits_for = 'time'::text));
CREATE INDEX enrolment_lead ON public.enrolment USING btree (org_id, lead_id, entered_at DESC, id DESC);
CREATE UNIQUE INDEX enrolment_once ON public.enrolment USING btree (org_id, sequence_id, lead_id) WHERE (state = ANY (ARRAY['active'::text, 'paused'::text]));
CREATE INDEX enrolment_sequence ON public.enrolment USING btree (org_id, sequence_id, entered_at DESC, id DESC);
CREATE INDEX enrolment_step_figures ON public.enrolment_step USING btree (org_id, sequence_id, version_number, step_id, outcome);
CREATE INDEX escalation_due ON public.escalation USING btree (org_id, due_at, id) WHERE (state = 'waiting'::text);
CREATE INDEX escalation_latest ON public.escalation USING btree (org_id, noticed_at DESC, id DESC);
CREATE INDEX event_order ON public.event USING btree (org_id, xid, seq);
CREATE INDEX event_subject ON public.event USING btree (org_id, subject_type, subject_id, seq);
CREATE INDEX experiment_running ON public.experiment USING btree (org_id, id) WHERE (state = 'running'::text);
CREATE INDEX experiment_entry_deal ON public.experiment_entry USING btree (org_id, deal_id);
CREATE INDEX experiment_entry_latest ON public.experiment_entry USING btree (org_id, experiment_id, entered_at DESC, deal_id DESC);
CREATE INDEX fit_model_newest ON public.fit_model USING btree (org_id, started_at DESC);
CREATE UNIQUE INDEX fit_model_training ON public.fit_model USING btree (org_id) WHERE (status = 'training'::text);
CREATE UNIQUE INDEX form_layout ON public.form USING btree (org_id, object, kind) WHERE ((archived_at IS NULL) AND (kind <> 'questionnaire'::text));
CREATE INDEX form_answer_subject ON public.form_answer USING btree (org_id, subject_type, subject_id);
CREATE INDEX form_submission_bots ON public.form_submission USING btree (org_id, at) WHERE ((verdict = 'suspected_bot'::text) AND (lead_id IS NULL));
CREATE INDEX form_submission_lead ON public.form_submission USING btree (org_id, lead_id, at DESC) WHERE (lead_id IS NOT NULL);
CREATE INDEX form_submission_order ON public.form_submission USING btree (org_id, form_id, at DESC, id DESC);
CREATE INDEX gate_debt_deal ON public.gate_debt USING btree (org_id, deal_id);
CREATE INDEX gate_debt_open ON public.gate_debt USING btree (org_id, incurred_at DESC, id DESC) WHERE (settled_at IS NULL);
CREATE INDEX hand_over_lead ON public.hand_over USING btree (org_id, lead_id, at DESC);
CREATE UNIQUE INDEX hand_over_open ON public.hand_over USING btree (org_id, lead_id) WHERE (status = 'open'::text);
CREATE INDEX hand_over_order ON public.hand_over USING btree (org_id, at DESC, id DESC);
CREATE INDEX hand_over_rejected ON public.hand_over USING btree (org_id, decided_at DESC, id DESC) WHERE (status = 'rejected'::text);
CREATE INDEX identify_use_expiry ON public.identify_use USING btree (org_id, expires_at);
CREATE INDEX import_order ON public.import USING btree (org_id, created_at DESC, id DESC);
CREATE UNIQUE INDEX invitation_token ON public.invitation USING btree (org_id, token_hash);
CREATE INDEX language_model_use_at ON public.language_model_use USING btree (org_id, at DESC, id DESC);
CREATE INDEX language_model_use_user ON public.language_model_use USING btree (org_id, user_id, at DESC);
CREATE INDEX lead_due_day ON public.lead USING btree (org_id, next_step_due) WHERE (next_step_due IS NOT NULL);
CREATE INDEX lead_email ON public.lead USING btree (org_id, email_key) WHERE (email_key IS NOT NULL);
CREATE UNIQUE INDEX lead_external ON public.lead USING btree (org_id, external_key) WHERE (external_key IS NOT NULL);
CREATE INDEX lead_first_touch ON public.lead USING btree (org_id, first_touch_id) WHERE (first_touch_id IS NOT NULL);
CREATE INDEX lead_last_touch ON public.lead USING btree (org_id, last_touch_id) WHERE (last_touch_id IS NOT NULL);
CREATE INDEX lead_merged ON public.lead USING btree (org_id, merged_into) WHERE (merged_into IS NOT NULL);
CREATE INDEX lead_mql ON public.lead USING btree (org_id, mql_at) WHERE (mql_at IS NOT NULL);
CREATE INDEX lead_name ON public.lead USING btree (org_id, name);
CREATE UNIQUE INDEX lead_number ON public.lead USING btree (org_id, number);
CREATE INDEX lead_order ON public.lead USING btree (org_id, created_at DESC, id DESC);
CREATE INDEX lead_owner ON public.lead USING btree (org_id, owner_id, status);
CREATE INDEX lead_phone ON public.lead USING btree (org_id, phone_e164) WHERE (phone_e164 IS NOT NULL);
CREATE INDEX lead_pool_held ON public.lead USING btree (org_id, pool_id, owner_id) WHERE ((pool_id IS NOT NULL) AND (owner_id IS NOT NULL));
CREATE INDEX lead_pool_waiting ON public.lead USING btree (org_id, pool_id, pooled_at DESC, id DESC) WHERE ((pool_id IS NOT NULL) AND (owner_id IS NULL));
CREATE INDEX lead_search ON public.lead USING gin (search);
CREATE INDEX lead_wechat ON public.lead USING btree (org_id, wechat) WHERE (wechat IS NOT NULL);
CREATE INDEX lead_merge_at ON public.lead_merge USING btree (org_id, at DESC, id DESC);
CREATE INDEX lead_merge_kept ON public.lead_merge USING btree (org_id, kept_id, at);
CREATE UNIQUE INDEX lead_merge_merged ON public.lead_merge USING btree (org_id, merged_id) WHERE (undone_at IS NULL);
CREATE INDEX lead_pair_high ON public.lead_pair USING btree (org_id, high_id);
CREATE INDEX lead_pair_score ON public.lead_pair USING btree (org_id, score DESC, id DESC) WHERE (dismissed_at IS NULL);
CREATE INDEX lead_score_next ON public.lead_score USING btree (org_id, next_on) WHERE (next_on IS NOT NULL);
CREATE INDEX lead_signal_lead ON public.lead_signal USING btree (org_id, lead_id);
CREATE INDEX mailbox_mail_at ON public.mailbox_mail USING btree (org_id, mailbox_id, at DESC, id DESC);
CREATE INDEX mailbox_mail_key ON public.mailbox_mail USING btree (org_id, mail_key);
CREATE UNIQUE INDEX meeting_ahead ON public.meeting USING btree (org_id, series_id) WHERE (status = ANY (ARRAY['planned'::text, 'open'::text]));
CREATE INDEX meeting_series_order ON public.meeting USING btree (org_id, series_id, planned_at DESC, id DESC);
CREATE INDEX meeting_member_user ON public.meeting_member USING btree (org_id, user_id);
CREATE INDEX milestone_deal ON public.milestone USING btree (org_id, deal_id, kind) WHERE (deleted_at IS NULL);
CREATE INDEX notification_open ON public.notification USING btree (org_id, user_id, created_at DESC, id DESC) WHERE (done_at IS NULL);
CREATE INDEX notification_unread_subject ON public.notification USING btree (org_id, user_id, subject_type, subject_id) WHERE (read_at IS NULL);
CREATE INDEX notification_unrouted ON public.notification USING btree (org_id, created_at) WHERE (routed_at IS NULL);
CREATE INDEX notification_user ON public.notification USING btree (org_id, user_id, created_at DESC, id DESC);
CREATE INDEX outbox_claimed ON public.outbox USING btree (org_id, claimed_by) WHERE (state = 'claimed'::text);
CREATE INDEX outbox_lead ON public.outbox USING btree (org_id, lead_id, queued_at DESC, id DESC);
CREATE UNIQUE INDEX outbox_message ON public.outbox USING btree (org_id, message_id);
CREATE INDEX outbox_person ON public.outbox USING btree (org_id, address_key, sent_at) WHERE (sent_at IS NOT NULL);
CREATE INDEX outbox_queue ON public.outbox USING btree (org_id, not_before, id) WHERE (state = 'queued'::text);
CREATE INDEX outbox_sent ON public.outbox USING btree (org_id, sent_at) WHERE (sent_at IS NOT NULL);
CREATE INDEX outbox_sequence ON public.outbox USING btree (org_id, sequence_id, queued_at DESC, id DESC);
CREATE INDEX plan_pipeline ON public.plan USING btree (org_id, pipeline_id, status);
CREATE INDEX pool_pick_lead ON public.pool_pick USING btree (org_id, lead_id);
CREATE INDEX pool_pick_user ON public.pool_pick USING btree (org_id, user_id, at DESC);
CREATE UNIQUE INDEX product_name ON public.product USING btree (org_id, lower(name));
CREATE INDEX project_account ON public.project USING btree (org_id, account_id);
CREATE INDEX project_deal ON public.project USING btree (org_id, deal_id) WHERE (deal_id IS NOT NULL);
CREATE UNIQUE INDEX project_once ON public.project USING btree (org_id, deal_id, template_id) WHERE (is_automatic AND (deal_id IS NOT NULL));
CREATE INDEX project_order ON public.project USING btree (org_id, starts_on DESC, id DESC);
CREATE INDEX project_owner ON public.project USING btree (org_id, owner_id, state);
CREATE INDEX project_to_accept ON public.project USING btree (org_id, hand_over_to) WHERE (hand_over_status = 'open'::text);
CREATE INDEX project_task_project ON public.project_task USING btree (org_id, project_id, "position");
CREATE UNIQUE INDEX project_template_name ON public.project_template USING btree (org_id, lower(name)) WHERE (archived_at IS NULL);
CREATE INDEX public_form_order ON public.public_form USING btree (org_id, created_at DESC, id DESC);
CREATE INDEX push_device_person ON public.push_device USING btree (org_id, user_id, created_at);
CREATE UNIQUE INDEX remedy_key ON public.remedy USING btree (org_id, key) WHERE (key IS NOT NULL);
CREATE INDEX rescore_newest ON public.rescore USING btree (org_id, started_at DESC);
CREATE UNIQUE INDEX rescore_running ON public.rescore USING btree (org_id) WHERE (status = 'running'::text);
CREATE INDEX response_clock_breached ON public.response_clock USING btree (org_id, owner_id) WHERE ((ended_at IS NULL) AND (breached_at IS NOT NULL));
CREATE INDEX response_clock_due ON public.response_clock USING btree (org_id, due_at) WHERE (ended_at IS NULL);
CREATE INDEX response_clock_lead ON public.response_clock USING btree (org_id, lead_id, started_at DESC);
CREATE INDEX response_clock_next ON public.response_clock USING btree (org_id, next_at) WHERE ((ended_at IS NULL) AND (next_at IS NOT NULL));
CREATE UNIQUE INDEX response_clock_running ON public.response_clock USING btree (org_id, lead_id) WHERE (ended_at IS NULL);
CREATE INDEX response_clock_started ON public.response_clock USING btree (org_id, started_at);
CREATE INDEX score_step_at ON public.score_step USING btree (org_id, at);
CREATE INDEX screened_lead_held ON public.screened_lead USING btree (org_id, at DESC, lead_id DESC) WHERE (verdict = 'hold'::text);
CREATE INDEX signal_hit_lead ON public.signal_hit USING btree (org_id, lead_id, rule_key, at DESC);
CREATE INDEX site_origin_site ON public.site_origin USING btree (org_id, site_id);
CREATE UNIQUE INDEX stage_position ON public.stage USING btree (org_id, pipeline_id, "position") WHERE (archived_at IS NULL);
CREATE INDEX stage_successor_pipeline ON public.stage_successor USING btree (org_id, pipeline_id);
CREATE INDEX stay_owner_left ON public.stay USING btree (org_id, owner_id, left_at) WHERE (left_at IS NOT NULL);
CREATE INDEX stay_pipeline ON public.stay USING btree (org_id, pipeline_id, entered_at);
CREATE INDEX stay_stage_left ON public.stay USING btree (org_id, stage_id, left_at DESC) WHERE (left_at IS NOT NULL);
CREATE INDEX substitute_user ON public.substitute USING btree (org_id, user_id, from_at);
CREATE INDEX suppression_at ON public.suppression USING btree (org_id, at DESC, id DESC);
CREATE UNIQUE INDEX tag_name ON public.tag USING btree (org_id, lower(name));
CREATE INDEX take_over_deal ON public.take_over USING btree (org_id, deal_id, taken_at DESC);
CREATE INDEX take_over_due ON public.take_over USING btree (org_id, until_on) WHERE ((ended_at IS NULL) AND (reminded_at IS NULL));
CREATE UNIQUE INDEX take_over_running ON public.take_over USING btree (org_id, deal_id) WHERE (ended_at IS NULL);
CREATE INDEX talk_place_meeting ON public.talk_place USING btree (org_id, meeting_id) WHERE (meeting_id IS NOT NULL);
CREATE INDEX team_path ON public.team USING gin (path);
CREATE INDEX touch_anonymous ON public.touch USING btree (org_id, at) WHERE (lead_id IS NULL);
CREATE INDEX touch_campaign ON public.touch USING btree (org_id, campaign_id, code_id, kind) WHERE (campaign_id IS NOT NULL);
CREATE INDEX touch_lead ON public.touch USING btree (org_id, lead_id, at) WHERE (lead_id IS NOT NULL);
CREATE INDEX touch_visitor ON public.touch USING btree (org_id, visitor_id, at) WHERE (visitor_id IS NOT NULL);
CREATE INDEX tracked_link_content ON public.tracked_link USING btree (org_id, content_id) WHERE (content_id IS NOT NULL);
CREATE INDEX tracked_link_lead ON public.tracked_link USING btree (org_id, lead_id) WHERE (lead_id IS NOT NULL);
CREATE INDEX tracked_link_mail ON public.tracked_link USING btree (org_id, mail_id) WHERE (mail_id IS NOT NULL);
CREATE INDEX visit_event_lead ON ONLY public.visit_event USING btree (org_id, lead_id, at) WHERE (lead_id IS NOT NULL);
CREATE INDEX visit_event_visitor ON ONLY public.visit_event USING btree (org_id, visitor_id, at);
CREATE INDEX visitor_last ON public.visitor USING btree (org_id, last_at) WHERE (lead_id IS NULL);
CREATE INDEX visitor_lead ON public.visitor USING btree (org_id, lead_id) WHERE (lead_id IS NOT NULL);
CREATE INDEX wecom_contact_lead ON public.wecom_contact USING btree (org_id, lead_id);
CREATE INDEX wecom_contact_unionid ON public.wecom_contact USING btree (org_id, unionid) WHERE (unionid IS NOT NULL);
CREATE INDEX wecom_contact_way_leaving ON public.wecom_contact_way USING btree (org_id, id) WHERE ((ended_at IS NOT NULL) AND (deleted_at IS NULL));
CREATE UNIQUE INDEX wecom_contact_way_one ON public.wecom_contact_way USING btree (org_id, code_id) WHERE (ended_at IS NULL);
CREATE INDEX wecom_inbox_due ON public.wecom_inbox USING btree (org_id, not_before, id) WHERE (state = 'waiting'::text);
CREATE INDEX wecom_inbox_latest ON public.wecom_inbox USING btree (org_id, at DESC, id DESC);
CREATE INDEX wecom_nonce_expiry ON public.wecom_nonce USING btree (org_id, expires_at);

-- functions
CREATE OR REPLACE FUNCTION public.account_found(terms text[])
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$ select id from account where org_id = current_org() and search @> terms $function$
;

CREATE OR REPLACE FUNCTION public.all_orgs()
 RETURNS TABLE(org_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$ select org_id from org order by org_id $function$
;

CREATE OR REPLACE FUNCTION public.analyse_loaded()
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$ begin analyze deal, stay, deal_version, account, contact, lead, event; end $function$
;

CREATE OR REPLACE FUNCTION public.contact_found(terms text[])
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$ select id from contact where org_id = current_org() and search @> terms $function$
;

CREATE OR REPLACE FUNCTION public.current_org()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select nullif(current_setting('app.org', true), '')::uuid $function$
;

CREATE OR REPLACE FUNCTION public.deal_found(terms text[])
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$ select id from deal where org_id = current_org() and search @> terms $function$
;

CREATE OR REPLACE FUNCTION public.drop_visit_weeks(as_of timestamp with time zone)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
 SET "TimeZone" TO 'UTC'
AS $function$
declare
  keep timestamptz := least(as_of, now()) - make_interval(days => coalesce((select max(retention_days) from site), 90));
  part record;
  dropped integer := 0;
begin
  for part in
    select c.relname::text as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'visit_event'::regclass and c.relname ~ '^visit_event_\d{8}$' order by 1
  loop
    if to_date(right(part.name, 8), 'YYYYMMDD') + 7 <= keep then
      perform pg_advisory_xact_lock(7311002);
      execute format('drop table if exists %I', part.name);
      dropped := dropped + 1;
    end if;
  end loop;
  return dropped;
end $function$
;

CREATE OR REPLACE FUNCTION public.lead_found(terms text[])
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$ select id from lead where org_id = current_org() and search @> terms $function$
;

CREATE OR REPLACE FUNCTION public.make_visit_weeks(span_from timestamp with time zone, span_to timestamp with time zone)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
 SET "TimeZone" TO 'UTC'
AS $function$
declare
  week date := date_trunc('week', span_from);
  name text;
  made integer := 0;
begin
  if span_to - span_from > interval '800 days' then raise exception 'too many weeks'; end if;
  while week <= span_to loop
    name := 'visit_event_' || to_char(week, 'YYYYMMDD');
    if to_regclass(name) is null then
      -- One at a time; attaching, unlike "partition of", lets readers and writers of other weeks go on.
      perform pg_advisory_xact_lock(7311002);
      if to_regclass(name) is null then
        execute format('create table %I (like visit_event including defaults including constraints)', name);
        execute format('alter table %I enable row level security', name);
        execute format('alter table visit_event attach partition %I for values from (%L) to (%L)', name, week::timestamptz, (week + 7)::timestamptz);
        made := made + 1;
      end if;
    end if;
    week := week + 7;
  end loop;
  return made;
end $function$
;

CREATE OR REPLACE FUNCTION public.org_by_slug(wanted text)
 RETURNS uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$ select org_id from org where slug = wanted $function$
;

CREATE OR REPLACE FUNCTION public.orgs_with_signals()
 RETURNS TABLE(org_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$select distinct s.org_id from lead_signal s$function$
;

CREATE OR REPLACE FUNCTION public.sign_in_candidates(wanted text)
 RETURNS TABLE(org_id uuid, user_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$ select org_id, id from app_user where lower(email) = lower(wanted) and status = 'active' $function$
;

-- policies
CREATE POLICY tenant ON absence FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON account FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON action_item FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON action_series FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON activity FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON advance_quota FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON alarm FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON alarm_feedback FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON alarm_rule FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON app_user FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON approval FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON approval_flow FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON approval_task FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON assign_member FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON assign_rule FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON assign_setting FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON assign_wait FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON assignee FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON assignee_quota FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON attachment FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON automation FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON automation_due FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON automation_run FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON automation_step FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON automation_version FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON benchmark FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON cadence_setting FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON calendar_day FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON calendar_feed FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON campaign FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON campaign_cost FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON captured_entry FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON channel FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON channel_code FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON chat_app FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON chat_member FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON checklist_tick FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON comment FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON computing FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON consumer_cursor FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON contact FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON content_file FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON content_item FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON counter FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON custom_funnel FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON custom_unique FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON custom_value FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON day_snooze FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON deal FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON deal_collaborator FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON deal_contact FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON deal_product FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON deal_version FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON delivery FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON digest FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON door FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON door_delivery FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON door_taken FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON effort_policy FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON effort_refusal FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON enrolment FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON enrolment_step FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON escalation FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON escalation_chain FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON event FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON experiment FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON experiment_entry FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON field FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON file_piece FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON fit_model FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON follow FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON form FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON form_answer FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON form_day FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON form_submission FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON gate_debt FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON hand_over FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON idempotency_key FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON identify_use FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON import FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON import_change FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON import_mapping FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON import_rejection FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON invitation FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON language_model FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON language_model_use FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY merged ON lead AS RESTRICTIVE FOR ALL TO public USING (((merged_into IS NULL) OR (current_setting('app.merged'::text, true) = 'on'::text)));
CREATE POLICY tenant ON lead FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON lead_behaviour_day FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON lead_merge FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON lead_pair FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON lead_points FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON lead_pool FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON lead_score FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON lead_signal FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON loss_reason FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON mail_setting FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON mail_template FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON mailbox FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON mailbox_mail FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON meeting FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON meeting_attendance FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON meeting_member FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON meeting_note FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON meeting_series FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON merge_rule FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON message_preference FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON milestone FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON notification FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON org FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON outbox FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON pipeline FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON pipeline_draft FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON pipeline_version FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON plan FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON pool_pick FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON pool_quota FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON product FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON project FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON project_task FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON project_template FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON public_form FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON public_form_file FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON public_form_version FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON push_device FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON remedy FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON rescore FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON response_clock FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON response_policy FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON robot FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON saved_view FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON score_setup FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON score_step FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON score_version FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON screen_rule FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON screened_lead FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON sequence FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON sequence_version FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON session FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON signal_hit FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON signal_rule FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON site FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON site_day FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON site_origin FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON stage FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON stage_successor FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON stay FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON substitute FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON suppression FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON tag FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON take_over FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON talk_place FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON team FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON touch FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON tracked_link FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON visit_event FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON visitor FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON webhook FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON wecom_contact FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON wecom_contact_way FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON wecom_inbox FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON wecom_member FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON wecom_nonce FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));
CREATE POLICY tenant ON wecom_setting FOR ALL TO public USING ((org_id = current_org())) WITH CHECK ((org_id = current_org()));

-- grants
GRANT EXECUTE ON FUNCTION account_found(text[]) TO sluice_app;
GRANT EXECUTE ON FUNCTION all_orgs() TO sluice_app;
GRANT EXECUTE ON FUNCTION analyse_loaded() TO sluice_app;
GRANT EXECUTE ON FUNCTION contact_found(text[]) TO sluice_app;
GRANT EXECUTE ON FUNCTION current_org() TO public;
GRANT EXECUTE ON FUNCTION current_org() TO sluice_app;
GRANT EXECUTE ON FUNCTION deal_found(text[]) TO sluice_app;
GRANT EXECUTE ON FUNCTION drop_visit_weeks(timestamp with time zone) TO sluice_app;
GRANT EXECUTE ON FUNCTION lead_found(text[]) TO sluice_app;
GRANT EXECUTE ON FUNCTION make_visit_weeks(timestamp with time zone,timestamp with time zone) TO sluice_app;
GRANT EXECUTE ON FUNCTION org_by_slug(text) TO sluice_app;
GRANT EXECUTE ON FUNCTION orgs_with_signals() TO sluice_app;
GRANT EXECUTE ON FUNCTION sign_in_candidates(text) TO sluice_app;
GRANT USAGE ON SCHEMA public TO public;
GRANT USAGE ON SCHEMA public TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE absence TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE account TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE action_item TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE action_series TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE activity TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE advance_quota TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE alarm TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE alarm_feedback TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE alarm_rule TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE app_user TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE approval TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE approval_flow TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE approval_task TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE assign_member TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE assign_rule TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE assign_setting TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE assign_wait TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE assignee TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE assignee_quota TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE attachment TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE automation TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE automation_due TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE automation_run TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE automation_step TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE automation_version TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE benchmark TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE cadence_setting TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE calendar_day TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE calendar_feed TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE campaign TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE campaign_cost TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE captured_entry TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE channel TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE channel_code TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE chat_app TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE chat_member TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE checklist_tick TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE comment TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE computing TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE consumer_cursor TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE contact TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE content_file TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE content_item TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE counter TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE custom_funnel TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE custom_unique TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE custom_value TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE day_snooze TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE deal TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE deal_collaborator TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE deal_contact TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE deal_product TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE deal_version TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE delivery TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE digest TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE door TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE door_delivery TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE door_taken TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE effort_policy TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE effort_refusal TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE enrolment TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE enrolment_step TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE escalation TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE escalation_chain TO sluice_app;
GRANT INSERT, SELECT ON TABLE event TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE experiment TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE experiment_entry TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE field TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE file_piece TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE fit_model TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE follow TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE form TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE form_answer TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE form_day TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE form_submission TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE gate_debt TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE hand_over TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE idempotency_key TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE identify_use TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE import TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE import_change TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE import_mapping TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE import_rejection TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE invitation TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE language_model TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE language_model_use TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE lead TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE lead_behaviour_day TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE lead_merge TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE lead_pair TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE lead_points TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE lead_pool TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE lead_score TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE lead_signal TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE loss_reason TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE mail_setting TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE mail_template TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE mailbox TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE mailbox_mail TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE meeting TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE meeting_attendance TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE meeting_member TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE meeting_note TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE meeting_series TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE merge_rule TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE message_preference TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE milestone TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE notification TO sluice_app;
GRANT INSERT, SELECT, UPDATE ON TABLE org TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE outbox TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE pipeline TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE pipeline_draft TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE pipeline_version TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE plan TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE pool_pick TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE pool_quota TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE product TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE project TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE project_task TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE project_template TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE public_form TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE public_form_file TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE public_form_version TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE push_device TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE remedy TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE rescore TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE response_clock TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE response_policy TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE robot TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE saved_view TO sluice_app;
GRANT SELECT ON TABLE schema_migration TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE score_setup TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE score_step TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE score_version TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE screen_rule TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE screened_lead TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE sequence TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE sequence_version TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE session TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE signal_hit TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE signal_rule TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE site TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE site_day TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE site_origin TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE stage TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE stage_successor TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE stay TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE substitute TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE suppression TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE tag TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE take_over TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE talk_place TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE team TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE touch TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE tracked_link TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE visit_event TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE visitor TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE webhook TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE wecom_contact TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE wecom_contact_way TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE wecom_inbox TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE wecom_member TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE wecom_nonce TO sluice_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE wecom_setting TO sluice_app;
