import type { BehaviourKind } from '@sluice/core/tracking/behaviour'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'

/** Something a lead did. `subject` is what it was about: a page's host and path, a form's name, a mail's; `at` is ISO UTC; `n` is how often, default once. */
export interface Behaviour {
  kind: BehaviourKind
  subject: string
  at: string
  n?: number
}

/** Longer ones are cut: it is a name, not a text. */
const subjectLength = 300

/**
 * Adds to what a lead did on that day of the organisation's zone, and queues it for the scores (`lead_signal`), in the transaction of what
 * it tells of. The lead must exist.
 */
export async function noteBehaviour(tx: Tx, orgId: string, leadId: string, behaviour: Behaviour): Promise<void> {
  await noteBehaviours(tx, orgId, [{ leadId, ...behaviour }])
}

/** The same for many at once, of any leads: two statements. */
export async function noteBehaviours(tx: Tx, orgId: string, behaviours: readonly (Behaviour & { leadId: string })[]): Promise<void> {
  if (behaviours.length === 0) return
  const rows = JSON.stringify(behaviours.map(({ leadId, kind, subject, at, n = 1 }) => ({ id: newId(), leadId, kind, subject: subject.slice(0, subjectLength), at, n })))
  // Ordered by key: two writers that touch the same rows wait for one another instead of locking each other out.
  await sql`
    insert into lead_behaviour_day as b (org_id, lead_id, day, kind, subject, n, last_at)
    select ${orgId}::uuid, r."leadId", (r.at at time zone o.time_zone)::date, r.kind, r.subject, sum(r.n), max(r.at)
    from jsonb_to_recordset(${rows}::jsonb) as r("leadId" uuid, kind text, subject text, at timestamptz, n integer) join org o on o.org_id = ${orgId}
    group by 2, 3, 4, 5 order by 2, 3, 4, 5
    on conflict (org_id, lead_id, day, kind, subject) do update set n = b.n + excluded.n, last_at = greatest(b.last_at, excluded.last_at)`.execute(tx)
  await sql`
    insert into lead_signal (org_id, id, lead_id, kind, subject, at, n)
    select ${orgId}::uuid, id, "leadId", kind, subject, at, n
    from jsonb_to_recordset(${rows}::jsonb) as r(id uuid, "leadId" uuid, kind text, subject text, at timestamptz, n integer)`.execute(tx)
}
