import { z } from 'zod'
import { contract } from '../lib/contract.ts'
import { day, flag, id, idList, instantOut, page, pageQuery, ref } from '../lib/wire.ts'
import { FUNNEL_METRICS } from './registry.ts'
import { sliceQuery } from './slice.ts'

/** What the funnel is asked, the same for page, figures behind it, files and command line. */
export const funnelQuery = z.object({
  pipeline: id,
  /** First day of the period, and the day after its last (half open), in the organisation's zone. */
  from: day.optional(),
  to: day.optional(),
  /** As known at the end of this day; default now. */
  asOf: day.optional(),
  owner: idList.optional(),
  team: idList.optional(),
  source: idList.optional(),
  product: idList.optional(),
  /** `dimension:value,value`, several divided by `;`: size, industry, region, campaign, amount band, new or existing customer, own fields… */
  slice: sliceQuery.optional(),
  where: z.string().max(20_000).optional(),
  /** `entry`: one group of deals through all steps. `stage`: each step's own newcomers. */
  cohort: z.enum(['entry', 'stage']).default('entry'),
  fill: z.enum(['linear', 'touched']).default('linear'),
  matureDays: z.coerce.number().int().min(0).max(3650).default(30),
  /** Leave imported history out of the dwell figures. */
  skipImported: flag.default(false),
  currency: z.string().regex(/^[A-Z]{3}$/).optional(),
})
export type FunnelQuery = z.output<typeof funnelQuery>

const metricKey = z.enum(Object.keys(FUNNEL_METRICS) as [keyof typeof FUNNEL_METRICS, ...(keyof typeof FUNNEL_METRICS)[]])
const exit = z.enum(['advance', 'back', 'won', 'lost', 'transfer'])

/** One number with everything that says how it was made; the registry has its words. */
export const figure = z.object({
  metric: metricKey,
  stageId: id.optional(),
  reasonId: id.nullable().optional(),
  exit: exit.optional(),
  window: z.number().int().optional(),
  value: z.number().nullable(),
  n: z.number().int(),
  hits: z.number().int().nullable(),
  censored: z.number().int(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  method: z.string(),
  enough: z.boolean(),
  why: z.enum(['no_data', 'zero_denominator', 'not_reached', 'last_stage', 'too_few_periods']).nullable(),
}).meta({ id: 'Figure' })

const period = z.object({ from: z.number().nullable(), to: z.number().nullable() })
const step = z.object({
  stageId: id, position: z.number().int(),
  entered: figure, reachedNext: figure, conversion: figure, conversionMature: figure, stillOpen: figure, lost: figure, transferred: figure,
  skip: figure, reentry: figure, regress: figure, flowEntries: figure, flow: figure, snapshot: figure, stock: figure, stockAmount: figure,
  weighted: figure, dwellMedian: figure, dwellP75: figure, dwellMean: figure, toNextMedian: figure,
  exits: z.object({ advance: figure, won: figure, lost: figure, back: figure, transfer: figure }),
  losses: z.array(z.object({ reasonId: id.nullable(), count: figure, share: figure })),
})

/** The wire form of `FunnelView`; instants are UTC epoch milliseconds. */
export const funnelAnswer = z.object({
  asOf: z.number(), period, zone: z.string(), currency: z.string(), cohort: z.enum(['entry', 'stage']), fill: z.enum(['linear', 'touched']),
  steps: z.array(step),
  cohortCounts: z.object({ entered: figure, won: figure, lost: figure, open: figure, transferred: figure }),
  overall: figure,
  winRates: z.object({ closedCount: figure, closedValue: figure, created: figure, timeToEvent: figure, volatility: figure }),
  rolling: z.array(z.object({ period, rate: figure })),
  deals: z.object({ created: figure, won: figure, lost: figure, open: figure, dormant: figure, undated: figure }),
  wonAmount: figure,
  cycle: z.object({ wonMedian: figure, wonMean: figure, lostMedian: figure, lostMean: figure }),
  velocity: z.object({ expected: figure, realised: figure, open: figure, meanWon: figure }),
  weighted: z.object({ pipeline: figure, stage: figure, manual: figure, unweighted: figure }),
  otherCurrencies: z.array(z.object({ currency: z.string(), deals: z.number().int() })),
})

export const getFunnel = contract({
  name: 'getFunnel', method: 'GET', path: '/reports/funnel', tag: 'report', query: funnelQuery, response: funnelAnswer,
  summary: 'The funnel of a pipeline: entered, conversion, dwell, stock, losses, win rates, cycle, velocity, weighted pipeline, each with n and interval.',
})

/** Names one figure of the funnel, and which of its deals. */
export const figureQuery = funnelQuery.extend({
  metric: metricKey, stage: id.optional(),
  /** A loss reason's id, or `none` for losses without one. */
  reason: z.union([id, z.literal('none')]).optional(),
  exit: exit.optional(), window: z.coerce.number().int().min(0).max(60).optional(),
  part: z.enum(['population', 'hits', 'censored']).default('population'),
})
export const figureDeal = z.object({
  id, number: z.number().int(), title: z.string(), account: ref.nullable(), owner: ref.nullable(), stageId: id,
  status: z.enum(['open', 'won', 'lost']), amountMinor: z.number().int().nullable(), currency: z.string(),
  createdAt: instantOut, closedAt: instantOut.nullable(), stageEnteredAt: instantOut,
})
export type FigureDeal = z.infer<typeof figureDeal>
export const listFigureDeals = contract({
  name: 'listFigureDeals', method: 'GET', path: '/reports/funnel/deals', tag: 'report', query: figureQuery.extend(pageQuery.shape),
  response: page(figureDeal).extend({ total: z.number().int() }),
  summary: 'Exactly the deals behind one figure of the funnel.',
})

export const getDwellCurve = contract({
  name: 'getDwellCurve', method: 'GET', path: '/reports/funnel/dwell', tag: 'report', query: funnelQuery.extend({ stage: id }),
  summary: 'How long deals stay in a stage: the Kaplan–Meier curve with its band, and the share that left by each exit.',
  response: z.object({
    points: z.array(z.object({
      days: z.number(), survival: z.number(), low: z.number().nullable(), high: z.number().nullable(), atRisk: z.number().int(),
      exits: z.record(z.string(), z.number()),
    })),
    n: z.number().int(), censored: z.number().int(), method: z.string(),
  }),
})

export const exportFunnel = contract({
  name: 'exportFunnel', method: 'GET', path: '/reports/funnel/export', tag: 'report', file: 'text/csv',
  query: funnelQuery.extend({ locale: z.enum(['zh-CN', 'en']).default('zh-CN') }),
  summary: 'Every figure of the funnel as CSV: key, name, stage, value, unit, n, censored, interval, method, as of, zone.',
})
