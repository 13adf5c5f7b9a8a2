-- Projects after a win: templates, projects, the place of their tasks (which are action items), hand-over to service. As in 0001: org_id leads every key, row-level security, no triggers.
create table project_template (
  org_id uuid not null references org,
  id uuid not null,
  name text not null,
  description text not null default '',
  -- core/projects/template
  definition jsonb not null,
  archived_at timestamptz,
  created_at timestamptz not null,
  version integer not null default 1,
  primary key (org_id, id)
);
create unique index project_template_name on project_template (org_id, lower(name)) where archived_at is null;

create table project (
  org_id uuid not null references org,
  id uuid not null,
  name text not null,
  account_id uuid not null,
  deal_id uuid,
  template_id uuid,
  -- The template as it was when the project was made, and which version that was.
  template jsonb,
  template_version integer,
  state text not null check (state in ('running', 'done', 'cancelled')),
  owner_id uuid not null,
  starts_on date not null,
  notes text not null default '',
  -- [{text, isGiven}]
  checklist jsonb not null default '[]',
  hand_over_to uuid,
  hand_over_by uuid,
  hand_over_status text check (hand_over_status in ('open', 'accepted', 'rejected')),
  handed_over_at timestamptz,
  hand_over_decided_at timestamptz,
  hand_over_note text not null default '',
  -- Made by an automation: once for a deal and template, whatever happens to the deal.
  is_automatic boolean not null default false,
  created_by uuid not null,
  created_at timestamptz not null,
  ended_at timestamptz,
  ended_by uuid,
  outcome text not null default '',
  version integer not null default 1,
  primary key (org_id, id),
  foreign key (org_id, account_id) references account (org_id, id) on delete cascade,
  foreign key (org_id, deal_id) references deal (org_id, id) on delete set null (deal_id),
  foreign key (org_id, template_id) references project_template (org_id, id),
  foreign key (org_id, owner_id) references app_user (org_id, id),
  foreign key (org_id, hand_over_to) references app_user (org_id, id)
);
create unique index project_once on project (org_id, deal_id, template_id) where is_automatic and deal_id is not null;
create index project_account on project (org_id, account_id);
create index project_deal on project (org_id, deal_id) where deal_id is not null;
create index project_owner on project (org_id, owner_id, state);
create index project_order on project (org_id, starts_on desc, id desc);
create index project_to_accept on project (org_id, hand_over_to) where hand_over_status = 'open';

alter table action_item add column project_id uuid;
alter table action_item add foreign key (org_id, project_id) references project (org_id, id) on delete set null (project_id);
create index action_item_project on action_item (org_id, project_id) where project_id is not null;

-- Where a task stands in its project, and from what its day was counted.
create table project_task (
  org_id uuid not null,
  item_id uuid not null,
  project_id uuid not null,
  phase text not null,
  position integer not null,
  -- Null: added by hand.
  days integer,
  unit text not null check (unit in ('days', 'work_days')),
  planned_on date,
  -- Whom the template asked for and nobody was.
  unfilled text,
  -- Skipped by the end of the project, so that reopening takes it up again.
  is_skipped_by_end boolean not null default false,
  primary key (org_id, item_id),
  foreign key (org_id, item_id) references action_item (org_id, id) on delete cascade,
  foreign key (org_id, project_id) references project (org_id, id) on delete cascade
);
create index project_task_project on project_task (org_id, project_id, position);

do $$
declare t text;
begin
  foreach t in array array['project_template', 'project', 'project_task']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy tenant on %I using (org_id = current_org()) with check (org_id = current_org())', t);
    execute format('grant select, insert, update, delete on %I to sluice_app', t);
  end loop;
end $$;
