import { z } from 'zod'
import { contract } from '../lib/contract.ts'
import { day, id, page, pageQuery } from '../lib/wire.ts'
import { figureDeal, funnelQuery } from './contract.ts'
import type { Breakdown, BreakdownFigures } from './measures/breakdown.ts'
import type { Comparison } from './measures/compare.ts'
import type { Frame } from './measures/frame.ts'
import type { Series } from './measures/series.ts'
import { WATERFALL_BARS, type Waterfall } from './measures/waterfall.ts'
import { count, difference, measured, named, number, numbers, sliceableQuery, text } from './report-pieces.ts'
import { dimensionName, sliceQuery } from './slice.ts'

/** Reports that cut a pipeline's funnel by segment and time. All take the question of the funnel page, so they have the same slices. */

// ------------------------------------------------------------------------------------------------- what to slice by
export const listDimensions = contract({
  name: 'listDimensions', method: 'GET', path: '/reports/dimensions', tag: 'report', query: z.object({ pipeline: id }),
  summary: 'By what the deals of a pipeline can be sliced and grouped, and which values occur, the most frequent first.',
  response: z.object({
    items: z.array(z.object({
      key: z.string(), label: z.object({ zh: z.string(), en: z.string() }),
      /** Taken as it was at the event (owner, team, source), or as it is today. */
      at: z.enum(['event', 'today']),
      /** A filter of its own in the question (`owner=`), or `slice=key:value`. */
      parameter: z.enum(['owner', 'team', 'source', 'slice']),
      /** At most 200; `''` is "none". */
      values: z.array(z.object({ value: z.string(), label: z.string(), deals: count })),
      /** How many values there are. */
      distinct: count,
    })),
  }),
})
export type Dimensions = z.infer<typeof listDimensions.response>

// -------------------------------------------------------------------------------------------------------- breakdown
const breakdownFields = {
  entered: count, won: count, lost: count, open: count, transferred: count, overall: measured, closedWinRate: measured, wonAmount: measured, meanWon: measured,
  cycle: measured, stock: count, stockAmountMinor: count,
  steps: z.array(z.object({ stageId: z.string(), entered: count, reachedNext: count, conversion: measured })),
}
const breakdownFigures = z.object(breakdownFields) satisfies z.ZodType<BreakdownFigures>
const breakdownAnswer = z.object({
  asOf: z.number(), by: z.array(z.string()), currency: z.string(), segments: count, total: breakdownFigures,
  rows: z.array(z.object({
    ...breakdownFields, values: z.array(text), isOther: z.boolean(),
    against: z.object({ overall: difference, closedWinRate: difference, steps: z.array(z.object({ stageId: z.string(), conversion: difference })) }),
  })),
}) satisfies z.ZodType<Breakdown>
export const getBreakdown = contract({
  name: 'getBreakdown', method: 'GET', path: '/reports/breakdown', tag: 'report',
  query: funnelQuery.extend({ by: dimensionName, by2: dimensionName.optional(), limit: z.coerce.number().int().min(1).max(500).default(100) }),
  response: breakdownAnswer.extend(named),
  summary: 'The funnel by one or two dimensions, each segment against all the others together, with significance.',
})

// ------------------------------------------------------------------------------------------------------- comparison
const side = z.object({ from: number, to: number, asOf: z.number() })
const pair = z.object({ a: count, b: count })
const comparisonAnswer = z.object({
  a: side, b: side, withinDays: number, entered: pair,
  steps: z.array(z.object({ stageId: z.string(), entered: pair, conversion: difference, loss: difference })), overall: difference, closedWinRate: difference,
}) satisfies z.ZodType<Comparison>
export const getComparison = contract({
  name: 'getComparison', method: 'GET', path: '/reports/comparison', tag: 'report',
  query: funnelQuery.extend({
    /** The other side (a; the question itself is b): another period, other slices, or both. What is not given is as in the question. */
    otherFrom: day.optional(), otherTo: day.optional(), otherSlice: sliceQuery.optional(), otherAsOf: day.optional(),
    /** Both sides are given so many days to get on; without it a young period looks worse only because it is young. */
    withinDays: z.coerce.number().int().min(1).max(730).optional(),
  }),
  response: comparisonAnswer.extend(named), summary: 'Two periods or two segments side by side, each difference with interval and significance.',
})

// --------------------------------------------------------------------------------------------------------- heat map
/** How a number of the map is made says the registry, once: it would be said a thousand times over. */
const heatNumber = measured.omit({ method: true, why: true })
const heatCell = z.object({ entered: count, mature: z.boolean(), conversion: heatNumber, dwell: heatNumber, loss: heatNumber })
export type HeatCellOut = z.infer<typeof heatCell>
export const getHeatMap = contract({
  name: 'getHeatMap', method: 'GET', path: '/reports/heat-map', tag: 'report',
  query: funnelQuery.extend({
    /** `week`, `month`, or a dimension. Without `from`: the last 26 weeks, else the last 12 months. */
    across: dimensionName.default('week'), limit: z.coerce.number().int().min(1).max(60).default(12),
  }),
  response: z.object({
    asOf: z.number(), matureDays: z.number(), ...named,
    /** The period that was looked at; `to` is open where none was asked for. */
    period: z.object({ from: z.number(), to: number }),
    columns: z.array(z.discriminatedUnion('kind', [
      z.object({ kind: z.enum(['week', 'month']), name: z.string(), from: z.number(), to: z.number() }),
      z.object({ kind: z.literal('segment'), value: text, isOther: z.boolean() }),
    ])),
    /** A cell is null where no deal entered. */
    stages: z.array(z.object({ stageId: z.string(), whole: heatCell, cells: z.array(heatCell.nullable()) })),
  }),
  summary: 'Stage × week, stage × month or stage × segment: conversion, dwell and loss in each cell.',
})

