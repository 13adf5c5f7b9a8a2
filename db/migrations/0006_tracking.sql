-- What visitors do on an organisation's own web sites (docs/decisions/0013, "Tracking"): anonymous and bounded, joined to a lead once it is
-- known whose it was. As in 0001: org_id leads every key, row-level security on every table, no triggers.

-- ------------------------------------------------------------------------------------------------ behaviour of leads
-- What a lead did on one day of the organisation's zone: what scores read, and what stays when the single events are gone.
create table lead_behaviour_day (
  org_id uuid not null references org,
  lead_id uuid not null,
  day date not null,
  -- core/tracking/behaviour
  kind text not null check (kind in ('page_view', 'document_view', 'download', 'form_start', 'form_submit', 'mail_open', 'mail_click', 'pricing_view')),
  -- The page's host and path, the form's or the mail's name.
  subject text not null,
  n integer not null check (n > 0),
  last_at timestamptz not null,
  primary key (org_id, lead_id, day, kind, subject),
  foreign key (org_id, lead_id) references lead (org_id, id) on delete cascade
);

-- A queue: what was added to a lead's behaviour and is not scored yet. Whoever scores deletes what it has read; what nobody reads goes after a week.
create table lead_signal (
  org_id uuid not null,
  id uuid not null,
  lead_id uuid not null,
  kind text not null,
  subject text not null,
  at timestamptz not null,
  n integer not null check (n > 0),
  primary key (org_id, id),
  foreign key (org_id, lead_id) references lead (org_id, id) on delete cascade
);
-- For the cascade: a deleted lead must not read the whole queue.
create index lead_signal_lead on lead_signal (org_id, lead_id);

-- ------------------------------------------------------------------------------------------------------------- sites
create table site (
  org_id uuid not null references org,
  id uuid not null,
  name text not null,
  is_on boolean not null default true,
  -- ask: nothing before the page says yes; assumed: until it says no; off: nobody is recognised again.
  consent text not null default 'ask' check (consent in ('ask', 'assumed', 'off')),
  -- Single events are kept so long; what is added up by day stays.
  retention_days integer not null default 90 check (retention_days between 7 and 730),
  -- Events beyond these in one day are dropped: storage has an end.
  daily_limit integer not null default 500000 check (daily_limit between 100 and 50000000),
  -- Paths, `*` standing for any text: what counts as a look at the prices, or at a document.
  pricing_paths text[] not null default '{}',
  document_paths text[] not null default '{}',
  -- With which the organisation's own server signs who a visitor is; sealed (platform/secrets).
  secret text not null,
  archived_at timestamptz,
  created_by uuid not null,
  created_at timestamptz not null,
  version integer not null default 1,
  primary key (org_id, id),
  foreign key (org_id, created_by) references app_user (org_id, id)
);
-- Whose pages may report: scheme, host and port, as a browser's Origin says them.
create table site_origin (
  org_id uuid not null,
  origin text not null,
  site_id uuid not null,
  primary key (org_id, origin),
  foreign key (org_id, site_id) references site (org_id, id) on delete cascade
);
create index site_origin_site on site_origin (org_id, site_id);

-- What arrived on a day (UTC): shown beside the snippet, and what the daily limit is asked of.
create table site_day (
  org_id uuid not null,
  site_id uuid not null,
  day date not null,
  kept bigint not null default 0,
  refused bigint not null default 0,
  last_at timestamptz not null,
  primary key (org_id, site_id, day),
  foreign key (org_id, site_id) references site (org_id, id) on delete cascade
);

-- ---------------------------------------------------------------------------------------------------------- visitors
-- One browser on one organisation's sites, by a random id of the page's own storage.
create table visitor (
  org_id uuid not null references org,
  id uuid not null,
  -- Where it was seen first; null: not yet, but a form or a mail told of it.
  site_id uuid,
  first_at timestamptz not null,
  -- To the hour.
  last_at timestamptz not null,
  -- Whose it is since `known_at`, by a form, a mail's link or a signed name.
  lead_id uuid,
  known_by text check (known_by in ('form', 'mail', 'signed', 'demo')),
  known_at timestamptz,
  -- Batches are numbered; the highest seen, and which of the 32 before it: a batch that comes twice counts once (core/tracking/replay).
  seq_high bigint not null default 0,
  seq_bits bigint not null default 0,
  -- The last source it came by, and when: a page that is loaded again is no new arrival.
  source_key text,
  source_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, lead_id) references lead (org_id, id) on delete set null (lead_id)
);
create index visitor_lead on visitor (org_id, lead_id) where lead_id is not null;
-- What the retention takes away.
create index visitor_last on visitor (org_id, last_at) where lead_id is null;

