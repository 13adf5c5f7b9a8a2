/** Typed arrays that grow together; `used` rows of them are filled. */
export class RawRows<C extends Record<string, Column>> {
  columns: C
  used = 0
  private room: number

  constructor(columns: C) {
    this.columns = columns
    this.room = (Object.values(columns)[0] as Column).length
  }

  /** Makes room for one more row. Whoever holds an array must read it anew when this says so. */
  grow(): boolean {
    if (this.used < this.room) return false
    this.room = Math.ceil(this.room * 1.25) + 1024
    this.columns = each(this.columns, (column) => resized(column, this.room))
    return true
  }
}

export type Column = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array

/**
 * The rows in another order, or some of them: `order[i]` is where row `i` was; with room for `room` rows. The column given
 * is gone at once, its memory free, so that a large load never holds more than one of them twice.
 */
export function reordered<T extends Column>(column: T, order: Uint32Array, room: number): T {
  const result = made(column, Math.max(room, order.length))
  for (let i = 0; i < order.length; i++) result[i] = column[order[i] as number] as number
  resized(column, 0)
  return result
}

/** The column with another length in the same memory, where that is possible; the one given is gone. */
export function resized<T extends Column>(column: T, length: number): T {
  const Kind = column.constructor as new (buffer: ArrayBuffer) => T
  return new Kind((column.buffer as ArrayBuffer).transfer(length * column.BYTES_PER_ELEMENT))
}

/**
 * The order that puts rows of the same deal together, by `n` within it: `order[i]` is the row that comes i-th. Deals are
 * numbered 0…`deals` − 1; `from[d]` is where those of deal d begin, `from[deals]` the end.
 */
export function byDeal(deal: Uint32Array, n: Uint16Array, used: number, deals: number): { order: Uint32Array; from: Uint32Array } {
  const from = new Uint32Array(deals + 1)
  for (let i = 0; i < used; i++) from[(deal[i] as number) + 1] = (from[(deal[i] as number) + 1] as number) + 1
  for (let d = 0; d < deals; d++) from[d + 1] = (from[d + 1] as number) + (from[d] as number)
  const next = from.slice()
  const order = new Uint32Array(used)
  for (let i = 0; i < used; i++) {
    const d = deal[i] as number
    let at = next[d] as number
    next[d] = at + 1
    // Few rows a deal, nearly always in order already.
    const first = from[d] as number
    while (at > first && (n[order[at - 1] as number] as number) > (n[i] as number)) {
      order[at] = order[at - 1] as number
      at--
    }
    order[at] = i
  }
  return { order, from }
}

function made<T extends Column>(like: T, length: number): T {
  return new (like.constructor as new (length: number) => T)(length)
}

function each<C extends Record<string, Column>>(columns: C, change: (column: Column) => Column): C {
  return Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, change(column)])) as C
}
