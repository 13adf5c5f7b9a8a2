-- Talk (docs/decisions/0015): places that have no record of their own, comments that were corrected, and the optional language model. As in 0001: org_id leads every key, row-level security, no triggers.

-- What is talked about besides records and alarms. The id is made from what it names (platform/ids), so that asking for it writes nothing.
create table talk_place (
  org_id uuid not null references org,
  id uuid not null,
  kind text not null check (kind in ('chart', 'meeting_point')),
  -- Of a chart the report and the filters of its address (core/activities/chart-place): 'heat?across=week&owner=…'. Of a meeting the section, or the section and an item of it: 'stuck', 'stuck/<id>'.
  key text not null,
  meeting_id uuid,
  created_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, meeting_id) references meeting (org_id, id) on delete cascade,
  check ((kind = 'meeting_point') = (meeting_id is not null))
);
create index talk_place_meeting on talk_place (org_id, meeting_id) where meeting_id is not null;

alter table comment add column edited_at timestamptz;
alter table follow drop constraint follow_subject_type_check;
alter table follow add constraint follow_subject_type_check check (subject_type in ('deal', 'lead', 'account', 'contact', 'alarm', 'chart', 'meeting_point'));
-- The unread notices of a page of records, and those about one place.
create index notification_unread_subject on notification (org_id, user_id, subject_type, subject_id) where read_at is null;

-- One row an organisation; without it, or off, nothing of the language model is shown.
create table language_model (
  org_id uuid not null references org,
  is_on boolean not null default false,
  base_url text,
  model text,
  key_sealed text,
  version integer not null default 1,
  primary key (org_id)
);

-- Who asked it, when, for what, and how much; never what was said.
create table language_model_use (
  org_id uuid not null references org,
  id uuid not null,
  user_id uuid not null,
  at timestamptz not null,
  kind text not null check (kind in ('summary', 'mail', 'diagnosis')),
  outcome text not null,
  model text not null,
  prompt_tokens integer,
  answer_tokens integer,
  primary key (org_id, id),
  foreign key (org_id, user_id) references app_user (org_id, id)
);
create index language_model_use_at on language_model_use (org_id, at desc, id desc);
create index language_model_use_user on language_model_use (org_id, user_id, at desc);

do $$
declare t text;
begin
  foreach t in array array['talk_place', 'language_model', 'language_model_use']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy tenant on %I using (org_id = current_org()) with check (org_id = current_org())', t);
    execute format('grant select, insert, update, delete on %I to sluice_app', t);
  end loop;
end $$;
