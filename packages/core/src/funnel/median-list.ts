import { medianRanks } from '../lib/quantile.ts'
import { type Interval, Z95 } from '../lib/ratio.ts'

/** With fewer in a sample, the list is short enough to be kept whole. */
const ENOUGH = 200

/**
 * Numbers of which the exact median is wanted. Once a sample of them has said about where it lies, only those near it are
 * kept and the others counted: a million take the room of some ten thousands.
 */
export class MedianList {
  /** Between these the numbers are kept. */
  low = -Infinity
  high = Infinity
  below = 0
  above = 0
  kept = 0
  /** Further ones between `low` and `high`, ascending, read when they are wanted. */
  private sortedCount = 0
  private sortedAt: (place: number) => number = () => Number.NaN
  private values = new Float64Array(64)
  private isSorted = true

  push(value: number): void {
    if (value < this.low) this.below++
    else if (value > this.high) this.above++
    else this.keep(value)
  }

  get length(): number {
    return this.below + this.kept + this.sortedCount + this.above
  }

  /**
   * From now on keeps what lies around the median of `sample`, a fair one of the same numbers: five standard errors of its
   * rank to either side, and some more for the interval of the median. Too small a sample changes nothing.
   */
  narrow(sample: MedianList): void {
    const n = sample.kept
    if (n < ENOUGH) return
    const spread = Math.ceil(n * (2.5 / Math.sqrt(n) + 0.02))
    const sorted = sample.sorted()
    const middle = n >> 1
    if (middle - spread > 0) this.low = sorted[middle - spread] as number
    if (middle + spread < n - 1) this.high = sorted[middle + spread] as number
  }

  /** Whether numbers that the median or its interval need were not kept: the sample was not fair, ask again without it. */
  get isMissed(): boolean {
    const { lowest, highest } = this.wanted()
    return this.length > 0 && (lowest <= this.below || highest > this.below + this.kept + this.sortedCount)
  }

  /** The median, the mean of the middle two when even, and its distribution-free interval. */
  median(): { value: number; interval: Interval | null } | null {
    const n = this.length
    if (n === 0) return null
    const ranks = medianRanks(n)
    const values = this.sorted()
    const at = (rank: number) => this.atPlace(values, rank - 1 - this.below)
    const middle = n >> 1
    const value = n % 2 === 1 ? at(middle + 1) : (at(middle) + at(middle + 1)) / 2
    return { value, interval: ranks === null ? null : { low: at(ranks.low), high: at(ranks.high) } }
  }

  /** The ranks, from 1, that the answer needs. */
  private wanted(): { lowest: number; highest: number } {
    const n = this.length
    const ranks = medianRanks(n)
    const middle = n >> 1
    const [lower, upper] = n % 2 === 1 ? [middle + 1, middle + 1] : [middle, middle + 1]
    return { lowest: Math.min(ranks?.low ?? lower, lower), highest: Math.max(ranks?.high ?? upper, upper) }
  }

  /** The number at a place of those kept, both kinds in one order. */
  private atPlace(values: Float64Array, place: number): number {
    if (this.sortedCount === 0) return values[place] as number
    // How many of `values` come before it: as many as are smaller than what would stand there of the others.
    let [low, high] = [Math.max(0, place - this.sortedCount), Math.min(place, this.kept)]
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((values[middle] as number) < this.sortedAt(place - middle - 1)) low = middle + 1
      else high = middle
    }
    const own = low < this.kept ? (values[low] as number) : Infinity
    const other = place - low < this.sortedCount ? this.sortedAt(place - low) : Infinity
    return Math.min(own, other)
  }

  private sorted(): Float64Array {
    if (!this.isSorted) this.values.subarray(0, this.kept).sort()
    this.isSorted = true
    return this.values
  }

  /** Some that lie between `low` and `high` and come in ascending order. Once only. */
  keepSorted(count: number, at: (place: number) => number): void {
    this.sortedCount = count
    this.sortedAt = at
  }

  /** What lies between `low` and `high`. */
  keep(value: number): void {
    if (this.kept === this.values.length) {
      const more = new Float64Array(this.kept * 2)
      more.set(this.values)
      this.values = more
    }
    this.values[this.kept++] = value
    this.isSorted = false
  }
}

/** Numbers of which median and mean are wanted. */
export class SpreadList extends MedianList {
  private isEmpty = true
  private first = 0
  private sum = 0
  private squares = 0

  override push(value: number): void {
    this.add(value, 1)
    super.push(value)
  }

  /** Whole numbers by how many there are of each. Once only. */
  pushCounted(counts: Uint32Array): void {
    const values: number[] = []
    const ends: number[] = []
    let kept = 0
    for (let value = 0; value < counts.length; value++) {
      const n = counts[value] as number
      if (n === 0) continue
      this.add(value, n)
      if (value < this.low) this.below += n
      else if (value > this.high) this.above += n
      else {
        values.push(value)
        ends.push((kept += n))
      }
    }
    this.keepSorted(kept, (place) => values[ends.findIndex((end) => place < end)] as number)
  }

  private add(value: number, n: number): void {
    if (this.isEmpty) {
      this.isEmpty = false
      this.first = value
    }
    // Off the first one, so that little is lost when all are nearly equal.
    const off = value - this.first
    this.sum += off * n
    this.squares += off * off * n
  }

  /** Mean with its normal interval, none below two. */
  mean(): { value: number; interval: Interval | null } | null {
    const n = this.length
    if (n === 0) return null
    const value = this.first + this.sum / n
    if (n < 2) return { value, interval: null }
    const half = Z95 * Math.sqrt(Math.max(0, this.squares - (this.sum * this.sum) / n) / (n - 1) / n)
    return { value, interval: { low: value - half, high: value + half } }
  }
}
