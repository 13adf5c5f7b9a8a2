-- Automations (docs/decisions/0014): what they are, what set them off, what they did, and whose clock is running.
-- As in 0001: org_id leads every key, row-level security on every table, no triggers.

create table automation (
  org_id uuid not null references org,
  id uuid not null,
  name text not null,
  -- core/automation/definition
  draft jsonb not null,
  has_unpublished boolean not null default true,
  published_number integer,
  -- Since when it is set off by anything: its last publication, or when it was resumed.
  active_since timestamptz,
  -- The order in which automations are asked.
  position integer not null,
  paused_at timestamptz,
  -- Why a guard paused it (contract: pausedBecause); null: by hand.
  paused jsonb,
  archived_at timestamptz,
  -- Its address for calls from outside, and the secret that signs them, sealed (platform/secrets).
  hook_key text not null,
  hook_secret text,
  -- The next instant of a schedule.
  next_at timestamptz,
  -- The clocks of records that were there before are being set.
  is_filling boolean not null default false,
  -- Its owner was last told of a run that was cut or failed.
  told_at timestamptz,
  owner_id uuid not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 1,
  primary key (org_id, id),
  unique (org_id, hook_key),
  foreign key (org_id, owner_id) references app_user (org_id, id)
);
create index automation_active on automation (org_id, position) where published_number is not null and paused_at is null and archived_at is null;
create index automation_next on automation (org_id, next_at) where next_at is not null;

-- Never changed: runs follow theirs to the end.
create table automation_version (
  org_id uuid not null,
  automation_id uuid not null,
  number integer not null,
  definition jsonb not null,
  note text not null default '',
  published_by uuid not null,
  published_at timestamptz not null,
  primary key (org_id, automation_id, number),
  foreign key (org_id, automation_id) references automation (org_id, id) on delete cascade,
  foreign key (org_id, published_by) references app_user (org_id, id)
);

create table automation_run (
  org_id uuid not null,
  id uuid not null,
  automation_id uuid not null,
  version_number integer not null,
  -- What set it off: an event, a clock, a call. Once for each.
  key text not null,
  record_type text,
  record_id uuid,
  -- The event that set it off, and how many automations lie on the way back from it.
  cause_seq bigint,
  depth integer not null default 0,
  -- Who did it.
  actor_id uuid,
  -- Automations set off by the same are asked in order; is_first: those after it wait until it is decided.
  occasion text not null,
  position integer not null,
  is_first boolean not null default false,
  state text not null default 'queued' check (state in ('queued', 'waiting', 'done', 'unmet', 'passed', 'cut', 'failed', 'cancelled')),
  reason text,
  -- Its automation is paused.
  is_held boolean not null default false,
  -- The step that is next, from due_at on; null: the condition is asked first.
  step_id text,
  due_at timestamptz,
  at timestamptz not null,
  ended_at timestamptz,
  duration_ms integer not null default 0,
  attempts integer not null default 0,
  problem text,
  clauses jsonb,
  inputs jsonb not null default '{}',
  did integer not null default 0,
  refused integer not null default 0,
  primary key (org_id, id),
  unique (org_id, automation_id, key),
  foreign key (org_id, automation_id, version_number) references automation_version (org_id, automation_id, number) on delete cascade
);
create index automation_run_due on automation_run (org_id, due_at, cause_seq, position, id) where state in ('queued', 'waiting') and not is_held;
create index automation_run_occasion on automation_run (org_id, occasion, position) where state = 'queued';
create index automation_run_record on automation_run (org_id, record_id, at desc, id desc) where record_id is not null;
create index automation_run_latest on automation_run (org_id, at desc, id desc);
create index automation_run_automation on automation_run (org_id, automation_id, at desc, id desc);
create index automation_run_state on automation_run (org_id, automation_id, state) where state in ('queued', 'waiting', 'failed', 'cut');

-- What each step came to. xid: the transaction that did it; events of that transaction are the run's.
create table automation_step (
  org_id uuid not null,
  run_id uuid not null,
  n integer not null,
  step_id text not null,
  type text not null,
  at timestamptz not null,
  outcome text not null check (outcome in ('done', 'refused', 'yes', 'no', 'waited', 'stopped')),
  code text,
  detail jsonb not null default '{}',
  duration_ms integer not null default 0,
  xid xid8 not null default pg_current_xact_id(),
  primary key (org_id, run_id, n),
  foreign key (org_id, run_id) references automation_run (org_id, id) on delete cascade
);
create index automation_step_xid on automation_step (org_id, xid);

-- A clock that runs for a record: at due_at the fact is asked again.
create table automation_due (
  org_id uuid not null,
  automation_id uuid not null,
  record_id uuid not null,
  key text not null,
  due_at timestamptz not null,
  primary key (org_id, automation_id, record_id),
  foreign key (org_id, automation_id) references automation (org_id, id) on delete cascade
);
create index automation_due_at on automation_due (org_id, due_at);

do $$
declare t text;
begin
  foreach t in array array['automation', 'automation_version', 'automation_run', 'automation_step', 'automation_due']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy tenant on %I using (org_id = current_org()) with check (org_id = current_org())', t);
    execute format('grant select, insert, update, delete on %I to sluice_app', t);
  end loop;
end $$;
