import { nextOccurrence, recurrence, type Recurrence } from '@sluice/core/actions/recurrence'
import type { WorkCalendar } from '@sluice/core/lib/work-calendar'
import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { refuse } from '../../platform/refusal.ts'

/** The working days of an organisation; `app.ts` hands it in. */
export type CalendarOf = (tx: Reader, orgId: string) => Promise<WorkCalendar>

/** What of a task its series is made from. */
interface First {
  id: string
  kind: string
  title: string
  body: string
  assigneeId: string | null
  dueOn: string | null
  pipelineId: string | null
  stageId: string | null
}

/** From this task on it repeats: the task itself is the first. */
export async function beginSeries(tx: Tx, act: Act, today: string, first: First, rule: Recurrence, calendar: WorkCalendar): Promise<void> {
  const { orgId } = act
  const firstOn = dayOf(first)
  requireRecent(firstOn, today)
  const seriesId = newId()
  await tx
    .insertInto('action_series')
    .values({
      org_id: orgId, id: seriesId, rule: JSON.stringify(rule), first_on: firstOn, title: first.title, body: first.body, assignee_id: first.assigneeId, pipeline_id: first.pipelineId, stage_id: first.stageId,
      next_on: nextOccurrence(rule, firstOn, firstOn, calendar) ?? refuse('action.repeat_never'), made: 1, created_by: act.actorId ?? refuse('permission.denied'), created_at: act.now,
    })
    .execute()
  await tx.updateTable('action_item').set({ series_id: seriesId, series_on: firstOn }).where('org_id', '=', orgId).where('id', '=', first.id).execute()
}

/** All days since the first are gone through for the next one: of a daily task that began a thousand years ago there would be too many. */
function requireRecent(on: string, today: string): void {
  if (Date.parse(today) - Date.parse(on) > 366 * 86_400_000) refuse('action.repeat_too_old', {}, [{ path: 'dueOn', code: 'action.repeat_too_old' }])
}

function dayOf({ kind, dueOn }: Pick<First, 'kind' | 'dueOn'>): string {
  if (kind !== 'task') refuse('action.only_tasks_repeat')
  return dueOn ?? refuse('action.repeat_without_day', {}, [{ path: 'dueOn', code: 'action.repeat_without_day' }])
}

/** Another rule from this task on (and from the latest of its series on, when there is one already); null: none follows. Counted anew. */
export async function changeSeries(tx: Tx, act: Act, today: string, item: First & { seriesId: string }, rule: Recurrence | null, calendar: WorkCalendar): Promise<void> {
  const { orgId } = act
  await hold(tx, orgId, item.seriesId)
  if (rule === null) {
    await tx.updateTable('action_series').set({ next_on: null }).where('org_id', '=', orgId).where('id', '=', item.seriesId).execute()
    return
  }
  const firstOn = dayOf(item)
  const { rows: [last] } = await sql<{ on: string }>`select greatest(max(series_on), ${firstOn}::date) as on from action_item where org_id = ${orgId} and series_id = ${item.seriesId}`.execute(tx)
  requireRecent(last?.on ?? firstOn, today)
  await tx
    .updateTable('action_series')
    .set({ rule: JSON.stringify(rule), first_on: firstOn, next_on: nextOccurrence(rule, firstOn, last?.on ?? firstOn, calendar) ?? refuse('action.repeat_never'), made: 1 })
    .where('org_id', '=', orgId)
    .where('id', '=', item.seriesId)
    .execute()
}

/** What this task says and who does it holds for those after it, made or not. */
export async function followItem(tx: Tx, act: Act, item: First & { seriesId: string }): Promise<void> {
  const what = { title: item.title, body: item.body, assignee_id: item.assigneeId }
  await tx.updateTable('action_series').set(what).where('org_id', '=', act.orgId).where('id', '=', item.seriesId).execute()
  await tx
    .updateTable('action_item')
    .set((eb) => ({ ...what, version: eb('version', '+', 1) }))
    .where('org_id', '=', act.orgId)
    .where('series_id', '=', item.seriesId)
    .where('status', '=', 'open')
    .where('id', '<>', item.id)
    .where('series_on', '>', (eb) => eb.selectFrom('action_item').select('series_on').where('org_id', '=', act.orgId).where('id', '=', item.id))
    .execute()
}

/** A task of the series was ended: the next one is made, unless another one is open still. */
export async function followEnded(tx: Tx, act: Act, seriesId: string, today: string, calendarOf: CalendarOf): Promise<void> {
  const series = await hold(tx, act.orgId, seriesId)
  if (series?.nextOn == null || (await selectOpen(tx, act.orgId, seriesId)).length > 0) return
  await makeNext(tx, act, { ...series, nextOn: series.nextOn }, today, await calendarOf(tx, act.orgId))
}

