import { z } from 'zod'
import { contract } from '../lib/contract.ts'
import { day, id, instantOut, ref, version } from '../lib/wire.ts'

/** What has a time, as a calendar: tasks, agreed steps, review meetings, first answers and approvals that are due, expected closes. */

export const calendarKinds = ['task', 'step', 'meeting', 'response', 'approval', 'close'] as const
export type CalendarKind = (typeof calendarKinds)[number]
/** A month with the days of its first and last week. */
export const calendarDaysAtMost = 42
/** So much of one day is listed; the rest is counted. */
export const calendarDayItems = 30

export const calendarItem = z.object({
  /** Unique in the answer. */
  key: z.string(), kind: z.enum(calendarKinds),
  /** The day of the organisation's zone; null: none is set. */
  day: z.string().nullable(),
  /** What has a time of day: meetings, first answers, approvals. */
  at: instantOut.nullable(), minutes: z.number().int().nullable(),
  /** What is to be done, and the record that it is about, where that is another word. */
  title: z.string(), about: z.string().nullable(), subjectType: z.enum(['deal', 'lead', 'action', 'meeting', 'approval']), subjectId: id,
  owner: ref.nullable(), amountMinor: z.number().int().nullable(), currency: z.string().nullable(),
  isLate: z.boolean(), isRepeating: z.boolean(),
  /** Not made yet: a later one of a task or meeting that repeats. */
  isForeseen: z.boolean(),
  /** Its day may be moved by the viewer: with this version of the task, deal or lead. */
  canMove: z.boolean(), version: version.nullable(),
}).meta({ id: 'CalendarItem' })
export type CalendarItem = z.infer<typeof calendarItem>

export const calendarDay = z.object({
  day: z.string(), isWorkday: z.boolean(),
  /** Why it is not as the week says: a holiday, a weekend day that is worked, the organisation's own word. */
  origin: z.enum(['holiday', 'make_up', 'own']).nullable(), note: z.string(),
  /** How many items it has, expected closes apart; those listed and those that no longer fit. */
  load: z.number().int(),
  /** How many of the day are not listed. */
  hidden: z.number().int(),
})
export type CalendarDay = z.infer<typeof calendarDay>

const kindList = z.string().transform((text) => text.split(',').filter((part) => part !== '')).pipe(z.array(z.enum(calendarKinds)).max(calendarKinds.length))
export const getCalendar = contract({
  name: 'getCalendar', method: 'GET', path: '/calendar', tag: 'calendar',
  summary: `What has a time on days \`[from, to)\`, at most ${calendarDaysAtMost} of them: the viewer's own, one person's or one team's, or everybody's in sight; and what is late or has no day.`,
  query: z.object({
    from: day, to: day, scope: z.enum(['mine', 'team']).default('mine'),
    /** Instead of the scope: one person, or a team with those below it. */
    user: id.optional(), team: id.optional(), kinds: kindList.optional(),
  }),
  response: z.object({
    today: z.string(), days: z.array(calendarDay), items: z.array(calendarItem),
    /** Tasks and steps that are overdue or have no day, the most overdue first. */
    unplanned: z.array(calendarItem), unplannedHidden: z.number().int(),
  }),
})
export type Calendar = z.infer<(typeof getCalendar)['response']>

const feed = z.object({ createdAt: instantOut.nullable() })
export const getCalendarFeed = contract({ name: 'getCalendarFeed', method: 'GET', path: '/me/calendar-feed', tag: 'calendar', summary: "Whether the viewer's calendar can be subscribed to, and since when.", response: feed })
export const renewCalendarFeed = contract({
  name: 'renewCalendarFeed', method: 'POST', path: '/me/calendar-feed', tag: 'calendar', confidential: true, summary: 'Makes a new secret address for it, shown this once; an earlier one ends.',
  response: feed.extend({
    /** Below the address of the installation. */
    path: z.string(),
  }),
})
export const removeCalendarFeed = contract({ name: 'removeCalendarFeed', method: 'DELETE', path: '/me/calendar-feed', tag: 'calendar', summary: 'Ends the address.' })
