import type { BehaviourKind } from './behaviour.ts'
import type { BehaviourDay } from './signals.ts'

export interface VisitEvent {
  at: string
  visitorId: string
  kind: BehaviourKind
  subject: string
  title: string | null
}

/** What one browser did without a pause of half an hour. */
export interface Visit {
  from: string
  to: string
  visitorId: string
  events: VisitEvent[]
}

const pauseMs = 30 * 60_000

/** Events, in any order, as visits: the latest first, what happened in each in order of time. */
export function visitsOf(events: readonly VisitEvent[]): Visit[] {
  const visits: Visit[] = []
  const open = new Map<string, Visit>()
  for (const event of events.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))) {
    const current = open.get(event.visitorId)
    if (current !== undefined && Date.parse(event.at) - Date.parse(current.to) < pauseMs) {
      current.events.push(event)
      current.to = event.at
      continue
    }
    const visit = { from: event.at, to: event.at, visitorId: event.visitorId, events: [event] }
    open.set(event.visitorId, visit)
    visits.push(visit)
  }
  return visits.toSorted((a, b) => (a.from < b.from ? 1 : -1))
}

/** One day of a lead: its visits, and what is known of the day beyond them (mails, forms, visits whose single events are gone). */
export interface BehaviourOfDay<V extends Visit> {
  day: string
  visits: V[]
  others: Omit<BehaviourDay, 'day'>[]
}

/** Puts visits and sums by day together: what a visit shows is not shown as a sum again. `dayOf` gives an instant's day in the organisation's zone. */
export function behaviourByDay<V extends Visit>(visits: readonly V[], days: readonly BehaviourDay[], dayOf: (at: string) => string): BehaviourOfDay<V>[] {
  const shown = new Map<string, number>()
  const keyOf = (day: string, kind: string, subject: string) => JSON.stringify([day, kind, subject])
  for (const { events } of visits) {
    for (const { at, kind, subject } of events) {
      const key = keyOf(dayOf(at), kind, subject)
      shown.set(key, (shown.get(key) ?? 0) + 1)
    }
  }
  const found = new Map<string, BehaviourOfDay<V>>()
  const of = (day: string) => {
    const one = found.get(day) ?? { day, visits: [], others: [] }
    found.set(day, one)
    return one
  }
  for (const visit of visits) of(dayOf(visit.from)).visits.push(visit)
  for (const { day, kind, subject, n } of days) {
    const left = n - (shown.get(keyOf(day, kind, subject)) ?? 0)
    if (left > 0) of(day).others.push({ kind, subject, n: left })
  }
  return [...found.values()].toSorted((a, b) => (a.day < b.day ? 1 : -1))
}
