import { type Interval, Z95 } from '../lib/ratio.ts'
import { medianRanks } from '../lib/quantile.ts'

const CHUNK = 16_384
const MINUTE_MS = 60_000
const BUCKETS = 4096

/**
 * Spans of time in whole milliseconds (fractions are cut off), kept exactly in six bytes each: a minute and the rest within
 * it. Their order statistics are found by bucket and selection, without sorting them all.
 */
export class SpanList {
  private minutes: Uint32Array[] = [new Uint32Array(CHUNK)]
  private rests: Uint16Array[] = [new Uint16Array(CHUNK)]
  private at = 0
  private longest = 0
  /** Sum of the spans in milliseconds. */
  sum = 0

  push(ms: number): void {
    if (this.at === CHUNK) {
      this.minutes.push(new Uint32Array(CHUNK))
      this.rests.push(new Uint16Array(CHUNK))
      this.at = 0
    }
    const last = this.minutes.length - 1
    const minute = Math.floor(ms / MINUTE_MS)
    const minutes = this.minutes[last] as Uint32Array
    const rests = this.rests[last] as Uint16Array
    minutes[this.at] = minute
    rests[this.at++] = ms - minute * MINUTE_MS
    if (minute > this.longest) this.longest = minute
    this.sum += ms
  }

  get length(): number {
    return (this.minutes.length - 1) * CHUNK + this.at
  }

  /** Median (mean of the middle two when even) and its distribution-free interval, in milliseconds. */
  median(): { value: number; interval: Interval | null } | null {
    const n = this.length
    if (n === 0) return null
    const middle = n >> 1
    const ranks = medianRanks(n)
    const lowest = ranks === null ? Math.max(1, middle) : Math.min(ranks.low, Math.max(1, middle))
    const highest = ranks === null ? middle + 1 : Math.max(ranks.high, middle + 1)
    const { values, before } = this.between(lowest, highest)
    const at = (rank: number) => values[rank - 1 - before] as number
    const value = n % 2 === 1 ? at(middle + 1) : (at(middle) + at(middle + 1)) / 2
    return { value, interval: ranks === null ? null : { low: at(ranks.low), high: at(ranks.high) } }
  }

  /** Mean in milliseconds with its normal interval (none below two). */
  mean(): { value: number; interval: Interval | null } | null {
    const n = this.length
    if (n === 0) return null
    const mean = this.sum / n
    if (n < 2) return { value: mean, interval: null }
    let squares = 0
    this.each((minute, rest) => {
      squares += (minute * MINUTE_MS + rest - mean) ** 2
    })
    const half = Z95 * Math.sqrt(squares / (n - 1) / n)
    return { value: mean, interval: { low: mean - half, high: mean + half } }
  }

  private each(use: (minute: number, rest: number) => void): void {
    for (let c = 0; c < this.minutes.length; c++) {
      const minutes = this.minutes[c] as Uint32Array
      const rests = this.rests[c] as Uint16Array
      const length = c === this.minutes.length - 1 ? this.at : CHUNK
      for (let i = 0; i < length; i++) use(minutes[i] as number, rests[i] as number)
    }
  }

  /** The spans of the buckets that hold these ranks (from 1), ascending, and how many shorter ones there are. */
  private between(lowest: number, highest: number): { values: Float64Array; before: number } {
    const width = Math.max(1, Math.ceil((this.longest + 1) / BUCKETS))
    const counts = new Uint32Array(BUCKETS + 1)
    this.each((minute) => {
      const bucket = Math.floor(minute / width)
      counts[bucket] = (counts[bucket] as number) + 1
    })
    let first = 0
    let before = 0
    while (before + (counts[first] as number) < lowest) before += counts[first++] as number
    let last = first
    let until = before + (counts[first] as number)
    while (until < highest) until += counts[++last] as number
    const values = new Float64Array(until - before)
    let at = 0
    this.each((minute, rest) => {
      const bucket = Math.floor(minute / width)
      if (bucket >= first && bucket <= last) values[at++] = minute * MINUTE_MS + rest
    })
    return { values: values.sort(), before }
  }
}
