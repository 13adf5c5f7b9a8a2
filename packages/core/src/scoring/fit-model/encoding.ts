import { sorted } from '../../lib/quantile.ts'
import { foldText } from '../../lib/text.ts'
import type { FitColumn } from './sample.ts'

/**
 * How a column becomes features. Category: one feature a level that is frequent enough, one for all others, one for a missing value.
 * Number: a feature for each edge that the value reaches ("at least 5, at least 20 …"), so that neighbouring bins learn from each other,
 * and one for a missing value. `first` is the place of its first feature.
 */
export type EncodedColumn =
  | { key: string; kind: 'category'; first: number; levels: readonly string[] }
  | { key: string; kind: 'number'; first: number; edges: readonly number[] }

export const encodingLimits = { fewestOfLevel: 10, mostLevels: 60, mostEdges: 12 }

/** `MISSING` and `OTHER` cannot be values: those are folded and hold no NUL. */
export const MISSING = '\u0000missing'
export const OTHER = '\u0000other'

/** Equal for values that differ in case, width or script only: `google` and `Google`. */
export const levelOf = (value: string | number): string => foldText(String(value))

/** Learns the features of columns from the values of the training part. */
export function learnEncoding(columns: readonly FitColumn[], valuesOf: (column: FitColumn) => readonly (string | number | null)[]): EncodedColumn[] {
  let first = 0
  return columns.map((column) => {
    const encoded = column.kind === 'number' ? numberColumn(column.key, first, valuesOf(column)) : categoryColumn(column.key, first, valuesOf(column))
    first += width(encoded)
    return encoded
  })
}

export const widthOf = (columns: readonly EncodedColumn[]): number => columns.reduce((sum, column) => sum + width(column), 0)

const width = (column: EncodedColumn): number => (column.kind === 'category' ? column.levels.length + 2 : column.edges.length + 1)

/** The places of the features that are 1 for a value, ascending; the last place of a column stands for "missing". */
export function featuresOf(column: EncodedColumn, value: string | number | null): number[] {
  if (column.kind === 'category') {
    if (value === null) return [column.first + column.levels.length + 1]
    const at = column.levels.indexOf(levelOf(value))
    return [column.first + (at < 0 ? column.levels.length : at)]
  }
  if (value === null) return [column.first + column.edges.length]
  const reached = column.edges.findIndex((edge) => Number(value) < edge)
  return Array.from({ length: reached < 0 ? column.edges.length : reached }, (_, i) => column.first + i)
}

/** What a value was taken for: a level, or the bin `[from, to)` of a number. */
export type Taken = { level: string } | { from: number | null; to: number | null }

export function takenFor(column: EncodedColumn, value: string | number | null): Taken {
  if (value === null) return { level: MISSING }
  if (column.kind === 'category') return { level: column.levels.includes(levelOf(value)) ? levelOf(value) : OTHER }
  const above = column.edges.findIndex((edge) => Number(value) < edge)
  const bin = above < 0 ? column.edges.length : above
  return { from: column.edges[bin - 1] ?? null, to: column.edges[bin] ?? null }
}

function categoryColumn(key: string, first: number, values: readonly (string | number | null)[]): EncodedColumn {
  const counts = new Map<string, number>()
  for (const value of values) if (value !== null) counts.set(levelOf(value), (counts.get(levelOf(value)) ?? 0) + 1)
  const frequent = [...counts].filter(([, n]) => n >= encodingLimits.fewestOfLevel).sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
  return { key, kind: 'category', first, levels: frequent.slice(0, encodingLimits.mostLevels).map(([level]) => level) }
}

function numberColumn(key: string, first: number, values: readonly (string | number | null)[]): EncodedColumn {
  const ascending = sorted(values.filter((value) => typeof value === 'number'))
  const edges = new Set<number>()
  for (let i = 1; i <= encodingLimits.mostEdges; i++) {
    const edge = ascending[Math.floor((i * ascending.length) / (encodingLimits.mostEdges + 1))]
    if (edge !== undefined && edge > (ascending[0] as number)) edges.add(edge)
  }
  return { key, kind: 'number', first, edges: [...edges] }
}
