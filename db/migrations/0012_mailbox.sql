-- Mail in (docs/decisions/0013): mailboxes that are read by IMAP, and what became of each mail. As in 0001: org_id leads every key, row-level security, no triggers.

create table mailbox (
  org_id uuid not null references org,
  id uuid not null,
  name text not null,
  host text not null,
  port integer not null check (port between 1 and 65535),
  security text not null check (security in ('tls', 'starttls', 'none')),
  username text not null,
  -- Sealed with the installation's key (platform/secrets).
  password_sealed text,
  folder text not null default 'INBOX',
  -- Mails of people become leads, or activities of those who are known.
  takes_leads boolean not null,
  -- Answers to mails of sequences, and reports of their delivery.
  takes_answers boolean not null,
  channel_id uuid,
  campaign_id uuid,
  owner_id uuid,
  -- Mails that were taken are marked as read on the server; nothing else there is ever changed.
  marks_seen boolean not null default false,
  is_on boolean not null default true,
  -- What the server received before is left alone.
  read_from timestamptz not null,
  -- How far it has been read: UIDs above last_uid are new, as long as uid_validity is what the server says.
  uid_validity bigint,
  last_uid bigint not null default 0,
  -- When a round ended well, and what stands in the way since.
  polled_at timestamptz,
  problem jsonb,
  failures integer not null default 0,
  next_poll_at timestamptz not null,
  created_by uuid not null,
  created_at timestamptz not null,
  version integer not null default 1,
  primary key (org_id, id),
  foreign key (org_id, channel_id) references channel (org_id, id),
  foreign key (org_id, campaign_id) references campaign (org_id, id),
  foreign key (org_id, owner_id) references app_user (org_id, id),
  foreign key (org_id, created_by) references app_user (org_id, id)
);

-- A line for each mail that was looked at: written in the transaction that does what the mail asks, so each is taken once.
create table mailbox_mail (
  org_id uuid not null,
  id uuid not null,
  mailbox_id uuid not null,
  -- By what it is recognised again: a hash of Message-ID and sender, else of the message.
  mail_key text not null,
  at timestamptz not null,
  verdict text not null check (verdict in ('lead', 'activity', 'answer', 'bounce', 'ignored', 'refused')),
  -- Why it was ignored or refused.
  code text,
  sender text,
  subject text,
  lead_id uuid,
  primary key (org_id, id),
  unique (org_id, mailbox_id, mail_key),
  foreign key (org_id, mailbox_id) references mailbox (org_id, id) on delete cascade
);
create index mailbox_mail_at on mailbox_mail (org_id, mailbox_id, at desc, id desc);
-- Whether another mailbox has taken it.
create index mailbox_mail_key on mailbox_mail (org_id, mail_key);

do $$
declare t text;
begin
  foreach t in array array['mailbox', 'mailbox_mail']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy tenant on %I using (org_id = current_org()) with check (org_id = current_org())', t);
    execute format('grant select, insert, update, delete on %I to sluice_app', t);
  end loop;
end $$;
