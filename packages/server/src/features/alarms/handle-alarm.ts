import type { AlarmDetail } from '@sluice/core/alarms/contract'
import type { EventBody } from '@sluice/core/events/catalogue'
import type { Viewer } from '@sluice/core/identity/policy'
import { dayOf } from '@sluice/core/lib/dates'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { notify } from '../../platform/notify.ts'
import { refuse } from '../../platform/refusal.ts'
import { selectAlarm } from './alarms.queries.ts'

/** What people do with an alarm. Every use case locks it first, as the evaluation does. */
export type Handling = { tx: Tx; act: Act; viewer: Viewer; timeZone: string }

export async function acknowledgeAlarm(by: Handling, id: string, note: string | undefined): Promise<AlarmDetail> {
  const alarm = await hold(by, id)
  if (alarm.status !== 'open') refuse('alarm.not_open')
  await by.tx
    .updateTable('alarm')
    .set({
      status: 'acknowledged', acknowledged_at: by.act.now, acknowledged_by: by.viewer.userId, ...noted(note), version: alarm.version + 1,
      // Whoever takes note of what is nobody's takes it on.
      ...(alarm.assignee === null && { assignee_id: by.viewer.userId }),
    })
    .where('org_id', '=', by.viewer.orgId)
    .where('id', '=', id)
    .execute()
  return done(by, alarm, { type: 'alarm.acknowledged', payload: place(alarm) })
}

export async function assignAlarm(by: Handling, id: string, userId: string | null): Promise<AlarmDetail> {
  const { tx, act, viewer } = by
  const alarm = await hold(by, id)
  if (alarm.status === 'resolved') refuse('alarm.resolved')
  if (userId !== null) {
    const person = await tx.selectFrom('app_user').select('id').where('org_id', '=', viewer.orgId).where('id', '=', userId).where('status', '=', 'active').executeTakeFirst()
    if (person === undefined) refuse('alarm.unknown_person', {}, [{ path: 'userId', code: 'alarm.unknown_person' }])
  }
  await tx.updateTable('alarm').set({ assignee_id: userId, version: alarm.version + 1 }).where('org_id', '=', viewer.orgId).where('id', '=', id).execute()
  if (userId !== null && userId !== alarm.assignee?.id) {
    await notify(tx, act, [{ userId, kind: 'action_assigned', data: { title: alarm.rule.name }, subjectType: 'alarm', subjectId: id }])
  }
  return done(by, alarm, { type: 'alarm.assigned', payload: { ...place(alarm), userId } })
}

export async function resolveAlarm(by: Handling, id: string, note: string | undefined): Promise<AlarmDetail> {
  const alarm = await hold(by, id)
  if (alarm.status === 'resolved') refuse('alarm.resolved')
  const day = dayOf(by.act.now, by.timeZone)
  await by.tx
    .updateTable('alarm')
    .set({ status: 'resolved', resolved_at: by.act.now, resolved_by: by.viewer.userId, resolved_on: day, resolution: 'closed', ...noted(note), version: alarm.version + 1 })
    .where('org_id', '=', by.viewer.orgId)
    .where('id', '=', id)
    .execute()
  return done(by, alarm, { type: 'alarm.resolved', payload: { ...place(alarm), resolution: 'closed', day } })
}

export async function reopenAlarm(by: Handling, id: string, note: string | undefined): Promise<AlarmDetail> {
  const alarm = await hold(by, id)
  if (alarm.status === 'acknowledged') return unacknowledge(by, alarm, note)
  if (alarm.status !== 'resolved') refuse('alarm.not_resolved')
  const { rows } = await sql<{ taken: boolean }>`
    select exists (select from alarm o join alarm a on a.org_id = o.org_id and a.cause_key = o.cause_key
      where a.org_id = ${by.viewer.orgId} and a.id = ${id} and o.status <> 'resolved') as taken`.execute(by.tx)
  if (rows[0]?.taken === true) refuse('alarm.same_cause_open')
  await by.tx
    .updateTable('alarm')
    .set({
      status: 'open', resolved_at: null, resolved_by: null, resolved_on: null, resolution: null, quiet_since: null, acknowledged_at: null, acknowledged_by: null,
      // It is looked at from today on: what was quiet long ago must not resolve it at once.
      last_day: dayOf(by.act.now, by.timeZone), reopened: alarm.reopened + 1, ...noted(note), version: alarm.version + 1,
    })
    .where('org_id', '=', by.viewer.orgId)
    .where('id', '=', id)
    .execute()
  return done(by, alarm, { type: 'alarm.reopened', payload: { ...place(alarm), by: 'person', day: dayOf(by.act.now, by.timeZone) } })
}

/** Takes back that somebody looks after it. */
async function unacknowledge(by: Handling, alarm: AlarmDetail, note: string | undefined): Promise<AlarmDetail> {
  await by.tx
    .updateTable('alarm')
    .set({ status: 'open', acknowledged_at: null, acknowledged_by: null, ...noted(note), version: alarm.version + 1 })
    .where('org_id', '=', by.viewer.orgId)
    .where('id', '=', alarm.id)
    .execute()
  return done(by, alarm, { type: 'alarm.reopened', payload: { ...place(alarm), by: 'person', day: dayOf(by.act.now, by.timeZone) } })
}

/** One word a person, replaced by a later one. Whoever sees the alarm may say it. */
export async function judgeAlarm(by: Handling, id: string, isUseful: boolean, note: string): Promise<AlarmDetail> {
  const { tx, act, viewer } = by
  const alarm = await find(by, id)
  const said = { is_useful: isUseful, note, at: act.now }
  await tx
    .insertInto('alarm_feedback')
    .values({ org_id: viewer.orgId, alarm_id: id, user_id: viewer.userId, ...said })
    .onConflict((conflict) => conflict.columns(['org_id', 'alarm_id', 'user_id']).doUpdateSet(said))
    .execute()
  return done(by, alarm, { type: 'alarm.changed', payload: { ...place(alarm), what: 'feedback' } })
}

const noted = (note: string | undefined) => (note === undefined || note.trim() === '' ? {} : { note: note.trim() })
const place = ({ pipelineId, stageId }: AlarmDetail) => ({ pipelineId, stageId })

async function find({ tx, viewer }: Handling, id: string): Promise<AlarmDetail> {
  return (await selectAlarm(tx, viewer, id)) ?? refuse('record.not_found')
}

/** The alarm, locked, if the viewer may handle it. */
async function hold(by: Handling, id: string): Promise<AlarmDetail> {
  await by.tx.selectFrom('alarm').select('id').where('org_id', '=', by.viewer.orgId).where('id', '=', id).forUpdate().execute()
  const alarm = await find(by, id)
  if (!alarm.canHandle) refuse('permission.denied')
  return alarm
}

type AlarmEvent = Extract<EventBody, { type: `alarm.${string}` }>

async function done(by: Handling, before: AlarmDetail, event: AlarmEvent): Promise<AlarmDetail> {
  const { tx, act, viewer } = by
  const { rows } = await sql<{ ownerId: string | null }>`select assignee_id as "ownerId" from alarm where org_id = ${viewer.orgId} and id = ${before.id}`.execute(tx)
  await append(tx, act, [{ ...event, subjectType: 'alarm', subjectId: before.id, ownerId: rows[0]?.ownerId ?? null, teamId: null }])
  // Who gave it away may not see it any more, and still gets an answer.
  return (await selectAlarm(tx, viewer, before.id)) ?? { ...before, canHandle: false }
}
