import { type DealColumns, EXIT_CODES, type Selection } from './columns.ts'
import { EXITS } from './figures.ts'
import { DAY_MINUTES, factsFor } from './facts.ts'
import type { StayExit } from './journey.ts'
import { type FunnelOptions, modelOf } from './model.ts'
import { NumberList, sortedBy } from './number-lists.ts'
import { pass } from './pass.ts'
import { CAUSE_BITS, logLog, packed, single, sweep } from './sweep.ts'
import { EXIT_CAUSES, SHARES } from './tally.ts'

/** The curve just after `days`: the share still there with its 95 % band, and the share that has left by each exit. */
export type DwellPoint = { days: number; survival: number; low: number | null; high: number | null; atRisk: number; exits: Record<StayExit, number> }

export type DwellCurve = { points: DwellPoint[]; n: number; censored: number; method: string }

/** More than a screen can show. */
const MOST_POINTS = 400
/** A point is kept when so much of the width or of the height lies between it and the last one kept: 2 × 190 at most. */
const GRAIN = 190

/**
 * How long deals stay in a stage, of the members of its step: Kaplan–Meier with those still there as censored, and the
 * competing exits beside it (Aalen–Johansen); in days, measured in whole minutes. At most 400 points; of a longer curve the
 * first and last, those where half and three quarters have left, and an even choice of the others are kept, each exact.
 * @throws RangeError for an unknown stage, and as `funnelView`.
 */
export function dwellCurve(columns: DealColumns, selection: Selection, options: FunnelOptions, stageId: string): DwellCurve {
  const k = columns.stages.findIndex(({ id }) => id === stageId)
  if (k < 0) throw new RangeError(`unknown stage ${stageId}`)
  const model = modelOf(columns, selection, options)
  const list = new NumberList()
  const fromList = new NumberList()
  pass(model, null, {
    facts: factsFor(model),
    use({ dwelt, dwellMinutes, dwellExits, dwellFrom }) {
      if ((dwelt & (1 << k)) === 0) return
      list.push(packed(dwellMinutes[k] as number, dwellExits[k] as number))
      const from = dwellFrom[k] as number
      if (from >= 0) fromList.push(from)
    },
  })
  const durations = single(sortedBy(list, CAUSE_BITS))
  const entries = sortedBy(fromList, 0)

  let total = 0
  let lastTime = 0
  const { n, censored, last, crossings } = sweep(durations, entries, EXIT_CAUSES, SHARES, (time) => {
    total++
    lastTime = time
  })
  const always = new Set([lastTime, ...crossings.map(({ value }) => value)])
  const points: DwellPoint[] = []
  let keptTime = -Infinity
  let keptSurvival = 2
  sweep(durations, entries, EXIT_CAUSES, [], (time, atRisk, _events, survival, greenwood, shares) => {
    const isFar = time - keptTime >= last / GRAIN || keptSurvival - survival >= 1 / GRAIN
    if (total > MOST_POINTS && !isFar && !always.has(time)) return
    keptTime = time
    keptSurvival = survival
    const limits = survival > 0 && survival < 1 ? logLog(survival, greenwood * survival * survival) : null
    const exits = {} as Record<StayExit, number>
    for (const exit of EXITS) exits[exit] = shares[EXIT_CODES.indexOf(exit) - 1] as number
    points.push({ days: time / DAY_MINUTES, survival, low: limits?.low ?? null, high: limits?.high ?? null, atRisk, exits })
  })
  return { points, n, censored, method: `km/${model.dwellStay}/${model.workDays === null ? 'calendar' : 'working'}-days` }
}
