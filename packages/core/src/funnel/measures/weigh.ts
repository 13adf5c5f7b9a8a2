import { type DealColumns, NO_PROBABILITY } from '../columns.ts'
import type { Look } from '../look.ts'

/** A sum of amount · probability in minor units and ten-thousandths of them: integers throughout, so that nothing is rounded before the end. */
export type Weighed = { whole: number; rest: number }

const PARTS = 10_000

/** Adds an open deal: its manual probability if set, else that of the stage it is in (0 in none), to four decimals. */
export function weigh(into: Weighed, columns: DealColumns, look: Look): void {
  const manual = columns.version.probability[look.version] as number
  const p = manual === NO_PROBABILITY ? Math.round((columns.stages[look.current]?.winProbability ?? 0) * PARTS) : manual
  const high = Math.floor(look.amountMinor / PARTS)
  const low = (look.amountMinor - high * PARTS) * p
  const carried = Math.floor(low / PARTS)
  into.whole += high * p + carried
  into.rest += low - carried * PARTS
}

/** Whole minor units, half up. */
export const weighedMinor = ({ whole, rest }: Weighed): number => whole + Math.floor((rest + PARTS / 2) / PARTS)
