-- Stages that mean the same to everyone: definitions with versions, gates and their evidence, custom fields and forms,
-- approvals, dormancy. As in 0001: org_id leads every key, row-level security on every table, no triggers.

-- ------------------------------------------------------------------------------------------ pipelines and their versions
-- The live definition is in pipeline and stage, as everything reads it; drafts and the past are documents.
alter table pipeline
  add column business_line text not null default '',
  -- A condition over a new deal: who matches is proposed this pipeline; tried by priority, then position.
  add column routing jsonb,
  add column routing_priority integer not null default 0,
  -- PipelineRules (core/config/pipeline-definition): skip, back, reopen, override roles, dormancy.
  add column rules jsonb not null default '{}',
  add column won_gate jsonb,
  -- Of the published definition in pipeline_version. 0: made before there were versions; its first publication writes
  -- what was in force until then as version 1, and itself as version 2.
  add column published_n integer not null default 0;

alter table stage drop constraint stage_org_id_pipeline_id_position_key;
create unique index stage_position on stage (org_id, pipeline_id, position) where archived_at is null;
alter table stage
  add column dwell jsonb,
  add column entry_gate jsonb,
  add column exit_gate jsonb,
  add column playbook jsonb not null default '{}',
  add column next_step_required boolean not null default false;

create table pipeline_version (
  org_id uuid not null,
  pipeline_id uuid not null,
  n integer not null,
  definition jsonb not null,
  -- [{from, to}]: stages that this publication took away, and the stage that stands for each from then on.
  mapping jsonb not null default '[]',
  note text not null default '',
  published_by uuid,
  published_at timestamptz not null,
  -- Set when the publication was undone; undoing publishes the definition before it anew.
  undone_at timestamptz,
  undoes_n integer,
  primary key (org_id, pipeline_id, n),
  foreign key (org_id, pipeline_id) references pipeline (org_id, id)
);

-- At most one draft a pipeline.
create table pipeline_draft (
  org_id uuid not null,
  pipeline_id uuid not null,
  definition jsonb not null,
  mapping jsonb not null default '[]',
  base_n integer not null,
  changed_by uuid not null,
  changed_at timestamptz not null,
  version integer not null default 1,
  primary key (org_id, pipeline_id),
  foreign key (org_id, pipeline_id) references pipeline (org_id, id)
);

-- Which stage stands for one that is gone. Stays keep their old stage; reading follows this to the end.
create table stage_successor (
  org_id uuid not null,
  stage_id uuid not null,
  successor_id uuid not null,
  pipeline_id uuid not null,
  version_n integer not null,
  primary key (org_id, stage_id),
  foreign key (org_id, stage_id) references stage (org_id, id),
  foreign key (org_id, successor_id) references stage (org_id, id)
);
create index stage_successor_pipeline on stage_successor (org_id, pipeline_id);

-- `remap`: the stage was taken away under the deal by a publication; the next stay continues this one.
alter table stay drop constraint stay_exit_check;
alter table stay add constraint stay_exit_check check (exit in ('advance', 'back', 'won', 'lost', 'transfer', 'remap'));

-- --------------------------------------------------------------------------------------------------------- evidence
-- Dated facts of a sale that no other record holds (core/config/milestones): a demo held, a quote sent, a payment confirmed.
create table milestone (
  org_id uuid not null,
  id uuid not null,
  deal_id uuid not null,
  kind text not null,
  at timestamptz not null,
  amount_minor bigint,
  note text not null default '',
  recorded_by uuid,
  deleted_at timestamptz,
  created_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, deal_id) references deal (org_id, id)
);
create index milestone_deal on milestone (org_id, deal_id, kind) where deleted_at is null;

-- Ticked items of checklist criteria; the criterion's id is stable across versions of the definition.
create table checklist_tick (
  org_id uuid not null,
  deal_id uuid not null,
  criterion_id uuid not null,
  ticked_by uuid,
  ticked_at timestamptz not null,
  primary key (org_id, deal_id, criterion_id),
  foreign key (org_id, deal_id) references deal (org_id, id)
);

