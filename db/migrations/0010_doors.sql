-- Doors by which leads come in from other systems, calls and fairs (docs/decisions/0013).

-- A webhook in: another system posts, signed with the door's secret.
create table door (
  org_id uuid not null references org,
  id uuid not null,
  name text not null,
  -- What stands in the address, after the organisation's slug.
  key text not null check (key ~ '^[a-z0-9]{20}$'),
  -- Sealed (platform/secrets): who has the database alone cannot sign.
  secret text not null,
  -- Field of the lead → path in what is sent.
  mapping jsonb not null,
  channel_id uuid,
  campaign_id uuid,
  is_on boolean not null default true,
  created_by uuid not null,
  created_at timestamptz not null,
  version integer not null default 1,
  primary key (org_id, id),
  unique (org_id, key),
  foreign key (org_id, channel_id) references channel (org_id, id),
  foreign key (org_id, campaign_id) references campaign (org_id, id),
  foreign key (org_id, created_by) references app_user (org_id, id)
);

-- The last deliveries of each door, with what became of them; older ones go.
create table door_delivery (
  org_id uuid not null,
  id uuid not null,
  door_id uuid not null,
  at timestamptz not null,
  verdict text not null check (verdict in ('accepted', 'repeated', 'refused')),
  -- Why it was refused.
  code text,
  lead_id uuid,
  -- The sender's own number of the delivery.
  delivery text,
  -- What was sent, cut; null of one whose signature was wrong.
  body text check (length(body) <= 4000),
  primary key (org_id, id),
  foreign key (org_id, door_id) references door (org_id, id) on delete cascade
);
create index door_delivery_at on door_delivery (org_id, door_id, at desc, id desc);

-- What has been taken already: signatures for as long as they are good, numbers of deliveries for a month.
create table door_taken (
  org_id uuid not null,
  door_id uuid not null,
  key text not null,
  lead_id uuid,
  expires_at timestamptz not null,
  primary key (org_id, door_id, key),
  foreign key (org_id, door_id) references door (org_id, id) on delete cascade
);
create index door_taken_expiry on door_taken (org_id, expires_at);

-- Leads taken down where there may be no network: the device gives the id, so that sending twice makes one lead.
create table captured_entry (
  org_id uuid not null references org,
  id uuid not null,
  user_id uuid not null,
  lead_id uuid not null,
  at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, user_id) references app_user (org_id, id)
);

do $$
declare t text;
begin
  foreach t in array array['door', 'door_delivery', 'door_taken', 'captured_entry']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy tenant on %I using (org_id = current_org()) with check (org_id = current_org())', t);
    execute format('grant select, insert, update, delete on %I to sluice_app', t);
  end loop;
end $$;
