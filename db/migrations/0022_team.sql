-- The manager's view: deals that a manager took over for a while. As in 0001: org_id leads every key, row-level security, no triggers.
create table take_over (
  org_id uuid not null,
  id uuid not null,
  deal_id uuid not null,
  -- Who took it over, and whose it is: to whom it goes back.
  taken_by uuid not null,
  owner_id uuid not null,
  reason text not null,
  -- The day by which it is to go back.
  until_on date not null,
  taken_at timestamptz not null,
  reminded_at timestamptz,
  ended_at timestamptz,
  ended_by uuid,
  -- Handed back, or somebody else became the owner meanwhile.
  outcome text check (outcome in ('returned', 'reassigned')),
  note text not null default '',
  primary key (org_id, id),
  foreign key (org_id, deal_id) references deal (org_id, id) on delete cascade,
  foreign key (org_id, taken_by) references app_user (org_id, id),
  foreign key (org_id, owner_id) references app_user (org_id, id),
  foreign key (org_id, ended_by) references app_user (org_id, id),
  check ((ended_at is null) = (outcome is null))
);
-- A deal is taken over once at a time.
create unique index take_over_running on take_over (org_id, deal_id) where ended_at is null;
create index take_over_due on take_over (org_id, until_on) where ended_at is null and reminded_at is null;
create index take_over_deal on take_over (org_id, deal_id, taken_at desc);

alter table take_over enable row level security;
create policy tenant on take_over using (org_id = current_org()) with check (org_id = current_org());
grant select, insert, update, delete on take_over to sluice_app;

-- How complete records are, told once a week.
alter table digest drop constraint digest_kind_check;
alter table digest add constraint digest_kind_check check (kind in ('brief', 'weekly', 'completeness'));
