import type { Viewer } from '@sluice/core/identity/policy'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import { scopeFilter } from '../../platform/policy.ts'
import { among, type OwnershipFilter } from '../ownership-filter.ts'

/** What diagnosis needs of today that the stays do not hold: open deals by stage, owner and team, and leads. */
export interface OpenDeals {
  stageId: string
  ownerId: string | null
  teamId: string | null
  open: number
  /** Without a customer contact for longer than the stage's limit of days. */
  stalled: number
  withNextStep: number
  /** Nothing was done with them for longer than 30 days; sleeping ones included. */
  idle: number
  asleep: number
  /** With evidence owed to a gate that let them through. */
  owing: number
}

/** Open deals of the pipeline that the viewer sees. `limitOf`: days without contact by stage; others 7. */
export async function selectOpenDeals(tx: Reader, viewer: Viewer, pipelineId: string, owned: OwnershipFilter, now: { at: string; today: string }, limits: ReadonlyMap<string, number>): Promise<OpenDeals[]> {
  const stages = [...limits.keys()]
  const { rows } = await sql<OpenDeals>`
    select d.stage_id as "stageId", d.owner_id as "ownerId", d.team_id as "teamId",
      count(*) filter (where d.dormant_at is null)::int as open, count(*) filter (where d.dormant_at is not null)::int as asleep,
      count(*) filter (where d.dormant_at is null and coalesce(d.last_activity_at, d.created_at) < ${now.at}::timestamptz - make_interval(days => coalesce(l.days, 7)))::int as stalled,
      count(*) filter (where d.dormant_at is null and coalesce(d.next_step, '') <> '' and d.next_step_due >= ${now.today}::date)::int as "withNextStep",
      count(*) filter (where coalesce(d.touched_at, d.last_activity_at, d.stage_entered_at) < ${now.at}::timestamptz - interval '30 days')::int as idle,
      count(*) filter (where d.dormant_at is null and d.id in (select g.deal_id from gate_debt g where g.org_id = ${viewer.orgId} and g.settled_at is null))::int as owing
    from deal d
    left join unnest(${sql.val(stages)}::uuid[], ${sql.val([...limits.values()])}::int[]) as l(stage_id, days) on l.stage_id = d.stage_id
    where d.org_id = ${viewer.orgId} and d.pipeline_id = ${pipelineId} and d.status = 'open' and ${scopeFilter(viewer, 'deal', 'read', 'd')} and ${among(owned, 'd')}
    group by 1, 2, 3`.execute(tx)
  return rows
}

/** Leads of a window, and how many of them became qualified or more. */
export async function selectQualified(tx: Reader, viewer: Viewer, window: { from: string; to: string }, owned: OwnershipFilter): Promise<{ n: number; hits: number }> {
  const { rows } = await sql<{ n: number; hits: number }>`
    select count(*)::int as n, count(*) filter (where l.status in ('qualified', 'converted'))::int as hits from lead l
    where l.org_id = ${viewer.orgId} and l.created_at >= ${window.from} and l.created_at < ${window.to} and ${scopeFilter(viewer, 'lead', 'read', 'l', { countsHidden: true })} and ${among(owned, 'l')}`.execute(tx)
  return rows[0] ?? { n: 0, hits: 0 }
}

/** The teams that people are in, and their names. */
export async function selectPeople(tx: Reader, orgId: string): Promise<{ owners: Map<string, { name: string; teamId: string }>; teams: Map<string, string> }> {
  const users = await tx.selectFrom('app_user').select(['id', 'name', 'team_id']).where('org_id', '=', orgId).execute()
  const teams = await tx.selectFrom('team').select(['id', 'name']).where('org_id', '=', orgId).execute()
  return { owners: new Map(users.map((user) => [user.id, { name: user.name, teamId: user.team_id }])), teams: new Map(teams.map(({ id, name }) => [id, name])) }
}

export interface DealFacts { pipelineId: string; stageId: string; status: string; enteredAt: number; lastContactAt: number | null; createdAt: number; hasNextStep: boolean; overdueDays: number | null }

/** What a deal's health is made of; undefined when the viewer does not see it. */
export async function selectDealFacts(tx: Reader, viewer: Viewer, id: string, today: string): Promise<DealFacts | undefined> {
  const { rows } = await sql<DealFacts>`
    select d.pipeline_id as "pipelineId", d.stage_id as "stageId", d.status, extract(epoch from d.stage_entered_at)::float8 * 1000 as "enteredAt",
      extract(epoch from d.last_activity_at)::float8 * 1000 as "lastContactAt", extract(epoch from d.created_at)::float8 * 1000 as "createdAt",
      coalesce(coalesce(d.next_step, '') <> '' and d.next_step_due >= ${today}::date, false) as "hasNextStep", ${today}::date - d.expected_close_on as "overdueDays"
    from deal d where d.org_id = ${viewer.orgId} and d.id = ${id} and ${scopeFilter(viewer, 'deal', 'read', 'd')}`.execute(tx)
  return rows[0]
}
