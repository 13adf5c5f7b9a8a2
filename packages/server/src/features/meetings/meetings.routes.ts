import {
  changeMeetingSeries, closeMeeting, createMeetingSeries, getMeeting, getMeetingCalendar, getMeetingState, joinMeeting, listMeetings, listMeetingSeries, markAttendance, type MeetingDetail, openMeeting,
  proposeMeetingSeries, skipMeeting, steerMeeting, writeMeetingNote,
} from '@sluice/core/meetings/contract'
import type { Agenda, AgendaFacts } from '@sluice/core/meetings/agenda'
import { proposeCadence } from '@sluice/core/meetings/cadence'
import { dayOf } from '@sluice/core/lib/dates'
import { managesFunnel, type Viewer } from '@sluice/core/identity/policy'
import type { AnswerOf } from '@sluice/core/lib/contract'
import type { Api } from '../../platform/api.ts'
import type { Reader } from '../../platform/db.ts'
import { cutPage } from '../../platform/keyset.ts'
import { refuse } from '../../platform/refusal.ts'
import { route, streamRoute } from '../../platform/route.ts'
import type { Session } from '../../platform/session.ts'
import { changeSeries, createSeries, requireTeam } from './change-series.ts'
import { latestFirst, selectDoneTopics, selectMeeting, selectMeetings, selectPeople, selectTasks } from './meetings.queries.ts'
import { seenMoves } from './moves.queries.ts'
import { join, mark, stateOf, steer, writeNote } from './room.ts'
import { close, type MakeAgenda, nextAfter, open, skip } from './run-meeting.ts'
import { calendarOf } from './series-calendar.ts'
import { selectSeriesList } from './series.queries.ts'

/** What the reports know; `app.ts` hands it in. */
export interface MeetingReports {
  salesCycle(tx: Reader, session: Session, now: Date, pipelineId: string, teamId: string | null): Promise<AnswerOf<typeof proposeMeetingSeries>['cycleDays']>
  makeAgenda: MakeAgenda
  /** The agenda as the viewer may read it. */
  showAgenda(tx: Reader, viewer: Viewer, facts: AgendaFacts): Promise<Agenda>
}

/** Review meetings: series, agenda, meeting mode, minutes. */
export function meetingRoutes(api: Api, reports: MeetingReports): void {
  const now = () => api.clock.now()
  const shown = async (tx: Reader, viewer: Viewer, { org }: Session, id: string): Promise<MeetingDetail> => {
    const meeting = (await selectMeeting(tx, viewer, id)) ?? refuse('record.not_found')
    const { agenda, minutes, isLed, status } = meeting
    return {
      ...meeting, members: (await selectPeople(tx, viewer.orgId, meeting.series.id, id)).map(({ id: userId, name }) => ({ id: userId, name })),
      nextOn: meeting.isArchived ? null : dayOf(nextAfter(meeting, org.timeZone, now()), org.timeZone),
      agenda: agenda === null ? null : await reports.showAgenda(tx, viewer, agenda), minutes: minutes === null ? null : { ...minutes, moves: await seenMoves(tx, viewer, minutes.moves) },
      taskStates: await selectTasks(tx, viewer.orgId, id), doneTopics: await selectDoneTopics(tx, viewer.orgId, meeting), canOpen: isLed && status === 'planned', canSkip: isLed && status === 'planned',
    }
  }

  route(api, listMeetingSeries, async ({ tx, viewer, query }) => ({ items: await selectSeriesList(tx, viewer, query.archived === true), canCreate: managesFunnel(viewer) }))
  route(api, proposeMeetingSeries, async ({ tx, viewer, session, query }) => {
    await requireTeam(tx, viewer, query.team ?? null)
    const cycleDays = await reports.salesCycle(tx, session, now(), query.pipeline, query.team ?? null)
    return { ...proposeCadence(cycleDays.enough ? cycleDays.value : null), cycleDays }
  })
  route(api, createMeetingSeries, ({ tx, act, viewer, session, body }) => createSeries(tx, act, viewer, session.org.timeZone, body))
  route(api, changeMeetingSeries, ({ tx, act, viewer, session, params, version, body }) => changeSeries(tx, act, viewer, session.org.timeZone, params.id, version, body))
  streamRoute(api, getMeetingCalendar, async ({ viewer, session, params, reply }) => {
    const origin = api.env.SLUICE_URL === undefined ? null : new URL(api.env.SLUICE_URL).origin
    const { series, file } = await api.db.forRequests.read(viewer.orgId, (tx) => calendarOf(tx, viewer, params.id, { timeZone: session.org.timeZone, origin, now: now() }))
    return reply
      .header('content-type', 'text/calendar; charset=utf-8')
      .header('content-disposition', `attachment; filename="meeting.ics"; filename*=UTF-8''${encodeURIComponent(`${series.name}.ics`)}`)
      .header('cache-control', 'no-store')
      .send(file)
  })

  route(api, listMeetings, async ({ tx, viewer, query }) => {
    const page = cutPage(latestFirst, await selectMeetings(tx, viewer, query), query.limit)
    return { items: page.rows, nextCursor: page.nextCursor }
  })
  route(api, getMeeting, ({ tx, viewer, session, params }) => shown(tx, viewer, session, params.id))
  route(api, openMeeting, async ({ tx, act, viewer, session, params }) => {
    await open(tx, act, session, now(), params.id, reports.makeAgenda)
    return shown(tx, viewer, session, params.id)
  })
  route(api, skipMeeting, async ({ tx, act, viewer, session, params }) => {
    await skip(tx, act, session, params.id)
    return shown(tx, viewer, session, params.id)
  })
  route(api, closeMeeting, async ({ tx, act, viewer, session, params }) => {
    await close(tx, act, session, now(), params.id)
    return shown(tx, viewer, session, params.id)
  })

  route(api, getMeetingState, ({ tx, viewer, params }) => stateOf(tx, viewer, now(), params.id))
  route(api, joinMeeting, ({ tx, act, viewer, params }) => join(tx, act, viewer, now(), params.id))
  route(api, steerMeeting, ({ tx, act, viewer, params, body }) => steer(tx, act, viewer, now(), params.id, body))
  route(api, markAttendance, ({ tx, act, viewer, params, body }) => mark(tx, act, viewer, now(), params.id, body.userId, body.isPresent))
  route(api, writeMeetingNote, ({ tx, act, viewer, params, body }) => writeNote(tx, act, viewer, now(), params.id, params.section, body.body, body.version))
}
