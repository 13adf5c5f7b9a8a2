-- Clean leads: duplicates and their merging, pre-screening before assignment, and proof of effort before a lead is given up.

-- ------------------------------------------------------------------------------------------------- what leads are alike by
-- Equality of plain columns may use an index under row-level security; that of a function's result may not.
alter table lead add column email_key text generated always as (lower(email)) stored;
alter table contact add column email_key text generated always as (lower(email)) stored;
create index lead_phone on lead (org_id, phone_e164) where phone_e164 is not null;
create index lead_email on lead (org_id, email_key) where email_key is not null;
create index lead_wechat on lead (org_id, wechat) where wechat is not null;
create index contact_phone on contact (org_id, phone_e164) where phone_e164 is not null;
create index contact_email on contact (org_id, email_key) where email_key is not null;

-- Two leads that may be one: found after every change of either, kept while it holds. low_id < high_id.
create table lead_pair (
  org_id uuid not null,
  id uuid not null,
  low_id uuid not null,
  high_id uuid not null check (high_id > low_id),
  -- 0…100, core/cleaning/likeness; reasons: what added or took away how many points.
  score integer not null check (score between 0 and 100),
  reasons jsonb not null,
  found_at timestamptz not null,
  -- Somebody looked and says that they are two.
  dismissed_by uuid,
  dismissed_at timestamptz,
  primary key (org_id, low_id, high_id),
  unique (org_id, id),
  foreign key (org_id, low_id) references lead (org_id, id) on delete cascade,
  foreign key (org_id, high_id) references lead (org_id, id) on delete cascade,
  foreign key (org_id, dismissed_by) references app_user (org_id, id)
);
create index lead_pair_score on lead_pair (org_id, score desc, id desc) where dismissed_at is null;
create index lead_pair_high on lead_pair (org_id, high_id);

-- ------------------------------------------------------------------------------------------------------------ merging
-- A merged lead keeps its row and its number, points to the one that stands for it, and is in nobody's sight: no list, report,
-- search, score or sequence meets it, without asking each query to think of it.
alter table lead add column merged_into uuid;
create index lead_merged on lead (org_id, merged_into) where merged_into is not null;
create policy merged on lead as restrictive using (merged_into is null or current_setting('app.merged', true) = 'on');

-- Auto-merge happens only where one of these says so. In the order of their position; the first that fits.
create table merge_rule (
  org_id uuid not null references org,
  id uuid not null,
  position integer not null,
  name text not null,
  -- Both leads must fulfil it; text of a condition, empty: any two.
  condition text not null default '',
  min_score integer not null check (min_score between 50 and 100),
  -- The earlier or the later of the two stays.
  keep text not null check (keep in ('older', 'newer')),
  is_enabled boolean not null default false,
  created_by uuid not null,
  created_at timestamptz not null,
  version integer not null default 1,
  primary key (org_id, id),
  foreign key (org_id, created_by) references app_user (org_id, id)
);

create table lead_merge (
  org_id uuid not null references org,
  id uuid not null,
  kept_id uuid not null,
  merged_id uuid not null,
  at timestamptz not null,
  -- Null with a rule.
  merged_by uuid,
  rule_id uuid,
  rule_name text,
  score integer not null,
  reasons jsonb not null,
  -- Column → [before, after] of the one kept; the row of the one merged; table → keys of what moved over.
  written jsonb not null,
  merged_row jsonb not null,
  moved jsonb not null,
  undone_at timestamptz,
  undone_by uuid,
  primary key (org_id, id),
  foreign key (org_id, merged_by) references app_user (org_id, id),
  foreign key (org_id, undone_by) references app_user (org_id, id)
);
create index lead_merge_at on lead_merge (org_id, at desc, id desc);
create index lead_merge_kept on lead_merge (org_id, kept_id, at);
create unique index lead_merge_merged on lead_merge (org_id, merged_id) where undone_at is null;

-- -------------------------------------------------------------------------------------------------------- pre-screening
create table screen_rule (
  org_id uuid not null references org,
  id uuid not null,
  -- Asked in this order; the first that fits decides.
  position integer not null,
  name text not null,
  condition text not null,
  action text not null check (action in ('hold', 'nurture', 'mark')),
  -- What is put on the lead by 'mark'.
  tag_id uuid,
  is_enabled boolean not null default true,
  created_by uuid not null,
  created_at timestamptz not null,
  version integer not null default 1,
  primary key (org_id, id),
  foreign key (org_id, tag_id) references tag (org_id, id),
  foreign key (org_id, created_by) references app_user (org_id, id)
);

-- The verdict on a lead, given once: before it is assigned. No row: not screened yet, or nothing to screen by.
create table screened_lead (
  org_id uuid not null,
  lead_id uuid not null,
  at timestamptz not null,
  verdict text not null check (verdict in ('pass', 'hold', 'nurture', 'mark')),
  rule_id uuid,
  rule_name text,
  -- Of a held one: what somebody decided.
  decision text check (decision in ('released', 'refused')),
  decided_by uuid,
  decided_at timestamptz,
  primary key (org_id, lead_id),
  foreign key (org_id, lead_id) references lead (org_id, id) on delete cascade,
  foreign key (org_id, decided_by) references app_user (org_id, id)
);
create index screened_lead_held on screened_lead (org_id, at desc, lead_id desc) where verdict = 'hold';

-- ------------------------------------------------------------------------------------------------------ proof of effort
create table effort_policy (
  org_id uuid not null references org,
  -- On so many different days somebody tried, …
  attempts integer not null check (attempts between 0 and 20),
  -- … the first and the last of them so many days apart, both counted.
  over_days integer not null check (over_days between 1 and 90),
  -- Who need not prove it.
  exempt_roles text[] not null default '{}',
  -- Working days after which the tasks of a follow-up plan are due.
  plan_days integer[] not null,
  version integer not null default 1,
  primary key (org_id)
);

-- Who wanted to give a lead up without having tried. No key to lead: written beside the transaction that refused.
create table effort_refusal (
  org_id uuid not null references org,
  id uuid not null,
  lead_id uuid not null,
  user_id uuid not null,
  at timestamptz not null,
  reason text not null,
  attempts integer not null,
  over_days integer not null,
  primary key (org_id, id),
  foreign key (org_id, user_id) references app_user (org_id, id)
);
create index effort_refusal_at on effort_refusal (org_id, at desc, id desc);

-- A step of the plan for a lead that does not answer or is not ready: a task of its owner's.
alter table action_item add column lead_id uuid;
create index action_item_lead on action_item (org_id, lead_id) where lead_id is not null;

do $$
declare t text;
begin
  foreach t in array array['lead_pair', 'merge_rule', 'lead_merge', 'screen_rule', 'screened_lead', 'effort_policy', 'effort_refusal']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy tenant on %I using (org_id = current_org()) with check (org_id = current_org())', t);
    execute format('grant select, insert, update, delete on %I to sluice_app', t);
  end loop;
end $$;
