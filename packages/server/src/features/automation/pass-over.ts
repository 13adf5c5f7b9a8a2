import type { AutomationObject } from '@sluice/core/automation/definition'
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db.ts'
import { viewerOf } from '../identity/viewer-of.ts'
import { judgeAll, type Judged } from './judge.ts'
import { selectTiming } from './timing.queries.ts'
import { selectVersion } from './versions.ts'

/** Of runs `r` that have not begun: none before it in its occasion may still pass it by. */
export const waitsForNone = sql<boolean>`not exists (select from automation_run f
  where f.org_id = r.org_id and f.occasion = r.occasion and f.is_first and f.due_at is not null and f.step_id is null and not f.is_held and f.position < r.position)`

const askedAtOnce = 200
/** Fewer are worked one by one as quickly. */
const worthwhile = 8

interface Queued {
  id: string
  automationId: string
  versionNumber: number
  recordType: AutomationObject
  recordId: string
}

/**
 * Most runs of a storm come to nothing: their condition does not hold. Those that wait are asked together, a statement for each automation, and
 * ended; what holds, and all that needs more than its condition, is left to be worked by itself. Answers how many were ended.
 */
export async function passOverUnmet(db: Db, orgId: string, now: Date): Promise<number> {
  return db.write(orgId, async (tx) => {
    const began = performance.now()
    const waiting = await takeWaiting(tx, orgId, now)
    if (waiting.length < worthwhile) return 0
    const { timeZone } = await selectTiming(tx, orgId)
    const unmet: { id: string; clauses: Judged['clauses'] }[] = []
    for (const runs of Map.groupBy(waiting, (run) => `${run.automationId} ${run.versionNumber}`).values()) {
      const [first] = runs
      if (first === undefined) continue
      const { definition } = await selectVersion(tx, orgId, first.automationId, first.versionNumber)
      if (definition.where === null || definition.againAfterDays !== null || definition.runAsUserId === null) continue
      const viewer = await viewerOf(tx, orgId, definition.runAsUserId)
      const verdicts = await judgeAll(tx, viewer, first.recordType, runs.map((run) => run.recordId), definition.where, now, timeZone)
      for (const { id, recordId } of runs) {
        const judged = verdicts.get(recordId)
        if (judged?.holds === false) unmet.push({ id, clauses: judged.clauses })
      }
    }
    if (unmet.length === 0) return 0
    await sql`
      update automation_run r set state = 'unmet', reason = null, due_at = null, ended_at = ${now.toISOString()}::timestamptz, problem = null, clauses = u.clauses, duration_ms = r.duration_ms + ${Math.round((performance.now() - began) / waiting.length)}
      from jsonb_to_recordset(${JSON.stringify(unmet)}::jsonb) as u(id uuid, clauses jsonb) where r.org_id = ${orgId} and r.id = u.id`.execute(tx)
    return unmet.length
  })
}

/** Runs that have not begun and have not failed, the first due first; another process takes others. */
async function takeWaiting(tx: Tx, orgId: string, now: Date): Promise<Queued[]> {
  const { rows } = await sql<Queued>`
    select r.id, r.automation_id as "automationId", r.version_number as "versionNumber", r.record_type as "recordType", r.record_id as "recordId" from automation_run r
    where r.org_id = ${orgId} and r.due_at <= ${now.toISOString()}::timestamptz and not r.is_held and r.state = 'queued' and r.attempts = 0 and r.record_type is not null and r.record_id is not null and ${waitsForNone}
    order by r.due_at, r.cause_seq, r.position, r.id limit ${askedAtOnce} for update of r skip locked`.execute(tx)
  return rows
}
