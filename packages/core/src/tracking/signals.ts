import { Temporal } from 'temporal-polyfill'
import type { BehaviourKind } from './behaviour.ts'
import type { SignalRule } from './signal-rule.ts'

/** What a lead did on a day. */
export interface BehaviourDay {
  day: string
  kind: BehaviourKind
  subject: string
  n: number
}

/** A rule that holds for a lead now, and what of. */
export interface Signal {
  key: string
  rule: SignalRule
  kind: BehaviourKind
  subject: string
  n: number
}

/**
 * Which rules fire for one lead, given what it did by day, what of that is new, and when each rule fired for it last (ISO UTC, by key).
 * A rule fires on something new alone, and not before its cool-down is over; of several subjects it tells of the most frequent.
 */
export function signalsOf(
  rules: readonly { key: string; rule: SignalRule }[], days: readonly BehaviourDay[], fresh: readonly Pick<BehaviourDay, 'kind' | 'subject'>[],
  lastHits: ReadonlyMap<string, string>, now: { at: string; today: string },
): Signal[] {
  return rules.flatMap(({ key, rule }) => {
    const last = lastHits.get(key)
    if (last !== undefined && Date.parse(now.at) < Date.parse(last) + rule.coolDownDays * 86_400_000) return []
    const news = fresh.filter((one) => rule.kinds.includes(one.kind))
    const latest = news.at(-1)
    if (latest === undefined) return []
    const since = Temporal.PlainDate.from(now.today).subtract({ days: rule.withinDays - 1 }).toString()
    const counted = days.filter((one) => rule.kinds.includes(one.kind) && one.day >= since && one.day <= now.today)
    const total = (of: readonly BehaviourDay[]) => of.reduce((sum, one) => sum + one.n, 0)
    if (!rule.isSameSubject) {
      const n = total(counted)
      return n < rule.atLeast ? [] : [{ key, rule, kind: latest.kind, subject: latest.subject, n }]
    }
    const best = news
      .map((one) => ({ ...one, n: total(counted.filter((other) => other.subject === one.subject)) }))
      .reduce((most, one) => (one.n > most.n ? one : most))
    return best.n < rule.atLeast ? [] : [{ key, rule, kind: best.kind, subject: best.subject, n: best.n }]
  })
}
