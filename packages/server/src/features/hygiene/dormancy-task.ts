import { pipelineRules } from '@sluice/core/config/pipeline-definition'
import { dormancyStep, type Wakefulness } from '@sluice/core/hygiene/dormancy'
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db.ts'
import { notify } from '../../platform/notify.ts'
import type { PeriodicTask } from '../../platform/schedule.ts'
import { lockDealsOfOrg } from '../pipeline/pipeline.queries.ts'
import { sleepDeals } from '../pipeline/sleep-deals.ts'
import { idleSinceSql } from './hygiene.queries.ts'

/** So many deals in one transaction. */
const batch = 500

/** Warns the owners of deals that will fall asleep, and puts to sleep those whose time has come, by the rule of their pipeline. */
export const dormancyTask: PeriodicTask = {
  name: 'dormancy',
  everyMinutes: 60,
  async run(db, orgId, now) {
    const pipelines = await db.read(orgId, (tx) =>
      tx.selectFrom('pipeline').select(['id', 'rules']).where('org_id', '=', orgId).where('archived_at', 'is', null).execute())
    for (const pipeline of pipelines) {
      const rules = pipelineRules.parse(pipeline.rules)
      if (rules.dormantDays === null) continue
      while ((await sweep(db, orgId, pipeline.id, rules, now)) === batch);
    }
  },
}

/** One batch; answers how many deals it took up. Each of them changes, so that the next batch finds others. */
async function sweep(db: Db, orgId: string, pipelineId: string, rules: { dormantDays: number | null; dormantWarnDays: number }, now: Date): Promise<number> {
  const act = { orgId, actorId: null, now: now.toISOString(), isAutomatic: true } as const
  return db.write(orgId, async (tx) => {
    const found = await selectDue(tx, orgId, pipelineId, rules, act.now)
    const due = found.map((deal) => ({ deal, step: dormancyStep(deal, rules, act.now) }))
    const warned = due.flatMap(({ deal, step }) => (step.do === 'warn' ? [{ ...deal, sleepsAt: step.sleepsAt }] : []))
    const asleep = new Map(due.flatMap(({ deal, step }) => (step.do === 'sleep' ? [[deal.id, step.days] as const] : [])))
    if (warned.length > 0) {
      await sql`update deal set dormant_warned_at = ${act.now} where org_id = ${orgId} and id = any(${sql.val(warned.map((deal) => deal.id))}::uuid[])`.execute(tx)
    }
    const deals = await lockDealsOfOrg(tx, orgId, [...asleep.keys()])
    await sleepDeals(tx, act, deals, asleep)
    const about = (deal: { id: string }) => ({ subjectType: 'deal', subjectId: deal.id }) as const
    await notify(tx, act, [
      ...warned.flatMap((deal) => (deal.ownerId === null ? [] : [{ userId: deal.ownerId, kind: 'deal_dormant_soon' as const, data: { title: deal.title, sleepsAt: deal.sleepsAt }, ...about(deal) }])),
      ...deals.flatMap((deal) => (deal.ownerId === null ? [] : [{ userId: deal.ownerId, kind: 'deal_dormant' as const, data: { title: deal.title, days: asleep.get(deal.id) ?? 0 }, ...about(deal) }])),
    ])
    return warned.length + deals.length
  })
}

/** Deals that the rule may touch now: idle for long enough to be warned of, and not warned of since. The verdict is core's. */
async function selectDue(tx: Tx, orgId: string, pipelineId: string, rules: { dormantDays: number | null; dormantWarnDays: number }, now: string) {
  const before = (days: number) => new Date(Date.parse(now) - days * 86_400_000).toISOString()
  const { rows } = await sql<Wakefulness & { id: string; title: string; ownerId: string | null }>`
    select d.id, d.title, d.owner_id as "ownerId", d.created_at as "createdAt", d.stage_entered_at as "stageEnteredAt", d.last_activity_at as "lastActivityAt",
      d.touched_at as "touchedAt", d.dormant_at as "dormantAt", d.dormant_warned_at as "warnedAt"
    from deal d where d.org_id = ${orgId} and d.pipeline_id = ${pipelineId} and d.status = 'open' and d.dormant_at is null
      and ${idleSinceSql} <= ${before((rules.dormantDays ?? 0) - rules.dormantWarnDays)}
      and (d.dormant_warned_at is null or d.dormant_warned_at < ${idleSinceSql}
        or (d.dormant_warned_at <= ${before(rules.dormantWarnDays)} and ${idleSinceSql} <= ${before(rules.dormantDays ?? 0)}))
    order by d.id limit ${batch} for update of d`.execute(tx)
  return rows
}
