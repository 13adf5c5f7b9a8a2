import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import type { DayText } from '../lib/dates.ts'
import { day } from '../lib/wire.ts'
import type { WorkCalendar } from '../lib/work-calendar.ts'

/** Monday is 1, Sunday 7. */
const weekday = z.number().int().min(1).max(7)

/**
 * How a task repeats, counted from a first day: every n days; every n weeks on some weekdays; every n months on a day (a month that is
 * shorter has its last day instead) or on its last working day. `onWorkdays`: what falls on a day off moves to the next working day.
 * It ends after the day `until`, or after so many `times`, whichever comes first.
 */
export const recurrence = z.object({
  every: z.discriminatedUnion('unit', [
    z.object({ unit: z.literal('day'), n: z.number().int().min(1).max(365) }),
    z.object({ unit: z.literal('week'), n: z.number().int().min(1).max(52), on: z.array(weekday).min(1).max(7).transform((on) => [...new Set(on)].toSorted((a, b) => a - b)) }),
    z.object({ unit: z.literal('month'), n: z.number().int().min(1).max(24), on: z.union([z.number().int().min(1).max(31), z.literal('last_workday')]) }),
  ]),
  until: day.nullable().default(null), times: z.number().int().min(2).max(999).nullable().default(null), onWorkdays: z.boolean().default(false),
}).meta({ id: 'Recurrence' })
export type Recurrence = z.infer<typeof recurrence>

/** Longer than any holiday: a calendar without working days must not be searched for ever. */
const restAtMost = 60

/**
 * The first day after `after` on which the task falls, none before `firstOn`; null when `until` is passed. Days that were moved onto the
 * same working day are one. `times` is for the caller, who knows how many there were.
 */
export function nextOccurrence(rule: Recurrence, firstOn: DayText, after: DayText, calendar: WorkCalendar): DayText | null {
  // What falls on a day off up to `after` is moved beyond it when all days between are off.
  let from = plus(after, 1)
  if (rule.onWorkdays) for (let n = 0; n < restAtMost && !calendar.isWorkday(plus(from, -1)); n++) from = plus(from, -1)
  const found = moved(rule, nominalFrom(rule, firstOn, from > firstOn ? from : firstOn, calendar), calendar)
  return rule.until !== null && found > rule.until ? null : found
}

function moved(rule: Recurrence, on: DayText, calendar: WorkCalendar): DayText {
  if (!rule.onWorkdays) return on
  let shown = on
  for (let n = 0; n < restAtMost && !calendar.isWorkday(shown); n++) shown = plus(shown, 1)
  return shown
}

/** The first day not before `from` that the rule names, before anything is moved. */
function nominalFrom({ every }: Recurrence, firstOn: DayText, from: DayText, calendar: WorkCalendar): DayText {
  const [first, start] = [Temporal.PlainDate.from(firstOn), Temporal.PlainDate.from(from)]
  switch (every.unit) {
    case 'day':
      return first.add({ days: Math.max(0, Math.ceil(first.until(start).days / every.n)) * every.n }).toString()
    case 'week': {
      const monday = first.subtract({ days: first.dayOfWeek - 1 })
      for (let week = Math.floor(Math.floor(monday.until(start).days / 7) / every.n) * every.n; ; week += every.n) {
        const found = every.on.map((on) => monday.add({ days: week * 7 + on - 1 }).toString()).find((day) => day >= from)
        if (found !== undefined) return found
      }
    }
    case 'month': {
      const month = first.with({ day: 1 })
      const months = (start.year - month.year) * 12 + start.month - month.month
      for (let n = Math.floor(months / every.n) * every.n; ; n += every.n) {
        const found = dayOfMonth(month.add({ months: n }), every.on, calendar)
        if (found >= from) return found
      }
    }
  }
}

function dayOfMonth(month: Temporal.PlainDate, on: number | 'last_workday', calendar: WorkCalendar): DayText {
  if (on !== 'last_workday') return month.with({ day: on }).toString()
  const last = month.with({ day: month.daysInMonth })
  for (let back = 0; back < month.daysInMonth; back++) {
    const one = last.subtract({ days: back }).toString()
    if (calendar.isWorkday(one)) return one
  }
  return last.toString()
}

const plus = (on: DayText, days: number): DayText => Temporal.PlainDate.from(on).add({ days }).toString()
