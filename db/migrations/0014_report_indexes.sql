-- Where deals come from, day by day, is answered from the index alone (a root cause over a year of a million deals asks for it).
drop index deal_order;
create index deal_order on deal (org_id, created_at desc, id desc) include (pipeline_id, source_id, lead_id);
