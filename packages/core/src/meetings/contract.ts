import { z } from 'zod'
import { contract } from '../lib/contract.ts'
import { day, flag, id, instantOut, line, page, pageQuery, params, prose, ref, version } from '../lib/wire.ts'
import { agenda, meetingSection } from './agenda.ts'
import { cadenceReasons, cadences } from './cadence.ts'
import { minutesFacts, moveFact } from './minutes.ts'

/**
 * The review meeting of a pipeline and a team: a series, its meetings, and what is decided in them. Seen by who takes part, by the
 * managers of the team and by administrators. A series is arranged by managers for teams of theirs, and by administrators.
 */

// ------------------------------------------------------------------------------------------------------------ series
const cadence = z.enum(cadences)
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
export const meetingSeries = z.object({
  id, name: z.string(), pipelineId: id, team: ref.nullable(), facilitator: ref, members: z.array(ref), cadence, firstOn: z.string(), atTime: z.string(), sectionMinutes: z.number().int(),
  isArchived: z.boolean(),
  /** The meeting that is planned or running. */
  next: z.object({ id, plannedAt: instantOut, status: z.enum(['planned', 'open']) }).nullable(),
  canWrite: z.boolean(), version,
}).meta({ id: 'MeetingSeries' })
export type MeetingSeries = z.infer<typeof meetingSeries>
export const listMeetingSeries = contract({
  name: 'listMeetingSeries', method: 'GET', path: '/meeting-series', tag: 'meeting', query: z.object({ archived: flag.optional() }), summary: 'Series of review meetings that the viewer may see.',
  response: z.object({ items: z.array(meetingSeries), canCreate: z.boolean() }),
})
const figure = z.object({ value: z.number().nullable(), n: z.number().int(), low: z.number().nullable(), high: z.number().nullable(), enough: z.boolean() })
export const proposeMeetingSeries = contract({
  name: 'proposeMeetingSeries', method: 'GET', path: '/meeting-series/proposal', tag: 'meeting', query: z.object({ pipeline: id, team: id.optional() }),
  summary: 'How often to meet, by the median sales cycle of the last year in days.',
  response: z.object({ cadence, reason: z.enum(cadenceReasons), cycleDays: figure }),
})
const people = z.array(id).max(100)
const seriesBody = z.object({
  name: line(80), pipelineId: id, teamId: id.nullable(), facilitatorId: id, memberIds: people, cadence, firstOn: day, atTime: time, sectionMinutes: z.number().int().min(3).max(60),
})
export const createMeetingSeries = contract({
  name: 'createMeetingSeries', method: 'POST', path: '/meeting-series', tag: 'meeting', status: 201, summary: 'Arranges a series; its first meeting is planned.',
  body: seriesBody.extend({ teamId: id.nullable().default(null), sectionMinutes: seriesBody.shape.sectionMinutes.default(15) }), response: meetingSeries,
})
export const changeMeetingSeries = contract({
  name: 'changeMeetingSeries', method: 'PATCH', path: '/meeting-series/:id', tag: 'meeting', params, ifMatch: true, summary: 'Changes a series, ends it or takes it up again; a planned meeting moves with it.',
  body: seriesBody.omit({ pipelineId: true, teamId: true }).extend({ isArchived: z.boolean() }).partial(), response: meetingSeries,
})
export const getMeetingCalendar = contract({
  name: 'getMeetingCalendar', method: 'GET', path: '/meeting-series/:id/calendar', tag: 'meeting', params, file: 'text/calendar', summary: 'The invitation: an iCalendar file of the series.',
})

