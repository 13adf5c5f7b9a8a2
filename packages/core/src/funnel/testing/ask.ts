import { columnsOf, type JourneyExtras } from '../columns-of.ts'
import type { DealColumns, Selection } from '../columns.ts'
import { dwellCurve } from '../dwell-curve.ts'
import type { FigureName, FigurePart } from '../figures.ts'
import type { FunnelStage, Journey } from '../journey.ts'
import type { FunnelOptions } from '../model.ts'
import { funnelView } from '../overview.ts'
import { selectDeals } from '../select.ts'
import { EVERYTHING } from '../selection.ts'
import { lookAt, lookFor, STANDINGS } from '../look.ts'
import { readId } from '../deal-ids.ts'
import { DAY } from './sample.ts'

/** Test support: all deals, whatever the period, as known at day 1000. */
export const ALWAYS: FunnelOptions = { from: null, to: null, asOf: 1000 * DAY, zone: 'Asia/Shanghai', currency: 'CNY' }

/** Asks the engine about journeys: the page, the deals behind a figure, a dwell curve. */
export function ask(journeys: readonly Journey[], stages: readonly FunnelStage[], options: Partial<FunnelOptions> = {}, extras: JourneyExtras = {}, selection: Selection = EVERYTHING) {
  return asking(columnsOf(journeys, stages, extras), { ...ALWAYS, ...options }, selection)
}

/** The same about columns. */
export function asking(columns: DealColumns, options: FunnelOptions, selection: Selection = EVERYTHING) {
  return {
    columns,
    view: () => funnelView(columns, selection, options),
    deals: (name: FigureName, part: FigurePart = 'population') => selectDeals(columns, selection, options, { ...name, part }),
    curve: (stageId: string) => dwellCurve(columns, selection, options, stageId),
  }
}

/** The journeys that are known in the pipeline at day `asOf`, as the engine lays them on its stages. */
export function laid(journeys: readonly Journey[], stages: readonly FunnelStage[], asOf = 1000) {
  const columns = columnsOf(journeys, stages)
  const look = lookFor(stages.length)
  return Array.from({ length: columns.size }, (_, row) => row).flatMap((row) => {
    if (!lookAt(columns, row, asOf * DAY, look)) return []
    return [{
      id: readId(columns.deal.id, row), standing: STANDINGS[look.standing], entryAt: look.entryAt, endedAt: look.endedAt, closedAt: look.closedAt,
      lossReason: columns.dictionaries.lossReason.values[look.lossReason], current: look.current, furthest: look.furthest,
      touchedAt: [...look.touchedAt], reachedAt: [...look.reachedAt], stays: look.stayEnd - look.stayFrom,
    }]
  })
}
