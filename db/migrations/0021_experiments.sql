-- Experiments: sales paths held against each other at random, deal by deal.
create table experiment (
  org_id uuid not null references org,
  id uuid not null,
  name text not null,
  state text not null check (state in ('draft', 'running', 'concluded', 'stopped')),
  -- core/experiments/definition; it stands from the start on.
  definition jsonb not null,
  owner_id uuid not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  started_at timestamptz,
  ended_at timestamptz,
  -- What was planned when it started.
  plan jsonb,
  -- As last judged over all deals: code, arm, at.
  verdict jsonb,
  -- The verdict that its owner was told last.
  told text,
  -- arm, reason, byId, adoptedStageId.
  conclusion jsonb,
  version integer not null default 1,
  primary key (org_id, id),
  foreign key (org_id, owner_id) references app_user (org_id, id)
);
create index experiment_running on experiment (org_id, id) where state = 'running';

-- A deal that takes part, with its arm and what was known of it then.
create table experiment_entry (
  org_id uuid not null,
  experiment_id uuid not null,
  deal_id uuid not null,
  arm text not null,
  entered_at timestamptz not null,
  amount_minor bigint,
  currency text not null,
  source_id uuid,
  owner_id uuid,
  -- The tasks of its path, in their order.
  item_ids uuid[] not null default '{}',
  primary key (org_id, experiment_id, deal_id),
  foreign key (org_id, experiment_id) references experiment (org_id, id) on delete cascade,
  foreign key (org_id, deal_id) references deal (org_id, id) on delete cascade
);
create index experiment_entry_deal on experiment_entry (org_id, deal_id);
create index experiment_entry_latest on experiment_entry (org_id, experiment_id, entered_at desc, deal_id desc);

do $$
declare t text;
begin
  foreach t in array array['experiment', 'experiment_entry']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy tenant on %I using (org_id = current_org()) with check (org_id = current_org())', t);
    execute format('grant select, insert, update, delete on %I to sluice_app', t);
  end loop;
end $$;
