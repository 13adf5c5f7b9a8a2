const CHUNK = 16_384

/**
 * Whole numbers below 2³², in the order they came. Grows by chunks of 64 KiB, so that a million of them never need twice
 * their room.
 */
export class NumberList {
  private full: Uint32Array[] = []
  private chunk = new Uint32Array(CHUNK)
  private at = 0
  /** The greatest number so far. */
  max = 0

  push(value: number): void {
    if (this.at === CHUNK) this.turn()
    this.chunk[this.at++] = value
    if (value > this.max) this.max = value
  }

  get length(): number {
    return this.full.length * CHUNK + this.at
  }

  /** Calls with each chunk and how much of it is in use. */
  eachChunk(use: (chunk: Uint32Array, length: number) => void): void {
    for (const chunk of this.full) use(chunk, CHUNK)
    if (this.at > 0) use(this.chunk, this.at)
  }

  /** All numbers, in order. */
  toArray(): Uint32Array {
    const all = new Uint32Array(this.length)
    let at = 0
    this.eachChunk((chunk, length) => {
      all.set(length === CHUNK ? chunk : chunk.subarray(0, length), at)
      at += length
    })
    return all
  }

  private turn(): void {
    this.full.push(this.chunk)
    this.chunk = new Uint32Array(CHUNK)
    this.at = 0
  }
}

/** Below this many a comparison sort wins. */
const FEW = 3000
const RADIX = 11

/**
 * Ascending by the number without its `ignored` lowest bits; the order of equals is any. Least significant digit first,
 * 11 bits at a time: two passes for the minutes of eight years.
 */
export function sortedBy(list: NumberList, ignored: number): Uint32Array {
  let from: Uint32Array = list.toArray()
  const n = from.length
  if (n < FEW) return from.sort()
  let to: Uint32Array = new Uint32Array(n)
  const bits = 32 - Math.clz32(list.max) - ignored
  const passes = Math.max(1, Math.ceil(bits / RADIX))
  const width = Math.max(1, Math.ceil(bits / passes))
  const size = 1 << width
  const starts = new Uint32Array(size)
  for (let pass = 0, shift = ignored; pass < passes; pass++, shift += width) {
    scatter(from, to, starts, shift, size - 1)
    const swap = from
    from = to
    to = swap
  }
  return from
}

function scatter(from: Uint32Array, to: Uint32Array, starts: Uint32Array, shift: number, mask: number): void {
  const n = from.length
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