/** A task of the series was opened again: the one that was made because it had ended, and that nobody touched, is taken back. */
export async function followReopened(tx: Tx, act: Act, seriesId: string, doneAt: string | null): Promise<void> {
  const series = await hold(tx, act.orgId, seriesId)
  if (series === undefined || doneAt === null) return
  const { rows: [made] } = await sql<{ id: string; title: string; assigneeId: string | null; createdBy: string; on: string }>`
    delete from action_item where org_id = ${act.orgId} and series_id = ${seriesId} and status = 'open' and version = 1 and created_at = ${doneAt}
    returning id, title, assignee_id as "assigneeId", created_by as "createdBy", series_on as on`.execute(tx)
  if (made === undefined) return
  await tx.updateTable('action_series').set({ next_on: made.on, made: series.made - 1 }).where('org_id', '=', act.orgId).where('id', '=', seriesId).execute()
  await tell(tx, act, [made], 'dropped')
}

/** The day of the next one has come: it is made. Of those that are still open only the latest stays; the others count as missed. */
export async function fallDue(tx: Tx, act: Act, seriesId: string, today: string, calendar: WorkCalendar): Promise<void> {
  const { orgId } = act
  // Items before their series, as whoever ends one does.
  await sql`select id from action_item where org_id = ${orgId} and series_id = ${seriesId} and status = 'open' order by id for update`.execute(tx)
  const series = await hold(tx, orgId, seriesId)
  if (series?.nextOn == null || series.nextOn > today) return
  const missed = (await selectOpen(tx, orgId, seriesId)).slice(1)
  if (missed.length > 0) {
    await sql`update action_item set status = 'dropped', is_missed = true, done_at = ${act.now}, version = version + 1 where org_id = ${orgId} and id = any(${sql.val(missed.map(({ id }) => id))}::uuid[])`.execute(tx)
    await tell(tx, act, missed, 'dropped')
  }
  await makeNext(tx, act, { ...series, nextOn: series.nextOn, missed: series.missed + missed.length }, today, calendar)
}

interface Series {
  id: string
  rule: Recurrence
  firstOn: string
  nextOn: string | null
  made: number
  missed: number
  title: string
  body: string
  assigneeId: string | null
  pipelineId: string | null
  stageId: string | null
  createdBy: string
}

/** Of several days that have passed only the last is made: nobody does last month's daily task. The unique key keeps it single, whatever breaks off. */
async function makeNext(tx: Tx, act: Act, series: Series & { nextOn: string }, today: string, calendar: WorkCalendar): Promise<void> {
  const { rule, firstOn } = series
  let { nextOn: on, made, missed } = series
  const after = () => (rule.times !== null && made >= rule.times ? null : nextOccurrence(rule, firstOn, on, calendar))
  made++
  let next = after()
  while (next !== null && next <= today) {
    on = next
    missed++
    made++
    next = after()
  }
  const { rows: [person] } = await sql<{ id: string }>`select id from app_user where org_id = ${act.orgId} and id = ${series.assigneeId} and status = 'active'`.execute(tx)
  const assigneeId = person?.id ?? null
  const id = newId()
  await tx
    .insertInto('action_item')
    .values({
      org_id: act.orgId, id, kind: 'task', title: series.title, body: series.body, status: 'open', assignee_id: assigneeId, due_on: on, pipeline_id: series.pipelineId, stage_id: series.stageId,
      alarm_id: null, remedy_key: null, created_by: series.createdBy, created_at: act.now, series_id: series.id, series_on: on,
    })
    .execute()
  await tx.updateTable('action_series').set({ next_on: next, made, missed }).where('org_id', '=', act.orgId).where('id', '=', series.id).execute()
  await append(tx, act, [{
    type: 'action.created', payload: { kind: 'task', title: series.title, alarmId: null, remedyKey: null, userId: assigneeId },
    subjectType: 'action', subjectId: id, ownerId: assigneeId ?? series.createdBy, teamId: null,
  }])
}

async function hold(tx: Tx, orgId: string, id: string): Promise<Series | undefined> {
  const { rows } = await sql<Omit<Series, 'rule'> & { rule: unknown }>`
    select id, rule, first_on as "firstOn", next_on as "nextOn", made, missed, title, body, assignee_id as "assigneeId", pipeline_id as "pipelineId", stage_id as "stageId", created_by as "createdBy"
    from action_series where org_id = ${orgId} and id = ${id} for update`.execute(tx)
  return rows[0] && { ...rows[0], rule: recurrence.parse(rows[0].rule) }
}

interface Open {
  id: string
  title: string
  assigneeId: string | null
  createdBy: string
}

/** The latest first. */
async function selectOpen(tx: Reader, orgId: string, seriesId: string): Promise<Open[]> {
  const { rows } = await sql<Open>`
    select id, title, assignee_id as "assigneeId", created_by as "createdBy" from action_item where org_id = ${orgId} and series_id = ${seriesId} and status = 'open' order by series_on desc`.execute(tx)
  return rows
}

const tell = (tx: Tx, act: Act, items: readonly Open[], what: 'dropped') =>
  append(tx, act, items.map(({ id, title, assigneeId, createdBy }) => ({ type: 'action.changed', payload: { what, title, userId: assigneeId }, subjectType: 'action', subjectId: id, ownerId: assigneeId ?? createdBy, teamId: null })))
