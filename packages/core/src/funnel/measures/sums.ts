/** Rows of `width` sums that grow as segments are met. */
export type Sums = { table: Float64Array; width: number }

export function sums(width: number, rows = 64): Sums {
  return { table: new Float64Array(width * rows), width }
}

/** Where the sums of a row begin; room is made for it. */
export function rowOf(own: Sums, row: number): number {
  const at = row * own.width
  if (at + own.width > own.table.length) {
    const larger = new Float64Array(Math.max(own.table.length * 2, at + own.width))
    larger.set(own.table)
    own.table = larger
  }
  return at
}

/** Adds the sums of one row to those of another. */
export function addRow(own: Sums, from: number, to: number): void {
  const source = rowOf(own, from)
  const target = rowOf(own, to)
  for (let i = 0; i < own.width; i++) own.table[target + i] = (own.table[target + i] as number) + (own.table[source + i] as number)
}
