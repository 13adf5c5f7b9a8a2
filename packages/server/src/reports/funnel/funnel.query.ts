import { successorOf } from '@sluice/core/catalog/successor'
import type { FigureDeal } from '@sluice/core/funnel/contract'
import type { FunnelStage, Journey, Stay } from '@sluice/core/funnel/journey'
import { readStays, type RecordedStay } from '@sluice/core/funnel/lineage'
import type { Viewer } from '@sluice/core/identity/policy'
import { sql, type RawBuilder } from 'kysely'
import { selectSuccessors } from '../../features/catalog/catalog.queries.ts'
import type { Reader } from '../../platform/db.ts'
import { scopeFilter } from '../../platform/policy.ts'

/** Whom and what a deal belonged to at one moment. */
export interface Belonging {
  ownerId: string | null
  teamId: string | null
  sourceId: string | null
}

/** A deal's journey in one pipeline as known at an instant, and to whom it belonged when it entered, when it closed, and then. */
export interface JourneyRow {
  journey: Journey
  atEntry: Belonging
  atClose: Belonging
  standing: Belonging
}

interface DealRow {
  deal_id: string; created_ms: number; amount_minor: number | null; currency: string; win_probability: string | null; expected_close_on: string | null; is_dormant: boolean
  owner_id: string | null; team_id: string | null; source_id: string | null
  close_owner_id: string | null; close_team_id: string | null; close_source_id: string | null
}
interface StayRow {
  deal_id: string; stage_id: string; entered_ms: number; left_ms: number | null; exit: RecordedStay['exit']; to_stage_id: string | null
  lost_reason_id: string | null; risk_ms: number | null; imported: boolean; owner_id: string | null; team_id: string | null; source_id: string | null
}

const ms = (column: string) => sql.raw(`floor(extract(epoch from ${column}) * 1000)::float8`)

/**
 * The stages of a pipeline in order: those in use, and of those that are gone the ones that nothing stands for and in which
 * deals have been. A stage with a successor is read as that one (core/funnel/lineage).
 */
export async function selectStages(tx: Reader, orgId: string, pipelineId: string): Promise<(FunnelStage & { name: string })[]> {
  const { rows } = await sql<{ id: string; position: number; win_probability: string; name: string }>`
    select s.id, s.position, s.win_probability, s.name from stage s
    where s.org_id = ${orgId} and s.pipeline_id = ${pipelineId} and (s.archived_at is null
      or (not exists (select from stage_successor l where l.org_id = s.org_id and l.stage_id = s.id)
        and exists (select from stay y where y.org_id = s.org_id and y.pipeline_id = s.pipeline_id and y.stage_id = s.id)))
    order by s.position, s.archived_at nulls first, s.id`.execute(tx)
  return rows.map((row, i) => ({ id: row.id, position: i + 1, winProbability: Number(row.win_probability), name: row.name }))
}

/**
 * The journeys through a pipeline of the deals that the viewer may see and the filter lets pass, as known at `asOf`:
 * a stay counts when its entry was known by then, its end when that was. Amount, probability, close date, sleep and owner are
 * those of the deal's version at that instant. Stays in stages that are gone are read as in those that stand for them now,
 * whatever the instant: `stages` are those of today.
 */
