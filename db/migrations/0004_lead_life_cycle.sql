-- From stranger to sales-ready lead (docs/decisions/0013): campaigns, what they cost, channel codes, and touches, by which a lead
-- keeps where it came from.

-- --------------------------------------------------------------------------------------------------------- campaigns
create table campaign (
  org_id uuid not null references org,
  id uuid not null,
  name text not null,
  -- core/campaigns/kinds
  kind text not null,
  -- As utm_campaign says it; what is captured with it belongs to this campaign.
  utm_key text not null check (utm_key ~ '^[a-z0-9][a-z0-9_.-]{0,79}$'),
  budget_minor bigint check (budget_minor >= 0),
  currency char(3) not null,
  -- [from_on, to_on): the day after the last; null: no end is planned.
  from_on date not null,
  to_on date check (to_on > from_on),
  owner_id uuid not null,
  team_id uuid,
  target_leads integer check (target_leads >= 0),
  target_won_minor bigint check (target_won_minor >= 0),
  -- Where its codes lead when they name no page of their own.
  landing_url text,
  -- A small picture for the middle of its QR codes, as a data: address.
  logo text check (length(logo) <= 100000),
  note text not null default '',
  archived_at timestamptz,
  created_by uuid not null,
  created_at timestamptz not null,
  version integer not null default 1,
  primary key (org_id, id),
  unique (org_id, utm_key),
  foreign key (org_id, owner_id) references app_user (org_id, id),
  foreign key (org_id, team_id) references team (org_id, id),
  foreign key (org_id, created_by) references app_user (org_id, id)
);
create index campaign_from on campaign (org_id, from_on desc, id desc);

-- What was spent, when and on which channel: cost per lead by channel and month needs more than one sum. Never changed, only taken back.
create table campaign_cost (
  org_id uuid not null,
  id uuid not null,
  campaign_id uuid not null,
  channel_id uuid,
  on_day date not null,
  amount_minor bigint not null check (amount_minor > 0),
  note text not null default '',
  created_by uuid not null,
  created_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, campaign_id) references campaign (org_id, id),
  foreign key (org_id, channel_id) references channel (org_id, id),
  foreign key (org_id, created_by) references app_user (org_id, id)
);
create index campaign_cost_day on campaign_cost (org_id, campaign_id, on_day desc, id desc);

-- One short link, and the QR code that shows it: campaign × channel × promoter × placement.
create table channel_code (
  org_id uuid not null,
  id uuid not null,
  -- What stands in the link, after the organisation's slug. Once printed it never changes and is never given again.
  code text not null check (code ~ '^[0-9A-HJKMNP-TV-Z]{7}$'),
  campaign_id uuid not null,
  channel_id uuid not null,
  -- Whose code it is; null: nobody's in particular.
  promoter_id uuid,
  -- Where it is shown ('Stand B12'), when one person has several.
  placement text not null default '',
  -- Its own page instead of the campaign's.
  landing_url text,
  -- Withdrawn: the link says so and counts no more.
  ended_at timestamptz,
  -- Visits whose touches the retention has taken away: the count stays whole.
  past_visits bigint not null default 0,
  created_by uuid not null,
  created_at timestamptz not null,
  version integer not null default 1,
  primary key (org_id, id),
  unique (org_id, code),
  unique nulls not distinct (org_id, campaign_id, channel_id, promoter_id, placement),
  foreign key (org_id, campaign_id) references campaign (org_id, id),
  foreign key (org_id, channel_id) references channel (org_id, id),
  foreign key (org_id, promoter_id) references app_user (org_id, id),
  foreign key (org_id, created_by) references app_user (org_id, id)
);
create index channel_code_promoter on channel_code (org_id, promoter_id) where promoter_id is not null;

-- ----------------------------------------------------------------------------------------------------------- touches
-- One arrival with its source: a code scanned, a tagged link followed, a source that was named with a typed lead. Kept apart from the
-- event log: anonymous ones are many and go after the retention; those of a lead stay.
create table touch (
  org_id uuid not null references org,
  id uuid not null,
  at timestamptz not null,
  -- core/touches/touch: how it became known.
  kind text not null check (kind in ('code', 'tagged', 'typed')),
  -- The browser, by a random first-party id; null where it asks not to be followed.
  visitor_id uuid,
  -- Since it is known whose arrival it was.
  lead_id uuid,
  campaign_id uuid,
  channel_id uuid,
  code_id uuid,
  promoter_id uuid,
  -- Lower case, as the link said it.
  utm_source text, utm_medium text, utm_campaign text, utm_term text, utm_content text,
  -- The advertiser's name of the click: gclid, bd_vid, …, and its value.
  click_id_kind text, click_id text,
  referrer_host text,
  -- Without query and fragment: those may hold personal data.
  landing_page text,
  primary key (org_id, id),
  foreign key (org_id, lead_id) references lead (org_id, id) on delete cascade,
  foreign key (org_id, campaign_id) references campaign (org_id, id),
  foreign key (org_id, channel_id) references channel (org_id, id),
  foreign key (org_id, code_id) references channel_code (org_id, id),
  foreign key (org_id, promoter_id) references app_user (org_id, id)
);
create index touch_visitor on touch (org_id, visitor_id, at) where visitor_id is not null;
create index touch_lead on touch (org_id, lead_id, at) where lead_id is not null;
create index touch_campaign on touch (org_id, campaign_id, code_id, kind) where campaign_id is not null;
-- What the retention takes away.
create index touch_anonymous on touch (org_id, at) where lead_id is null;

-- The first touch there was of a lead, and the last until it was captured. Later ones are found by touch.lead_id.
alter table lead
  add column first_touch_id uuid,
  add column last_touch_id uuid;
create index lead_first_touch on lead (org_id, first_touch_id) where first_touch_id is not null;
create index lead_last_touch on lead (org_id, last_touch_id) where last_touch_id is not null;

-- The deals of a lead: what its source brought in the end.
create index deal_lead on deal (org_id, lead_id) where lead_id is not null;

do $$
declare t text;
begin
  foreach t in array array['campaign', 'campaign_cost', 'channel_code', 'touch']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy tenant on %I using (org_id = current_org()) with check (org_id = current_org())', t);
    execute format('grant select, insert, update, delete on %I to sluice_app', t);
  end loop;
end $$;
