import { type Interval, Z95 } from '../lib/ratio.ts'

/** Bits of a packed duration that hold how it ended: 0 = still running (censored), 1…7 a cause. */
export const CAUSE_BITS = 3

/** A whole duration with how it ended, in one number. */
export const packed = (time: number, cause: number): number => time * (1 << CAUSE_BITS) + cause

/** Packed durations ascending by time, and how many of each; null: one of each. One may come more than once. `length` are filled. */
export type Durations = { values: Uint32Array; counts: Uint32Array | null; length: number }

/** Each of a list of its own. */
export const single = (values: Uint32Array): Durations => ({ values, counts: null, length: values.length })

/** Estimate of a share that has ended by one cause, with its log-log interval (null at 0, 1 and where it is undefined). */
export type Incidence = { value: number; low: number | null; high: number | null }

/** When a share has ended; null where the curve, or a limit of it, does not get there. */
export type Crossing = { value: number | null; low: number | null; high: number | null }

/** What one sweep over sorted durations gives; times in their unit. */
export type Swept = {
  n: number
  censored: number
  /** By cause code, from 1. */
  events: number[]
  final: Incidence[]
  /** Longest duration watched, ended or not: beyond it nothing is known. */
  last: number
  /** S at the end: the share of which no end is known. */
  survival: number
  /** Area under S up to `last`: the restricted mean. Null when nothing was watched. */
  area: number | null
  /** For each of the shares asked for. */
  crossings: Crossing[]
}

/** Called just after each time at which something ended. `shares` (by cause code − 1) is reused: copy what is to be kept. */
export type Visit = (time: number, atRisk: number, events: number, survival: number, greenwood: number, shares: Float64Array) => void

/** Products of fractions that make 0.5 exactly may miss it by some ulps, and must not shift the median. */
export const TOLERANCE = 1e-9

/**
 * Kaplan–Meier S(t) = ∏ (1 − d/n) with Greenwood's variance, and, in the same pass, Aalen–Johansen F_c(t) = Σ d_c/n · S(t−)
 * for each competing cause, so that Σ_c F_c + S = 1. Ties: events before censorings. The interval of F_c uses the delta-method
 * variance of Marubini & Valsecchi (1995, eq. 10.12), 1 − F_c on the log-log scale. The crossing of 1 − p inverts the curve's
 * log-log limits (Brookmeyer & Crowley 1982): where the lower, then the upper limit gets there.
 *
 * `entries`: for those that came under watch only after they began (left truncation), the time of that, ascending; each counts
 * at risk for t > entry, and lies before its duration.
 */
