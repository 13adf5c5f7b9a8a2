-- Public forms (docs/decisions/0013): hosted and embedded pages that make leads, what was sent through them, and how often they were seen.

-- ------------------------------------------------------------------------------------------------------------- forms
create table public_form (
  org_id uuid not null references org,
  id uuid not null,
  -- What stands in its address, after the organisation's slug: /f/<slug>/<key>. Fixed once it was published: it may be printed.
  key text not null check (key ~ '^[a-z0-9][a-z0-9-]{0,59}$'),
  name text not null,
  -- core/public-forms/definition; a draft need not be ready yet.
  draft jsonb not null,
  -- The version that is shown; null: never published.
  published_no integer,
  -- Not taking answers for now; the page says so.
  closed_at timestamptz,
  archived_at timestamptz,
  owner_id uuid not null,
  team_id uuid,
  created_by uuid not null,
  created_at timestamptz not null,
  version integer not null default 1,
  primary key (org_id, id),
  unique (org_id, key),
  foreign key (org_id, owner_id) references app_user (org_id, id),
  foreign key (org_id, team_id) references team (org_id, id),
  foreign key (org_id, created_by) references app_user (org_id, id)
);
create index public_form_order on public_form (org_id, created_at desc, id desc);

-- What was shown from when on; never changed, so that answers stay readable and the consent that was given can be shown.
create table public_form_version (
  org_id uuid not null,
  form_id uuid not null,
  no integer not null,
  definition jsonb not null,
  -- Of the consent's words: rises only when they change. 0: none was asked.
  consent_version integer not null default 0,
  published_by uuid not null,
  published_at timestamptz not null,
  primary key (org_id, form_id, no),
  foreign key (org_id, form_id) references public_form (org_id, id),
  foreign key (org_id, published_by) references app_user (org_id, id)
);

-- A file that is given for an answer; its bytes are in file_piece.
create table public_form_file (
  org_id uuid not null,
  id uuid not null,
  form_id uuid not null,
  name text not null,
  media_type text not null,
  size_bytes bigint not null,
  sha256 bytea not null,
  uploaded_by uuid not null,
  created_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, form_id) references public_form (org_id, id),
  foreign key (org_id, uploaded_by) references app_user (org_id, id)
);

-- ------------------------------------------------------------------------------------------------------- submissions
create table form_submission (
  org_id uuid not null,
  id uuid not null,
  form_id uuid not null,
  form_version integer not null,
  at timestamptz not null,
  verdict text not null check (verdict in ('accepted', 'duplicate', 'suspected_bot')),
  -- core/public-forms/verdict: why it is suspected, or what could not be taken over.
  reasons text[] not null default '{}',
  -- As it was sent, by the fields' keys.
  answers jsonb not null,
  language text not null check (language in ('zh', 'en')),
  -- The words that were agreed to, and their version; null where none were asked or they were not agreed to.
  consent_version integer,
  consent_text text,
  lead_id uuid,
  -- Of the challenge that was solved for it: one proof, one submission, however often it is sent.
  proof text not null,
  -- Of what was sent with the proof; another content with the same proof is refused.
  content_hash bytea not null,
  -- Origin and path of the page it was sent from; the source itself is the lead's touches.
  page text,
  -- Who found that it is no bot's.
  released_by uuid,
  primary key (org_id, id),
  unique (org_id, form_id, proof),
  foreign key (org_id, form_id, form_version) references public_form_version (org_id, form_id, no),
  foreign key (org_id, lead_id) references lead (org_id, id) on delete set null (lead_id),
  foreign key (org_id, released_by) references app_user (org_id, id)
);
create index form_submission_order on form_submission (org_id, form_id, at desc, id desc);
create index form_submission_lead on form_submission (org_id, lead_id, at desc) where lead_id is not null;
-- What the retention takes away.
create index form_submission_bots on form_submission (org_id, at) where verdict = 'suspected_bot' and lead_id is null;

-- How often it was opened and begun, by day of the organisation's zone: counts of nobody in particular.
create table form_day (
  org_id uuid not null,
  form_id uuid not null,
  day date not null,
  views bigint not null default 0,
  starts bigint not null default 0,
  primary key (org_id, form_id, day),
  foreign key (org_id, form_id) references public_form (org_id, id)
);

do $$
declare t text;
begin
  foreach t in array array['public_form', 'public_form_version', 'public_form_file', 'form_submission', 'form_day']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy tenant on %I using (org_id = current_org()) with check (org_id = current_org())', t);
    execute format('grant select, insert, update, delete on %I to sluice_app', t);
  end loop;
end $$;