-- A signed name is good for one browser.
create table identify_use (
  org_id uuid not null references org,
  -- SHA-256 of the token.
  token text not null,
  visitor_id uuid not null,
  expires_at timestamptz not null,
  primary key (org_id, token)
);
create index identify_use_expiry on identify_use (org_id, expires_at);

-- -------------------------------------------------------------------------------------------------------- raw events
-- Weeks are made and dropped by the functions below; a week is one table for all organisations. No foreign keys: 500 rows a second.
create table visit_event (
  org_id uuid not null,
  at timestamptz not null,
  id uuid not null,
  site_id uuid not null,
  visitor_id uuid not null,
  -- Since it is known whose it was.
  lead_id uuid,
  kind text not null,
  subject text not null,
  title text,
  primary key (org_id, at, id)
) partition by range (at);
create index visit_event_visitor on visit_event (org_id, visitor_id, at);
create index visit_event_lead on visit_event (org_id, lead_id, at) where lead_id is not null;

-- The application owns no table, so these run as the owner. They name tables by weeks alone: nothing of a request is in them.
-- Makes the weeks (from Monday, UTC) that hold the span, where they are missing; answers how many it made.
create function make_visit_weeks(span_from timestamptz, span_to timestamptz) returns integer
  language plpgsql security definer set search_path = public set timezone = 'UTC' as $$
declare
  week date := date_trunc('week', span_from);
  name text;
  made integer := 0;
begin
  if span_to - span_from > interval '800 days' then raise exception 'too many weeks'; end if;
  while week <= span_to loop
    name := 'visit_event_' || to_char(week, 'YYYYMMDD');
    if to_regclass(name) is null then
      -- One at a time; attaching, unlike "partition of", lets readers and writers of other weeks go on.
      perform pg_advisory_xact_lock(7311002);
      if to_regclass(name) is null then
        execute format('create table %I (like visit_event including defaults including constraints)', name);
        execute format('alter table %I enable row level security', name);
        execute format('alter table visit_event attach partition %I for values from (%L) to (%L)', name, week::timestamptz, (week + 7)::timestamptz);
        made := made + 1;
      end if;
    end if;
    week := week + 7;
  end loop;
  return made;
end $$;

-- Drops the weeks that no site's retention reaches any more; answers how many. The retention is read here, not given.
create function drop_visit_weeks(as_of timestamptz) returns integer
  language plpgsql security definer set search_path = public set timezone = 'UTC' as $$
declare
  keep timestamptz := least(as_of, now()) - make_interval(days => coalesce((select max(retention_days) from site), 90));
  part record;
  dropped integer := 0;
begin
  for part in
    select c.relname::text as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'visit_event'::regclass and c.relname ~ '^visit_event_\d{8}$' order by 1
  loop
    if to_date(right(part.name, 8), 'YYYYMMDD') + 7 <= keep then
      perform pg_advisory_xact_lock(7311002);
      execute format('drop table if exists %I', part.name);
      dropped := dropped + 1;
    end if;
  end loop;
  return dropped;
end $$;
revoke all on function make_visit_weeks(timestamptz, timestamptz), drop_visit_weeks(timestamptz) from public;
grant execute on function make_visit_weeks(timestamptz, timestamptz), drop_visit_weeks(timestamptz) to sluice_app;

-- ----------------------------------------------------------------------------------------------- high-value signals
-- What an organisation changed of the rules that come with Sluice (core/tracking/signal-rules), and its own.
create table signal_rule (
  org_id uuid not null references org,
  key text not null,
  -- core/tracking/signal-rule
  definition jsonb not null,
  is_on boolean not null default true,
  changed_by uuid not null,
  changed_at timestamptz not null,
  version integer not null default 1,
  primary key (org_id, key),
  foreign key (org_id, changed_by) references app_user (org_id, id)
);

create table signal_hit (
  org_id uuid not null,
  id uuid not null,
  lead_id uuid not null,
  rule_key text not null,
  at timestamptz not null,
  -- The rule's name then, what it was about, and how often.
  name text not null,
  kind text not null,
  subject text not null,
  n integer not null,
  primary key (org_id, id),
  foreign key (org_id, lead_id) references lead (org_id, id) on delete cascade
);
create index signal_hit_lead on signal_hit (org_id, lead_id, rule_key, at desc);

do $$
declare t text;
begin
  foreach t in array array['lead_behaviour_day', 'lead_signal', 'site', 'site_origin', 'site_day', 'visitor', 'identify_use', 'visit_event', 'signal_rule', 'signal_hit']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy tenant on %I using (org_id = current_org()) with check (org_id = current_org())', t);
    execute format('grant select, insert, update, delete on %I to sluice_app', t);
  end loop;
end $$;
