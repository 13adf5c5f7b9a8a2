-- WeCom (企业微信): contact-me codes, and what its callbacks tell of customers (docs/decisions/0013).

-- One WeCom company of an organisation. What is secret is sealed (platform/secrets): who has the database alone can neither call nor sign.
create table wecom_setting (
  org_id uuid primary key references org,
  corp_id text,
  secret_sealed text,
  token_sealed text,
  aes_key_sealed text,
  -- The source of customers who came by no code of ours.
  channel_id uuid,
  is_on boolean not null default false,
  -- Why nothing is asked of WeCom at the moment: its errcode, when that was, and until when we wait.
  problem_code integer,
  problem_at timestamptz,
  paused_until timestamptz,
  -- When WeCom last checked the callback address, and when it last told of something.
  verified_at timestamptz,
  told_at timestamptz,
  version integer not null default 1,
  foreign key (org_id, channel_id) references channel (org_id, id)
);

-- Who of WeCom is whom here; a person may have several accounts there.
create table wecom_member (
  org_id uuid not null,
  userid text not null check (length(userid) between 1 and 64),
  user_id uuid not null,
  primary key (org_id, userid),
  foreign key (org_id) references org,
  foreign key (org_id, user_id) references app_user (org_id, id)
);

-- Signatures that were taken, for as long as they would be good.
create table wecom_nonce (
  org_id uuid not null references org,
  key text not null,
  digest bytea,
  expires_at timestamptz not null,
  primary key (org_id, key)
);
create index wecom_nonce_expiry on wecom_nonce (org_id, expires_at);

-- What callbacks told: kept in the request that brings it, worked on afterwards. WeCom tells up to three times; the digest is of the message itself.
create table wecom_inbox (
  org_id uuid not null references org,
  id uuid not null,
  digest bytea not null,
  at timestamptz not null,
  change text not null,
  userid text,
  external_userid text,
  state_key text,
  -- When it happened, as WeCom says.
  happened_at timestamptz not null,
  state text not null check (state in ('waiting', 'done', 'ignored', 'failed')),
  attempts integer not null default 0,
  not_before timestamptz not null,
  -- Why the last attempt failed: WeCom's errcode, or −2 when it was not reached, −3 when we could not take what it said.
  errcode integer,
  lead_id uuid,
  settled_at timestamptz,
  primary key (org_id, id),
  unique (org_id, digest)
);
create index wecom_inbox_due on wecom_inbox (org_id, not_before, id) where state = 'waiting';
create index wecom_inbox_latest on wecom_inbox (org_id, at desc, id desc);

-- Which lead an external contact is.
create table wecom_contact (
  org_id uuid not null,
  external_userid text not null,
  unionid text,
  lead_id uuid not null,
  created_at timestamptz not null,
  -- When the customer deleted us, or we them; null while somebody has them as a contact.
  left_at timestamptz,
  primary key (org_id, external_userid),
  foreign key (org_id, lead_id) references lead (org_id, id) on delete cascade
);
create index wecom_contact_lead on wecom_contact (org_id, lead_id);
create index wecom_contact_unionid on wecom_contact (org_id, unionid) where unionid is not null;

-- A contact-me code (渠道活码) of a channel code. `config_id` is null while it is being made.
create table wecom_contact_way (
  org_id uuid not null,
  id uuid not null,
  code_id uuid not null,
  config_id text,
  userids text[] not null,
  qr_url text,
  -- The picture itself, as a data URL: the page shows nothing from elsewhere.
  qr_image text check (length(qr_image) <= 400000),
  created_by uuid not null,
  created_at timestamptz not null,
  -- When it was withdrawn here; `deleted_at`: when WeCom knows.
  ended_at timestamptz,
  deleted_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, code_id) references channel_code (org_id, id),
  foreign key (org_id, created_by) references app_user (org_id, id)
);
create unique index wecom_contact_way_one on wecom_contact_way (org_id, code_id) where ended_at is null;
create index wecom_contact_way_leaving on wecom_contact_way (org_id, id) where ended_at is not null and deleted_at is null;

do $$
declare t text;
begin
  foreach t in array array['wecom_setting', 'wecom_member', 'wecom_nonce', 'wecom_inbox', 'wecom_contact', 'wecom_contact_way']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy tenant on %I using (org_id = current_org()) with check (org_id = current_org())', t);
    execute format('grant select, insert, update, delete on %I to sluice_app', t);
  end loop;
end $$;
