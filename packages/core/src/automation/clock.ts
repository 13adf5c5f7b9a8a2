import { Temporal } from 'temporal-polyfill'
import { dayOf } from '../lib/dates.ts'
import { workHours } from '../lib/work-hours.ts'
import { nextSendingTime } from '../nurture/sending-time.ts'
import { waitUntil, type Timing } from '../nurture/wait.ts'
import type { ActiveHours, Trigger } from './definition.ts'

/** Triggers that a clock of each record sets off. */
export const clockKinds = ['time_in_stage', 'no_activity', 'date_reached'] as const
export type ClockTrigger = Extract<Trigger, { kind: (typeof clockKinds)[number] }>
export const isClock = (trigger: Trigger): trigger is ClockTrigger => (clockKinds as readonly string[]).includes(trigger.kind)

/** What a record's clock is reckoned from. Instants are ISO text. */
export interface ClockFacts {
  /** Open deals, leads that are neither converted nor invalid, every account. */
  isOpen: boolean
  stay: { pipelineId: string; stageId: string; enteredAt: string } | null
  /** The last activity, or when it was created. */
  lastAt: string
  /** The day in the field of `date_reached`. */
  day: string | null
}

/** When the record's clock runs out and what that is called, the same for the same stay, silence or date; null: none runs. */
export function clockOf(trigger: ClockTrigger, facts: ClockFacts, timing: Timing): { key: string; dueAt: number } | null {
  switch (trigger.kind) {
    case 'time_in_stage': {
      const { stay } = facts
      if (!facts.isOpen || stay === null || (trigger.pipelineId !== null && stay.pipelineId !== trigger.pipelineId) || (trigger.stageId !== null && stay.stageId !== trigger.stageId)) return null
      return { key: `stay:${stay.enteredAt}`, dueAt: waitUntil({ amount: trigger.amount, unit: trigger.unit, at: null }, Date.parse(stay.enteredAt), timing) }
    }
    case 'no_activity': return facts.isOpen ? { key: `silent:${facts.lastAt}`, dueAt: waitUntil({ amount: trigger.days, unit: 'days', at: null }, Date.parse(facts.lastAt), timing) } : null
    case 'date_reached': {
      if (facts.day === null) return null
      const day = Temporal.PlainDate.from(facts.day).add({ days: trigger.offsetDays })
      return { key: `date:${facts.day}`, dueAt: day.toZonedDateTime({ timeZone: timing.timeZone, plainTime: trigger.at }).epochMilliseconds }
    }
  }
}

type Schedule = Extract<Trigger, { kind: 'schedule' }>
/** Longer than any month: a day that is asked for comes within it. */
const daysAhead = 62

/** The first instant of a schedule after `after`; null when no day of the week is chosen. */
export function nextInstant(schedule: Schedule, after: number, timeZone: string): number | null {
  const first = Temporal.PlainDate.from(dayOf(after, timeZone))
  for (let n = 0; n <= daysAhead; n++) {
    const day = first.add({ days: n })
    const isDay = schedule.every === 'day' || (schedule.every === 'week' ? schedule.weekdays.includes(day.dayOfWeek) : day.day === Math.min(schedule.dayOfMonth, day.daysInMonth))
    if (!isDay) continue
    const at = day.toZonedDateTime({ timeZone, plainTime: schedule.at }).epochMilliseconds
    if (at > after) return at
  }
  return null
}

/** `at` within the hours, else when they begin next. */
export function nextActive(hours: ActiveHours, at: number, timing: Timing): number {
  switch (hours.kind) {
    case 'always': return at
    case 'work_hours': return workHours(timing.timeZone, timing.calendar).nextOpen(at) ?? at
    case 'between': return nextSendingTime(at, hours, timing)
  }
}
