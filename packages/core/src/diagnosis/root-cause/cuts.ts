import type { Cell, Cut, SegmentRow, Tally } from './input.ts'

/** The value under which segments too small to be judged are gathered, so that the whole stays the whole. */
export const OTHER_VALUE = '*'

const zero = (): Tally => ({ n: 0, hits: 0, stock: 0 })
const add = (to: Tally, part: Tally): void => {
  to.n += part.n
  to.hits += part.hits
  to.stock += part.stock
}

/** All pairs of dimensions, each once. */
export function pairsOf(dimensions: readonly string[]): [string, string][] {
  return dimensions.flatMap((a, i) => dimensions.slice(i + 1).map((b): [string, string] => [a, b]))
}

/**
 * Cuts by every dimension and every pair, from counts per combination of all of them. Cost: rows × (d + d(d−1)/2) additions
 * on typed arrays; where there are nearly as many combinations as deals, counting the cuts in the database is as good.
 */
export function cutsOf(dimensions: readonly string[], rows: readonly SegmentRow[]): Cut[] {
  const codes = dimensions.map(() => new Uint32Array(rows.length))
  const names = dimensions.map(() => [] as string[])
  dimensions.forEach((_, d) => {
    const known = new Map<string, number>()
    const column = codes[d] as Uint32Array
    const list = names[d] as string[]
    rows.forEach((row, r) => {
      const value = row.values[d] ?? ''
      let code = known.get(value)
      if (code === undefined) known.set(value, (code = list.push(value) - 1))
      column[r] = code
    })
  })
  const sums = new Float64Array(rows.length * 6)
  rows.forEach(({ before, after }, r) => sums.set([before.n, before.hits, before.stock, after.n, after.hits, after.stock], r * 6))

  const cut = (of: number[]): Cut => {
    const width = of.map((d) => (names[d] as string[]).length)
    const size = width.reduce((product, w) => product * w, 1)
    const b = of[1]
    const first = codes[of[0] as number] as Uint32Array
    const second = b === undefined ? null : (codes[b] as Uint32Array)
    const stride = width[1] ?? 1
    // Two dimensions of many values leave most pairs empty: a map then, an array else.
    const dense = size <= 4 * rows.length + 1024
    const slots = dense ? new Int32Array(size).fill(-1) : new Map<number, number>()
    const keys: number[] = []
    const cells: Float64Array = new Float64Array(Math.min(size, rows.length) * 6)
    for (let r = 0; r < rows.length; r++) {
      const key = (first[r] as number) * stride + (second === null ? 0 : (second[r] as number))
      let slot = slots instanceof Map ? (slots.get(key) ?? -1) : (slots[key] as number)
      if (slot < 0) {
        slot = keys.push(key) - 1
        if (slots instanceof Map) slots.set(key, slot)
        else slots[key] = slot
      }
      for (let f = 0; f < 6; f++) cells[slot * 6 + f] = (cells[slot * 6 + f] as number) + (sums[r * 6 + f] as number)
    }
    const name = (d: number, code: number) => (names[d] as string[])[code] ?? ''
    return {
      dimensions: of.map((d) => dimensions[d] as string),
      cells: keys.map((key, slot): Cell => {
        const at = (f: number) => cells[slot * 6 + f] as number
        const values = b === undefined ? [name(of[0] as number, key)] : [name(of[0] as number, Math.floor(key / stride)), name(b, key % stride)]
        return { values, before: { n: at(0), hits: at(1), stock: at(2) }, after: { n: at(3), hits: at(4), stock: at(5) } }
      }),
    }
  }
  const singles = dimensions.map((_, d) => cut([d]))
  const pairs = dimensions.flatMap((_, d) => dimensions.slice(d + 1).map((__, i) => cut([d, d + 1 + i])))
  return [...singles, ...pairs]
}

/** The same cut with segments of fewer than `minN` deals over both periods (entries and stock) put together under `*`. */
export function poolSmall(cut: Cut, minN: number): Cut {
  const small = cut.cells.filter(({ before, after }) => Math.max(before.n + after.n, before.stock + after.stock) < minN)
  if (small.length < 2) return cut
  const other: Cell = { values: cut.dimensions.map(() => OTHER_VALUE), before: zero(), after: zero() }
  for (const cell of small) {
    add(other.before, cell.before)
    add(other.after, cell.after)
  }
  const dropped = new Set(small)
  return { dimensions: cut.dimensions, cells: [...cut.cells.filter((cell) => !dropped.has(cell)), other] }
}

export function totalOf(cut: Cut): { before: Tally; after: Tally } {
  const total = { before: zero(), after: zero() }
  for (const cell of cut.cells) {
    add(total.before, cell.before)
    add(total.after, cell.after)
  }
  return total
}
