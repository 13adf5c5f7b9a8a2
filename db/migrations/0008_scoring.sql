-- What leads are scored by, and their scores (docs/decisions/0013, "Scores"). As in 0001: org_id leads every key, row-level security on
-- every table, no triggers.

alter table lead add column grade text;
-- Scores are rewritten without touching an index of the lead, if its page has room.
alter table lead set (fillfactor = 85);

-- One row an organisation: the rules that are being edited, and which version is in force.
create table score_setup (
  org_id uuid primary key references org,
  -- core/scoring/rules; null: nobody is editing.
  draft jsonb,
  draft_by uuid,
  draft_at timestamptz,
  -- Rises with every save of the draft.
  draft_version integer not null default 0,
  -- In force; null: no lead is scored yet.
  version_n integer,
  -- The learnt fit score counts for so many points; null: it does not count.
  model_points integer check (model_points between 1 and 100),
  foreign key (org_id, draft_by) references app_user (org_id, id)
);

-- Publications are never changed.
create table score_version (
  org_id uuid not null references org,
  n integer not null,
  rules jsonb not null,
  note text not null default '',
  published_by uuid,
  published_at timestamptz not null,
  primary key (org_id, n),
  foreign key (org_id, published_by) references app_user (org_id, id)
);

-- A learnt fit score, or why there is none. The newest ready one is asked.
create table fit_model (
  org_id uuid not null references org,
  id uuid not null,
  status text not null check (status in ('training', 'ready', 'refused', 'failed')),
  -- Null: by the schedule.
  asked_by uuid,
  started_at timestamptz not null,
  finished_at timestamptz,
  -- Leads created within [learnt_from, learnt_to) whose outcome after window_days was known.
  learnt_from timestamptz,
  learnt_to timestamptz,
  window_days integer not null,
  leads integer,
  converted integer,
  -- Why it was refused: code and detail of the refusal.
  refusal jsonb,
  -- core/scoring/fit-model: plain data, no code.
  model jsonb,
  report jsonb,
  primary key (org_id, id),
  foreign key (org_id, asked_by) references app_user (org_id, id)
);
create index fit_model_newest on fit_model (org_id, started_at desc);
create unique index fit_model_training on fit_model (org_id) where status = 'training';

-- All leads anew, after the rules or the model changed.
create table rescore (
  org_id uuid not null references org,
  id uuid not null,
  version_n integer not null,
  status text not null check (status in ('running', 'done', 'failed', 'replaced')),
  because text not null check (because in ('rules', 'model', 'asked')),
  -- Leads up to this id are done.
  after_id uuid not null default '00000000-0000-0000-0000-000000000000',
  done integer not null default 0,
  total integer not null,
  became_ready integer not null default 0,
  ceased integer not null default 0,
  asked_by uuid,
  started_at timestamptz not null,
  finished_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, asked_by) references app_user (org_id, id)
);
create index rescore_newest on rescore (org_id, started_at desc);
create unique index rescore_running on rescore (org_id) where status = 'running';

-- The score of a lead, and what it takes to let it fade without reading what the lead did again.
create table lead_score (
  org_id uuid not null references org,
  lead_id uuid not null,
  version_n integer not null,
  score smallint not null,
  grade text not null,
  -- With hysteresis: core/scoring/readiness.
  is_ready boolean not null,
  fit real not null,
  behaviour real not null,
  -- Match with the ideal customer and learnt chance, 0 to 1; null: not known, not asked.
  icp real,
  chance real,
  -- Points left of each behaviour rule at its last event: {rule: [points, epoch ms]}.
  sums jsonb not null,
  -- The score stands for this day of the organisation's zone; on next_on, when nothing else happens, it is another.
  scored_on date not null,
  next_on date,
  primary key (org_id, lead_id),
  foreign key (org_id, lead_id) references lead (org_id, id) on delete cascade
) with (fillfactor = 85);
create index lead_score_next on lead_score (org_id, next_on) where next_on is not null;

-- How a score came to be: one row for each change that was not mere fading; those that changed grade or readiness are in the log besides.
create table score_step (
  org_id uuid not null references org,
  lead_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  because text not null check (because in ('behaviour', 'attributes', 'fading', 'rules', 'model')),
  -- What was done, or which fields changed: core/scoring/contract.
  what jsonb not null default '[]',
  from_score smallint,
  score smallint not null,
  from_grade text,
  grade text not null,
  is_ready boolean not null,
  version_n integer not null,
  primary key (org_id, lead_id, id),
  foreign key (org_id, lead_id) references lead (org_id, id) on delete cascade
);
create index score_step_at on score_step (org_id, at);

-- Organisations in which something waits to be scored: asked every second without knowing one.
create function orgs_with_signals() returns table (org_id uuid)
  language sql stable security definer set search_path = public as 'select distinct s.org_id from lead_signal s';
revoke all on function orgs_with_signals() from public;
grant execute on function orgs_with_signals() to sluice_app;

do $$
declare t text;
begin
  foreach t in array array['score_setup', 'score_version', 'fit_model', 'rescore', 'lead_score', 'score_step']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy tenant on %I using (org_id = current_org()) with check (org_id = current_org())', t);
    execute format('grant select, insert, update, delete on %I to sluice_app', t);
  end loop;
end $$;
