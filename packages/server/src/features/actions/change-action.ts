import type { ActionItem, changeAction } from '@sluice/core/actions/contract'
import type { EventPayload } from '@sluice/core/events/catalogue'
import type { Viewer } from '@sluice/core/identity/policy'
import type { BodyOf } from '@sluice/core/lib/contract'
import type { Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { refuse } from '../../platform/refusal.ts'
import { selectAction, selectSeriesId } from './actions.queries.ts'
import { requireAssignee, tellAssignee } from './create-action.ts'
import { beginSeries, type CalendarOf, changeSeries, followEnded, followItem, followReopened } from './series.ts'

export async function changeItem(tx: Tx, act: Act, viewer: Viewer, today: string, id: string, version: number, body: BodyOf<typeof changeAction>, calendarOf: CalendarOf): Promise<ActionItem> {
  const item = await hold(tx, viewer, today, id)
  if (item.version !== version) refuse('conflict.stale_version')
  if (item.status !== 'open') refuse('action.not_open')
  const isReassigned = body.assigneeId !== undefined && body.assigneeId !== (item.assignee?.id ?? null)
  if (isReassigned) await requireAssignee(tx, viewer, body.assigneeId)
  const title = body.title ?? item.title
  await tx
    .updateTable('action_item')
    .set({
      title, ...(body.body !== undefined && { body: body.body }), ...(body.assigneeId !== undefined && { assignee_id: body.assigneeId }),
      ...(body.dueOn !== undefined && { due_on: body.dueOn }), version: item.version + 1,
    })
    .where('org_id', '=', viewer.orgId)
    .where('id', '=', id)
    .execute()
  const seenByAll = async () => (await selectAction(tx, { ...viewer, role: 'admin' }, today, id)) ?? refuse('record.not_found')
  await changeRepeating(tx, act, today, await seenByAll(), body, calendarOf)
  const after = await seenByAll()
  await tell(tx, act, after, isReassigned ? 'assigned' : 'changed')
  if (isReassigned) await tellAssignee(tx, act, id, title, after.assignee?.id ?? null, after.dueOn)
  return { ...after, canWrite: item.canWrite }
}

/** What the change says of the series: that there is one, of what rule, and whether those after it change too. */
async function changeRepeating(tx: Tx, act: Act, today: string, item: ActionItem, { repeat, following }: BodyOf<typeof changeAction>, calendarOf: CalendarOf): Promise<void> {
  if (repeat === undefined && following !== true) return
  const first = { ...item, assigneeId: item.assignee?.id ?? null }
  const seriesId = await selectSeriesId(tx, act.orgId, item.id)
  if (seriesId === null) {
    if (repeat != null) await beginSeries(tx, act, today, first, repeat, await calendarOf(tx, act.orgId))
    return
  }
  if (repeat !== undefined) await changeSeries(tx, act, today, { ...first, seriesId }, repeat, await calendarOf(tx, act.orgId))
  if (following === true) await followItem(tx, act, { ...first, seriesId })
}

/** `done` with what came of it, or `dropped` and why. */
export async function endItem(tx: Tx, act: Act, viewer: Viewer, today: string, id: string, status: 'done' | 'dropped', outcome: string, calendarOf: CalendarOf): Promise<ActionItem> {
  const item = await hold(tx, viewer, today, id)
  if (item.status !== 'open') refuse('action.not_open')
  const after = await save(tx, act, viewer, today, item, { status, done_at: act.now, done_by: act.actorId, outcome }, status)
  const seriesId = await selectSeriesId(tx, viewer.orgId, id)
  if (seriesId === null) return after
  await followEnded(tx, act, seriesId, today, calendarOf)
  return (await selectAction(tx, viewer, today, id)) ?? refuse('record.not_found')
}

export async function reopenItem(tx: Tx, act: Act, viewer: Viewer, today: string, id: string): Promise<ActionItem> {
  const item = await hold(tx, viewer, today, id)
  if (item.status === 'open') refuse('action.not_closed')
  const seriesId = await selectSeriesId(tx, viewer.orgId, id)
  if (seriesId !== null) await followReopened(tx, act, seriesId, item.doneAt)
  return save(tx, act, viewer, today, item, { status: 'open', done_at: null, done_by: null, outcome: '', is_missed: false }, 'reopened')
}

type What = EventPayload<'action.changed'>['what']

async function save(tx: Tx, act: Act, viewer: Viewer, today: string, item: ActionItem, set: { status: string; done_at: string | null; done_by: string | null; outcome: string; is_missed?: boolean }, what: What): Promise<ActionItem> {
  await tx.updateTable('action_item').set({ ...set, version: item.version + 1 }).where('org_id', '=', viewer.orgId).where('id', '=', item.id).execute()
  const after = (await selectAction(tx, viewer, today, item.id)) ?? refuse('record.not_found')
  await tell(tx, act, after, what)
  return after
}

/** The item, locked, if the viewer may change it. */
async function hold(tx: Tx, viewer: Viewer, today: string, id: string): Promise<ActionItem> {
  await tx.selectFrom('action_item').select('id').where('org_id', '=', viewer.orgId).where('id', '=', id).forUpdate().execute()
  const item = (await selectAction(tx, viewer, today, id)) ?? refuse('record.not_found')
  if (!item.canWrite) refuse('permission.denied')
  return item
}

async function tell(tx: Tx, act: Act, item: ActionItem, what: What): Promise<void> {
  await append(tx, act, [{
    type: 'action.changed', payload: { what, title: item.title, userId: item.assignee?.id ?? null },
    subjectType: 'action', subjectId: item.id, ownerId: item.assignee?.id ?? item.createdBy.id, teamId: null,
  }])
}
