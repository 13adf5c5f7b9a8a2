import { dealObject } from '@sluice/core/conditions/objects'
import type { FunnelQuery } from '@sluice/core/funnel/contract'
import type { FunnelOptions } from '@sluice/core/funnel/model'
import { columnsOf } from '@sluice/core/funnel/columns-of'
import type { DealColumns, Dictionary, Selection } from '@sluice/core/funnel/columns'
import { funnelView, type FunnelView } from '@sluice/core/funnel/overview'
import type { FigureName, FigurePart } from '@sluice/core/funnel/figures'
import { selectDeals } from '@sluice/core/funnel/select'
import type { FunnelStage } from '@sluice/core/funnel/journey'
import { startOfDay } from '@sluice/core/lib/dates'
import type { Viewer } from '@sluice/core/identity/policy'
import { conditionFilter } from '../../platform/condition-filter.ts'
import type { Reader } from '../../platform/db.ts'
import { refuse } from '../../platform/refusal.ts'
import { withCustomFields } from '../../features/fields/custom-catalogue.queries.ts'
import { selectJourneys, selectStages, selectSubtree } from './funnel.query.ts'

/** Who asks, and the conventions of the organisation. */
export interface Asking {
  viewer: Viewer
  timeZone: string
  currency: string
  now: Date
}

/** Everything the measures need: the deals as columns, which of them, the stages, and the options. */
export interface FunnelInput {
  columns: DealColumns
  selection: Selection
  stages: (FunnelStage & { name: string })[]
  options: FunnelOptions
}

/**
 * Reads what a question about a pipeline needs. Days are turned into instants in the organisation's zone; `asOf` means
 * the end of that day. Screen, export, drill-down and command line all ask through here, so a number has one meaning.
 */
export async function readFunnel(tx: Reader, asking: Asking, query: FunnelQuery): Promise<FunnelInput> {
  const { viewer, timeZone, now } = asking
  const stages = await selectStages(tx, viewer.orgId, query.pipeline)
  if (stages.length === 0) refuse('record.not_found')
  const at = (day: string | undefined, plus = 0) => (day === undefined ? null : startOfDay(day, timeZone, plus))
  // An instant, inclusive: the last millisecond before the next day begins; never later than now.
  const asOf = query.asOf === undefined ? now.getTime() : Math.min((at(query.asOf, 1) ?? 0) - 1, now.getTime())
  const where = await conditionFilter(tx, { viewer, timeZone, now }, await withCustomFields(tx, viewer.orgId, viewer.role, dealObject), 'd', query.where)
  const rows = await selectJourneys(tx, viewer, query.pipeline, stages, new Date(asOf).toISOString(), { products: query.product ?? [], where })

  const belongings = new Map(rows.map((row) => [row.journey, row]))
  const columns = columnsOf(rows.map((row) => row.journey), stages, {
    belonging(journey) {
      const row = belongings.get(journey)
      if (row === undefined) throw new Error('a journey that was not read')
      return row
    },
  })
  const teams = query.team === undefined ? undefined : [...(await selectSubtree(tx, viewer.orgId, query.team))]
  const { owner, team, source } = columns.dictionaries
  const selection: Selection = { mask: null, owners: codesOf(owner, query.owner), teams: codesOf(team, teams), sources: codesOf(source, query.source) }
  const options: FunnelOptions = {
    from: at(query.from), to: at(query.to), asOf, zone: timeZone, currency: query.currency ?? asking.currency,
    cohort: query.cohort, fill: query.fill, matureDays: query.matureDays, skipImported: query.skipImported,
  }
  return { columns, selection, stages, options }
}

function codesOf({ codes }: Dictionary, ids: readonly string[] | undefined): ReadonlySet<number> | null {
  return ids === undefined ? null : new Set(ids.flatMap((id) => codes.get(id) ?? []))
}

export async function answerFunnel(tx: Reader, asking: Asking, query: FunnelQuery): Promise<FunnelView> {
  const { columns, selection, options } = await readFunnel(tx, asking, query)
  return funnelView(columns, selection, options)
}

/** Ids of exactly the deals behind one figure. */
export async function answerFigureDeals(tx: Reader, asking: Asking, query: FunnelQuery, name: FigureName & { part: FigurePart }): Promise<string[]> {
  const { columns, selection, options } = await readFunnel(tx, asking, query)
  try {
    return selectDeals(columns, selection, options, name)
  } catch (error) {
    // An unknown stage or window.
    if (error instanceof RangeError) refuse('request.invalid', {}, [{ path: name.stageId === undefined ? 'window' : 'stage', code: 'unknown' }])
    throw error
  }
}
