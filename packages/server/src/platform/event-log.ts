import { eventCatalogue, type EventBody } from '@sluice/core/events/catalogue'
import { sql } from 'kysely'
import type { Tx } from './db.ts'

/** Who does it, and when it is recorded. `causeId` is the event that made an automatic actor act. */
export interface Act {
  orgId: string
  actorId: string | null
  now: string
  causeId?: number
  /** Nobody did this to the one record: a rule, a publication, an import did it to many. It resets no clock and wakes nothing. */
  isAutomatic?: true
}

export type NewEvent = EventBody & {
  subjectType: 'deal' | 'lead' | 'account' | 'contact' | 'product' | 'import' | 'config' | 'user' | 'alarm' | 'action' | 'plan' | 'campaign' | 'meeting' | 'chart' | 'meeting_point'
  subjectId: string
  ownerId: string | null
  teamId: string | null
  /** When it was true; default now. */
  at?: string
  /** Imported history counts as known when it was true (docs/decisions/0003). */
  imported?: boolean
  /** Who did it, when that is not who records it: an imported activity's author. */
  actorId?: string | null
}

/** More than this in one go and browsers are told to refresh everything instead of each record. */
const tellEach = 50

/**
 * Appends to the log, in the transaction of the change itself, and wakes whoever listens after commit.
 * Payloads are parsed by the catalogue: a malformed event is a fault, never a row. Answers the sequence numbers in order.
 */
export async function append(tx: Tx, act: Act, events: readonly NewEvent[]): Promise<number[]> {
  if (events.length === 0) return []
  const seqs: number[] = []
  for (let from = 0; from < events.length; from += 2000) {
    const rows = events.slice(from, from + 2000).map((event) => {
      const at = event.at ?? act.now
      return {
        org_id: act.orgId, at, recorded_at: act.now, known_at: event.imported ? at : act.now, actor_id: event.actorId === undefined ? act.actorId : event.actorId,
        cause_id: act.causeId ?? null, type: event.type, subject_type: event.subjectType, subject_id: event.subjectId,
        owner_id: event.ownerId, team_id: event.teamId, payload: eventCatalogue[event.type].parse(event.payload),
      }
    })
    // One parameter for all rows: the wire stays small and the plan stays cached.
    const result = await sql<{ seq: number }>`
      insert into event (org_id, at, recorded_at, known_at, actor_id, cause_id, type, subject_type, subject_id, owner_id, team_id, payload)
      select org_id, at, recorded_at, known_at, actor_id, cause_id, type, subject_type, subject_id, owner_id, team_id, payload
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(org_id uuid, at timestamptz, recorded_at timestamptz,
        known_at timestamptz, actor_id uuid, cause_id bigint, type text, subject_type text, subject_id uuid, owner_id uuid,
        team_id uuid, payload jsonb)
      returning seq`.execute(tx)
    for (const row of result.rows) seqs.push(row.seq)
  }
  const message = events.length > tellEach ? { org: act.orgId, bulk: true } : { org: act.orgId, seqs }
  await sql`select pg_notify('sluice_event', ${JSON.stringify(message)})`.execute(tx)
  return seqs
}
