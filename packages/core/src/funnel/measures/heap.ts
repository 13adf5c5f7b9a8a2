/** Whole numbers, each of one group, gathered in one pass and sorted once at the end: 8 bytes each. */
export type Heap = { values: Uint32Array; groups: Uint32Array; size: number }

export function heap(capacity = 1024): Heap {
  return { values: new Uint32Array(capacity), groups: new Uint32Array(capacity), size: 0 }
}

export function put(own: Heap, group: number, value: number): void {
  if (own.size === own.values.length) {
    const [values, groups] = [new Uint32Array(own.size * 2), new Uint32Array(own.size * 2)]
    values.set(own.values)
    groups.set(own.groups)
    own.values = values
    own.groups = groups
  }
  own.values[own.size] = value
  own.groups[own.size] = group
  own.size++
}

/** Values by group, ascending within each: group g is `values.subarray(starts[g], starts[g + 1])`. */
export type Sorted = { values: Uint32Array; starts: Uint32Array }

const BITS = 11
const BUCKETS = 1 << BITS

/**
 * Radix sort by value, eleven bits a pass and only as many passes as the greatest value needs, then one stable pass by group:
 * O(n), no comparisons. `groupOf` renames groups on the way (several may become one).
 */
export function sortedGroups(own: Heap, groupCount: number, groupOf: (group: number) => number = (group) => group): Sorted {
  const n = own.size
  let values = own.values.slice(0, n)
  let groups = own.groups.slice(0, n)
  let [spareValues, spareGroups] = [new Uint32Array(n), new Uint32Array(n)]
  let most = 0
  for (let i = 0; i < n; i++) if ((values[i] as number) > most) most = values[i] as number
  const places = new Uint32Array(BUCKETS + 1)
  for (let shift = 0; shift < 32 && most >>> shift > 0; shift += BITS) {
    places.fill(0)
    for (let i = 0; i < n; i++) {
      const b = (((values[i] as number) >>> shift) & (BUCKETS - 1)) + 1
      places[b] = (places[b] as number) + 1
    }
    for (let b = 0; b < BUCKETS; b++) places[b + 1] = (places[b + 1] as number) + (places[b] as number)
    for (let i = 0; i < n; i++) {
      const value = values[i] as number
      const b = (value >>> shift) & (BUCKETS - 1)
      const place = places[b] as number
      places[b] = place + 1
      spareValues[place] = value
      spareGroups[place] = groups[i] as number
    }
    ;[values, spareValues] = [spareValues, values]
    ;[groups, spareGroups] = [spareGroups, groups]
  }
  const starts = new Uint32Array(groupCount + 1)
  for (let i = 0; i < n; i++) {
    const g = groupOf(groups[i] as number)
    groups[i] = g
    starts[g + 1] = (starts[g + 1] as number) + 1
  }
  for (let g = 0; g < groupCount; g++) starts[g + 1] = (starts[g + 1] as number) + (starts[g] as number)
  const next = starts.slice()
  for (let i = 0; i < n; i++) {
    const g = groups[i] as number
    const place = next[g] as number
    next[g] = place + 1
    spareValues[place] = values[i] as number
  }
  return { values: spareValues, starts }
}

export function group(own: Sorted, g: number): Uint32Array {
  return own.values.subarray(own.starts[g], own.starts[g + 1])
}