export function sweep({ values, counts: weights, length }: Durations, entries: ArrayLike<number>, causes: number, shares: readonly number[], visit: Visit | null = null): Swept {
  let n = length
  if (weights !== null) for (let i = n = 0; i < length; i++) n += weights[i] as number
  const late = entries.length
  const f = new Float64Array(causes)
  const g1 = new Float64Array(causes)
  const g2 = new Float64Array(causes)
  const own = new Float64Array(causes)
  const cross = new Float64Array(causes)
  const crossF = new Float64Array(causes)
  // Greenwood's sum when F_c last changed: what came since then is added with the F_c of then.
  const settled = new Float64Array(causes)
  const events = new Array<number>(causes).fill(0)
  const counts = new Uint32Array(8)
  const seeker = new Seeker(shares)
  let entered = 0
  let ended = 0
  let s = 1
  let greenwood = 0
  let area = 0
  let from = 0
  let passed = 0

  for (let i = 0; i < length; ) {
    const first = values[i] as number
    const time = first >>> CAUSE_BITS
    const gone = passed
    const some = first & 7
    const many = weights === null ? 1 : (weights[i] as number)
    i++
    passed += many
    let d = some === 0 ? 0 : many
    const isAlone = i === length || (values[i] as number) >>> CAUSE_BITS !== time
    if (!isAlone) {
      for (let cause = 0; cause <= causes; cause++) counts[cause] = 0
      counts[some] = many
      while (i < length) {
        const next = values[i] as number
        if (next >>> CAUSE_BITS !== time) break
        const cause = next & 7
        const more = weights === null ? 1 : (weights[i] as number)
        counts[cause] = (counts[cause] as number) + more
        passed += more
        if (cause !== 0) d += more
        i++
      }
    }
    if (d === 0) continue
    while (entered < late && (entries[entered] as number) < time) entered++
    const atRisk = n - late + entered - gone
    // Divided by once: of all that is done here, division takes longest.
    const each = 1 / atRisk
    // With d = n the term is infinite, but S is 0 from here on and F no longer moves, so it would be multiplied by 0.
    const hazard = d < atRisk ? (d * each) / (atRisk - d) : 0
    for (let cause = isAlone ? some : 1; cause <= causes; cause++) {
      const dc = isAlone ? many : (counts[cause] as number)
      if (dc > 0) {
        const c = cause - 1
        const before = f[c] as number
        const grown = greenwood - (settled[c] as number)
        g1[c] = (g1[c] as number) + before * grown
        g2[c] = (g2[c] as number) + before * before * grown
        settled[c] = greenwood
        const q = dc * each
        const part = s * q * each
        const after = before + q * s
        f[c] = after
        own[c] = (own[c] as number) + s * part * (1 - q)
        cross[c] = (cross[c] as number) + part
        crossF[c] = (crossF[c] as number) + after * part
        events[c] = (events[c] as number) + dc
      }
      if (isAlone) break
    }
    ended += d
    area += s * (time - from)
    from = time
    s = d === atRisk ? 0 : s * (1 - d * each)
    greenwood += hazard
    seeker.see(time, s, greenwood)
    if (visit !== null) visit(time, atRisk, d, s, greenwood, f)
  }

  const last = n === 0 ? 0 : (values[length - 1] as number) >>> CAUSE_BITS
  const final = Array.from(f, (value, c): Incidence => {
    const grown = greenwood - (settled[c] as number)
    const h1 = (g1[c] as number) + value * grown
    const h2 = (g2[c] as number) + value * value * grown
    const variance = value * value * greenwood - 2 * value * h1 + h2 + (own[c] as number) - 2 * (value * (cross[c] as number) - (crossF[c] as number))
    const limits = value > 0 && value < 1 && variance > 0 ? logLog(1 - value, variance) : null
    return limits === null ? { value, low: null, high: null } : { value, low: 1 - limits.high, high: 1 - limits.low }
  })
  return { n, censored: n - ended, events, final, last, survival: s, area: n === 0 ? null : area + s * (last - from), crossings: seeker.crossings() }
}

/**
 * Only where S and its limits cross, as `sweep` finds it: for many curves of which nothing but the median is told. It ends at
 * the last crossing, which is about half way.
 */
export function crossingsOf(durations: Uint32Array, entries: ArrayLike<number>, shares: readonly number[]): Pick<Swept, 'n' | 'censored' | 'crossings'> {
  const n = durations.length
  const late = entries.length
  const seeker = new Seeker(shares)
  let entered = 0
  let s = 1
  let greenwood = 0
  for (let i = 0; i < n && !seeker.isDone; ) {
    const time = (durations[i] as number) >>> CAUSE_BITS
    const gone = i
    let d = 0
    for (; i < n && (durations[i] as number) >>> CAUSE_BITS === time; i++) if (((durations[i] as number) & 7) !== 0) d++
    if (d === 0) continue
    while (entered < late && (entries[entered] as number) < time) entered++
    const atRisk = n - late + entered - gone
    s = d === atRisk ? 0 : s * (1 - d / atRisk)
    if (d < atRisk) greenwood += d / (atRisk * (atRisk - d))
    seeker.see(time, s, greenwood)
  }
  let censored = 0
  for (let i = 0; i < n; i++) if (((durations[i] as number) & 7) === 0) censored++
  return { n, censored, crossings: seeker.crossings() }
}