export async function selectJourneys(
  tx: Reader, viewer: Viewer, pipelineId: string, stages: readonly FunnelStage[], asOf: string, filter: { products: readonly string[]; where: RawBuilder<boolean> },
): Promise<JourneyRow[]> {
  const { orgId } = viewer
  const products = filter.products.length === 0 ? sql`true` : sql`exists (select from deal_product dp where dp.org_id = d.org_id
    and dp.deal_id = d.id and dp.product_id = any(${sql.val([...filter.products])}::uuid[]))`
  const deals = await sql<DealRow>`
    select d.id as deal_id, ${ms('v.created_at')} as created_ms, v.amount_minor, v.currency, v.win_probability, v.expected_close_on, v.is_dormant,
           v.owner_id, v.team_id, v.source_id,
           c.owner_id as close_owner_id, c.team_id as close_team_id, c.source_id as close_source_id
    from deal d
    join deal_version v on v.org_id = d.org_id and v.deal_id = d.id and v.known_from <= ${asOf} and (v.known_to is null or v.known_to > ${asOf})
    left join lateral (
      select w.owner_id, w.team_id, w.source_id from deal_version w
      where v.status <> 'open' and w.org_id = v.org_id and w.deal_id = v.deal_id and w.closed_at = v.closed_at order by w.n limit 1) c on true
    where d.org_id = ${orgId} and exists (select from stay s where s.org_id = d.org_id and s.deal_id = d.id and s.pipeline_id = ${pipelineId})
      and ${scopeFilter(viewer, 'deal', 'read', 'd')} and ${products} and ${filter.where}
    order by d.created_at, d.id`.execute(tx)
  const stays = await sql<StayRow>`
    select s.deal_id, s.stage_id, ${ms('s.entered_at')} as entered_ms,
           case when s.left_known_at <= ${asOf} then ${ms('s.left_at')} end as left_ms,
           case when s.left_known_at <= ${asOf} then s.exit end as exit,
           case when s.left_known_at <= ${asOf} then s.to_stage_id end as to_stage_id,
           case when s.left_known_at <= ${asOf} then s.lost_reason_id end as lost_reason_id,
           ${ms('s.risk_from')} as risk_ms, s.imported, s.owner_id, s.team_id, s.source_id
    from stay s where s.org_id = ${orgId} and s.pipeline_id = ${pipelineId} and s.entered_known_at <= ${asOf}
    order by s.deal_id, s.n`.execute(tx)

  const standsFor = successorOf(await selectSuccessors(tx, orgId, pipelineId))
  const byDeal = Map.groupBy(stays.rows, (row) => row.deal_id)
  const journeys: JourneyRow[] = []
  for (const row of deals.rows) {
    const own = byDeal.get(row.deal_id)
    const first = own?.[0]
    if (own === undefined || first === undefined) continue
    journeys.push({
      journey: toJourney(row, own, (recorded) => readStays(recorded, standsFor, stages)),
      atEntry: { ownerId: first.owner_id, teamId: first.team_id, sourceId: first.source_id },
      atClose: { ownerId: row.close_owner_id, teamId: row.close_team_id, sourceId: row.close_source_id },
      standing: { ownerId: row.owner_id, teamId: row.team_id, sourceId: row.source_id },
    })
  }
  return journeys
}

function toJourney(row: DealRow, own: readonly StayRow[], read: (recorded: RecordedStay[]) => Stay[]): Journey {
  const last = own.at(-1)
  const closed = last?.exit === 'won' || last?.exit === 'lost'
  return {
    dealId: row.deal_id,
    createdAt: row.created_ms,
    outcome: closed ? (last.exit as 'won' | 'lost') : 'open',
    closedAt: closed ? last.left_ms : null,
    amountMinor: row.amount_minor ?? 0,
    currency: row.currency,
    lossReasonId: last?.exit === 'lost' ? last.lost_reason_id : null,
    winProbability: row.win_probability === null ? null : Number(row.win_probability),
    expectedCloseOn: row.expected_close_on,
    isDormant: row.is_dormant,
    stays: read(own.map((stay) => ({
      stageId: stay.stage_id, enteredAt: stay.entered_ms, leftAt: stay.left_ms, exit: stay.exit, toStageId: stay.to_stage_id,
      lossReasonId: stay.lost_reason_id, riskFrom: stay.risk_ms, imported: stay.imported,
    }))),
  }
}

/** Teams with all below them. */
export async function selectSubtree(tx: Reader, orgId: string, teamIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select id from team where org_id = ${orgId} and path && ${sql.val([...teamIds])}::uuid[]`.execute(tx)
  return new Set(rows.map((row) => row.id))
}

/** Some of the deals of a figure, in the order of the ids given. */
export async function selectFigureDeals(tx: Reader, orgId: string, ids: readonly string[]): Promise<FigureDeal[]> {
  const { rows } = await sql<FigureDeal>`
    select d.id, d.number, d.title, d.stage_id as "stageId", d.status, d.amount_minor as "amountMinor", d.currency,
           d.created_at as "createdAt", d.closed_at as "closedAt", d.stage_entered_at as "stageEnteredAt",
           case when a.id is not null then jsonb_build_object('id', a.id, 'name', a.name) end as account,
           case when u.id is not null then jsonb_build_object('id', u.id, 'name', u.name) end as owner
    from unnest(${sql.val([...ids])}::uuid[]) with ordinality as wanted(id, place)
    join deal d on d.org_id = ${orgId} and d.id = wanted.id
    left join account a on a.org_id = d.org_id and a.id = d.account_id
    left join app_user u on u.org_id = d.org_id and u.id = d.owner_id
    order by wanted.place`.execute(tx)
  return rows
}

/** Names of the stages of a pipeline and of all loss reasons, by id. */
export async function selectNames(tx: Reader, orgId: string, pipelineId: string): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from stage where org_id = ${orgId} and pipeline_id = ${pipelineId}
    union all select id, name from loss_reason where org_id = ${orgId}`.execute(tx)
  return new Map(rows.map((row) => [row.id, row.name]))
}
