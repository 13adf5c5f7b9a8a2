import type { ActionItem, createAction } from '@sluice/core/actions/contract'
import { managesFunnel, type Viewer } from '@sluice/core/identity/policy'
import type { BodyOf } from '@sluice/core/lib/contract'
import type { Reader, Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { notify } from '../../platform/notify.ts'
import { refuse } from '../../platform/refusal.ts'
import { countUnknownPlaces, selectAction } from './actions.queries.ts'
import { beginSeries, type CalendarOf } from './series.ts'

/** What other features know: an item may come from an alarm that the viewer sees, and from a remedy of the library. */
export interface Places {
  /** Where the alarm is, null when the viewer does not see it. */
  alarm(tx: Reader, viewer: Viewer, id: string): Promise<{ pipelineId: string; stageId: string | null } | null>
  /** Of the running meeting that takes the item on; null when the viewer is not in it. */
  meeting(tx: Reader, viewer: Viewer, id: string): Promise<{ pipelineId: string; seriesId: string } | null>
  hasRemedy(tx: Reader, orgId: string, key: string): Promise<boolean>
  calendar: CalendarOf
}

export async function createItem(tx: Tx, act: Act, viewer: Viewer, today: string, body: BodyOf<typeof createAction>, places: Places): Promise<ActionItem> {
  const { orgId, userId } = viewer
  const alarm = body.alarmId === null ? null : ((await places.alarm(tx, viewer, body.alarmId)) ?? refuse('action.unknown_place', {}, [{ path: 'alarmId', code: 'unknown' }]))
  const meeting = body.meetingId === null ? null : ((await places.meeting(tx, viewer, body.meetingId)) ?? refuse('action.unknown_place', {}, [{ path: 'meetingId', code: 'unknown' }]))
  if (body.remedyKey !== null && !(await places.hasRemedy(tx, orgId, body.remedyKey))) refuse('action.unknown_place', {}, [{ path: 'remedyKey', code: 'unknown' }])
  if ((await countUnknownPlaces(tx, orgId, body)) > 0) refuse('action.unknown_place')
  await requireAssignee(tx, viewer, body.assigneeId)
  const id = newId()
  await tx
    .insertInto('action_item')
    .values({
      org_id: orgId, id, kind: body.kind, title: body.title, body: body.body, status: 'open', assignee_id: body.assigneeId, due_on: body.dueOn,
      pipeline_id: body.pipelineId ?? alarm?.pipelineId ?? meeting?.pipelineId ?? null, stage_id: body.stageId ?? alarm?.stageId ?? null, alarm_id: body.alarmId, remedy_key: body.remedyKey, meeting_id: body.meetingId,
      created_by: userId, created_at: act.now,
    })
    .execute()
  if (body.repeat !== null) await beginSeries(tx, act, today, { ...body, id }, body.repeat, await places.calendar(tx, orgId))
  await append(tx, act, [{
    type: 'action.created', payload: { kind: body.kind, title: body.title, alarmId: body.alarmId, remedyKey: body.remedyKey, userId: body.assigneeId },
    subjectType: 'action', subjectId: id, ownerId: body.assigneeId ?? userId, teamId: null,
  }])
  await tellAssignee(tx, act, id, body.title, body.assigneeId, body.dueOn)
  return (await selectAction(tx, viewer, today, id)) ?? refuse('record.not_found')
}

/** Others than managers give items to nobody but themselves. */
export async function requireAssignee(tx: Reader, viewer: Viewer, assigneeId: string | null | undefined): Promise<void> {
  if (assigneeId === null || assigneeId === undefined || assigneeId === viewer.userId) return
  if (!managesFunnel(viewer)) refuse('action.not_for_others')
  const person = await tx.selectFrom('app_user').select('id').where('org_id', '=', viewer.orgId).where('id', '=', assigneeId).where('status', '=', 'active').executeTakeFirst()
  if (person === undefined) refuse('action.unknown_person', {}, [{ path: 'assigneeId', code: 'action.unknown_person' }])
}

export async function tellAssignee(tx: Tx, act: Act, id: string, title: string, userId: string | null, dueOn: string | null): Promise<void> {
  if (userId === null) return
  await notify(tx, act, [{ userId, kind: 'action_assigned', data: { title, dueOn }, subjectType: 'action', subjectId: id }])
}
