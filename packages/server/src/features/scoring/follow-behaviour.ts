import { sql } from 'kysely'
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db.ts'
import { holdInForce } from './in-force.ts'
import { scoreLeads } from './score-leads.ts'

/** So many signals in one transaction. */
const batch = 2000

/** Scores leads that did something since they were scored: takes what waits in `lead_signal`, in the transaction that writes the scores. */
export async function scoreBehaviour(db: Db, orgId: string, now: Date): Promise<number> {
  let all = 0
  for (let taken = batch; taken === batch; all += taken) {
    taken = await db.write(orgId, async (tx) => {
      const ready = await holdInForce(tx, orgId, now)
      const { rows } = await sql<{ leadId: string; kind: string; subject: string; n: number }>`
        with taken as (select id from lead_signal where org_id = ${orgId} order by id limit ${batch} for update skip locked)
        delete from lead_signal s using taken t where s.org_id = ${orgId} and s.id = t.id returning s.lead_id as "leadId", s.kind, s.subject, s.n`.execute(tx)
      const what = new Map([...Map.groupBy(rows, (row) => row.leadId)].map(([id, some]) => [id, addedUp(some)]))
      if (ready !== null && what.size > 0) await scoreLeads(tx, orgId, ready, [...what.keys()].toSorted(), { now: now.toISOString(), because: 'behaviour', what })
      return rows.length
    })
  }
  return all
}

/** One entry a kind and subject, in the order of their first. */
function addedUp(signals: readonly { kind: string; subject: string; n: number }[]): { kind: string; subject: string; n: number }[] {
  return [...Map.groupBy(signals, ({ kind, subject }) => `${kind} ${subject}`).values()].flatMap((same) => {
    const first = same[0]
    return first === undefined ? [] : [{ kind: first.kind, subject: first.subject, n: same.reduce((sum, { n }) => sum + n, 0) }]
  })
}

const everyMs = 1000

/**
 * Looks every second where something waits: one question to one small table for all organisations. Behaviour is not in the log, which
 * would drown in it, so nothing wakes us. Two processes pass each other by (`skip locked`).
 */
export function followBehaviour(db: Db, clock: Clock, onError: (error: Error) => void): { stop(): Promise<void> } {
  let running: Promise<void> | null = null
  let stopped = false
  const round = async () => {
    const { rows } = await sql<{ org_id: string }>`select org_id from orgs_with_signals()`.execute(db.outside)
    for (const { org_id } of rows) if (!stopped) await scoreBehaviour(db, org_id, clock.now())
  }
  const beat = setInterval(() => {
    if (running !== null || stopped) return
    running = round().catch(onError).finally(() => (running = null))
  }, everyMs).unref()
  return {
    async stop() {
      stopped = true
      clearInterval(beat)
      await running
    },
  }
}
