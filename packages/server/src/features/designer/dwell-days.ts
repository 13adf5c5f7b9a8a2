import { successorOf } from '@sluice/core/catalog/successor'
import { dwellPolicy } from '@sluice/core/config/pipeline-definition'
import { effectiveDwellDays, type WatchedStay } from '@sluice/core/designer/dwell-days'
import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db.ts'
import type { PeriodicTask } from '../../platform/schedule.ts'
import { selectSuccessors } from '../catalog/catalog.queries.ts'
import { lockPipeline } from './designer.queries.ts'

/**
 * How many days are too long in the stages whose policy is a multiple of their mean or a percentile of their survival curve
 * (core/designer/dwell-days). Kept in `stage.dwell_days`, where boards, lists and filters read it.
 */
export async function writeDwellDays(tx: Tx, orgId: string, pipelineId: string, now: Date): Promise<void> {
  await keepDwellDays(tx, orgId, await findDwellDays(tx, orgId, pipelineId, now))
}

/** Every day anew: stays go on and end, and what is usual changes with them. */
export const dwellTask: PeriodicTask = {
  name: 'dwell',
  everyMinutes: 24 * 60,
  async run(db, orgId, now) {
    const { rows } = await db.read(orgId, (tx) =>
      sql<{ id: string }>`select distinct pipeline_id as id from stage where org_id = ${orgId} and archived_at is null and ${isMeasured}`.execute(tx))
    for (const { id } of rows) {
      // Read outside of the lock: a history may be long, and publications wait for the lock.
      const found = await db.read(orgId, (tx) => findDwellDays(tx, orgId, id, now))
      await db.write(orgId, async (tx) => {
        if (await lockPipeline(tx, orgId, id)) await keepDwellDays(tx, orgId, found)
      })
    }
  },
}

interface DwellDays {
  id: string
  dwell: unknown
  days: number | null
}

async function findDwellDays(tx: Reader, orgId: string, pipelineId: string, now: Date): Promise<DwellDays[]> {
  const { rows } = await sql<{ id: string; dwell: unknown }>`
    select id, dwell from stage where org_id = ${orgId} and pipeline_id = ${pipelineId} and archived_at is null and ${isMeasured}`.execute(tx)
  if (rows.length === 0) return []
  const stays = await selectWatchedStays(tx, orgId, pipelineId, new Set(rows.map((row) => row.id)), now)
  return rows.map(({ id, dwell }) => ({ id, dwell, days: effectiveDwellDays(dwellPolicy.parse(dwell), stays.get(id) ?? []) }))
}

/** Only where the policy is still the one that it was found for. */
async function keepDwellDays(tx: Tx, orgId: string, found: readonly DwellDays[]): Promise<void> {
  if (found.length === 0) return
  await sql`
    update stage s set dwell_days = r.days from jsonb_to_recordset(${JSON.stringify(found)}::jsonb) as r(id uuid, dwell jsonb, days int)
    where s.org_id = ${orgId} and s.id = r.id and s.dwell = r.dwell and s.dwell_days is distinct from r.days`.execute(tx)
}

const isMeasured = sql<boolean>`dwell ->> 'type' in ('mean', 'percentile')`

/**
 * All stays in these stages up to now, in calendar days. A stage that is gone counts as the one that stands for it; a stay that
 * a publication cut in two, or that went between two stages that are one now, is one stay (as in core/funnel/lineage).
 */
async function selectWatchedStays(tx: Reader, orgId: string, pipelineId: string, stageIds: ReadonlySet<string>, now: Date): Promise<Map<string, WatchedStay[]>> {
  const successors = await selectSuccessors(tx, orgId, pipelineId)
  const standsFor = successorOf(successors)
  const read = [...new Set([...stageIds, ...successors.keys()])].map((id) => ({ id, as: standsFor(id) })).filter((one) => stageIds.has(one.as))
  const asOf = now.toISOString()
  const { rows } = await sql<WatchedStay & { stageId: string; hasLeft: boolean }>`
    with piece as (
      select r."as", y.deal_id, y.n, y.entered_at, y.left_at, y.risk_from,
        lag(y.n) over one = y.n - 1 and (lag(y.exit) over one = 'remap' or (lag(y.exit) over one in ('advance', 'back') and lag(y.stage_id) over one <> y.stage_id)) as goes_on
      from jsonb_to_recordset(${JSON.stringify(read)}::jsonb) as r(id uuid, "as" uuid)
      join stay y on y.org_id = ${orgId} and y.pipeline_id = ${pipelineId} and y.stage_id = r.id and y.entered_at <= ${asOf}::timestamptz
      window one as (partition by r."as", y.deal_id order by y.n)
    ), numbered as (
      select *, count(*) filter (where goes_on is not true) over (partition by "as", deal_id order by n) as nth from piece
    ), whole as (
      select "as", min(entered_at) as entered_at, (array_agg(left_at order by n desc))[1] as left_at, (array_agg(risk_from order by n))[1] as risk_from
      from numbered group by "as", deal_id, nth
    )
    select "as" as "stageId", left_at is not null and left_at <= ${asOf}::timestamptz as "hasLeft",
      (extract(epoch from least(left_at, ${asOf}::timestamptz) - entered_at) / 86400)::float8 as time,
      case when risk_from > entered_at then (extract(epoch from risk_from - entered_at) / 86400)::float8 end as entry
    from whole`.execute(tx)
  const byStage = new Map<string, WatchedStay[]>()
  for (const { stageId, hasLeft, time, entry } of rows) {
    const stay: WatchedStay = { time, entry, cause: hasLeft ? 'left' : null }
    const known = byStage.get(stageId)
    if (known) known.push(stay)
    else byStage.set(stageId, [stay])
  }
  return byStage
}