-- 门禁欠债: what was missing when a deal was let through, one row a criterion.
create table gate_debt (
  org_id uuid not null,
  id uuid not null,
  deal_id uuid not null,
  pipeline_id uuid not null,
  -- Null: the gate to the win.
  stage_id uuid,
  criterion_id uuid not null,
  criterion jsonb not null,
  reason text not null,
  -- override: let through by somebody who may; reason: the criterion asks for one; import: taken as fact from a file.
  kind text not null check (kind in ('override', 'reason', 'import')),
  owner_id uuid,
  team_id uuid,
  incurred_by uuid,
  incurred_at timestamptz not null,
  settled_at timestamptz,
  settled_by text check (settled_by in ('evidence', 'moved_back', 'closed', 'waived')),
  primary key (org_id, id),
  foreign key (org_id, deal_id) references deal (org_id, id)
);
create index gate_debt_deal on gate_debt (org_id, deal_id);
create index gate_debt_open on gate_debt (org_id, incurred_at desc, id desc) where settled_at is null;

-- ------------------------------------------------------------------------------------------------- fields and forms
create table field (
  org_id uuid not null references org,
  id uuid not null,
  object text not null check (object in ('lead', 'account', 'contact', 'deal', 'activity', 'product')),
  -- The key in `custom`, and in conditions as `c_<key>`. Never changes.
  key text not null,
  label text not null,
  type text not null,
  -- FieldSettings (core/fields/field-settings): options, default, required, pattern, range, formula …
  settings jsonb not null default '{}',
  position integer not null,
  archived_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null,
  primary key (org_id, id),
  unique (org_id, object, key)
);

-- Values of custom fields in plain columns, beside `custom`, so that filters, order and sums find an index: an operator
-- on a jsonb expression is not leakproof and may use none under row-level security. Derived; written with the record.
create table custom_value (
  org_id uuid not null,
  field_id uuid not null,
  record_id uuid not null,
  -- Several rows for a multi select or several users; 0 otherwise.
  n integer not null default 0,
  -- Numbers in double precision, which JSON's are: the operators of numeric are not leakproof either.
  text_value text collate "zh-Hans-x-icu",
  number_value double precision,
  date_value date,
  time_value timestamptz,
  id_value uuid,
  -- Long texts and addresses, which no index can hold.
  long_value text,
  primary key (org_id, field_id, record_id, n),
  foreign key (org_id, field_id) references field (org_id, id)
);
create index custom_value_text on custom_value (org_id, field_id, text_value, record_id) where text_value is not null;
create index custom_value_number on custom_value (org_id, field_id, number_value, record_id) where number_value is not null;
create index custom_value_date on custom_value (org_id, field_id, date_value, record_id) where date_value is not null;
create index custom_value_time on custom_value (org_id, field_id, time_value, record_id) where time_value is not null;
create index custom_value_id on custom_value (org_id, field_id, id_value, record_id) where id_value is not null;
create index custom_value_record on custom_value (org_id, record_id);

-- Unique custom fields: one live record may hold a value.
create table custom_unique (
  org_id uuid not null,
  field_id uuid not null,
  value text not null,
  record_id uuid not null,
  primary key (org_id, field_id, value),
  foreign key (org_id, field_id) references field (org_id, id)
);
create index custom_unique_record on custom_unique (org_id, record_id);

-- Computed fields of an object: how far a recomputation has come, and the day for which what asks for today was computed.
create table computing (
  org_id uuid not null references org,
  object text not null,
  -- All records after it are still to be computed; null: none.
  record_after uuid,
  day date,
  primary key (org_id, object)
);

alter table activity add column custom jsonb not null default '{}';
alter table product add column custom jsonb not null default '{}';

-- `page` and `create` lay out a record's page and its creation dialog; `questionnaire` asks questions of its own (BANT …).
create table form (
  org_id uuid not null references org,
  id uuid not null,
  key text not null,
  name text not null,
  object text not null check (object in ('lead', 'account', 'contact', 'deal', 'activity', 'product')),
  kind text not null check (kind in ('page', 'create', 'questionnaire')),
  definition jsonb not null,
  archived_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null,
  primary key (org_id, id),
  unique (org_id, key)
);
-- One layout of a kind in use an object.
create unique index form_layout on form (org_id, object, kind) where archived_at is null and kind <> 'questionnaire';

create table form_answer (
  org_id uuid not null,
  form_id uuid not null,
  subject_type text not null,
  subject_id uuid not null,
  answers jsonb not null,
  -- Under the form as it was when answered; score is in points.
  is_complete boolean not null,
  score numeric,
  form_version integer not null,
  answered_by uuid,
  answered_at timestamptz not null,
  version integer not null default 1,
  primary key (org_id, form_id, subject_id),
  foreign key (org_id, form_id) references form (org_id, id)
);
create index form_answer_subject on form_answer (org_id, subject_type, subject_id);

