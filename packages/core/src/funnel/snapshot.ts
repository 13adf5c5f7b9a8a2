import type { Trace } from './trace.ts'

/**
 * The open deals that are awake in each stage, by stage index, at the instant of the traces. The ratio stock(k + 1) / stock(k) is the
 * funnel's shape, not a conversion: the deals above are not those that came from below.
 */
export function stock(traces: readonly Trace[], stageCount: number): Trace[][] {
  const stocks: Trace[][] = Array.from({ length: stageCount }, () => [])
  for (const trace of traces) if (trace.journey.isDormant !== true) stocks[trace.current]?.push(trace)
  return stocks
}
