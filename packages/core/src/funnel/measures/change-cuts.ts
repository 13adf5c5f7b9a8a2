import type { DealColumns } from '../columns.ts'
import type { Slice } from './asked.ts'
import { sliceColumn } from './segments.ts'

export type ChangeTally = { n: number; hits: number; stock: number }
export type ChangeCell = { values: string[]; before: ChangeTally; after: ChangeTally }
export type ChangeCut = { dimensions: string[]; cells: ChangeCell[] }
/** Of a group and of those it is held against, how many have each value. */
export type GroupCut = { dimension: string; cells: { value: string; group: number; rest: number }[] }

/** Values of a dimension beyond the most frequent ones are put together when it is paired: small segments can prove nothing. */
const PAIRED_VALUES = 40
/** So are a pair's segments of fewer deals, or of a smaller part of all: what they add to a change is nothing. */
const SMALL = 5
const SMALL_PART = 1 / 2000
/** As in core/diagnosis/root-cause/cuts: everything that is too small. */
const OTHER = '*'

/** Of which counts a deal is part, as bits: came, went on in time, stands there; before and after. */
export const N0 = 1
export const HIT0 = 2
export const STOCK0 = 4
export const N1 = 8
export const HIT1 = 16
export const STOCK1 = 32
const COMBINATIONS = 64

/** The members' codes of a dimension, and those renumbered so that the most frequent come first and all others are one. */
export type Dimension = { name: string; codes: Uint16Array; values: (string | null)[]; slots: Uint8Array; slotValues: string[] }

export function columnOf(columns: DealColumns, name: Slice, rows: Uint32Array, members: number): Dimension {
  const { entry, dictionary } = sliceColumn(columns, name)
  const { values } = dictionary
  const codes = new Uint16Array(members)
  const counts = new Uint32Array(values.length)
  for (let i = 0; i < members; i++) {
    const code = entry[rows[i] as number] as number
    codes[i] = code
    counts[code] = (counts[code] as number) + 1
  }
  const used = [...counts.keys()].filter((code) => (counts[code] as number) > 0).sort((a, b) => (counts[b] as number) - (counts[a] as number))
  const slotOf = new Uint8Array(values.length).fill(Math.min(used.length, PAIRED_VALUES))
  const kept = used.slice(0, PAIRED_VALUES)
  kept.forEach((code, slot) => (slotOf[code] = slot))
  const slots = new Uint8Array(members)
  for (let i = 0; i < members; i++) slots[i] = slotOf[codes[i] as number] as number
  return { name, codes, values, slots, slotValues: [...kept.map((code) => values[code] ?? ''), ...(used.length > kept.length ? [OTHER] : [])] }
}

export function countSingle({ name, codes, values }: Dimension, flags: Uint16Array): ChangeCut {
  const table = new Uint32Array(values.length * COMBINATIONS)
  for (let i = 0; i < flags.length; i++) {
    const at = (codes[i] as number) * COMBINATIONS + ((flags[i] as number) & (COMBINATIONS - 1))
    table[at] = (table[at] as number) + 1
  }
  return { dimensions: [name], cells: values.flatMap((value, code) => cellOf([value ?? ''], table, code * COMBINATIONS) ?? []) }
}

export function countGroups({ name, codes, values }: Pick<Dimension, 'name' | 'codes' | 'values'>, flags: Uint16Array, bits: { group: number; rest: number }): GroupCut {
  const counts = new Uint32Array(values.length * 2)
  for (let i = 0; i < flags.length; i++) {
    const flag = flags[i] as number
    const at = (codes[i] as number) * 2
    if ((flag & bits.group) !== 0) counts[at] = (counts[at] as number) + 1
    else if ((flag & bits.rest) !== 0) counts[at + 1] = (counts[at + 1] as number) + 1
  }
  return {
    dimension: name,
    cells: values.flatMap((value, code) => {
      const [group, rest] = [counts[code * 2] as number, counts[code * 2 + 1] as number]
      return group + rest === 0 ? [] : [{ value: value ?? '', group, rest }]
    }),
  }
}

export function pairCuts(dimensions: readonly Dimension[], flags: Uint16Array): ChangeCut[] {
  const cuts: ChangeCut[] = []
  // Who is only in the group or the rest is in no pair.
  const counted = flags.reduce((sum, flag) => sum + Number((flag & (COMBINATIONS - 1)) !== 0), 0)
  const small = Math.max(SMALL, counted * SMALL_PART)
  const table = new Uint32Array((PAIRED_VALUES + 1) ** 2 * COMBINATIONS)
  for (let a = 0; a < dimensions.length; a++) {
    for (let b = a + 1; b < dimensions.length; b++) {
      const [one, two] = [dimensions[a] as Dimension, dimensions[b] as Dimension]
      const width = two.slotValues.length
      const used = table.subarray(0, one.slotValues.length * width * COMBINATIONS).fill(0)
      for (let i = 0; i < flags.length; i++) {
        const at = ((one.slots[i] as number) * width + (two.slots[i] as number)) * COMBINATIONS + ((flags[i] as number) & (COMBINATIONS - 1))
        used[at] = (used[at] as number) + 1
      }
      const cells: ChangeCell[] = []
      const other: ChangeCell = { values: [OTHER, OTHER], before: { n: 0, hits: 0, stock: 0 }, after: { n: 0, hits: 0, stock: 0 } }
      for (let cell = 0; cell < one.slotValues.length * width; cell++) {
        const found = cellOf([one.slotValues[Math.floor(cell / width)] as string, two.slotValues[cell % width] as string], used, cell * COMBINATIONS)
        if (found === null) continue
        const size = Math.max(found.before.n + found.after.n, found.before.stock + found.after.stock)
        if (size >= small && !(found.values[0] === OTHER && found.values[1] === OTHER)) cells.push(found)
        else for (const period of ['before', 'after'] as const) for (const part of ['n', 'hits', 'stock'] as const) other[period][part] += found[period][part]
      }
      if (other.before.n + other.after.n + other.before.stock + other.after.stock > 0) cells.push(other)
      cuts.push({ dimensions: [one.name, two.name], cells })
    }
  }
  return cuts
}

/** Adds up the combinations of flags of one cell; null when nobody is in it. */
function cellOf(values: string[], table: Uint32Array, at: number): ChangeCell | null {
  const before = { n: 0, hits: 0, stock: 0 }
  const after = { n: 0, hits: 0, stock: 0 }
  let any = 0
  for (let flags = 1; flags < COMBINATIONS; flags++) {
    const count = table[at + flags] as number
    if (count === 0) continue
    any += count
    if ((flags & N0) !== 0) before.n += count
    if ((flags & HIT0) !== 0) before.hits += count
    if ((flags & STOCK0) !== 0) before.stock += count
    if ((flags & N1) !== 0) after.n += count
    if ((flags & HIT1) !== 0) after.hits += count
    if ((flags & STOCK1) !== 0) after.stock += count
  }
  return any === 0 ? null : { values, before, after }
}
