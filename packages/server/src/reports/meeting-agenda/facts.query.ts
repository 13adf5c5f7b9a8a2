import type { AgendaFacts } from '@sluice/core/meetings/agenda'
import { sql, type RawBuilder } from 'kysely'
import type { Reader } from '../../platform/db.ts'

/** Whose deals the meeting is about, and when. Instants in ISO; `teamIds` null: everybody's. */
export interface AgendaPlace {
  orgId: string
  seriesId: string
  pipelineId: string
  teamIds: readonly string[] | null
  timeZone: string
  currency: string
  from: string
  to: string
}

const ofTeam = ({ teamIds }: AgendaPlace, column: string): RawBuilder<boolean> => (teamIds === null ? sql<boolean>`true` : sql<boolean>`${sql.ref(column)} = any(${sql.val([...teamIds])}::uuid[])`)

type Stuck = AgendaFacts['stuck']

/** Open deals that have been in their stage for longer than its policy allows, those with the most at stake first. The sum is of the organisation's currency. */
export async function selectStuck(tx: Reader, place: AgendaPlace, most: number): Promise<Stuck> {
  const stuck = sql`
    from deal d join stage s on s.org_id = d.org_id and s.id = d.stage_id
    where d.org_id = ${place.orgId} and d.pipeline_id = ${place.pipelineId} and d.status = 'open' and d.dormant_at is null and ${ofTeam(place, 'd.team_id')}
      and s.dwell_days is not null and d.stage_entered_at < ${place.to}::timestamptz - s.dwell_days * interval '1 day'`
  const chance = sql`coalesce(d.win_probability, s.win_probability)::float8`
  const expected = sql`round(d.amount_minor * coalesce(d.win_probability, s.win_probability))::bigint`
  const { rows } = await sql<Stuck['deals'][number]>`
    select d.id as "dealId", s.name as stage, extract(epoch from ${place.to}::timestamptz - d.stage_entered_at)::float8 / 86400 as days, s.dwell_days::float8 as "limitDays",
      d.amount_minor as "amountMinor", d.currency, ${chance} as chance, ${expected} as "expectedMinor" ${stuck}
    order by coalesce(${expected}, 0) desc, d.stage_entered_at, d.id limit ${most}`.execute(tx)
  const sums = await sql<{ total: number; expectedMinor: number }>`
    select count(*) as total, coalesce(sum(${expected}) filter (where d.currency = ${place.currency}), 0)::bigint as "expectedMinor" ${stuck}`.execute(tx)
  return { ...(sums.rows[0] ?? { total: 0, expectedMinor: 0 }), deals: rows }
}

/** What the last meeting took on, and what was still open of those before it. */
export async function selectCommitments(tx: Reader, { orgId, seriesId, timeZone, to }: AgendaPlace): Promise<AgendaFacts['commitments']> {
  const { rows } = await sql<AgendaFacts['commitments'][number]>`
    with past as (
      select m.id, m.opened_at, row_number() over (order by m.opened_at desc) as n from meeting m where m.org_id = ${orgId} and m.series_id = ${seriesId} and m.status = 'closed'
    ), days as (select (${to}::timestamptz at time zone ${timeZone})::date as today)
    select a.id, a.title, case when u.id is not null then jsonb_build_object('id', u.id, 'name', u.name) end as assignee, a.due_on as "dueOn", a.outcome,
      (a.done_at at time zone ${timeZone})::date as "doneOn", (p.opened_at at time zone ${timeZone})::date as "meetingOn",
      case when a.status = 'dropped' then 'dropped' when a.status = 'done' then case when a.due_on is null or (a.done_at at time zone ${timeZone})::date <= a.due_on then 'kept' else 'late' end
        when a.due_on < days.today then 'missed' else 'open' end as state
    from past p join action_item a on a.org_id = ${orgId} and a.meeting_id = p.id cross join days left join app_user u on u.org_id = a.org_id and u.id = a.assignee_id
    where p.n = 1 or a.status = 'open' or a.done_at >= (select opened_at from past where n = 1)
    order by a.status <> 'open', a.due_on nulls last, a.id limit 100`.execute(tx)
  return rows
}

/** Open review topics of the pipeline or of none; of a team's meeting those that somebody of the team brought or is to do. */
export async function selectTopics(tx: Reader, place: AgendaPlace): Promise<AgendaFacts['topics']> {
  const { orgId, pipelineId, teamIds } = place
  const near = teamIds === null ? sql`true` : sql`exists (select from app_user t where t.org_id = a.org_id and t.id in (a.created_by, a.assignee_id) and ${ofTeam(place, 't.team_id')})`
  const { rows } = await sql<AgendaFacts['topics'][number]>`
    select a.id, a.title, a.body, jsonb_build_object('id', u.id, 'name', u.name) as by
    from action_item a join app_user u on u.org_id = a.org_id and u.id = a.created_by
    where a.org_id = ${orgId} and a.kind = 'review_topic' and a.status = 'open' and (a.pipeline_id is null or a.pipeline_id = ${pipelineId}) and ${near}
    order by a.created_at, a.id limit 50`.execute(tx)
  return rows
}

/** Facts of lost deals, in the order of the ids given. */
export async function selectLost(tx: Reader, orgId: string, ids: readonly string[]): Promise<AgendaFacts['losses']['deals']> {
  const { rows } = await sql<AgendaFacts['losses']['deals'][number]>`
    select d.id as "dealId", s.name as stage, r.name as reason, d.competitor, d.lost_note as note, d.amount_minor as "amountMinor", d.currency
    from unnest(${sql.val([...ids])}::uuid[]) with ordinality as wanted(id, place) join deal d on d.org_id = ${orgId} and d.id = wanted.id
    left join stage s on s.org_id = d.org_id and s.id = d.stage_id left join loss_reason r on r.org_id = d.org_id and r.id = d.lost_reason_id
    order by wanted.place`.execute(tx)
  return rows
}

export async function selectSubtree(tx: Reader, orgId: string, teamId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from team where org_id = ${orgId} and path @> array[${teamId}]::uuid[]`.execute(tx)
  return rows.map((row) => row.id)
}
