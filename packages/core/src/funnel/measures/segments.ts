import type { DealColumns, Dictionary } from '../columns.ts'
import type { Slice } from './asked.ts'

/**
 * Where the code of a slice stands: at entry by deal row, later by version row. A dimension is as it is today, so it has no
 * versions and its code stands by deal row always.
 */
export type SliceColumn = { entry: Uint16Array; version: Uint16Array | null; dictionary: Dictionary }

/** @throws RangeError for a slice that is none. */
export function sliceColumn(columns: DealColumns, slice: Slice): SliceColumn {
  const { deal, version, dictionaries } = columns
  if (slice === 'owner') return { entry: deal.entryOwner, version: version.owner, dictionary: dictionaries.owner }
  if (slice === 'team') return { entry: deal.entryTeam, version: version.team, dictionary: dictionaries.team }
  if (slice === 'source') return { entry: deal.entrySource, version: version.source, dictionary: dictionaries.source }
  const dimension = columns.dimensions.get(slice)
  if (dimension === undefined) throw new RangeError(`unknown slice ${slice}`)
  return { entry: dimension.codes, version: null, dictionary: dimension.dictionary }
}

/**
 * Numbers the segments of one or more slices 0, 1, 2 … in the order in which they are met, so that sums can stand in plain
 * arrays however many combinations could be.
 */
export type Segments = {
  atEntry: (row: number) => number
  inVersion: (row: number, version: number) => number
  count: () => number
  /** One text a slice. */
  values: (segment: number) => (string | null)[]
}

/** Combinations up to which a plain table is used: 4 bytes each. */
const TABLE = 1 << 20

export function segmentsOf(columns: DealColumns, by: readonly Slice[]): Segments {
  const slices = by.map((slice) => sliceColumn(columns, slice))
  const sizes = slices.map(({ dictionary }) => dictionary.values.length)
  const product = sizes.reduce((a, b) => a * b, 1)
  if (!Number.isSafeInteger(product)) throw new RangeError('too many slices')
  const keys: number[] = []
  const number = numbering(product, keys)
  const [first] = slices
  const [size] = sizes
  if (first !== undefined && slices.length === 1 && size !== undefined) {
    return {
      atEntry: (row) => number(first.entry[row] as number),
      inVersion: (row, version) => number((first.version === null ? first.entry[row] : first.version[version]) as number),
      count: () => keys.length,
      values: (segment) => [first.dictionary.values[keys[segment] ?? 0] ?? null],
    }
  }
  const key = (row: number, version: number) => {
    let sum = 0
    for (let i = 0; i < slices.length; i++) {
      const slice = slices[i] as SliceColumn
      sum = sum * (sizes[i] as number) + ((version < 0 || slice.version === null ? slice.entry[row] : slice.version[version]) as number)
    }
    return sum
  }
  return {
    atEntry: (row) => number(key(row, -1)),
    inVersion: (row, version) => number(key(row, version)),
    count: () => keys.length,
    values: (segment) => {
      let rest = keys[segment] ?? 0
      const codes: number[] = []
      for (let i = sizes.length - 1; i >= 0; i--) {
        codes.unshift(rest % (sizes[i] as number))
        rest = Math.floor(rest / (sizes[i] as number))
      }
      return codes.map((code, i) => slices[i]?.dictionary.values[code] ?? null)
    },
  }
}

/** Gives each key its number on first sight. */
function numbering(most: number, keys: number[]): (key: number) => number {
  if (most <= TABLE) {
    const table = new Int32Array(most).fill(-1)
    return (key) => {
      const known = table[key] as number
      if (known >= 0) return known
      table[key] = keys.length
      return keys.push(key) - 1
    }
  }
  const map = new Map<number, number>()
  return (key) => {
    const known = map.get(key)
    if (known !== undefined) return known
    map.set(key, keys.length)
    return keys.push(key) - 1
  }
}
