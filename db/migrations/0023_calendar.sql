-- The calendar, tasks that repeat, and how often customers are to be spoken to. As in 0001: org_id leads every key, row-level security, no triggers.

-- A task that repeats (core/actions/recurrence.ts). Its occurrences are action items; what the next one will say stands here.
create table action_series (
  org_id uuid not null references org,
  id uuid not null,
  rule jsonb not null,
  -- From when the rule counts.
  first_on date not null,
  title text not null,
  body text not null default '',
  assignee_id uuid,
  pipeline_id uuid,
  stage_id uuid,
  -- The day of the next one that is not made yet; null: there will be none.
  next_on date,
  -- How many there were, those passed over included, and how many of them were not done.
  made integer not null default 0,
  missed integer not null default 0,
  created_by uuid not null,
  created_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, assignee_id) references app_user (org_id, id),
  foreign key (org_id, created_by) references app_user (org_id, id)
);
create index action_series_next on action_series (org_id, next_on) where next_on is not null;

alter table action_item add column series_id uuid;
-- Its day by the rule; `due_on` may have been moved.
alter table action_item add column series_on date;
-- Ended because the one after the next was due.
alter table action_item add column is_missed boolean not null default false;
alter table action_item add foreign key (org_id, series_id) references action_series (org_id, id);
-- However often the next one is made, it is there once.
create unique index action_item_series on action_item (org_id, series_id, series_on) where series_id is not null;
-- Months of a team.
create index action_item_due on action_item (org_id, due_on) where status = 'open';
create index deal_due_day on deal (org_id, next_step_due) where status = 'open' and next_step_due is not null;
create index deal_close_day on deal (org_id, expected_close_on) where status = 'open' and expected_close_on is not null;
create index lead_due_day on lead (org_id, next_step_due) where next_step_due is not null;
create index response_clock_due on response_clock (org_id, due_at) where ended_at is null;

-- The secret address under which a person's calendar is read; only its hash is kept.
create table calendar_feed (
  org_id uuid not null,
  user_id uuid not null,
  token_hash bytea not null,
  created_at timestamptz not null,
  primary key (org_id, user_id),
  foreign key (org_id, user_id) references app_user (org_id, id) on delete cascade
);
create unique index calendar_feed_token on calendar_feed (org_id, token_hash);

-- When silence is too long and contact too much (core/config/cadence.ts); without a row, as usual.
create table cadence_setting (
  org_id uuid primary key references org,
  limits jsonb not null,
  version integer not null
);

do $$
declare t text;
begin
  foreach t in array array['action_series', 'calendar_feed', 'cadence_setting']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy tenant on %I using (org_id = current_org()) with check (org_id = current_org())', t);
    execute format('grant select, insert, update, delete on %I to sluice_app', t);
  end loop;
end $$;
