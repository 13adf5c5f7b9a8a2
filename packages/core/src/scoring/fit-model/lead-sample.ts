import type { ConditionRecord } from '../../conditions/catalogue.ts'
import { type LoggedChange, rewound } from '../rewind.ts'
import { valuesOf } from './lead-columns.ts'
import type { FitSample } from './sample.ts'

const DAY = 86_400_000

/** A lead as it is now, what changed of it since, and what became of it. Instants are UTC epoch milliseconds. */
export type PastRecord = { id: string; lead: ConditionRecord; changes: readonly LoggedChange[]; createdAt: number; convertedAt: number | null; endedAt: number | null }

/**
 * A past lead to learn from, judged at its creation. What was filled in later is there with the instant of the filling, so that it is not
 * learnt from but seen by the guard against leaks. It converted when it did so within the window.
 */
export function sampleOf(past: PastRecord, windowDays: number, ruleScore: (asCreated: ConditionRecord) => number | null): FitSample {
  const { id, lead, changes, createdAt, convertedAt, endedAt } = past
  const asCreated = rewound(lead, changes, createdAt)
  const values = { ...valuesOf(asCreated, createdAt) }
  for (const [key, now] of Object.entries(valuesOf(lead, createdAt))) {
    if (now.value === null || (values[key]?.value ?? null) !== null) continue
    values[key] = { value: now.value, knownAt: filledAt(changes, key, createdAt) }
  }
  const converted = convertedAt !== null && convertedAt <= createdAt + windowDays * DAY
  return { id, at: createdAt, converted, outcomeAt: converted ? convertedAt : endedAt, values, ruleScore: ruleScore(asCreated) }
}

/** When a column that was empty at first was written. */
function filledAt(changes: readonly LoggedChange[], key: string, createdAt: number): number {
  const field = key === 'source' ? 'sourceId' : key
  const times = changes.filter((change) => change.at > createdAt && field in change.changes).map(({ at }) => at)
  return times.length === 0 ? createdAt : Math.min(...times)
}
