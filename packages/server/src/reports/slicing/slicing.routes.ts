import type { Measured } from '@sluice/core/funnel/measured'
import { type HeatCell, type HeatMapOptions, usualStart } from '@sluice/core/funnel/measures/heat-map'
import { getBreakdown, getComparison, getHeatMap, getSeries } from '@sluice/core/funnel/report-contracts'
import { dayOf, startOfDay } from '@sluice/core/lib/dates'
import type { Api } from '../../platform/api.ts'
import { readerLanguage } from '../../platform/reader-language.ts'
import { route } from '../../platform/route.ts'
import type { Replica } from '../../replica/replica.ts'
import { ask } from '../ask.ts'
import { askingOf, cohortOf, instantsOf } from '../asking.ts'
import { selectNames } from '../names.query.ts'

/** The funnel by segments, against another, by week or month, over time. */
export function slicingRoutes(api: Api, replica: Replica): void {
  route(api, getBreakdown, async ({ tx, viewer, session, query, request }) => {
    const asking = askingOf(api, viewer, session)
    const by: [string] | [string, string] = query.by2 === undefined || query.by2 === query.by ? [query.by] : [query.by, query.by2]
    const answer = await ask({ tx, replica, asking, query }, 'breakdown', { ...cohortOf(asking, query), by, limit: query.limit }, { by })
    const values = answer.rows.flatMap((row) => row.values.flatMap((value, i) => (value === null ? [] : [{ dimension: by[i] ?? '', value }])))
    return { ...answer, zone: asking.timeZone, names: await selectNames(tx, viewer.orgId, query.pipeline, values, readerLanguage(request)) }
  })

  route(api, getComparison, async ({ tx, viewer, session, query }) => {
    const asking = askingOf(api, viewer, session)
    const { otherFrom, otherTo, otherAsOf, otherSlice, withinDays } = query
    const other = {
      ...query, ...(otherFrom !== undefined && { from: otherFrom }), ...(otherTo !== undefined && { to: otherTo }),
      ...(otherAsOf !== undefined && { asOf: otherAsOf }), ...(otherSlice !== undefined && { slice: otherSlice }),
    }
    const answer = await ask({ tx, replica, asking, query }, 'comparison', { a: cohortOf(asking, other), b: cohortOf(asking, query), withinDays: withinDays ?? null }, { others: [other] })
    return { ...answer, zone: asking.timeZone, names: await selectNames(tx, viewer.orgId, query.pipeline, []) }
  })

  route(api, getHeatMap, async ({ tx, viewer, session, query, request }) => {
    const asking = askingOf(api, viewer, session)
    const { across: by, limit } = query
    const step = by === 'week' || by === 'month' ? by : null
    const across: HeatMapOptions['across'] = step ?? { slice: by, limit }
    const cohort = cohortOf(asking, query)
    // Nobody asks for all time by accident.
    const asked = { ...cohort, from: cohort.from ?? usualStart(asking.timeZone, Math.min(cohort.to ?? Infinity, cohort.asOf + 1), across), across }
    const { columns, stages, asOf, matureDays } = await ask({ tx, replica, asking, query }, 'heatMap', asked, { by: step === null ? [by] : [] })
    const values = columns.flatMap((column) => (column.kind === 'segment' && column.value !== null ? [{ dimension: by, value: column.value }] : []))
    return {
      asOf, matureDays, columns, stages: stages.map(({ stageId, whole, cells }) => ({ stageId, whole: shortCell(whole), cells: cells.map((cell) => (cell.entered === 0 ? null : shortCell(cell))) })),
      period: { from: asked.from, to: asked.to }, zone: asking.timeZone, names: await selectNames(tx, viewer.orgId, query.pipeline, values, readerLanguage(request)),
    }
  })

  route(api, getSeries, async ({ tx, viewer, session, query }) => {
    const asking = askingOf(api, viewer, session)
    const { timeZone: zone } = asking
    const { from, to, asOf } = instantsOf(asking, query)
    const end = to ?? startOfDay(dayOf(asOf, zone), zone, 1)
    const answer = await ask({ tx, replica, asking, query }, 'series', {
      asOf, zone, currency: query.currency ?? asking.currency, from: from ?? startOfDay(dayOf(end, zone), zone, -182), to: end, step: query.step, withinDays: query.withinDays,
    })
    return { ...answer, names: await selectNames(tx, viewer.orgId, query.pipeline, []) }
  })
}

/** A map has a thousand numbers: to the millionth, of a share or of a day, is as exact as any reader needs, and half as long. */
const shortCell = (cell: HeatCell): HeatCell => ({ ...cell, conversion: short(cell.conversion), dwell: short(cell.dwell), loss: short(cell.loss) })
const short = (measured: Measured): Measured => ({ ...measured, value: millionths(measured.value), low: millionths(measured.low), high: millionths(measured.high) })
const millionths = (value: number | null) => (value === null ? null : Math.round(value * 1e6) / 1e6)
