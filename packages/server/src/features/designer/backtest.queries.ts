import type { PastDeal, PastMove } from '@sluice/core/designer/backtest'
import type { Viewer } from '@sluice/core/identity/policy'
import type { Ref } from '@sluice/core/lib/wire'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import { scopeFilter } from '../../platform/policy.ts'

/** What a back-test reads of a deal beside its evidence. */
export type MovedDeal = Omit<PastDeal, 'evidence' | 'amountMinor'> & { amountMinor: number; moves: PastMove[] }

/**
 * Deals of a pipeline with the forward moves and wins known in `[from, to)`, those that moved last first, `limit` at most.
 * Owner and team are as they were when the move became known. A deal in another currency than `currency` has no amount here.
 */
export async function selectMovedDeals(
  tx: Reader, viewer: Viewer, pipelineId: string, span: { from: string; to: string }, teams: readonly string[], currency: string, limit: number,
): Promise<MovedDeal[]> {
  const { orgId } = viewer
  const ofTeams = teams.length === 0 ? sql`true` : sql`v.team_id in (select t.id from team t where t.org_id = ${orgId} and t.path && ${sql.val([...teams])}::uuid[])`
  const { rows } = await sql<MovedDeal>`
    with move as (
      select s.deal_id, s.left_known_at as at, s.stage_id, case when s.exit = 'advance' then s.to_stage_id end as to_stage_id, s.entered_at, v.owner_id, v.team_id
      from stay s
      join lateral (
        select w.owner_id, w.team_id from deal_version w
        where w.org_id = s.org_id and w.deal_id = s.deal_id and w.known_from <= s.left_known_at and (w.known_to is null or w.known_to > s.left_known_at)
        order by w.n desc limit 1) v on true
      where s.org_id = ${orgId} and s.pipeline_id = ${pipelineId} and s.exit in ('advance', 'won')
        and s.left_known_at >= ${span.from} and s.left_known_at < ${span.to} and ${ofTeams}
    )
    select d.id as "dealId", ${pipelineId}::text as "pipelineId", d.status as outcome, case when d.currency = ${currency} then coalesce(d.amount_minor, 0) else 0 end as "amountMinor",
      jsonb_agg(jsonb_build_object('at', to_char(m.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'fromStageId', m.stage_id, 'toStageId', m.to_stage_id,
        'enteredAt', to_char(m.entered_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'ownerId', m.owner_id, 'teamId', m.team_id) order by m.at) as moves
    from move m join deal d on d.org_id = ${orgId} and d.id = m.deal_id
    where ${scopeFilter(viewer, 'deal', 'read', 'd')}
    group by d.id, d.status, d.currency, d.amount_minor order by max(m.at) desc, d.id limit ${limit}`.execute(tx)
  return rows
}

/** Names of teams and people. */
export async function selectPeople(tx: Reader, orgId: string): Promise<{ teams: Map<string, Ref>; users: Map<string, Ref> }> {
  const { rows } = await sql<Ref & { kind: 'team' | 'user' }>`
    select 'team' as kind, id, name from team where org_id = ${orgId} union all select 'user', id, name from app_user where org_id = ${orgId}`.execute(tx)
  const of = (kind: string) => new Map(rows.filter((row) => row.kind === kind).map(({ id, name }) => [id, { id, name }]))
  return { teams: of('team'), users: of('user') }
}

export interface MovedCard {
  id: string
  number: number
  title: string
  amountMinor: number | null
  currency: string
}

/** Deals as the list of moves shows them. */
export async function selectMovedCards(tx: Reader, orgId: string, ids: readonly string[]): Promise<Map<string, MovedCard>> {
  const { rows } = await sql<MovedCard>`
    select id, number, title, amount_minor as "amountMinor", currency from deal where org_id = ${orgId} and id = any(${sql.val([...ids])}::uuid[])`.execute(tx)
  return new Map(rows.map((row) => [row.id, row]))
}
