/** What a working day is made of: an answer that is due, an agreed step, somebody who waits for a word, a task, a lead that is ready, a deal that stands still, a colleague who asks. */
export const dayKinds = ['response', 'step', 'approval', 'task', 'hot', 'stalled', 'mention'] as const
export type DayKind = (typeof dayKinds)[number]

/**
 * How much a kind weighs at the instant at which it is due (`base`), and in how many hours its urgency changes (`hours`): ahead of the
 * instant it is halved after that time, behind it half of the way to twice its base is gone.
 */
export const dayUrgency: Readonly<Record<DayKind, { base: number; hours: number }>> = {
  // Minutes count: a lead that is answered late is lost to whoever answered first.
  response: { base: 100, hours: 1 },
  hot: { base: 60, hours: 8 },
  approval: { base: 55, hours: 24 },
  step: { base: 50, hours: 48 },
  task: { base: 45, hours: 48 },
  mention: { base: 40, hours: 24 },
  // Weeks count: it is worth a look today because of what it is worth.
  stalled: { base: 30, hours: 168 },
}

/** What the order is made of. */
export interface DayFacts {
  /** Unique in the list, and the last word among equals. */
  key: string
  kind: DayKind
  /** The record that is to be acted upon; items of the same one are shown as one. Null: stands for itself. */
  record: string | null
  /** When it is due, in milliseconds; null: some time. */
  dueAt: number | null
  /** Expected money (amount × chance to win) in minor units of one currency; null: unknown. */
  valueMinor: number | null
}

export interface Ordered<T> {
  item: T
  /** Higher comes first. */
  points: number
  /** What else is to be said of the same record, the more urgent first. */
  also: T[]
}

/**
 * One list of everything, what matters now first:
 *
 *   points  = base(kind) × lateness × worth
 *   lateness = 1 + h / (h + s) for h ≥ 0 hours behind, s / (s + |h|) for |h| hours ahead, 1/2 without an instant;  s = hours(kind)
 *   worth    = 1 + v / (v + r);  v: expected money, r: the median of those in the list that are known; 1 without money
 *
 * Lateness runs from 0 over 1 (due now) towards 2, worth from 1 towards 2: neither a fortune nor a year's delay hides everything else.
 * Equal points are ordered by the earlier instant, then by key, so that the same day is always shown in the same order.
 */
export function orderDay<T extends DayFacts>(items: readonly T[], nowMs: number): Ordered<T>[] {
  const reference = median(items.flatMap(({ valueMinor }) => (valueMinor !== null && valueMinor > 0 ? [valueMinor] : [])))
  const rated = items.map((item) => ({ item, points: dayUrgency[item.kind].base * lateness(item, nowMs) * worth(item.valueMinor, reference) })).toSorted(before)
  const firsts = new Map<string, Ordered<T>>()
  for (const { item, points } of rated) {
    const place = item.record ?? item.key
    const first = firsts.get(place)
    if (first === undefined) firsts.set(place, { item, points, also: [] })
    else first.also.push(item)
  }
  return [...firsts.values()]
}

function lateness({ kind, dueAt }: DayFacts, nowMs: number): number {
  if (dueAt === null) return 0.5
  const scale = dayUrgency[kind].hours
  const hours = (nowMs - dueAt) / 3_600_000
  return hours >= 0 ? 1 + hours / (hours + scale) : scale / (scale - hours)
}

function worth(valueMinor: number | null, reference: number): number {
  return valueMinor === null || valueMinor <= 0 ? 1 : 1 + valueMinor / (valueMinor + reference)
}

function before(a: { item: DayFacts; points: number }, b: { item: DayFacts; points: number }): number {
  const due = (item: DayFacts) => item.dueAt ?? Number.POSITIVE_INFINITY
  if (a.points !== b.points) return b.points - a.points
  if (due(a.item) !== due(b.item)) return due(a.item) < due(b.item) ? -1 : 1
  return a.item.key < b.item.key ? -1 : 1
}

/** The lower middle; 0 of nothing. */
function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? 0
}
