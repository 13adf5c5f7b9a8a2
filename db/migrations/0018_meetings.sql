-- Review meetings: their series, what was looked at, noted and promised in each.
create table meeting_series (
  org_id uuid not null references org,
  id uuid not null,
  name text not null,
  pipeline_id uuid not null,
  -- Null: about everybody's deals.
  team_id uuid,
  facilitator_id uuid not null,
  cadence text not null check (cadence in ('weekly', 'biweekly', 'monthly')),
  first_on date not null,
  -- Wall time of the organisation's zone.
  at_time text not null,
  section_minutes integer not null default 15,
  archived_at timestamptz,
  created_by uuid not null,
  created_at timestamptz not null,
  version integer not null default 1,
  primary key (org_id, id),
  foreign key (org_id, pipeline_id) references pipeline (org_id, id),
  foreign key (org_id, team_id) references team (org_id, id),
  foreign key (org_id, facilitator_id) references app_user (org_id, id)
);

-- Who takes part; the facilitator does.
create table meeting_member (
  org_id uuid not null,
  series_id uuid not null,
  user_id uuid not null,
  primary key (org_id, series_id, user_id),
  foreign key (org_id, series_id) references meeting_series (org_id, id) on delete cascade,
  foreign key (org_id, user_id) references app_user (org_id, id)
);
create index meeting_member_user on meeting_member (org_id, user_id);

create table meeting (
  org_id uuid not null,
  id uuid not null,
  series_id uuid not null,
  status text not null check (status in ('planned', 'open', 'closed', 'skipped')),
  planned_at timestamptz not null,
  opened_at timestamptz,
  closed_at timestamptz,
  -- core/meetings/agenda: made when it is opened, never changed after.
  agenda jsonb,
  -- core/meetings/minutes: made when it is closed.
  minutes jsonb,
  -- Where it stands while it is open: seconds spent by section up to `running_since`, null while paused.
  presenter_id uuid,
  section text,
  running_since timestamptz,
  spent jsonb not null default '{}',
  primary key (org_id, id),
  foreign key (org_id, series_id) references meeting_series (org_id, id)
);
-- One is ahead or running.
create unique index meeting_ahead on meeting (org_id, series_id) where status in ('planned', 'open');
create index meeting_series_order on meeting (org_id, series_id, planned_at desc, id desc);

create table meeting_attendance (
  org_id uuid not null,
  meeting_id uuid not null,
  user_id uuid not null,
  joined_at timestamptz not null,
  primary key (org_id, meeting_id, user_id),
  foreign key (org_id, meeting_id) references meeting (org_id, id) on delete cascade
);

-- Everybody has a note of their own on each section, so that two who write at once lose nothing.
create table meeting_note (
  org_id uuid not null,
  meeting_id uuid not null,
  section text not null,
  user_id uuid not null,
  body text not null,
  version integer not null,
  changed_at timestamptz not null,
  primary key (org_id, meeting_id, section, user_id),
  foreign key (org_id, meeting_id) references meeting (org_id, id) on delete cascade
);

-- The meeting that took an item on.
alter table action_item add column meeting_id uuid;
alter table action_item add foreign key (org_id, meeting_id) references meeting (org_id, id);
create index action_item_meeting on action_item (org_id, meeting_id) where meeting_id is not null;
create index action_item_topics on action_item (org_id, created_at) where kind = 'review_topic' and status = 'open';

do $$
declare t text;
begin
  foreach t in array array['meeting_series', 'meeting_member', 'meeting', 'meeting_attendance', 'meeting_note']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy tenant on %I using (org_id = current_org()) with check (org_id = current_org())', t);
    execute format('grant select, insert, update, delete on %I to sluice_app', t);
  end loop;
end $$;
