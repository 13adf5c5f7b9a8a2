-- The working day (docs/decisions/0014): what somebody put off, whom a record's comments reach, how many deals a week are to go on. As in 0001: org_id leads every key, row-level security, no triggers.

-- What a person does not want to see before an instant. It hides; it changes nothing of the record.
create table day_snooze (
  org_id uuid not null,
  user_id uuid not null,
  -- As the day names it: deal:<id>, lead:<id>, approval:<task>, task:<id>, mention:<notification>.
  item_key text not null,
  until timestamptz not null,
  primary key (org_id, user_id, item_key),
  foreign key (org_id, user_id) references app_user (org_id, id) on delete cascade
);

-- Who is told what is said about a record. A row that is off was ended by hand: neither owning nor commenting begins it again.
create table follow (
  org_id uuid not null,
  subject_type text not null check (subject_type in ('deal', 'lead', 'account', 'contact', 'alarm')),
  subject_id uuid not null,
  user_id uuid not null,
  is_on boolean not null,
  -- Comments made since are unread.
  seen_at timestamptz not null,
  primary key (org_id, subject_type, subject_id, user_id),
  foreign key (org_id, user_id) references app_user (org_id, id) on delete cascade
);

-- How many deals a week each person of a team (and of those below that have none of their own) is to take a stage further.
create table advance_quota (
  org_id uuid not null,
  team_id uuid not null,
  per_week integer not null check (per_week between 1 and 1000),
  version integer not null default 1,
  primary key (org_id, team_id),
  foreign key (org_id, team_id) references team (org_id, id) on delete cascade
);

-- Deals that somebody took further in a week; stays of a stage that ended last.
create index stay_owner_left on stay (org_id, owner_id, left_at) where left_at is not null;
create index stay_stage_left on stay (org_id, stage_id, left_at desc) where left_at is not null;

do $$
declare t text;
begin
  foreach t in array array['day_snooze', 'follow', 'advance_quota']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy tenant on %I using (org_id = current_org()) with check (org_id = current_org())', t);
    execute format('grant select, insert, update, delete on %I to sluice_app', t);
  end loop;
end $$;