// ---------------------------------------------------------------------------------------------------------- meetings
export const meetingStatuses = ['planned', 'open', 'closed', 'skipped'] as const
const summary = z.object({
  id, series: ref, pipelineId: id, team: ref.nullable(), status: z.enum(meetingStatuses), plannedAt: instantOut, openedAt: instantOut.nullable(), closedAt: instantOut.nullable(),
  facilitator: ref,
  /** Tasks that it took on: all, and those done. */
  tasks: z.number().int(), done: z.number().int(),
})
export type MeetingSummary = z.infer<typeof summary>
export const listMeetings = contract({
  name: 'listMeetings', method: 'GET', path: '/meetings', tag: 'meeting', summary: 'Meetings that the viewer may see, the latest first.',
  query: pageQuery.extend({ series: id.optional(), status: z.enum(meetingStatuses).optional() }), response: page(summary),
})
const note = z.object({ section: meetingSection, by: ref, body: z.string(), version: z.number().int(), isMine: z.boolean() })
const task = z.object({ id, title: z.string(), assignee: ref.nullable(), dueOn: z.string().nullable(), status: z.enum(['open', 'done', 'dropped']) })
const move = moveFact.omit({ dealId: true }).extend({ deal: z.object({ id, title: z.string() }) })
const sectionTime = z.object({ section: meetingSection, minutes: z.number().int(), seconds: z.number().int() })
export const meetingDetail = summary.extend({
  members: z.array(ref),
  /** The day of the meeting that follows, at which its tasks are looked at; null: none does. */
  nextOn: z.string().nullable(),
  agenda: agenda.nullable(),
  /** As they were sent; `moves` are those of deals that the reader may see. Null before the meeting is closed. */
  minutes: minutesFacts.extend({ moves: z.array(move) }).nullable(),
  /** Of its tasks, what stands today. */
  taskStates: z.array(task),
  /** Of the agenda's topics, those that are done by now. */
  doneTopics: z.array(id),
  canOpen: z.boolean(), canSkip: z.boolean(),
}).meta({ id: 'Meeting' })
export type MeetingDetail = z.infer<typeof meetingDetail>
export const getMeeting = contract({ name: 'getMeeting', method: 'GET', path: '/meetings/:id', tag: 'meeting', params, summary: 'A meeting with its agenda and, once closed, its minutes.', response: meetingDetail })
const done = { tag: 'meeting', params, response: meetingDetail } as const
export const openMeeting = contract({ ...done, name: 'openMeeting', method: 'POST', path: '/meetings/:id/open', summary: 'Opens it: its agenda is made and frozen; who opens it presents.' })
export const skipMeeting = contract({ ...done, name: 'skipMeeting', method: 'POST', path: '/meetings/:id/skip', summary: 'It does not take place; the next one is planned.' })
export const closeMeeting = contract({ ...done, name: 'closeMeeting', method: 'POST', path: '/meetings/:id/close', summary: 'Ends it: minutes are frozen and sent to its members, and the next one is planned.' })

// -------------------------------------------------------------------------------------------------------- in the room
export const meetingState = z.object({
  status: z.enum(meetingStatuses),
  /** The server's clock, which all timers follow. */
  now: instantOut,
  section: meetingSection, sections: z.array(sectionTime),
  /** Since when the section's clock runs; null while it is paused. Its seconds up to then are in `sections`. */
  runningSince: instantOut.nullable(),
  presenter: ref, canSteer: z.boolean(), canTakeOver: z.boolean(),
  members: z.array(ref.extend({ isPresent: z.boolean() })), notes: z.array(note), tasks: z.array(task), moves: z.array(move),
  /** Of the agenda's topics, those that are done by now. */
  doneTopics: z.array(id),
}).meta({ id: 'MeetingState' })
export type MeetingState = z.infer<typeof meetingState>
const inRoom = { tag: 'meeting', params, response: meetingState } as const
export const getMeetingState = contract({ ...inRoom, name: 'getMeetingState', method: 'GET', path: '/meetings/:id/state', summary: 'Where a running meeting stands.' })
export const joinMeeting = contract({ ...inRoom, name: 'joinMeeting', method: 'POST', path: '/meetings/:id/join', summary: 'The viewer is there.' })
export const steerMeeting = contract({
  ...inRoom, name: 'steerMeeting', method: 'PUT', path: '/meetings/:id/state', summary: 'The presenter goes to a section, stops or starts the clock, hands over; whoever arranges the meeting may take over.',
  body: z.object({ section: meetingSection, isPaused: z.boolean(), presenterId: id }).partial(),
})
export const markAttendance = contract({
  ...inRoom, name: 'markAttendance', method: 'PUT', path: '/meetings/:id/attendance', summary: 'Says for somebody without a device whether they are there.', body: z.object({ userId: id, isPresent: z.boolean() }),
})
export const writeMeetingNote = contract({
  ...inRoom, name: 'writeMeetingNote', method: 'PUT', path: '/meetings/:id/notes/:section', params: params.extend({ section: meetingSection }),
  summary: "The viewer's own note on a section; everybody reads it. `version` is the one that was seen, 0 for the first.",
  body: z.object({ body: prose(10_000), version: z.number().int().min(0) }),
})
