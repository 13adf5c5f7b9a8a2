import type { FigureDeal } from '@sluice/core/funnel/contract'
import { scopeOf, type Viewer } from '@sluice/core/identity/policy'
import type { Agenda, AgendaFacts } from '@sluice/core/meetings/agenda'
import { sql } from 'kysely'
import { alarmsSeen } from '../../features/alarms/alarms.policy.ts'
import type { Reader } from '../../platform/db.ts'
import { scopeFilter } from '../../platform/policy.ts'
import { selectFigureDeals } from '../funnel/funnel.query.ts'

/**
 * A frozen agenda as the viewer may read it today: deals, alarms and people out of their sight are left out, deals only counted.
 * Sums are of the whole team: they are what the meeting is about.
 */
export async function showAgenda(tx: Reader, viewer: Viewer, facts: AgendaFacts): Promise<Agenda> {
  const { orgId } = viewer
  const ids = [...new Set([...facts.changes.deals, ...facts.stuck.deals, ...facts.losses.deals].map(({ dealId }) => dealId))]
  const visible = await sql<{ id: string }>`select d.id from deal d where d.org_id = ${orgId} and d.id = any(${sql.val(ids)}::uuid[]) and ${scopeFilter(viewer, 'deal', 'read', 'd')}`.execute(tx)
  const deals = new Map((await selectFigureDeals(tx, orgId, visible.rows.map((row) => row.id))).map((deal) => [deal.id, deal]))
  const alarms = await sql<{ id: string }>`select a.id from alarm a where a.org_id = ${orgId} and a.id = any(${sql.val(facts.anomalies.map(({ alarmId }) => alarmId))}::uuid[]) and ${alarmsSeen(viewer)}`.execute(tx)
  const seenAlarms = new Set(alarms.rows.map((row) => row.id))
  const seenPeople = await selectSeenPeople(tx, viewer, [...facts.people.rows, ...facts.completeness.owners].map(({ userId }) => userId))
  return {
    ...facts,
    changes: { ...facts.changes, ...seen(facts.changes.deals, deals) },
    stuck: { ...facts.stuck, ...seen(facts.stuck.deals, deals) },
    losses: { ...facts.losses, ...seen(facts.losses.deals, deals) },
    anomalies: facts.anomalies.filter(({ alarmId }) => seenAlarms.has(alarmId)),
    people: { ...facts.people, rows: facts.people.rows.filter(({ userId }) => seenPeople.has(userId)) },
    completeness: { ...facts.completeness, owners: facts.completeness.owners.filter(({ userId }) => seenPeople.has(userId)) },
  }
}

function seen<D extends { dealId: string }>(facts: readonly D[], deals: ReadonlyMap<string, FigureDeal>): { deals: (D & { deal: FigureDeal })[]; hidden: number } {
  const shown = facts.flatMap((fact) => {
    const deal = deals.get(fact.dealId)
    return deal === undefined ? [] : [{ ...fact, deal }]
  })
  return { deals: shown, hidden: facts.length - shown.length }
}

/** Figures of single people are for themselves, their managers, and those who read everybody's deals. */
async function selectSeenPeople(tx: Reader, viewer: Viewer, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const scope = scopeOf(viewer, 'deal', 'read')
  if (scope === 'all') return new Set(ids)
  const teams = scope === 'team' ? viewer.teamIds : []
  const { rows } = await sql<{ id: string }>`
    select id from app_user where org_id = ${viewer.orgId} and id = any(${sql.val([...ids])}::uuid[]) and (id = ${viewer.userId} or team_id = any(${sql.val([...teams])}::uuid[]))`.execute(tx)
  return new Set(rows.map((row) => row.id))
}
