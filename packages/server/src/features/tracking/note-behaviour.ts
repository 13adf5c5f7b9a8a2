import type { BehaviourKind } from '@sluice/core/tracking/behaviour'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { raiseSignals } from './raise-signals.ts'

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
 * Adds to what a lead did on that day of the organisation's zone, queues it for the scores (`lead_signal`), and raises the signals that it
 * completes, in the transaction of what it tells of. A lead that is not there is passed over.
 */
export async function noteBehaviour(tx: Tx, orgId: string, leadId: string, behaviour: Behaviour): Promise<void> {
  await noteBehaviours(tx, orgId, [{ leadId, ...behaviour }])
}

/** The same for many at once, of any leads: a handful of statements. `now` is ISO UTC; default: when the last of it was done. */
export async function noteBehaviours(tx: Tx, orgId: string, behaviours: readonly (Behaviour & { leadId: string })[], now?: string): Promise<void> {
  if (behaviours.length === 0) return
  const noted = behaviours.map(({ leadId, kind, subject, at, n = 1 }) => ({ id: newId(), leadId, kind, subject: subject.slice(0, subjectLength).toWellFormed(), at, n }))
  const rows = JSON.stringify(noted)
  // Ordered by key: two writers that touch the same rows wait for one another instead of locking each other out.
  await sql`
    insert into lead_behaviour_day as b (org_id, lead_id, day, kind, subject, n, last_at)
    select l.org_id, l.id, (r.at at time zone o.time_zone)::date, r.kind, r.subject, sum(r.n), max(r.at)
    from jsonb_to_recordset(${rows}::jsonb) as r("leadId" uuid, kind text, subject text, at timestamptz, n integer)
      join lead l on l.org_id = ${orgId} and l.id = r."leadId" join org o on o.org_id = l.org_id
    group by 1, 2, 3, 4, 5 order by 2, 3, 4, 5
    on conflict (org_id, lead_id, day, kind, subject) do update set n = b.n + excluded.n, last_at = greatest(b.last_at, excluded.last_at)`.execute(tx)
  await sql`
    insert into lead_signal (org_id, id, lead_id, kind, subject, at, n)
    select l.org_id, r.id, l.id, r.kind, r.subject, r.at, r.n
    from jsonb_to_recordset(${rows}::jsonb) as r(id uuid, "leadId" uuid, kind text, subject text, at timestamptz, n integer)
      join lead l on l.org_id = ${orgId} and l.id = r."leadId"`.execute(tx)
  await raiseSignals(tx, orgId, noted, now ?? noted.reduce((last, { at }) => (at > last ? at : last), ''))
}
