const CHUNK = 16_384

/** Whole numbers below 2³², each of one group, gathered in one pass: 8 bytes each, in chunks, so that growing copies nothing. */
export type Heap = { values: Uint32Array[]; groups: Uint32Array[]; size: number }

export function heap(): Heap {
  return { values: [], groups: [], size: 0 }
}

export function put(own: Heap, group: number, value: number): void {
  const at = own.size & (CHUNK - 1)
  if (at === 0) {
    own.values.push(new Uint32Array(CHUNK))
    own.groups.push(new Uint32Array(CHUNK))
  }
  const chunk = own.values.length - 1
  ;(own.values[chunk] as Uint32Array)[at] = value
  ;(own.groups[chunk] as Uint32Array)[at] = group
  own.size++
}

/** Values by group, ascending within each: group g is `values.subarray(starts[g], starts[g + 1])`. */
export type Sorted = { values: Uint32Array; starts: Uint32Array }

/**
 * Laid out by group, then each group sorted by itself: O(n) for large ones, and 4 bytes a value beside what is there.
 * `names[g]` is what group g is called in the answer; several may become one. `ignored` lowest bits are left out of the order.
 */
export function sortedGroups(own: Heap, groupCount: number, names?: ArrayLike<number>, ignored = 0): Sorted {
  const starts = new Uint32Array(groupCount + 1)
  for (let c = 0, left = own.size; left > 0; c++, left -= CHUNK) {
    const groups = own.groups[c] as Uint32Array
    const n = Math.min(left, CHUNK)
    for (let i = 0; i < n; i++) {
      const old = groups[i] as number
      const next = (names === undefined ? old : (names[old] as number)) + 1
      starts[next] = (starts[next] as number) + 1
    }
  }
  let largest = 0
  for (let g = 0; g < groupCount; g++) {
    largest = Math.max(largest, starts[g + 1] as number)
    starts[g + 1] = (starts[g + 1] as number) + (starts[g] as number)
  }
  const places = starts.slice()
  const values = new Uint32Array(own.size)
  for (let c = 0, left = own.size; left > 0; c++, left -= CHUNK) {
    const from = own.values[c] as Uint32Array
    const groups = own.groups[c] as Uint32Array
    const n = Math.min(left, CHUNK)
    for (let i = 0; i < n; i++) {
      const old = groups[i] as number
      const g = names === undefined ? old : (names[old] as number)
      const place = places[g] as number
      places[g] = place + 1
      values[place] = from[i] as number
    }
  }
  const spare = new Uint32Array(largest < FEW ? 0 : largest)
  for (let g = 0; g < groupCount; g++) sort(values.subarray(starts[g], starts[g + 1]), spare, ignored)
  return { values, starts }
}

/** All values, ascending, whatever their group. */
export function sortedAll(own: Heap): Uint32Array {
  const values = new Uint32Array(own.size)
  for (let c = 0, left = own.size; left > 0; c++, left -= CHUNK) {
    values.set((own.values[c] as Uint32Array).subarray(0, Math.min(left, CHUNK)), c * CHUNK)
  }
  sort(values, new Uint32Array(own.size < FEW ? 0 : own.size), 0)
  return values
}

/** The values of several groups that lie side by side (`from` up to, not including, `to`), ascending but for the ignored bits. */
export function sortedTogether(own: Sorted, from: number, to: number, ignored = 0): Uint32Array {
  const values = own.values.slice(own.starts[from], own.starts[to])
  sort(values, new Uint32Array(values.length < FEW ? 0 : values.length), ignored)
  return values
}

export function group(own: Sorted, g: number): Uint32Array {
  return own.values.subarray(own.starts[g], own.starts[g + 1])
}

/** Below this many a comparison sort wins. */
const FEW = 2000
const BITS = 11

/** Radix sort from the lowest bit that counts, eleven at a time at most, and only as many passes as the greatest value needs. */
function sort(values: Uint32Array, spare: Uint32Array, ignored: number): void {
  const n = values.length
  if (n < FEW) {
    values.sort()
    return
  }
  let most = 0
  for (let i = 0; i < n; i++) if ((values[i] as number) > most) most = values[i] as number
  const bits = Math.max(1, 32 - Math.clz32(most) - ignored)
  const passes = Math.ceil(bits / BITS)
  const width = Math.ceil(bits / passes)
  const mask = (1 << width) - 1
  const places = new Uint32Array(mask + 2)
  let from = values
  let to = spare.subarray(0, n)
  for (let pass = 0, shift = ignored; pass < passes; pass++, shift += width) {
    places.fill(0)
    for (let i = 0; i < n; i++) {
      const b = (((from[i] as number) >>> shift) & mask) + 1
      places[b] = (places[b] as number) + 1
    }
    for (let b = 0; b <= mask; b++) places[b + 1] = (places[b + 1] as number) + (places[b] as number)
    for (let i = 0; i < n; i++) {
      const value = from[i] as number
      const b = (value >>> shift) & mask
      const place = places[b] as number
      places[b] = place + 1
      to[place] = value
    }
    const swap = from
    from = to
    to = swap
  }
  if (from !== values) values.set(from)
}
