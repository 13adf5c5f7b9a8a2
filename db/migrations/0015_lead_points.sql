-- Points that sequences gave a lead, added up: part of its score (core/scoring/score). Each is an event of the log besides.
create table lead_points (
  org_id uuid not null references org,
  lead_id uuid not null,
  points smallint not null check (points between -100 and 100),
  primary key (org_id, lead_id),
  foreign key (org_id, lead_id) references lead (org_id, id) on delete cascade
);
alter table lead_points enable row level security;
create policy tenant on lead_points using (org_id = current_org()) with check (org_id = current_org());
grant select, insert, update, delete on lead_points to sluice_app;

insert into lead_points (org_id, lead_id, points)
  select e.org_id, e.subject_id, greatest(-100, least(100, sum((e.payload->>'points')::int)))
  from event e join lead l on l.org_id = e.org_id and l.id = e.subject_id where e.type = 'lead.points_given' group by 1, 2;
