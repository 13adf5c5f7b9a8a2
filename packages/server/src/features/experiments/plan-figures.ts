import type { PlanFigures } from '@sluice/core/experiments/contract'
import type { ExperimentDefinition } from '@sluice/core/experiments/definition'
import { planExperiment } from '@sluice/core/experiments/plan'
import { ratio, wilson } from '@sluice/core/lib/ratio'
import { sql } from 'kysely'
import type { Asker } from '../../platform/condition-filter.ts'
import type { Reader } from '../../platform/db.ts'
import { hitAt, takesPart } from './population.ts'

/** Inflow is what came in over so many weeks, or over fewer where the first came later; the baseline is of a year of deals whose days have passed. */
const inflowWeeks = 26
const baselineDays = 365
/** Without a past the largest number of deals that any baseline could ask for. */
const assumed = 0.5
const dayMs = 86_400_000

interface Past {
  n: number
  hits: number
  recent: number
  first: string | null
}

/** What a definition needs. Past deals are asked the condition as they are now: what it says of a moment long gone cannot be known. */
export async function readPlan(tx: Reader, asker: Asker, definition: ExperimentDefinition): Promise<PlanFigures> {
  const past = definition.pipelineId === null ? { n: 0, hits: 0, recent: 0, first: null } : await countPast(tx, asker, definition, definition.pipelineId)
  const baseline = ratio(past.hits, past.n)
  const interval = wilson(past.hits, past.n)
  const weeks = past.first === null ? inflowWeeks : Math.min(inflowWeeks, Math.max(1, (asker.now.getTime() - Date.parse(past.first)) / (7 * dayMs)))
  const perWeek = Math.round((past.recent / weeks) * 10) / 10
  const plan = planExperiment({ baseline: baseline ?? assumed, effect: definition.smallestEffect, weights: definition.arms.map((arm) => arm.weight), perWeek, days: definition.outcome.days })
  return { baseline, low: interval?.low ?? null, high: interval?.high ?? null, n: past.n, hits: past.hits, perWeek, assumed, ...plan }
}

/** Of deals that came first within the window: who comes again is not new. `first`: when the first of the whole population came, whenever that was. */
async function countPast(tx: Reader, asker: Asker, { entry, outcome, where }: ExperimentDefinition, pipelineId: string): Promise<Past> {
  const { orgId } = asker.viewer
  const at = (days: number) => new Date(asker.now.getTime() - days * dayMs).toISOString()
  const place = entry.kind === 'created' ? sql`s.n = 1` : sql`s.stage_id = ${entry.stageId}`
  const { rows } = await sql<Past>`
    with entered as (
      select s.deal_id, min(s.entered_at) as at from stay s
      where s.org_id = ${orgId} and s.pipeline_id = ${pipelineId} and ${place} group by s.deal_id),
    taking as (select e.deal_id, e.at from entered e join deal d on d.org_id = ${orgId} and d.id = e.deal_id where ${await takesPart(tx, asker, { where })}),
    judged as (select t.at, case when t.at < ${at(outcome.days)}::timestamptz then ${hitAt(orgId, outcome, sql`t.deal_id`, sql`t.at`)} end as hit from taking t where t.at >= ${at(baselineDays + outcome.days)}::timestamptz)
    select count(*) filter (where at < ${at(outcome.days)}::timestamptz)::int as n,
      count(*) filter (where at < ${at(outcome.days)}::timestamptz and hit <= at + make_interval(days => ${outcome.days}))::int as hits,
      count(*) filter (where at >= ${at(inflowWeeks * 7)}::timestamptz)::int as recent, (select min(at) from taking) as first from judged`.execute(tx)
  return rows[0] ?? { n: 0, hits: 0, recent: 0, first: null }
}
