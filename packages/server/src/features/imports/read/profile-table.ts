import { columnProfiler } from '@sluice/core/imports/column-profile'
import type { ColumnProfile } from '@sluice/core/imports/column-profile'
import type { Table } from './table.ts'

/** Reads a table to its end and says what each column is like. `progress` is told the rows read, now and then. */
export async function profileTable(table: Table, currency: string, progress?: (rows: number) => void): Promise<{ profiles: ColumnProfile[]; rows: number; flawed: number; sample: string[][] }> {
  const profilers = table.header.map((name) => columnProfiler(name, { currency }))
  const sample: string[][] = []
  let rows = 0
  let flawed = 0
  for await (const row of table.rows) {
    rows++
    if (row.flaws.length > 0) flawed++
    if (sample.length < 20) sample.push(row.cells)
    for (let i = 0; i < profilers.length; i++) profilers[i]?.observe(row.cells[i] ?? '')
    if (rows % 5000 === 0) progress?.(rows)
  }
  return { profiles: profilers.map((profiler) => profiler.profile()), rows, flawed, sample }
}
