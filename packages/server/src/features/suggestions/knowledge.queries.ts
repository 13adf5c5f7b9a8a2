import { activityKindKeys, type ActivityKindKey } from '@sluice/core/config/activity-kinds'
import { cycleOf, type Cycle, type WonDeal } from '@sluice/core/suggestions/cycle'
import type { DealFacts } from '@sluice/core/suggestions/next-action'
import { stageEffect } from '@sluice/core/suggestions/stage-effect'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'

/** The latest so many are read: what was usual years ago says little, and the answer stays cheap however many deals there are. */
const wonAtMost = 300
const staysAtMost = 500

/** What won deals of a deal's kind were like (core/suggestions/cycle); of its pipeline and currency. Facts of the whole organisation, without names. */
export async function selectCycle(tx: Reader, orgId: string, dealId: string): Promise<Cycle | null> {
  const { rows: own } = await sql<{ pipelineId: string; currency: string; amountMinor: number | null; industry: string | null }>`
    select d.pipeline_id as "pipelineId", d.currency, d.amount_minor as "amountMinor", a.industry from deal d left join account a on a.org_id = d.org_id and a.id = d.account_id
    where d.org_id = ${orgId} and d.id = ${dealId}`.execute(tx)
  const [deal] = own
  if (deal === undefined) return null
  const { rows } = await sql<WonDeal>`
    select extract(epoch from d.closed_at - d.created_at)::float8 / 86400 as days, a.industry, d.amount_minor as "amountMinor", coalesce((
        select jsonb_object_agg(k.kind, k.n) from (
          select x.kind, count(*) as n from activity x where x.org_id = d.org_id and x.subject_type = 'deal' and x.subject_id = d.id and x.deleted_at is null group by x.kind) k), '{}') as counts
    from (select * from deal where org_id = ${orgId} and pipeline_id = ${deal.pipelineId} and status = 'won' and currency = ${deal.currency} order by closed_at desc, id desc limit ${wonAtMost}) d
    left join account a on a.org_id = d.org_id and a.id = d.account_id`.execute(tx)
  return cycleOf(rows, deal)
}

/** How deals went on from a stage with and without each kind of activity while they were in it (core/suggestions/stage-effect). */
export async function selectEffects(tx: Reader, orgId: string, stageId: string): Promise<DealFacts['effects']> {
  const { rows } = await sql<{ isHit: boolean; kinds: ActivityKindKey[] }>`
    select s.exit in ('advance', 'won') as "isHit", array(
        select distinct x.kind from activity x where x.org_id = s.org_id and x.subject_type = 'deal' and x.subject_id = s.deal_id and x.deleted_at is null and x.at >= s.entered_at and x.at < s.left_at) as kinds
    from (select * from stay where org_id = ${orgId} and stage_id = ${stageId} and left_at is not null and exit in ('advance', 'won', 'back', 'lost') order by left_at desc limit ${staysAtMost}) s`.execute(tx)
  const count = (kind: ActivityKindKey, withIt: boolean) => {
    const among = rows.filter((row) => row.kinds.includes(kind) === withIt)
    return { n: among.length, hits: among.filter((row) => row.isHit).length }
  }
  return Object.fromEntries(activityKindKeys.flatMap((kind) => {
    const effect = stageEffect(kind, count(kind, true), count(kind, false))
    return effect === null ? [] : [[kind, effect]]
  }))
}
