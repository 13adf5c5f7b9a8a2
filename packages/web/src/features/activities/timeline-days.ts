import { dayKey } from '../../ui/format.ts'

/** Entries of one calendar day of the organisation's zone. */
export interface DayGroup<T> {
  day: string
  items: T[]
}

/** Groups entries that are in order of time by day, keeping their order. An entry out of order opens a group of its own. */
export function groupByDay<T extends { at: string }>(items: readonly T[], timeZone: string): DayGroup<T>[] {
  const groups: DayGroup<T>[] = []
  for (const item of items) {
    const day = dayKey(item.at, timeZone)
    const last = groups.at(-1)
    if (last?.day === day) last.items.push(item)
    else groups.push({ day, items: [item] })
  }
  return groups
}

/** What is entered this much later than it happened was not typed in at once: both times are worth showing. */
const slowTyping = 10 * 60_000

/** Whether an entry was written down well after it happened. */
export function isBackDated({ at, recordedAt }: { at: string; recordedAt: string }): boolean {
  return Date.parse(recordedAt) - Date.parse(at) > slowTyping
}
