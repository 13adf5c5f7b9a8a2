-- Nurturing (docs/decisions/0013, "Mail exactly once"): sequences, who is in them, the mails they send, who must get none, and what is given to read.
-- As in 0001: org_id leads every key, row-level security on every table, no triggers.

-- ------------------------------------------------------------------------------------------------------ mail settings
create table mail_setting (
  org_id uuid not null primary key references org,
  host text,
  port integer not null default 465 check (port between 1 and 65535),
  security text not null default 'tls' check (security in ('tls', 'starttls', 'none')),
  username text,
  -- Sealed with the installation's key (platform/secrets).
  password_sealed text,
  -- core/nurture/contract: sender
  senders jsonb not null default '[]',
  per_minute integer not null default 30 check (per_minute between 1 and 1000),
  per_day integer not null default 2000 check (per_day between 1 and 1000000),
  -- Local time of the organisation; equal: at any time.
  send_from text not null default '09:00',
  send_to text not null default '20:00',
  work_days_only boolean not null default false,
  cap_mails integer not null default 3 check (cap_mails between 1 and 50),
  cap_days integer not null default 7 check (cap_days between 1 and 90),
  bounce_address text,
  -- What people's links begin with, as it was when this was saved; SLUICE_URL goes before it.
  origin text,
  footer text not null default '',
  -- Why mails do not leave: the server is not reached or refuses to let us in. Tried again after paused_until.
  problem jsonb,
  paused_until timestamptz,
  version integer not null default 1
);

-- Addresses that get no mails of sequences any more.
create table suppression (
  org_id uuid not null references org,
  -- Lower case.
  address_key text not null,
  id uuid not null,
  reason text not null check (reason in ('unsubscribed', 'bounced', 'complained', 'by_hand')),
  note text not null default '',
  at timestamptz not null,
  created_by uuid,
  primary key (org_id, address_key),
  unique (org_id, id)
);
create index suppression_at on suppression (org_id, at desc, id desc);

-- ---------------------------------------------------------------------------------------------------------- templates
create table mail_template (
  org_id uuid not null references org,
  id uuid not null,
  name text not null,
  subject text not null,
  preheader text not null default '',
  format text not null default 'simple' check (format in ('simple', 'html')),
  body text not null,
  archived_at timestamptz,
  created_by uuid not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 1,
  primary key (org_id, id),
  foreign key (org_id, created_by) references app_user (org_id, id)
);

-- ---------------------------------------------------------------------------------------------------------- sequences
create table sequence (
  org_id uuid not null references org,
  id uuid not null,
  name text not null,
  -- core/nurture/sequence
  draft jsonb not null,
  -- The draft differs from what is published.
  has_unpublished boolean not null default true,
  published_number integer,
  paused_at timestamptz,
  archived_at timestamptz,
  owner_id uuid not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 1,
  primary key (org_id, id),
  foreign key (org_id, owner_id) references app_user (org_id, id)
);
-- Never changed: enrolments follow theirs to the end. `templates` holds the words of its mails as they were then.
create table sequence_version (
  org_id uuid not null,
  sequence_id uuid not null,
  number integer not null,
  definition jsonb not null,
  templates jsonb not null,
  note text not null default '',
  published_by uuid not null,
  published_at timestamptz not null,
  primary key (org_id, sequence_id, number),
  foreign key (org_id, sequence_id) references sequence (org_id, id) on delete cascade,
  foreign key (org_id, published_by) references app_user (org_id, id)
);

-- A lead on its way through a version.
create table enrolment (
  org_id uuid not null,
  id uuid not null,
  sequence_id uuid not null,
  version_number integer not null,
  lead_id uuid not null,
  state text not null check (state in ('active', 'paused', 'done', 'left', 'failed')),
  -- The step that is next, from due_at on; mail: its mail is written and waits to go out.
  step_id text,
  due_at timestamptz,
  waits_for text not null default 'time' check (waits_for in ('time', 'mail')),
  entered_at timestamptz not null,
  ended_at timestamptz,
  exit_reason text,
  source text not null check (source in ('trigger', 'hand', 'bulk', 'rule', 'demo')),
  created_by uuid,
  -- How often its step failed in a row, and with what.
  failures integer not null default 0,
  problem text,
  primary key (org_id, id),
  foreign key (org_id, sequence_id, version_number) references sequence_version (org_id, sequence_id, number) on delete cascade,
  foreign key (org_id, lead_id) references lead (org_id, id) on delete cascade
);
-- A lead is in a sequence once at a time.
create unique index enrolment_once on enrolment (org_id, sequence_id, lead_id) where state in ('active', 'paused');
create index enrolment_due on enrolment (org_id, due_at) where state = 'active' and waits_for = 'time';
create index enrolment_lead on enrolment (org_id, lead_id, entered_at desc, id desc);
create index enrolment_sequence on enrolment (org_id, sequence_id, entered_at desc, id desc);

