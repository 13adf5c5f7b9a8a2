import { type DealColumns, NO_AMOUNT, type Selection } from '../columns.ts'
import { lookAt, lookFor, WON } from '../look.ts'
import { indexOfInstant } from './months.ts'
import { selected } from './selected.ts'

/** By month: deals won and their money, deals that entered the pipeline, that first came to a stage, and by source at entry ('' = none). */
export type MonthActuals = { wins: number; wonMinor: number; start: number; stages: Record<string, number>; channels: Record<string, number> }

/** What has happened in each month, `[monthStarts[i], monthStarts[i + 1])`, as known at `asOf`; money in minor units of `currency`. Linear fill. */
export function planActuals(columns: DealColumns, selection: Selection, { monthStarts, asOf, currency }: { monthStarts: readonly number[]; asOf: number; currency: string }): MonthActuals[] {
  const months = Array.from({ length: monthStarts.length - 1 }, (): MonthActuals => ({ wins: 0, wonMinor: 0, start: 0, stages: {}, channels: {} }))
  const passes = selected(columns, selection)
  const k = columns.stages.length
  const look = lookFor(k)
  const code = columns.dictionaries.currency.codes.get(currency) ?? -1
  for (let row = 0; row < columns.size; row++) {
    if (!passes.row(row) || !passes.atEntry(row) || !lookAt(columns, row, asOf, look)) continue
    for (let stage = 0; stage < k; stage++) {
      const month = months[indexOfInstant(monthStarts, look.reachedAt[stage] as number)]
      if (month === undefined) continue
      const id = columns.stages[stage]?.id ?? ''
      month.stages[id] = (month.stages[id] ?? 0) + 1
      if (stage > 0) continue
      month.start++
      const source = columns.dictionaries.source.values[columns.deal.entrySource[row] as number] ?? ''
      month.channels[source] = (month.channels[source] ?? 0) + 1
    }
    const closed = look.standing === WON ? months[indexOfInstant(monthStarts, look.closedAt)] : undefined
    if (closed === undefined) continue
    closed.wins++
    if (look.currency === code && ((columns.version.flags[look.version] as number) & NO_AMOUNT) === 0) closed.wonMinor += look.amountMinor
  }
  return months
}
