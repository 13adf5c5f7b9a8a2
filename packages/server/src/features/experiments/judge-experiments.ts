import { isFinal } from '@sluice/core/experiments/analysis'
import { experimentDefinition } from '@sluice/core/experiments/definition'
import type { PlanFigures } from '@sluice/core/experiments/contract'
import { verdictSentence } from '@sluice/core/experiments/verdict-sentence'
import type { Tx } from '../../platform/db.ts'
import { notify } from '../../platform/notify.ts'
import type { PeriodicTask } from '../../platform/schedule.ts'
import { keepVerdict } from './change-experiment.ts'
import { judge } from './result.ts'

/** Looks at the experiments that run, over all their deals, and tells their owners when the stopping rule is reached. Its intervals may be looked at as often as one likes. */
export const experimentTask: PeriodicTask = {
  name: 'experiments',
  everyMinutes: 60,
  async run(db, orgId, now) {
    const running = await db.read(orgId, (tx) => tx.selectFrom('experiment').select(['id']).where('org_id', '=', orgId).where('state', '=', 'running').orderBy('id').execute())
    for (const { id } of running) await db.write(orgId, (tx) => judgeOne(tx, orgId, id, now))
  },
}

async function judgeOne(tx: Tx, orgId: string, id: string, now: Date): Promise<void> {
  const row = await tx.selectFrom('experiment').select(['name', 'definition', 'plan', 'owner_id']).where('org_id', '=', orgId).where('id', '=', id).where('state', '=', 'running').forUpdate().executeTakeFirst()
  if (row === undefined) return
  const definition = experimentDefinition.parse(row.definition)
  const result = await judge(tx, orgId, { id, definition, plan: row.plan as PlanFigures | null }, now)
  const isNews = await keepVerdict(tx, orgId, id, { code: result.verdict, arm: result.arm, at: now.toISOString() })
  // Sizes that are no accident end it too, in their way: nothing can be read off.
  if (!isNews || !(isFinal(result.verdict) || result.verdict === 'mismatch')) return
  await tx.updateTable('experiment').set({ told: `${result.verdict}:${result.arm ?? ''}` }).where('org_id', '=', orgId).where('id', '=', id).execute()
  const verdict = { zh: verdictSentence(result, definition, 'zh'), en: verdictSentence(result, definition, 'en') }
  await notify(tx, { orgId, actorId: null, now: now.toISOString() }, [{ userId: row.owner_id, kind: 'experiment_ready', data: { name: row.name, verdict }, subjectType: 'config', subjectId: id }])
}
