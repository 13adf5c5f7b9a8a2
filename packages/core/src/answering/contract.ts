import { z } from 'zod'
import { contract } from '../lib/contract.ts'
import { day, line, ref } from '../lib/wire.ts'
import { workSpansSchema } from '../lib/work-hours.ts'

/** Kinds of activity that may answer a lead: a note reaches nobody. */
export const answerKinds = ['call', 'visit', 'meeting', 'mail', 'wechat'] as const
const minutes = (min: number) => z.number().int().min(min).max(10_080)
const policyBody = z.object({
  isOn: z.boolean(), spans: workSpansSchema, targetMinutes: minutes(5), remindBeforeMinutes: minutes(1).nullable(),
  escalateAfterMinutes: minutes(0).nullable(), reassignAfterMinutes: minutes(0).nullable(), kinds: z.array(z.enum(answerKinds)).min(1).max(5),
})
/** How soon leads are to be answered; durations in working minutes, the last two after the target. */
export const responsePolicy = policyBody.extend({ version: z.number().int().min(0) }).meta({ id: 'ResponsePolicy' })
export type ResponsePolicy = z.infer<typeof responsePolicy>
export const getResponsePolicy = contract({
  name: 'getResponsePolicy', method: 'GET', path: '/response-policy', tag: 'answering', summary: 'Working hours and how soon a lead is to be answered.', response: responsePolicy,
})
export const changeResponsePolicy = contract({
  name: 'changeResponsePolicy', method: 'PATCH', path: '/response-policy', tag: 'answering', ifMatch: true, summary: 'Changes them; clocks that run are reckoned anew.', body: policyBody.partial(), response: responsePolicy,
})

const calendarDay = z.object({
  day: z.string(), kind: z.enum(['off', 'worked']),
  /** holiday: by rule or decree; make_up: a weekend day worked by decree; own: the organisation's word. */
  origin: z.enum(['holiday', 'make_up', 'own']), note: z.string(),
})
export const listCalendarDays = contract({
  name: 'listCalendarDays', method: 'GET', path: '/work-calendar', tag: 'answering', summary: 'Days of a year that are not as the week says: holidays, make-up days, the organisation’s own.',
  query: z.object({ year: z.coerce.number().int().min(2000).max(2099) }), response: z.object({ year: z.number().int(), isDecreed: z.boolean(), workdays: z.number().int(), items: z.array(calendarDay) }),
})
export const setCalendarDay = contract({
  name: 'setCalendarDay', method: 'PUT', path: '/work-calendar/:day', tag: 'answering', params: z.object({ day }), summary: 'Says that a day is off or worked; null: as the calendar has it.',
  body: z.object({ kind: z.enum(['off', 'worked']).nullable(), note: line(60).optional() }), response: z.object({ isWorkday: z.boolean() }),
})

const reportRow = z.object({
  /** A user or a channel; null: none. */
  of: ref.nullable(), n: z.number().int(), met: z.number().int(), breached: z.number().int(), waiting: z.number().int(), unanswered: z.number().int(),
  /** Of `n` without those that still run in time. */
  share: z.number().nullable(), medianMinutes: z.number().nullable(), answered: z.number().int(),
})
export type ResponseRow = z.infer<typeof reportRow>
const reportQuery = z.object({ by: z.enum(['owner', 'channel']).default('owner'), from: day.optional(), to: day.optional() })
export const getResponseReport = contract({
  name: 'getResponseReport', method: 'GET', path: '/reports/responses', tag: 'answering', query: reportQuery, summary: 'First responses by rep or by channel: met, breached, median working minutes. Days `[from, to)` on which clocks began; default the last 30.',
  response: z.object({ by: z.enum(['owner', 'channel']), from: z.string(), to: z.string(), targetMinutes: z.number().int(), total: reportRow, rows: z.array(reportRow) }),
})
export type ResponseReport = z.infer<(typeof getResponseReport)['response']>
export const exportResponseReport = contract({
  name: 'exportResponseReport', method: 'GET', path: '/reports/responses.csv', tag: 'answering', query: reportQuery, summary: 'The same as CSV.', file: 'text/csv',
})
