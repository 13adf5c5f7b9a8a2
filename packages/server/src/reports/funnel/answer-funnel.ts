import { dealObject } from '@sluice/core/conditions/objects'
import type { FunnelQuery } from '@sluice/core/funnel/contract'
import type { FunnelOptions } from '@sluice/core/funnel/model'
import { funnelView, selectDeals, type FigurePart, type FunnelView } from '@sluice/core/funnel/overview'
import type { Populations } from '@sluice/core/funnel/populations'
import type { FigureName } from '@sluice/core/funnel/figures'
import type { FunnelStage } from '@sluice/core/funnel/journey'
import { startOfDay } from '@sluice/core/lib/dates'
import type { Viewer } from '@sluice/core/identity/policy'
import { conditionFilter } from '../../platform/condition-filter.ts'
import type { Reader } from '../../platform/db.ts'
import { refuse } from '../../platform/refusal.ts'
import { withCustomFields } from '../../features/fields/custom-catalogue.queries.ts'
import { selectJourneys, selectStages, selectSubtree, type Belonging } from './funnel.query.ts'

/** Who asks, and the conventions of the organisation. */
export interface Asking {
  viewer: Viewer
  timeZone: string
  currency: string
  now: Date
}

/** Everything the measures need: the deals by the moment a figure is about, the stages, and the options. */
export interface FunnelInput {
  populations: Populations
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

  const owners = query.owner === undefined ? null : new Set(query.owner)
  const teams = query.team === undefined ? null : await selectSubtree(tx, viewer.orgId, query.team)
  const sources = query.source === undefined ? null : new Set(query.source)
  const passes = ({ ownerId, teamId, sourceId }: Belonging) =>
    (owners === null || (ownerId !== null && owners.has(ownerId))) &&
    (teams === null || (teamId !== null && teams.has(teamId))) &&
    (sources === null || (sourceId !== null && sources.has(sourceId)))
  const filtered = owners !== null || teams !== null || sources !== null
  const populations: Populations = filtered
    ? {
        entry: rows.filter((row) => passes(row.atEntry)).map((row) => row.journey),
        // Open deals have no closing; the velocity counts them beside the closed ones, by where they belong now.
        close: rows.filter((row) => passes(row.journey.outcome === 'open' ? row.standing : row.atClose)).map((row) => row.journey),
        standing: rows.filter((row) => passes(row.standing)).map((row) => row.journey),
      }
    : rows.map((row) => row.journey)
  const options: FunnelOptions = {
    from: at(query.from), to: at(query.to), asOf, zone: timeZone, currency: query.currency ?? asking.currency,
    cohort: query.cohort, fill: query.fill, matureDays: query.matureDays, skipImported: query.skipImported,
  }
  return { populations, stages, options }
}

export async function answerFunnel(tx: Reader, asking: Asking, query: FunnelQuery): Promise<FunnelView> {
  const { populations, stages, options } = await readFunnel(tx, asking, query)
  return funnelView(populations, stages, options)
}

/** Ids of exactly the deals behind one figure. */
export async function answerFigureDeals(tx: Reader, asking: Asking, query: FunnelQuery, name: FigureName & { part: FigurePart }): Promise<string[]> {
  const { populations, stages, options } = await readFunnel(tx, asking, query)
  try {
    return selectDeals(populations, stages, options, name)
  } catch (error) {
    // An unknown stage or window.
    if (error instanceof RangeError) refuse('request.invalid', {}, [{ path: name.stageId === undefined ? 'window' : 'stage', code: 'unknown' }])
    throw error
  }
}