-- -------------------------------------------------------------------------------------------------------- approvals
create table approval_flow (
  org_id uuid not null references org,
  id uuid not null,
  name text not null,
  -- FlowDefinition (core/approvals/flow): trigger, condition, steps, lock.
  definition jsonb not null,
  is_active boolean not null default true,
  archived_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null,
  primary key (org_id, id)
);

create table approval (
  org_id uuid not null,
  id uuid not null,
  number bigint not null,
  flow_id uuid not null,
  flow_name text not null,
  -- The definition as it was when asked: a change of the flow does not change what runs.
  definition jsonb not null,
  deal_id uuid not null,
  -- The criterion or move that asked for it, if any: {stageId} to be entered, or `won`.
  target jsonb,
  status text not null check (status in ('waiting', 'returned', 'approved', 'rejected', 'withdrawn')),
  -- ApprovalState (core/approvals/state): steps with their tasks.
  state jsonb not null,
  lock text not null default 'none' check (lock in ('none', 'stage', 'all')),
  comment text not null default '',
  requested_by uuid not null,
  requested_at timestamptz not null,
  ended_at timestamptz,
  owner_id uuid,
  team_id uuid,
  version integer not null default 1,
  primary key (org_id, id),
  foreign key (org_id, flow_id) references approval_flow (org_id, id),
  foreign key (org_id, deal_id) references deal (org_id, id)
);
create unique index approval_number on approval (org_id, number);
create index approval_deal on approval (org_id, deal_id);
create index approval_order on approval (org_id, requested_at desc, id desc);
create index approval_requester on approval (org_id, requested_by, requested_at desc, id desc);

-- One row for each person whose word is asked; derived from `state`, for the inbox and the deadlines.
create table approval_task (
  org_id uuid not null,
  id uuid not null,
  approval_id uuid not null,
  step_id uuid not null,
  user_id uuid not null,
  -- Whose place it is, when somebody stands in.
  for_user_id uuid,
  status text not null check (status in ('open', 'approved', 'rejected', 'returned', 'skipped', 'delegated')),
  opened_at timestamptz not null,
  due_at timestamptz,
  reminded_at timestamptz,
  escalated_at timestamptz,
  decided_at timestamptz,
  comment text not null default '',
  primary key (org_id, id),
  foreign key (org_id, approval_id) references approval (org_id, id)
);
create index approval_task_user on approval_task (org_id, user_id, status);
create index approval_task_due on approval_task (org_id, due_at) where status = 'open';
create index approval_task_approval on approval_task (org_id, approval_id);

-- Who stands in for whom while away; [from_at, to_at).
create table substitute (
  org_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  substitute_id uuid not null,
  from_at timestamptz not null,
  to_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, user_id) references app_user (org_id, id),
  foreign key (org_id, substitute_id) references app_user (org_id, id)
);
create index substitute_user on substitute (org_id, user_id, from_at);

-- A team's head: "direct manager" and "lead n levels up" go by this, else by a manager of the team.
alter table team add column lead_user_id uuid;

-- ----------------------------------------------------------------------------------------------- dormancy and hygiene
alter table deal
  add column dormant_at timestamptz,
  add column dormant_warned_at timestamptz,
  -- The last thing a person did to it: a change or a move; null: nothing since it was created or imported. What is automatic does not set it.
  add column touched_at timestamptz,
  add column loss_reviewed_at timestamptz,
  add column loss_reviewed_by uuid;
create index deal_dormant on deal (org_id, pipeline_id, dormant_at desc, id desc) where dormant_at is not null;
-- Open but paused: neither stock nor forecast.
alter table deal_version add column is_dormant boolean not null default false;

create table notification (
  org_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  -- Words by kind, in the reader's language (core/notifications/kinds).
  kind text not null,
  data jsonb not null default '{}',
  subject_type text,
  subject_id uuid,
  created_at timestamptz not null,
  read_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, user_id) references app_user (org_id, id)
);
create index notification_user on notification (org_id, user_id, created_at desc, id desc);

-- ------------------------------------------------------------------------------- row-level security and privileges
do $$
declare t text;
begin
  foreach t in array array['pipeline_version', 'pipeline_draft', 'stage_successor', 'milestone', 'checklist_tick', 'gate_debt', 'field',
    'custom_value', 'custom_unique', 'computing', 'form', 'form_answer', 'approval_flow', 'approval', 'approval_task', 'substitute', 'notification']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy tenant on %I using (org_id = current_org()) with check (org_id = current_org())', t);
    execute format('grant select, insert, update, delete on %I to sluice_app', t);
  end loop;
end $$;
