import type { MeetingState, steerMeeting } from '@sluice/core/meetings/contract'
import { type MeetingSection, meetingSections } from '@sluice/core/meetings/agenda'
import type { Viewer } from '@sluice/core/identity/policy'
import type { BodyOf } from '@sluice/core/lib/contract'
import type { EventBody } from '@sluice/core/events/catalogue'
import type { Reader, Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { refuse } from '../../platform/refusal.ts'
import { type MeetingRow, selectDoneTopics, selectMeeting, selectNotes, selectPeople, selectTasks } from './meetings.queries.ts'
import { seenMoves, selectMoves } from './moves.queries.ts'

/** Seconds spent in each section up to an instant (ms). */
export function spentBy(meeting: Pick<MeetingRow, 'section' | 'runningSince' | 'spent'>, now: number): Partial<Record<MeetingSection, number>> {
  const { section, runningSince, spent } = meeting
  if (section === null || runningSince === null) return spent
  return { ...spent, [section]: (spent[section] ?? 0) + Math.max(0, Math.round((now - Date.parse(runningSince)) / 1000)) }
}

export function sectionTimes(meeting: Pick<MeetingRow, 'agenda'>, spent: MeetingRow['spent']): MeetingState['sections'] {
  return meetingSections.map((section) => ({ section, minutes: meeting.agenda?.minutes[section] ?? 0, seconds: spent[section] ?? 0 }))
}

/** Where the meeting stands, as the viewer sees it. */
export async function stateOf(tx: Reader, viewer: Viewer, now: Date, id: string): Promise<MeetingState> {
  const meeting = (await selectMeeting(tx, viewer, id)) ?? refuse('record.not_found')
  if (meeting.section === null || meeting.presenter === null) return refuse('meeting.not_open')
  const isOpen = meeting.status === 'open'
  const steers = meeting.presenter.id === viewer.userId
  const moves = isOpen ? await selectMoves(tx, viewer.orgId, meeting) : (meeting.minutes?.moves ?? [])
  return {
    status: meeting.status, now: now.toISOString(), section: meeting.section, sections: sectionTimes(meeting, meeting.spent), runningSince: meeting.runningSince, presenter: meeting.presenter,
    canSteer: isOpen && steers, canTakeOver: isOpen && !steers && meeting.isLed, members: await selectPeople(tx, viewer.orgId, meeting.series.id, id), notes: await selectNotes(tx, viewer, id),
    tasks: await selectTasks(tx, viewer.orgId, id), moves: await seenMoves(tx, viewer, moves), doneTopics: await selectDoneTopics(tx, viewer.orgId, meeting),
  }
}

/** The viewer is in the room. */
export async function join(tx: Tx, act: Act, viewer: Viewer, now: Date, id: string): Promise<MeetingState> {
  const meeting = await holdOpen(tx, viewer, id)
  await setPresence(tx, act, meeting, viewer.userId, true)
  return stateOf(tx, viewer, now, id)
}

/** Whoever presents or leads says it for people without a device. */
export async function mark(tx: Tx, act: Act, viewer: Viewer, now: Date, id: string, userId: string, isPresent: boolean): Promise<MeetingState> {
  const meeting = await holdOpen(tx, viewer, id)
  if (!meeting.isLed && meeting.presenter?.id !== viewer.userId) refuse('permission.denied')
  await requireMember(tx, viewer.orgId, meeting, userId)
  await setPresence(tx, act, meeting, userId, isPresent)
  return stateOf(tx, viewer, now, id)
}

export async function steer(tx: Tx, act: Act, viewer: Viewer, now: Date, id: string, body: BodyOf<typeof steerMeeting>): Promise<MeetingState> {
  const meeting = await holdOpen(tx, viewer, id)
  const takesOver = meeting.isLed && body.presenterId === viewer.userId
  if (meeting.presenter?.id !== viewer.userId && !takesOver) refuse(meeting.isLed ? 'meeting.not_presenter' : 'permission.denied')
  if (body.presenterId !== undefined) await requireMember(tx, viewer.orgId, meeting, body.presenterId)
  const isPaused = body.isPaused ?? meeting.runningSince === null
  const section = body.section ?? meeting.section ?? 'commitments'
  const presenterId = body.presenterId ?? meeting.presenter?.id ?? viewer.userId
  await tx
    .updateTable('meeting')
    .set({ spent: JSON.stringify(spentBy(meeting, now.getTime())), section, running_since: isPaused ? null : now.toISOString(), presenter_id: presenterId })
    .where('org_id', '=', viewer.orgId)
    .where('id', '=', id)
    .execute()
  await tell(tx, act, meeting, { type: 'meeting.steered', payload: { seriesId: meeting.series.id, section, isPaused, presenterId } })
  return stateOf(tx, viewer, now, id)
}

/** Writes the viewer's own note; from two devices at once the later one is told, and nothing is lost. */
export async function writeNote(tx: Tx, act: Act, viewer: Viewer, now: Date, id: string, section: MeetingSection, body: string, version: number): Promise<MeetingState> {
  const meeting = await holdOpen(tx, viewer, id)
  const key = { org_id: viewer.orgId, meeting_id: id, section, user_id: viewer.userId }
  const written = await tx.selectFrom('meeting_note').select('version').where('org_id', '=', key.org_id).where('meeting_id', '=', id).where('section', '=', section).where('user_id', '=', key.user_id).executeTakeFirst()
  if ((written?.version ?? 0) !== version) refuse('conflict.stale_version')
  const values = { body, version: version + 1, changed_at: act.now }
  await tx.insertInto('meeting_note').values({ ...key, ...values }).onConflict((conflict) => conflict.columns(['org_id', 'meeting_id', 'section', 'user_id']).doUpdateSet(values)).execute()
  await tell(tx, act, meeting, { type: 'meeting.noted', payload: { seriesId: meeting.series.id, section } })
  return stateOf(tx, viewer, now, id)
}

/** The running meeting, locked: steps, notes and its end come one after the other. */
export async function holdOpen(tx: Tx, viewer: Viewer, id: string): Promise<MeetingRow> {
  await tx.selectFrom('meeting').select('id').where('org_id', '=', viewer.orgId).where('id', '=', id).forUpdate().execute()
  const meeting = (await selectMeeting(tx, viewer, id)) ?? refuse('record.not_found')
  if (meeting.status !== 'open') refuse('meeting.not_open')
  return meeting
}

/** Tells everybody's page. */
export async function tell(tx: Tx, act: Act, meeting: MeetingRow, event: Extract<EventBody, { type: `meeting.${string}` }>): Promise<void> {
  await append(tx, act, [{ ...event, subjectType: 'meeting', subjectId: meeting.id, ownerId: meeting.facilitator.id, teamId: meeting.team?.id ?? null }])
}

async function setPresence(tx: Tx, act: Act, meeting: MeetingRow, userId: string, isPresent: boolean): Promise<void> {
  const key = { org_id: act.orgId, meeting_id: meeting.id, user_id: userId }
  const { numInsertedOrUpdatedRows, numDeletedRows } = isPresent
    ? { ...(await tx.insertInto('meeting_attendance').values({ ...key, joined_at: act.now }).onConflict((conflict) => conflict.doNothing()).executeTakeFirst()), numDeletedRows: 0n }
    : { ...(await tx.deleteFrom('meeting_attendance').where('org_id', '=', key.org_id).where('meeting_id', '=', key.meeting_id).where('user_id', '=', userId).executeTakeFirst()), numInsertedOrUpdatedRows: 0n }
  if ((numInsertedOrUpdatedRows ?? 0n) + numDeletedRows > 0n) await tell(tx, act, meeting, { type: 'meeting.joined', payload: { seriesId: meeting.series.id, userId, isPresent } })
}

async function requireMember(tx: Reader, orgId: string, meeting: MeetingRow, userId: string): Promise<void> {
  const people = await selectPeople(tx, orgId, meeting.series.id, meeting.id)
  if (!people.some(({ id }) => id === userId)) refuse('meeting.unknown_person', {}, [{ path: 'userId', code: 'meeting.unknown_person' }])
}