-- What each step came to; a step is done once.
create table enrolment_step (
  org_id uuid not null,
  enrolment_id uuid not null,
  step_id text not null,
  sequence_id uuid not null,
  version_number integer not null,
  n integer not null,
  at timestamptz not null,
  outcome text not null,
  detail jsonb not null default '{}',
  primary key (org_id, enrolment_id, step_id),
  foreign key (org_id, enrolment_id) references enrolment (org_id, id) on delete cascade
);
create index enrolment_step_figures on enrolment_step (org_id, sequence_id, version_number, step_id, outcome);

-- ------------------------------------------------------------------------------------------------------------- outbox
create table outbox (
  org_id uuid not null references org,
  id uuid not null,
  -- Null: a trial of a template.
  enrolment_id uuid,
  step_id text,
  variant_id text,
  sequence_id uuid,
  version_number integer,
  lead_id uuid,
  -- Made with the row: a repeat carries the same, and the recipient's server may fold it.
  message_id text not null,
  to_address text not null,
  address_key text not null,
  sender_id text,
  subject text not null,
  html text not null,
  body_text text not null,
  state text not null default 'queued' check (state in ('queued', 'claimed', 'sent', 'unsure', 'bounced', 'failed', 'cancelled')),
  queued_at timestamptz not null,
  not_before timestamptz not null,
  -- Why it waits: settings, hours, cap, throttle.
  waits_for text,
  claimed_at timestamptz,
  -- Who sends it, by the name of a lock that it holds as long as it lives.
  claimed_by uuid,
  -- Committed before the first byte of the message leaves: without it, it surely was not sent.
  sending_at timestamptz,
  settled_at timestamptz,
  sent_at timestamptz,
  attempts integer not null default 0,
  said text,
  opened_at timestamptz,
  opens integer not null default 0,
  clicked_at timestamptz,
  clicks integer not null default 0,
  replied_at timestamptz,
  unsubscribed_at timestamptz,
  primary key (org_id, id),
  unique (org_id, enrolment_id, step_id),
  foreign key (org_id, enrolment_id) references enrolment (org_id, id) on delete cascade,
  foreign key (org_id, lead_id) references lead (org_id, id) on delete cascade
);
create index outbox_queue on outbox (org_id, not_before, id) where state = 'queued';
create index outbox_claimed on outbox (org_id, claimed_by) where state = 'claimed';
create index outbox_lead on outbox (org_id, lead_id, queued_at desc, id desc);
create index outbox_sequence on outbox (org_id, sequence_id, queued_at desc, id desc);
create index outbox_sent on outbox (org_id, sent_at) where sent_at is not null;
-- The cap asks how many a person got lately; a reply and a delivery report come by the message.
create index outbox_person on outbox (org_id, address_key, sent_at) where sent_at is not null;
create unique index outbox_message on outbox (org_id, message_id);

-- ------------------------------------------------------------------------------------------------------------ content
create table content_item (
  org_id uuid not null references org,
  id uuid not null,
  title text not null,
  kind text not null,
  summary text not null default '',
  url text,
  file_name text,
  file_type text,
  file_bytes integer,
  industries text[] not null default '{}',
  stages text[] not null default '{}',
  archived_at timestamptz,
  created_by uuid not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 1,
  primary key (org_id, id),
  foreign key (org_id, created_by) references app_user (org_id, id)
);
create table content_file (
  org_id uuid not null,
  content_id uuid not null,
  n integer not null,
  bytes bytea not null,
  primary key (org_id, content_id, n),
  foreign key (org_id, content_id) references content_item (org_id, id) on delete cascade
);

-- A link of one use: of one mail, or given to one lead by hand. It leads where it says here and nowhere else.
create table tracked_link (
  org_id uuid not null references org,
  id uuid not null,
  -- Null for a file of the library.
  url text,
  content_id uuid,
  mail_id uuid,
  lead_id uuid,
  created_by uuid,
  created_at timestamptz not null,
  clicks integer not null default 0,
  first_click_at timestamptz,
  last_click_at timestamptz,
  primary key (org_id, id),
  check (url is not null or content_id is not null),
  foreign key (org_id, content_id) references content_item (org_id, id),
  foreign key (org_id, mail_id) references outbox (org_id, id) on delete cascade,
  foreign key (org_id, lead_id) references lead (org_id, id) on delete cascade
);
create index tracked_link_mail on tracked_link (org_id, mail_id) where mail_id is not null;
create index tracked_link_content on tracked_link (org_id, content_id) where content_id is not null;
create index tracked_link_lead on tracked_link (org_id, lead_id) where lead_id is not null;

do $$
declare t text;
begin
  foreach t in array array['mail_setting', 'suppression', 'mail_template', 'sequence', 'sequence_version', 'enrolment', 'enrolment_step', 'outbox', 'content_item', 'content_file', 'tracked_link']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy tenant on %I using (org_id = current_org()) with check (org_id = current_org())', t);
    execute format('grant select, insert, update, delete on %I to sluice_app', t);
  end loop;
end $$;
