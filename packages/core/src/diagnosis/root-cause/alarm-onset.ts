import { restDaysOf } from '../rest-days.ts'
import type { DealColumns, Selection } from '../../funnel/columns.ts'
import { changeDays } from '../../funnel/measures/change-days.ts'
import { stageHorizon } from '../../funnel/measures/stage-horizon.ts'
import { type DayText, startOfDay } from '../../lib/dates.ts'
import { plusDays } from '../days.ts'
import { type AlarmOnset, type AlarmOnsetAsked, judgedWithin, pausesOf } from './question.ts'
import { type Onset, onsetDaysNeeded, onsetOf, onsetOptions } from './onset.ts'

/**
 * At which stage and since when the change lasts that an alarm speaks of, as known at `asOf`; null when nothing changed that way. What concerns the
 * pipeline as a whole, a win rate, is laid to the stage whose own conversion changed most beyond chance.
 * `everybody`: the selection by which a stage's horizon is known, that of all deals.
 */
export function alarmOnset(columns: DealColumns, selection: Selection, everybody: Selection, { stageId, what, direction, day, maxDays, zone, asOf }: AlarmOnsetAsked): AlarmOnset | null {
  const options = { ...onsetOptions, maxDays }
  const length = onsetDaysNeeded(options)
  const first = plusDays(day, 1 - length)
  const begins = Array.from({ length: length + 1 }, (_, i) => startOfDay(first, zone, i))
  const pauses = pausesOf(first, day, zone)
  const names = begins.slice(0, -1).map((_, i) => plusDays(first, i))
  let best: (Onset & { stageId: string }) | null = null
  columns.stages.forEach(({ id }, stage) => {
    if (stageId !== null && id !== stageId) return
    const days = changeDays(columns, selection, { stage, begins, zone, asOf, withinDays: judgedWithin(stageHorizon(columns, everybody, stage, asOf)), pauses })
    const rest = new Set(restDaysOf(names, days.map(({ came, decided }) => came + decided), zone))
    const found = onsetOf(what, direction, days, names.map((one) => rest.has(one)), options)
    if (found !== null && (best === null || found.gain > best.gain)) best = { ...found, stageId: id }
  })
  return best === null ? null : placed(best, first)
}

const placed = ({ at, stageId }: Onset & { stageId: string }, first: DayText): AlarmOnset => ({ stageId, day: plusDays(first, at) })
