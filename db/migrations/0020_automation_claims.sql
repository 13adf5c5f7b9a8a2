-- The run that is due first is found by this index alone, however many wait and whatever the statistics say: what has ended has no due_at.
drop index automation_run_due;
create index automation_run_due on automation_run (org_id, due_at, cause_seq, position, id) where due_at is not null and not is_held;
-- Automations that pass others by are few.
drop index automation_run_occasion;
create index automation_run_first on automation_run (org_id, occasion, position) where is_first and due_at is not null;
-- Whom a run passes by.
create index automation_run_occasion on automation_run (org_id, occasion) where due_at is not null;
