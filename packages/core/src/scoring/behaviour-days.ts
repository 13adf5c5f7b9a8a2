import { defineObject } from '../conditions/catalogue.ts'
import type { DayText } from '../lib/dates.ts'
import type { BehaviourEvent } from './compile.ts'

/** What a lead did on one day of the organisation's zone: so often of a kind, about one page, form or mail. */
export type BehaviourDay = { day: DayText; kind: string; subject: string; n: number }

/** The same thing done more often on one day tells no more; a robot's thousands cost no more. */
export const mostOfADay = 100

/** What conditions of behaviour rules may ask of an event. */
export const behaviourObject = defineObject({
  name: 'behaviour',
  label: { zh: '行为', en: 'Behaviour' },
  fields: { subject: { type: 'text', label: { zh: '页面、资料或邮件', en: 'Page, document or mail' }, column: 'subject' } },
})

/**
 * Days of behaviour as events at the beginning of their day: scores move from day to day, not within one, so that the order in which
 * things of one day arrive changes nothing. `startOf` gives the instant at which a day begins.
 */
export function eventsOfDays(days: readonly BehaviourDay[], startOf: (day: DayText) => number): BehaviourEvent[] {
  return days.flatMap(({ day, kind, subject, n }) => {
    const at = startOf(day)
    const facts = { subject }
    return Array.from({ length: Math.min(n, mostOfADay) }, (_, i) => ({ id: `${kind} ${subject} ${String(i).padStart(3, '0')}`, at, kind, facts }))
  })
}
