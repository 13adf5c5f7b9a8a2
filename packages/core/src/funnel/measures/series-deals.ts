import { type DealColumns, DORMANT, EXIT_CODES, NO_STAGE, type Selection } from '../columns.ts'
import { type Look, lookAt, lookFor, LOST, OPEN, stayExit, stayLeftAt } from '../look.ts'
import { DAY_MS } from '../zone-days.ts'
import { endedBefore } from './ended-before.ts'
import { selected } from './selected.ts'
import { type SeriesOptions, versionAt } from './series.ts'

/** One number of a series: `inflow`, an exit, `stock` at the end of the step, or a part of the step's cohort. */
export type SeriesNumber =
  | 'inflow' | 'advance' | 'back' | 'won' | 'lost' | 'transfer' | 'stock'
  | 'entered' | 'reached' | 'reachedWithin' | 'cohortLost' | 'undecided'

/** Rows of the deals behind one number of the stage in the step `[from, to)`; a deal that came twice stands once. */
export function seriesDeals(
  columns: DealColumns, selection: Selection, options: Pick<SeriesOptions, 'asOf' | 'withinDays'>, stage: number, step: { from: number; to: number }, what: SeriesNumber,
): number[] {
  const { asOf, withinDays = 30 } = options
  const ask = selected(columns, selection)
  const look = lookFor(columns.stages.length)
  const exit = EXIT_CODES.findIndex((code) => code === what)
  const span = withinDays * DAY_MS
  const within = (at: number) => at >= step.from && at < step.to
  const rows: number[] = []
  for (let row = 0; row < columns.size; row++) {
    if (!ask.row(row) || endedBefore(columns, row, Math.min(step.from, asOf)) || !lookAt(columns, row, asOf, look)) continue
    if (what === 'inflow' || what === 'stock' || exit > 0 ? ofStays(row) : ofCohort(row)) rows.push(row)
  }
  return rows

  function ofStays(row: number): boolean {
    for (let s = look.stayFrom; s < look.stayEnd; s++) {
      if (columns.stay.stage[s] !== stage || stage === NO_STAGE) continue
      const entered = columns.stay.enteredAt[s] as number
      if (!(s === look.stayFrom ? ask.atEntry(row) : ask.inVersion(versionAt(columns, look, entered)))) continue
      const left = stayLeftAt(columns, look, s, asOf)
      if (what === 'inflow' && within(entered)) return true
      if (what === 'stock' && entered < step.to && left >= step.to && !isAsleep(columns, look, step.to)) return true
      if (exit > 0 && within(left) && stayExit(columns, look, s, asOf) === exit) return true
    }
    return false
  }

  function ofCohort(row: number): boolean {
    const entered = look.reachedAt[stage] as number
    if (!within(entered) || !ask.atEntry(row)) return false
    const next = look.reachedAt[stage + 1] as number
    if (what === 'entered') return true
    if (what === 'reachedWithin') return next < entered + span
    if (what === 'reached') return next !== Infinity
    if (next !== Infinity) return false
    return what === 'cohortLost' ? look.standing === LOST : look.standing === OPEN && entered > asOf - span
  }
}

/** Asleep just before an instant, as far as it is known. */
function isAsleep(columns: DealColumns, look: Look, instant: number): boolean {
  let v = columns.deal.versionFrom[look.row] as number
  if ((columns.version.knownFrom[v] as number) >= instant) return false
  while (v < look.version && (columns.version.knownFrom[v + 1] as number) < instant) v++
  return ((columns.version.flags[v] as number) & DORMANT) !== 0
}
