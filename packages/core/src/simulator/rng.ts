/**
 * A seeded stream of random numbers. Never used for secrets.
 * xoshiro128** 1.1 (Blackman & Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 47, 2021),
 * its state filled by a Weyl sequence with the 32-bit finaliser of MurmurHash3.
 */
export interface Rng {
  /** Uniform in [0, 1), 32 bits. */
  next(): number
  /** Integer in [0, n). */
  int(n: number): number
  chance(p: number): boolean
  pick<T>(items: readonly T[]): T
  /** A key with probability proportional to its weight; weights are ≥ 0 and not all 0. */
  weighted<K extends string>(weights: Readonly<Partial<Record<K, number>>>): K
  /** Mean 1. */
  exponential(): number
  /** Mean 0, variance 1 (Box–Muller). */
  normal(): number
  /** Knuth's product method: right for small means only (here below 40). */
  poisson(mean: number): number
  /** An independent stream. It depends on seed and label alone, not on how much of this one was used. */
  fork(label: string | number): Rng
}

function mix(h: number): number {
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

function labelHash(seed: number, label: string | number): number {
  let h = mix(seed ^ 0x5bd1e995)
  for (const c of String(label)) h = mix(h ^ Math.imul(c.charCodeAt(0) + 1, 0x9e3779b1))
  return h
}

const rotl = (x: number, k: number) => (x << k) | (x >>> (32 - k))

/** @param seed any 32-bit integer */
export function createRng(seed: number): Rng {
  const root = seed | 0
  let weyl = root
  const word = () => mix((weyl = (weyl + 0x9e3779b9) | 0))
  // All four zero is the one forbidden state; the last bit set excludes it.
  let a = word() | 0
  let b = word() | 0
  let c = word() | 0
  let d = word() | 1

  const next = () => {
    const result = Math.imul(rotl(Math.imul(b, 5), 7), 9) >>> 0
    const t = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= t
    d = rotl(d, 11)
    return result / 4_294_967_296
  }
  const int = (n: number) => Math.floor(next() * n)
  return {
    next,
    int,
    chance: (p) => next() < p,
    pick: (items) => {
      const item = items[int(items.length)]
      if (item === undefined) throw new Error('pick from an empty list')
      return item
    },
    weighted: <K extends string>(weights: Readonly<Partial<Record<K, number>>>) => {
      let total = 0
      for (const key in weights) total += weights[key] ?? 0
      let left = next() * total
      let last: K | undefined
      for (const key in weights) {
        const w = weights[key] ?? 0
        if (w <= 0) continue
        last = key
        left -= w
        if (left < 0) return key
      }
      if (last === undefined) throw new Error('no weight above 0')
      return last
    },
    exponential: () => -Math.log(1 - next()),
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    poisson: (mean) => {
      const limit = Math.exp(-mean)
      let n = 0
      for (let p = next(); p > limit; p *= next()) n++
      return n
    },
    fork: (label) => createRng(labelHash(root, label)),
  }
}