/** Log-log interval of a probability strictly between 0 and 1: stays inside, and is right in small samples. */
export function logLog(p: number, variance: number): Interval {
  const spread = (Z95 * Math.sqrt(variance)) / (p * Math.abs(Math.log(p)))
  return { low: p ** Math.exp(spread), high: p ** Math.exp(-spread) }
}

const BLOCK = 64

/**
 * Finds where S and its log-log limits first come down to 1 − p, without working the limits out at every point: of a block of
 * points it is first asked whether any of them could be there at all.
 */
class Seeker {
  private readonly lines: number[]
  private readonly logs: number[]
  private readonly value: (number | null)[]
  private readonly low: (number | null)[]
  private readonly high: (number | null)[]
  private readonly times = new Float64Array(BLOCK)
  private readonly survivals = new Float64Array(BLOCK)
  private readonly greenwoods = new Float64Array(BLOCK)
  private filled = 0
  /** All crossings are found. */
  isDone = false

  constructor(shares: readonly number[]) {
    this.lines = shares.map((p) => 1 - p + TOLERANCE)
    this.logs = this.lines.map((line) => -Math.log(line))
    this.value = shares.map(() => null)
    this.low = shares.map(() => null)
    this.high = shares.map(() => null)
  }

  see(time: number, s: number, greenwood: number): void {
    if (s <= 0) {
      this.look()
      // S = 0 leaves the limits undefined; the lower one is 0 there, the upper one is not known to cross.
      for (let q = 0; q < this.lines.length; q++) {
        this.value[q] ??= time
        this.low[q] ??= time
      }
      return
    }
    this.times[this.filled] = time
    this.survivals[this.filled] = s
    this.greenwoods[this.filled] = greenwood
    if (++this.filled === BLOCK) this.look()
  }

  crossings(): Crossing[] {
    this.look()
    return this.lines.map((_, q) => {
      const value = this.value[q] ?? null
      return { value, low: this.low[q] ?? null, high: value === null ? null : (this.high[q] ?? null) }
    })
  }

  private look(): void {
    const { filled, times, survivals, greenwoods } = this
    this.filled = 0
    if (filled === 0) return
    // |ln S| and the spread's numerator only grow along the curve.
    const u0 = -Math.log(survivals[0] as number)
    const u1 = -Math.log(survivals[filled - 1] as number)
    const a0 = Z95 * Math.sqrt(greenwoods[0] as number)
    const a1 = Z95 * Math.sqrt(greenwoods[filled - 1] as number)
    const [lowest, highest] = [u1 * Math.exp(a1 / u0), u1 * Math.exp(-a0 / u1)]
    for (let q = 0; q < this.lines.length; q++) {
      const line = this.lines[q] as number
      // A block that stays clearly short of the line need not be looked at point by point.
      const short = (this.logs[q] as number) * (1 - 1e-9)
      if (this.value[q] === null && u1 >= short) this.value[q] = this.first((i) => (survivals[i] as number) <= line, filled, times)
      if (this.low[q] === null && lowest >= short) this.low[q] = this.first((i) => this.limit(i, 1) <= line, filled, times)
      if (this.high[q] === null && highest >= short) this.high[q] = this.first((i) => this.limit(i, -1) <= line, filled, times)
    }
    this.isDone = !this.value.includes(null) && !this.low.includes(null) && !this.high.includes(null)
  }

  /** The lower (1) or upper (−1) limit at a point of the block. */
  private limit(i: number, side: 1 | -1): number {
    const s = this.survivals[i] as number
    if (s >= 1) return 1
    const spread = (Z95 * Math.sqrt((this.greenwoods[i] as number) * s * s)) / (s * Math.abs(Math.log(s)))
    return s ** Math.exp(side * spread)
  }

  private first(crosses: (i: number) => boolean, filled: number, times: Float64Array): number | null {
    for (let i = 0; i < filled; i++) if (crosses(i)) return times[i] as number
    return null
  }
}
