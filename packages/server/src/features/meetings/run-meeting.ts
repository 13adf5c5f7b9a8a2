import { minutesFacts } from '@sluice/core/meetings/minutes'
import { type AgendaFacts, meetingSections } from '@sluice/core/meetings/agenda'
import { nextMeeting, periodDays } from '@sluice/core/meetings/cadence'
import type { Reader, Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { notify } from '../../platform/notify.ts'
import { refuse } from '../../platform/refusal.ts'
import type { Session } from '../../platform/session.ts'
import { plan } from './change-series.ts'
import { type MeetingRow, selectDoneTopics, selectLastOpened, selectMeeting, selectNotes, selectPeople, selectTasks } from './meetings.queries.ts'
import { selectMoves } from './moves.queries.ts'
import { holdOpen, sectionTimes, spentBy, tell } from './room.ts'

export interface AgendaPlace {
  orgId: string; seriesId: string; pipelineId: string; teamId: string | null; timeZone: string; currency: string; from: Date; to: Date; sectionMinutes: number
}
/** Makes the agenda of a meeting that begins; `app.ts` hands it in. */
export type MakeAgenda = (tx: Reader, place: AgendaPlace) => Promise<AgendaFacts>

/** Makes and freezes the agenda; the first section with something to say is where it begins, and who opens it presents. */
export async function open(tx: Tx, act: Act, { viewer, org }: Session, now: Date, id: string, makeAgenda: MakeAgenda): Promise<void> {
  const meeting = (await selectMeeting(tx, viewer, id)) ?? refuse('record.not_found')
  requirePlanned(meeting)
  const last = await selectLastOpened(tx, viewer.orgId, meeting.series.id)
  const agenda = await makeAgenda(tx, {
    orgId: viewer.orgId, seriesId: meeting.series.id, pipelineId: meeting.pipelineId, teamId: meeting.team?.id ?? null, timeZone: org.timeZone, currency: org.currency,
    from: last === null ? new Date(now.getTime() - periodDays(meeting.cadence) * 86_400_000) : new Date(last), to: now, sectionMinutes: meeting.sectionMinutes,
  })
  // Nobody waits while the agenda is made; of two who open it at once the second is refused here.
  await holdPlanned(tx, viewer, id)
  await tx
    .updateTable('meeting')
    .set({
      status: 'open', opened_at: act.now, agenda: JSON.stringify(agenda), presenter_id: viewer.userId, section: meetingSections.find((section) => agenda.minutes[section] > 0) ?? 'decisions', running_since: act.now,
    })
    .where('org_id', '=', viewer.orgId)
    .where('id', '=', id)
    .execute()
  await tx.insertInto('meeting_attendance').values({ org_id: viewer.orgId, meeting_id: id, user_id: viewer.userId, joined_at: act.now }).execute()
  await tell(tx, act, meeting, { type: 'meeting.opened', payload: { seriesId: meeting.series.id } })
}

/** It does not take place. */
export async function skip(tx: Tx, act: Act, { viewer, org }: Session, id: string): Promise<void> {
  const meeting = await holdPlanned(tx, viewer, id)
  await tx.updateTable('meeting').set({ status: 'skipped' }).where('org_id', '=', viewer.orgId).where('id', '=', id).execute()
  await follow(tx, act, meeting, org.timeZone)
  await tell(tx, act, meeting, { type: 'meeting.skipped', payload: { seriesId: meeting.series.id } })
}

/** Freezes the minutes, sends them to the members, and plans the next meeting. */
export async function close(tx: Tx, act: Act, { viewer, org }: Session, now: Date, id: string): Promise<void> {
  const meeting = await holdOpen(tx, viewer, id)
  if (!meeting.isLed && meeting.presenter?.id !== viewer.userId) refuse('permission.denied')
  const { orgId } = viewer
  const spent = spentBy(meeting, now.getTime())
  const people = await selectPeople(tx, orgId, meeting.series.id, id)
  const ref = ({ id: userId, name }: { id: string; name: string }) => ({ id: userId, name })
  const tasks = await selectTasks(tx, orgId, id)
  const topics = meeting.agenda?.topics ?? []
  const doneTopics = await selectDoneTopics(tx, orgId, meeting)
  const notes = (await selectNotes(tx, viewer, id)).filter(({ body }) => body.trim() !== '')
  const minutes = minutesFacts.parse({
    openedAt: meeting.openedAt, closedAt: act.now, present: people.filter(({ isPresent }) => isPresent).map(ref), absent: people.filter(({ isPresent }) => !isPresent).map(ref),
    sections: sectionTimes(meeting, spent), notes, tasks, topics: topics.map(({ id: topicId, title }) => ({ id: topicId, title, isDone: doneTopics.includes(topicId) })), moves: await selectMoves(tx, orgId, meeting),
  })
  await tx.updateTable('meeting').set({ status: 'closed', closed_at: act.now, running_since: null, spent: JSON.stringify(spent), minutes: JSON.stringify(minutes) }).where('org_id', '=', orgId).where('id', '=', id).execute()
  await follow(tx, act, meeting, org.timeZone)
  await tell(tx, act, meeting, { type: 'meeting.closed', payload: { seriesId: meeting.series.id, tasks: tasks.length, present: minutes.present.length } })
  await notify(tx, act, people.map(({ id: userId }) => ({
    userId, kind: 'meeting_minutes', subjectType: 'meeting', subjectId: id,
    data: { name: meeting.series.name, tasks: tasks.length, mine: tasks.filter(({ assignee }) => assignee?.id === userId).length, moves: minutes.moves.length },
  })))
}

async function holdPlanned(tx: Tx, viewer: Session['viewer'], id: string): Promise<MeetingRow> {
  await tx.selectFrom('meeting').select('id').where('org_id', '=', viewer.orgId).where('id', '=', id).forUpdate().execute()
  const meeting = (await selectMeeting(tx, viewer, id)) ?? refuse('record.not_found')
  requirePlanned(meeting)
  return meeting
}

function requirePlanned(meeting: MeetingRow): void {
  if (!meeting.isLed) refuse('permission.denied')
  if (meeting.status !== 'planned') refuse('meeting.not_planned')
}

/** When the meeting after this one is: after its day and after now. UTC epoch ms. */
export const nextAfter = (meeting: MeetingRow, timeZone: string, now: Date) => nextMeeting(meeting, timeZone, Math.max(Date.parse(meeting.plannedAt), now.getTime()))

async function follow(tx: Tx, act: Act, meeting: MeetingRow, timeZone: string): Promise<void> {
  if (!meeting.isArchived) await plan(tx, act.orgId, meeting.series.id, nextAfter(meeting, timeZone, new Date(act.now)))
}
