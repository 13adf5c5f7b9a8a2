import type { ImportSummary, MadeThing } from '@sluice/core/imports/contract'
import type { RowReason } from '@sluice/core/imports/reasons'
import type { RejectedRow } from '@sluice/core/imports/error-file'

type Counted = ImportSummary['reasons'][number]
const examplesEach = 5
const examplesOfRows = 20
const namesEach = 20

/** Counts what happens to the rows of an import and keeps the first of each kind, so that it stays small. */
export function createTally(withoutKey: boolean) {
  const counts = { rows: 0, created: 0, updated: 0, unchanged: 0, skipped: 0, rejected: 0 }
  const reasons = new Map<string, Counted>()
  const warnings = new Map<string, Counted>()
  const made = new Map<MadeThing, { count: number; names: string[] }>()
  const examples: ImportSummary['examples'] = { created: [], updated: [], rejected: [] }

  const note = (into: Map<string, Counted>, line: number, found: readonly RowReason[]): void => {
    for (const { code, column, value } of found) {
      const key = `${code} ${column ?? ''}`
      const known = into.get(key) ?? { code, column, count: 0, examples: [] }
      known.count++
      if (known.examples.length < examplesEach) known.examples.push({ line, value })
      into.set(key, known)
    }
  }
  return {
    counts,
    rejected({ line, cells, reasons: why }: RejectedRow): void {
      counts.rejected++
      note(reasons, line, why)
      if (examples.rejected.length < examplesOfRows) examples.rejected.push({ line, cells: [...cells], reasons: [...why] })
    },
    warned: (line: number, found: readonly RowReason[]): void => note(warnings, line, found),
    created(line: number, title: string, fields: Record<string, string | number | null | undefined>): void {
      counts.created++
      if (examples.created.length >= examplesOfRows) return
      const shown = Object.entries(fields).flatMap(([field, value]) => (value === null || value === undefined || value === '' ? [] : [[field, String(value)] as const]))
      examples.created.push({ line, title, fields: Object.fromEntries(shown) })
    },
    updated(line: number, title: string, changes: Record<string, [unknown, unknown]>): void {
      counts.updated++
      if (examples.updated.length < examplesOfRows) examples.updated.push({ line, title, changes })
    },
    made(what: MadeThing, name: string): void {
      const known = made.get(what) ?? { count: 0, names: [] }
      known.count++
      if (known.names.length < namesEach) known.names.push(name)
      made.set(what, known)
    },
    summary(): ImportSummary {
      const most = (all: Map<string, Counted>) => [...all.values()].sort((a, b) => b.count - a.count)
      return { ...counts, reasons: most(reasons), warnings: most(warnings), made: [...made].map(([what, one]) => ({ what, ...one })), examples, withoutKey }
    },
  }
}

export type Tally = ReturnType<typeof createTally>
