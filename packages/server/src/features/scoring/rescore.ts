import { sql } from 'kysely'
import type { Api } from '../../platform/api.ts'
import type { Db, Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import type { Jobs } from '../../platform/jobs.ts'
import { refuse } from '../../platform/refusal.ts'
import { holdInForce } from './in-force.ts'
import { scoreLeads } from './score-leads.ts'

export const rescoreQueue = 'rescore'
const batch = 2000

/** Begins to score all leads anew; one that is running is replaced, because what it scores by is no longer in force. */
export async function beginRescore(tx: Tx, act: Act, jobs: Pick<Jobs, 'send'>, because: 'rules' | 'model' | 'asked'): Promise<string> {
  const { orgId } = act
  await sql`select from score_setup where org_id = ${orgId} for update`.execute(tx)
  const { rows } = await sql<{ versionN: number | null; total: number; running: boolean }>`
    select s.version_n as "versionN", (select count(*) from lead l where l.org_id = s.org_id) as total,
      exists (select from rescore r where r.org_id = s.org_id and r.status = 'running') as running from score_setup s where s.org_id = ${orgId}`.execute(tx)
  const setup = rows[0]
  if (setup === undefined || setup.versionN === null) refuse('score.not_published')
  if (because === 'asked' && setup.running) refuse('score.already_running')
  await sql`update rescore set status = 'replaced', finished_at = ${act.now} where org_id = ${orgId} and status = 'running'`.execute(tx)
  const id = newId()
  await tx.insertInto('rescore').values({ org_id: orgId, id, version_n: setup.versionN, status: 'running', because, total: setup.total, asked_by: act.actorId, started_at: act.now }).execute()
  await jobs.send(tx, rescoreQueue, { orgId, id })
  return id
}

/**
 * The job: batches in the order of ids, each with its place in one transaction, so that after a kill it goes on where it was. Leads that
 * change meanwhile are scored by the new rules at once; whoever sorts by score during these seconds sees both.
 */
export function rescoreJobs(api: Api): void {
  api.jobs.handle(rescoreQueue, {
    async run({ orgId, id }) {
      while (await rescoreBatch(api.db, orgId, id, api.clock.now())) if (api.jobs.isStopping()) throw new Error('rescoring goes on after the restart')
    },
    abandoned: ({ orgId, id }) => api.db.write(orgId, (tx) => finish(tx, orgId, id, 'failed', api.clock.now())),
  })
}

/** One batch; whether more is left. */
export async function rescoreBatch(db: Db, orgId: string, id: string, now: Date): Promise<boolean> {
  return db.write(orgId, async (tx) => {
    const ready = await holdInForce(tx, orgId, now)
    const { rows } = await sql<{ afterId: string; because: 'rules' | 'model' | 'asked' }>`
      select after_id as "afterId", because from rescore where org_id = ${orgId} and id = ${id} and status = 'running' for update`.execute(tx)
    const job = rows[0]
    if (job === undefined || ready === null) return false
    const found = await sql<{ id: string }>`select id from lead where org_id = ${orgId} and id > ${job.afterId}::uuid order by id limit ${batch}`.execute(tx)
    const ids = found.rows.map((row) => row.id)
    const last = ids.at(-1)
    if (last === undefined) {
      await finish(tx, orgId, id, 'done', now)
      return false
    }
    const { scored, becameReady, ceased } = await scoreLeads(tx, orgId, ready, ids, { now: now.toISOString(), because: job.because === 'model' ? 'model' : 'rules' })
    await sql`update rescore set after_id = ${last}, done = done + ${scored}, became_ready = became_ready + ${becameReady}, ceased = ceased + ${ceased}
      where org_id = ${orgId} and id = ${id}`.execute(tx)
    return true
  })
}

async function finish(tx: Tx, orgId: string, id: string, status: 'done' | 'failed', now: Date): Promise<void> {
  await sql`update rescore set status = ${status}, finished_at = ${now.toISOString()} where org_id = ${orgId} and id = ${id} and status = 'running'`.execute(tx)
  // Lists and the page of the rules show what has become of it.
  await append(tx, { orgId, actorId: null, now: now.toISOString(), isAutomatic: true }, [
    { type: 'config.changed', payload: { what: 'scoring', name: status }, subjectType: 'config', subjectId: orgId, ownerId: null, teamId: null },
  ])
}
