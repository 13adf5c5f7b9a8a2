import type { EventBody } from '../events/catalogue.ts'
import type { DayText } from '../lib/dates.ts'
import type { Ref } from '../lib/wire.ts'

export const lifeMoments = [
  'opened', 'held', 'worsened', 'attached', 'explained', 'acknowledged', 'returned', 'assigned', 'unassigned', 'useful', 'not_useful', 'action', 'action_done', 'action_dropped',
  'quiet', 'resolved', 'reopened', 'came_back',
] as const
export type LifeMoment = (typeof lifeMoments)[number]

/** One moment of an alarm. What is about a day as a whole (`day`) has the instant of its end. */
export type LifeEntry = {
  what: LifeMoment
  /** ISO instant. */
  at: string
  day: DayText | null
  /** Last day of a stretch, and how many days it has. */
  until: { day: DayText; days: number } | null
  /** Null: by itself. */
  by: Ref | null
  /** Whom it was given to. */
  to: Ref | null
  /** What somebody wrote, or the title of an action. */
  text: string | null
  measured: { value: number; threshold: number; n: number } | null
  resolution: 'ceased' | 'closed' | 'rule_off' | null
  actionId: string | null
}

/** An event of the alarm, as the log has it, in its order; `by` is the person, `to` whom `assigned` names. */
export type AlarmFact = { at: string; by: Ref | null; to: Ref | null } & Extract<EventBody, { type: `alarm.${string}` }>

/** Entries of a moment are alike but for what they say. */
export const lifeEntry = (what: LifeMoment, at: string, more: Partial<LifeEntry> = {}): LifeEntry => ({
  what, at, day: null, until: null, by: null, to: null, text: null, measured: null, resolution: null, actionId: null, ...more,
})

/**
 * What the log tells of an alarm's life, in its order. "Opened again" by a person is taking back that somebody looks after it, as
 * long as it is not resolved. Opinions are no events of their own: each person's latest one counts.
 */
export function alarmLife(facts: readonly AlarmFact[]): LifeEntry[] {
  let isResolved = false
  const end = facts.findLast((fact) => fact.type === 'alarm.resolved')?.at ?? null
  return facts.flatMap((fact): LifeEntry[] => {
    const { at, by } = fact
    switch (fact.type) {
      case 'alarm.opened':
        return [lifeEntry('opened', at, { day: fact.payload.day, measured: fact.payload.measured ?? null })]
      case 'alarm.changed':
        // A cause that was looked for when all was over (a past that was judged later) is no moment of its life.
        if (fact.payload.what === 'feedback' || (fact.payload.what === 'explained' && end !== null && at > end)) return []
        return [lifeEntry(fact.payload.what, at, { measured: fact.payload.what === 'worsened' ? (fact.payload.measured ?? null) : null })]
      case 'alarm.acknowledged':
        return [lifeEntry('acknowledged', at, { by })]
      case 'alarm.assigned':
        return [fact.payload.userId === null ? lifeEntry('unassigned', at, { by }) : lifeEntry('assigned', at, { by, to: fact.to })]
      case 'alarm.resolved':
        isResolved = true
        return [lifeEntry('resolved', at, { by, day: fact.payload.resolution === 'ceased' ? fact.payload.day : null, resolution: fact.payload.resolution })]
      case 'alarm.reopened': {
        const wasResolved = isResolved
        isResolved = false
        if (fact.payload.by === 'itself') return [lifeEntry('came_back', at, { day: fact.payload.day, measured: fact.payload.measured ?? null })]
        return [lifeEntry(wasResolved ? 'reopened' : 'returned', at, { by })]
      }
    }
  })
}

/** The latest first; what is at one instant in the order given, the later told first. */
export function latestFirst(entries: readonly LifeEntry[]): LifeEntry[] {
  return entries.map((entry, i) => ({ entry, i })).sort((a, b) => (a.entry.at < b.entry.at ? 1 : a.entry.at > b.entry.at ? -1 : b.i - a.i)).map(({ entry }) => entry)
}
