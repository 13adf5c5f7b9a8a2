import type { ActionItem, listActions } from '@sluice/core/actions/contract'
import { managesFunnel, readsWholeFunnel, type Viewer } from '@sluice/core/identity/policy'
import type { QueryOf } from '@sluice/core/lib/contract'
import { sql, type RawBuilder } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import { keysetAfter, keysetOrder, keyText, type Keyset } from '../../platform/keyset.ts'

type Filter = QueryOf<typeof listActions>

/** What is due first, first; what has no day comes last. */
export const byDueDay: Keyset = { name: 'due', alias: 'a', key: sql`a.due_on`, type: 'day', nullable: true, direction: 'asc' }

/** Which items of `a` the viewer may see: whoever sees the whole funnel all, others what they made, are to do, or answer for. */
function seen(viewer: Viewer): RawBuilder<boolean> {
  return readsWholeFunnel(viewer) ? sql<boolean>`true` : mine(viewer)
}
const mine = (viewer: Viewer) => sql<boolean>`(a.assignee_id = ${viewer.userId} or a.created_by = ${viewer.userId}
  or exists (select from project op where op.org_id = a.org_id and op.id = a.project_id and op.owner_id = ${viewer.userId}))`

function where(viewer: Viewer, today: string, filter: Filter): RawBuilder<boolean> {
  const isMine = sql<boolean>`(a.assignee_id = ${viewer.userId} or (a.assignee_id is null and a.created_by = ${viewer.userId}))`
  const parts = [
    sql<boolean>`a.org_id = ${viewer.orgId}`, seen(viewer),
    ...(filter.box === 'mine' ? [isMine] : []),
    ...(filter.kind === undefined ? [] : [sql<boolean>`a.kind = ${filter.kind}`]),
    ...(filter.assignee === undefined ? [] : [sql<boolean>`a.assignee_id = ${filter.assignee}`]),
    ...(filter.pipeline === undefined ? [] : [sql<boolean>`a.pipeline_id = ${filter.pipeline}`]),
    ...(filter.alarm === undefined ? [] : [sql<boolean>`a.alarm_id = ${filter.alarm}`]),
    ...(filter.overdue === true ? [overdue(today)] : []),
    ...(filter.q === undefined || filter.q === '' ? [] : [sql<boolean>`(strpos(lower(a.title), lower(${filter.q})) > 0 or strpos(lower(a.body), lower(${filter.q})) > 0)`]),
  ]
  return sql<boolean>`${sql.join(parts, sql` and `)}`
}
const overdue = (today: string) => sql<boolean>`(a.status = 'open' and a.due_on < ${today}::date)`

function columns(viewer: Viewer, today: string) {
  const person = (alias: string) => sql`case when ${sql.ref(`${alias}.id`)} is null then null else jsonb_build_object('id', ${sql.ref(`${alias}.id`)}, 'name', ${sql.ref(`${alias}.name`)}) end`
  return sql`a.id, a.kind, a.title, a.body, a.status, ${person('u')} as assignee, a.due_on as "dueOn", a.pipeline_id as "pipelineId", a.stage_id as "stageId", a.alarm_id as "alarmId",
    a.remedy_key as "remedyKey", a.meeting_id as "meetingId", ${person('p')} as project, ${person('c')} as "createdBy", a.created_at as "createdAt", a.done_at as "doneAt", ${person('d')} as "doneBy", a.outcome, a.is_missed as "isMissed",
    case when sr.id is not null then jsonb_build_object('rule', sr.rule, 'nextOn', sr.next_on, 'made', sr.made, 'missed', sr.missed) end as repeats,
    coalesce(${overdue(today)}, false) as "isOverdue", ${managesFunnel(viewer)}::boolean or ${mine(viewer)} as "canWrite", a.version
    from action_item a left join app_user u on u.org_id = a.org_id and u.id = a.assignee_id
    join app_user c on c.org_id = a.org_id and c.id = a.created_by left join app_user d on d.org_id = a.org_id and d.id = a.done_by
    left join action_series sr on sr.org_id = a.org_id and sr.id = a.series_id left join project p on p.org_id = a.org_id and p.id = a.project_id`
}

/** One page and one row more. */
export async function selectActions(tx: Reader, viewer: Viewer, today: string, filter: Filter): Promise<(ActionItem & { cursorKey: string | null })[]> {
  const status = filter.status === undefined ? sql`true` : sql`a.status = ${filter.status}`
  const { rows } = await sql<ActionItem & { cursorKey: string | null }>`
    select ${keyText(byDueDay)} as "cursorKey", ${columns(viewer, today)}
    where ${where(viewer, today, filter)} and ${status} and ${keysetAfter(byDueDay, filter.cursor)} order by ${keysetOrder(byDueDay)} limit ${filter.limit + 1}`.execute(tx)
  return rows
}

export async function countActions(tx: Reader, viewer: Viewer, today: string, filter: Filter): Promise<{ open: number; overdue: number; done: number }> {
  const { rows } = await sql<{ open: number; overdue: number; done: number }>`
    select count(*) filter (where a.status = 'open') as open, count(*) filter (where ${overdue(today)}) as overdue, count(*) filter (where a.status = 'done') as done
    from action_item a where ${where(viewer, today, filter)}`.execute(tx)
  return rows[0] ?? { open: 0, overdue: 0, done: 0 }
}

export async function selectAction(tx: Reader, viewer: Viewer, today: string, id: string): Promise<ActionItem | undefined> {
  const { rows } = await sql<ActionItem>`select ${columns(viewer, today)} where a.org_id = ${viewer.orgId} and a.id = ${id} and ${seen(viewer)}`.execute(tx)
  return rows[0]
}

/** The series of an item. */
export async function selectSeriesId(tx: Reader, orgId: string, id: string): Promise<string | null> {
  const row = await tx.selectFrom('action_item').select('series_id').where('org_id', '=', orgId).where('id', '=', id).executeTakeFirst()
  return row?.series_id ?? null
}

/** How many places that an item names do not exist in the organisation. */
export async function countUnknownPlaces(tx: Reader, orgId: string, place: { pipelineId: string | null; stageId: string | null; alarmId: string | null }): Promise<number> {
  const { rows } = await sql<{ missing: number }>`
    select (case when ${place.pipelineId}::uuid is not null and not exists (select from pipeline where org_id = ${orgId} and id = ${place.pipelineId}) then 1 else 0 end)
      + (case when ${place.stageId}::uuid is not null and not exists (select from stage where org_id = ${orgId} and id = ${place.stageId} and (${place.pipelineId}::uuid is null or pipeline_id = ${place.pipelineId})) then 1 else 0 end)
      as missing`.execute(tx)
  return rows[0]?.missing ?? 0
}
