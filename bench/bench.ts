import { median, sorted } from '../packages/core/src/lib/quantile.ts'

/** One measurement: it prints what it finds through `report`, in numbers that mean something beside each other. */
export interface Bench {
  name: string
  /** One line: what is measured, against what. */
  about: string
  run(report: (line: string) => void): Promise<void>
}

export interface Timing {
  n: number
  p50: number
  p95: number
  max: number
}

/** Runs `work` one after another, after some rounds that do not count; milliseconds. */
export async function time(rounds: number, work: (round: number) => Promise<unknown>, warmUp = Math.ceil(rounds / 10)): Promise<Timing> {
  const spans: number[] = []
  for (let round = -warmUp; round < rounds; round++) {
    const began = performance.now()
    await work(round)
    if (round >= 0) spans.push(performance.now() - began)
  }
  return timing(spans)
}

export function timing(milliseconds: readonly number[]): Timing {
  const ascending = sorted(milliseconds)
  const at = (share: number) => ascending[Math.min(ascending.length - 1, Math.ceil(share * ascending.length) - 1)] ?? Number.NaN
  return { n: ascending.length, p50: median(ascending) ?? Number.NaN, p95: at(0.95), max: ascending.at(-1) ?? Number.NaN }
}

/** `12.3 ms (p95 20.1, max 33.0, n 50), 4.1 × ` the unit, when one is given. */
export function spoken({ n, p50, p95, max }: Timing, unit?: Timing): string {
  const times = unit === undefined ? '' : `, ${(p50 / unit.p50).toFixed(1)} × the unit`
  return `${p50.toFixed(1)} ms (p95 ${p95.toFixed(1)}, max ${max.toFixed(1)}, n ${n})${times}`
}
