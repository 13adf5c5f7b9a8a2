/** Whole numbers below 2³², growing by half. */
export class NumberList {
  values: Uint32Array<ArrayBuffer>
  length = 0

  /** `expected` is room to begin with. */
  constructor(expected = 256) {
    this.values = new Uint32Array(Math.max(16, expected))
  }

  push(value: number): void {
    if (this.length === this.values.length) this.grow()
    this.values[this.length++] = value
  }

  /** More room. */
  grow(): void {
    const more = new Uint32Array(Math.ceil(this.length * 1.5))
    more.set(this.values)
    this.values = more
  }
}

/** Below this many a comparison sort wins. */
const FEW = 3000
const RADIX = 11

/**
 * Ascending by the number without its `ignored` lowest bits; the order of equals is any. The list's own memory is used, so
 * its order is lost. Least significant digit first, up to 11 bits at a time: two passes for the minutes of eight years.
 */
export function sortedBy(list: NumberList, ignored: number): Uint32Array {
  let from = list.values.subarray(0, list.length)
  if (from.length < FEW) return from.sort()
  let to: Uint32Array = new Uint32Array(from.length)
  const bits = 32 - Math.clz32(allBits(from)) - ignored
  const passes = Math.max(1, Math.ceil(bits / RADIX))
  const width = Math.max(1, Math.ceil(bits / passes))
  const starts = new Uint32Array(1 << width)
  for (let pass = 0, shift = ignored; pass < passes; pass++, shift += width) {
    scatter(from, to, starts, shift)
    const swap = from
    from = to as Uint32Array<ArrayBuffer>
    to = swap
  }
  return from
}

function allBits(values: Uint32Array): number {
  let bits = 0
  for (let i = 0; i < values.length; i++) bits |= values[i] as number
  return bits
}

function scatter(from: Uint32Array, to: Uint32Array, starts: Uint32Array, shift: number): void {
  const n = from.length
  const mask = starts.length - 1
  starts.fill(0)
  for (let i = 0; i < n; i++) {
    const digit = ((from[i] as number) >>> shift) & mask
    starts[digit] = (starts[digit] as number) + 1
  }
  let sum = 0
  for (let d = 0; d <= mask; d++) {
    const count = starts[d] as number
    starts[d] = sum
    sum += count
  }
  for (let i = 0; i < n; i++) {
    const value = from[i] as number
    const digit = (value >>> shift) & mask
    const at = starts[digit] as number
    starts[digit] = at + 1
    to[at] = value
  }
}

/** Digits of the order of whole numbers, 13 bits each. */
const DIGIT = 2 ** 13

/** The places of whole numbers from 0 to 2⁵³ in ascending order; equals keep theirs. */
export function orderOf(keys: Float64Array): Uint32Array {
  const n = keys.length
  let from = new Uint32Array(n)
  for (let i = 0; i < n; i++) from[i] = i
  let to = new Uint32Array(n)
  let most = 0
  for (let i = 0; i < n; i++) most = Math.max(most, keys[i] as number)
  const starts = new Uint32Array(DIGIT)
  for (let unit = 1; unit <= most; unit *= DIGIT) {
    starts.fill(0)
    for (let i = 0; i < n; i++) {
      const digit = Math.floor((keys[i] as number) / unit) % DIGIT
      starts[digit] = (starts[digit] as number) + 1
    }
    let sum = 0
    for (let digit = 0; digit < DIGIT; digit++) {
      const count = starts[digit] as number
      starts[digit] = sum
      sum += count
    }
    for (let i = 0; i < n; i++) {
      const place = from[i] as number
      const digit = Math.floor((keys[place] as number) / unit) % DIGIT
      const at = starts[digit] as number
      starts[digit] = at + 1
      to[at] = place
    }
    const swap = from
    from = to
    to = swap
  }
  return from
}