// ----------------------------------------------------------------------------------------------------------- series
const seriesAnswer = z.object({
  asOf: z.number(), zone: z.string(), step: z.enum(['day', 'week']), withinDays: z.number(),
  steps: z.array(z.object({ name: z.string(), from: z.number(), to: z.number(), isPartial: z.boolean() })),
  stages: z.array(z.object({
    stageId: z.string(), inflow: numbers, outflow: z.object({ advance: numbers, back: numbers, won: numbers, lost: numbers, transfer: numbers }),
    asleep: numbers, stock: numbers,
    cohort: z.object({ entered: numbers, reachedWithin: numbers, reached: numbers, lost: numbers, undecided: numbers }),
  })),
  whole: z.object({ created: numbers, entered: numbers, won: numbers, lost: numbers, wonMinor: numbers, stock: numbers, stockBefore: numbers }),
}) satisfies z.ZodType<Series>
export const getSeries = contract({
  name: 'getSeries', method: 'GET', path: '/reports/series', tag: 'report',
  query: sliceableQuery.extend({ step: z.enum(['day', 'week']).default('week'), withinDays: z.coerce.number().int().min(1).max(365).default(30) }),
  response: seriesAnswer.extend(named), summary: 'Day by day or week by week: what came in, went out and stands in each stage. Default: the last 26 weeks.',
})

// -------------------------------------------------------------------------------------------------------- waterfall
const heap = z.object({ amountMinor: count, deals: count })
const waterfallAnswer = z.object({
  from: z.number(), to: z.number(), mode: z.enum(['path', 'net']), closing: z.object({ from: number, to: number }), currency: z.string(), start: heap, end: heap,
  parts: z.array(heap.extend({ bar: z.enum(WATERFALL_BARS), sign: z.union([z.literal(1), z.literal(-1)]) })),
  others: z.array(z.object({ currency: z.string(), deals: count })),
}) satisfies z.ZodType<Waterfall>
export const waterfallQuery = sliceableQuery.omit({ asOf: true, from: true, to: true }).extend({
  /** The pipeline as known when this day began, and when that one began (default: now). */
  from: day, to: day.optional(),
  /** Only deals expected to close in these days, half open; neither: whenever, undated ones too. */
  closeFrom: day.optional(), closeTo: day.optional(),
  mode: z.enum(['path', 'net']).default('path'),
})
export const getWaterfall = contract({
  name: 'getWaterfall', method: 'GET', path: '/reports/waterfall', tag: 'report', query: waterfallQuery, response: waterfallAnswer.extend(named),
  summary: 'What made the open pipeline grow and shrink between two instants: start + every bar = end, exactly.',
})
export const listWaterfallDeals = contract({
  name: 'listWaterfallDeals', method: 'GET', path: '/reports/waterfall/deals', tag: 'report',
  query: waterfallQuery.extend({ bar: z.enum([...WATERFALL_BARS, 'start', 'end']) }).extend(pageQuery.shape),
  response: page(figureDeal.extend({
    /** What the deal adds to the bar, and when it last did. */
    share: z.object({ amountMinor: count, at: z.number() }),
  })).extend({ total: count }),
  summary: 'The deals behind one bar of the waterfall.',
})

// ----------------------------------------------------------------------------------------------------- time machine
const frameFields = {
  asOf: z.number(), currency: z.string(), entered: count, wonCount: count, wonMinor: count, openCount: count, openMinor: count, overall: measured,
  stages: z.array(z.object({ stageId: z.string(), stock: count, stockAmountMinor: count, entered: count, conversion: measured })),
}
const frame = z.object(frameFields) satisfies z.ZodType<Frame>
export const getFrames = contract({
  name: 'getFrames', method: 'GET', path: '/reports/frames', tag: 'report',
  summary: 'The time machine: stock, conversion and alarms as they were known at the end of each of a row of days.',
  query: funnelQuery.omit({ asOf: true }).extend({
    /** Last day of the row (default today), days between two pictures, and how many. */
    until: day.optional(), every: z.coerce.number().int().min(1).max(92).default(7), frames: z.coerce.number().int().min(1).max(120).default(53),
    /** Each picture shows the deals that entered in the so many days before it; 0: `from` and `to` of the question. */
    trailingDays: z.coerce.number().int().min(0).max(730).default(0),
  }),
  response: z.object({
    ...named,
    frames: z.array(frame.extend({
      day: z.string(),
      alarms: z.array(z.object({ id, stageId: id.nullable(), kind: z.string(), severity: z.enum(['info', 'warn', 'critical']) })),
    })),
  }),
})
