import type { BehaviourEvent, Scoring } from './compile.ts'
import type { BehaviourRule, CapPeriod } from './rules.ts'

const DAY = 86_400_000

/**
 * All that is kept of a lead's events to score it on: the points of each rule as left at its own last event, and how far caps are used up.
 * Plain data. It belongs to one version of the rules: after a change of them it is counted anew.
 */
export type BehaviourState = {
  last: { at: number; id: string } | null
  sums: Record<string, { left: number; at: number }>
  /** By event kind and period. */
  used: Record<string, { window: number; given: number; taken: number }>
}

export const noBehaviour: BehaviourState = { last: null, sums: {}, used: {} }

/** What one rule gave for one event: its points, less what a cap cut off. */
export type Grant = { rule: BehaviourRule; event: BehaviourEvent; granted: number; cappedBy: CapPeriod | null }

/** Points so much later. */
export function decayed(points: number, halfLifeDays: number | null, elapsedMs: number): number {
  return halfLifeDays === null ? points : points * 2 ** (-elapsedMs / (halfLifeDays * DAY))
}

/**
 * The state after one more event; bit for bit that of a recount. Null when the event lies before one that is counted already (a phone that
 * was offline): caps would fall otherwise, so the lead is to be counted anew. The last event once more changes nothing.
 */
export function addEvent(state: BehaviourState, event: BehaviourEvent, scoring: Scoring): BehaviourState | null {
  if (state.last !== null) {
    const order = inOrder(state.last, event)
    if (order === 0) return state
    if (order > 0) return null
  }
  const next = structuredClone(state)
  fold(next, event, scoring)
  return next
}

/** The state counted from all events up to an instant, in whatever order they come; an id counts once. */
export function countEvents(events: readonly BehaviourEvent[], scoring: Scoring, asOf = Infinity): BehaviourState {
  const state = structuredClone(noBehaviour)
  for (const event of orderedEvents(events, asOf)) fold(state, event, scoring)
  return state
}

/** Every grant behind the state, in order of time. */
export function grantsOf(events: readonly BehaviourEvent[], scoring: Scoring, asOf = Infinity): Grant[] {
  const grants: Grant[] = []
  const state = structuredClone(noBehaviour)
  for (const event of orderedEvents(events, asOf)) fold(state, event, scoring, (grant) => grants.push(grant))
  return grants
}

/**
 * Points of behaviour at an instant, before limits.
 * @throws RangeError for an instant before the last event: what was then is told by the events alone.
 */
export function behaviourAt(state: BehaviourState, scoring: Scoring, at: number): number {
  if (state.last !== null && at < state.last.at) throw new RangeError('behaviourAt: before the last event')
  let sum = 0
  // In the order of the rules: a database may give the keys of stored state back in another one, and a sum of floats depends on it.
  for (const { key, halfLifeDays } of scoring.rules.behaviour) {
    const kept = state.sums[key]
    if (kept !== undefined) sum += decayed(kept.left, halfLifeDays, at - kept.at)
  }
  return sum
}

function fold(state: BehaviourState, event: BehaviourEvent, scoring: Scoring, tell?: (grant: Grant) => void): void {
  state.last = { at: event.at, id: event.id }
  for (const { rule, holds } of scoring.behaviour.get(event.kind) ?? []) {
    if (!holds(event.facts)) continue
    const { granted, cappedBy } = grant(state, event, rule.points, scoring)
    tell?.({ rule, event, granted, cappedBy })
    if (granted === 0) continue
    const sum = state.sums[rule.key]
    state.sums[rule.key] = { left: (sum === undefined ? 0 : decayed(sum.left, rule.halfLifeDays, event.at - sum.at)) + granted, at: event.at }
  }
}

/** What caps leave of points, and which cut most; booked as used. */
function grant(state: BehaviourState, event: BehaviourEvent, points: number, scoring: Scoring): { granted: number; cappedBy: CapPeriod | null } {
  const side = points >= 0 ? 'given' : 'taken'
  let size = Math.abs(points)
  let cappedBy: CapPeriod | null = null
  const books = (scoring.caps.get(event.kind) ?? []).map((cap) => {
    const key = `${cap.event} ${cap.period}`
    const window = scoring.windowOf(event.at, cap.period)
    const known = state.used[key]
    const book = known?.window === window ? known : { window, given: 0, taken: 0 }
    state.used[key] = book
    const room = cap.points - book[side]
    if (room < size) {
      size = room
      cappedBy = cap.period
    }
    return book
  })
  for (const book of books) book[side] += size
  return { granted: size === 0 ? 0 : points > 0 ? size : -size, cappedBy }
}

function orderedEvents(events: readonly BehaviourEvent[], asOf: number): BehaviourEvent[] {
  const ordered = events.filter(({ at }) => at <= asOf).sort(inOrder)
  return ordered.filter((event, i) => i === 0 || inOrder(ordered[i - 1] as BehaviourEvent, event) !== 0)
}

/** By time; at the same instant by id, so that every count goes the same way. */
const inOrder = (a: { at: number; id: string }, b: { at: number; id: string }): number => a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
