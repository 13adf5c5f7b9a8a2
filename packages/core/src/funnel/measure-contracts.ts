import { z } from 'zod'
import { contract } from '../lib/contract.ts'
import { amountMinor, day, id, page, pageQuery } from '../lib/wire.ts'
import { figureDeal, funnelQuery } from './contract.ts'
import type { ActivityMeasures, Response } from './measures/activity-measures.ts'
import type { Channels } from './measures/channels.ts'
import type { Coverage } from './measures/coverage.ts'
import type { Cube } from './measures/cube.ts'
import type { CustomSteps } from './measures/custom-steps.ts'
import { customView } from './measures/custom-view.ts'
import type { Decay } from './measures/decay.ts'
import type { Fair } from './measures/fair.ts'
import { INDICATORS, type Indicators } from './measures/indicators.ts'
import type { Losses } from './measures/losses.ts'
import { count, difference, dimensionList, measured, named, number, sliceableQuery, text } from './report-pieces.ts'
import { dimensionName } from './slice.ts'

/** Reports on one question each: the KPI table, losses, channels, people, work, chances. They take the question of the funnel page. */

// ------------------------------------------------------------------------------------------------------- indicators
const indicatorsAnswer = z.object({
  asOf: z.number(), currency: z.string(),
  values: z.array(z.object({ indicator: z.enum(INDICATORS), measured, beside: measured.nullable() })),
}) satisfies z.ZodType<Indicators>
export const getIndicators = contract({
  name: 'getIndicators', method: 'GET', path: '/reports/indicators', tag: 'report',
  query: sliceableQuery.extend({
    /** From which stage on a deal has a proposal; default: the stage in which quotes or solutions are made, by its key. */
    proposalStage: id.optional(),
  }),
  response: indicatorsAnswer.extend({ ...named, proposalStage: id.nullable() }),
  summary: 'The six numbers of the KPI table. Leads have no pipeline: theirs count by owner, team and source alone, and not at all under another slice.',
})

// ----------------------------------------------------------------------------------------------------------- losses
const lossCount = { deals: count, amountMinor: count }
const lossesAnswer = z.object({
  asOf: z.number(), currency: z.string(), total: z.object(lossCount),
  cells: z.array(z.object({ stageId: text, reasonId: text, competitor: text, ...lossCount })),
  byStage: z.array(z.object({ stageId: text, share: measured, ...lossCount })),
  byReason: z.array(z.object({ reasonId: text, share: measured, ...lossCount })),
  byCompetitor: z.array(z.object({ competitor: text, share: measured, ...lossCount })),
}) satisfies z.ZodType<Losses>
export const getLosses = contract({
  name: 'getLosses', method: 'GET', path: '/reports/losses', tag: 'report', query: sliceableQuery, response: lossesAnswer.extend(named),
  summary: 'Deals lost in the period, by stage × reason × competitor.',
})
/** A part of the key; `none`: those of which it is not known. What is left out takes all. */
const idOrNone = z.union([id, z.literal('none')]).optional()
export const listLossDeals = contract({
  name: 'listLossDeals', method: 'GET', path: '/reports/losses/deals', tag: 'report',
  query: sliceableQuery.extend({
    stage: idOrNone, reason: idOrNone,
    /** The rival's name; empty: none was named. */
    competitor: z.string().max(500).optional(),
  }).extend(pageQuery.shape),
  response: page(figureDeal).extend({ total: count }), summary: 'Exactly the deals behind a cell of the losses, or behind a row of them: what is not named takes all.',
})

// --------------------------------------------------------------------------------------------------------- channels
const channelsAnswer = z.object({
  asOf: z.number(), currency: z.string(),
  channels: z.array(z.object({
    source: text, isOther: z.boolean(), entered: count, inflow: measured, won: count, conversion: measured, against: difference, wonAmount: measured,
    meanWon: measured, cycle: measured, perEntered: measured,
  })),
}) satisfies z.ZodType<Channels>
export const getChannels = contract({
  name: 'getChannels', method: 'GET', path: '/reports/channels', tag: 'report', query: funnelQuery, response: channelsAnswer.extend(named),
  summary: 'Channel × final conversion × average deal: what comes, what becomes of it, and what one more deal of the channel is worth.',
})

// ----------------------------------------------------------------------------------------------------------- people
const fairAnswer = z.object({
  asOf: z.number(), figure: z.enum(['closed', 'cohort']), segments: count, whole: measured,
  rows: z.array(z.object({
    value: text, raw: measured, adjusted: measured, reference: number, difference: number, low: number, high: number, p: number, q: number,
    segments: count, comparable: count, covered: z.number(), enough: z.boolean(),
  })),
}) satisfies z.ZodType<Fair>
export const getPeople = contract({
  name: 'getPeople', method: 'GET', path: '/reports/people', tag: 'report',
  query: sliceableQuery.extend({
    of: z.enum(['owner', 'team']).default('owner'),
    /** What makes deals alike: compared within these segments. Default: source and customer size. */
    within: dimensionList.default(['source', 'size']),
    figure: z.enum(['closed', 'cohort']).default('closed'),
  }),
  response: fairAnswer.extend(named), summary: 'Reps or teams compared fairly: the same segments, with interval and significance.',
})

// ------------------------------------------------------------------------------------------------------- activities
const response = z.object({ median: measured, within: measured, waiting: count }) satisfies z.ZodType<Response>
const activitiesAnswer = z.object({
  asOf: z.number(), response,
  stages: z.array(z.object({
    stageId: z.string(), untilAdvance: measured, untilLoss: measured, limit: number, over: z.object({ share: measured, dealIds: z.array(z.string()) }),
  })),
  byOwner: z.array(z.object({ ownerId: text, response, touchesPerStay: measured, over: measured })),
}) satisfies z.ZodType<ActivityMeasures>
export const getActivityMeasures = contract({
  name: 'getActivityMeasures', method: 'GET', path: '/reports/activities', tag: 'report',
  query: sliceableQuery.extend({ withinHours: z.coerce.number().min(0.1).max(720).default(2) }),
  response: activitiesAnswer.extend(named), summary: 'First response to leads, touches a stage takes, and deals that are followed up again and again without getting on.',
})

// ------------------------------------------------------------------------------------------------- cube, decay, coverage
const cubeAnswer = z.object({
  asOf: z.number(), currency: z.string(),
  qualityBands: z.array(z.object({ name: text, from: number, to: number })), decayBands: z.array(z.object({ from: z.number(), to: number })),
  cells: z.array(z.object({ stageId: z.string(), quality: z.number().int(), decay: z.number().int(), deals: count, amountMinor: count, weightedMinor: count })),
}) satisfies z.ZodType<Cube>
export const getCube = contract({
  name: 'getCube', method: 'GET', path: '/reports/cube', tag: 'report',
  query: sliceableQuery.extend({
    /** The dimension that says how good a deal is: a score, or a choice. Default: the first score field, else customer size. */
    quality: dimensionName.optional(),
  }),
  response: cubeAnswer.extend({ ...named, quality: z.string() }), summary: 'The funnel in three dimensions: stage × quality × what is left of the chance.',
})

export const listCubeDeals = contract({
  name: 'listCubeDeals', method: 'GET', path: '/reports/cube/deals', tag: 'report',
  query: sliceableQuery.extend({
    quality: dimensionName.optional(), stage: id.optional(),
    /** The band of quality: the choice, or the lower limit of the score; empty: no score. */
    band: z.string().max(500).optional(),
    /** Place of the band among `decayBands`. */
    decay: z.coerce.number().int().min(0).max(9).optional(),
  }).extend(pageQuery.shape),
  response: page(figureDeal).extend({ total: count }), summary: 'Exactly the deals behind a cell of the cube: what is not named takes all.',
})

const decayAnswer = z.object({
  asOf: z.number(),
  stages: z.array(z.object({
    stageId: z.string(), medianDwell: number, theta: number, halfLife: number,
    points: z.array(z.object({ age: z.number(), win: measured, formula: number, use: z.enum(['data', 'formula']).nullable(), value: number })),
  })),
}) satisfies z.ZodType<Decay>
export const getDecay = contract({
  name: 'getDecay', method: 'GET', path: '/reports/decay', tag: 'report', query: sliceableQuery, response: decayAnswer.extend(named),
  summary: 'What is left of a deal’s chance as it stays in a stage.',
})

const coverageAnswer = z.object({
  asOf: z.number(), currency: z.string(), targetMinor: count, wonMinor: count, remainingMinor: count, openMinor: count, openDeals: count,
  undatedDeals: count, undatedMinor: count, state: z.enum(['open', 'reached']), coverage: measured,
}) satisfies z.ZodType<Coverage>
export const getCoverage = contract({
  name: 'getCoverage', method: 'GET', path: '/reports/coverage', tag: 'report',
  query: sliceableQuery.extend({ from: day, to: day, target: z.coerce.number().pipe(amountMinor) }),
  response: coverageAnswer.extend({
    ...named,
    /** 1 / win rate by value of the year before the period, not "3×". */
    required: measured, short: z.boolean().nullable(),
  }),
  summary: 'Open pipeline that closes in the period over what is still to be won for a target (minor units), beside what is required.',
})

// ---------------------------------------------------------------------------------------------------- custom funnels
const customStepsAnswer = z.object({
  asOf: z.number(), subjects: count,
  steps: z.array(z.object({
    index: count, reached: count, conversion: measured, overall: measured, medianDays: measured, dropout: count, undecided: count,
  })),
}) satisfies z.ZodType<CustomSteps>
export const answerCustomFunnel = contract({
  name: 'answerCustomFunnel', method: 'GET', path: '/reports/custom-funnel', tag: 'report',
  query: z.object({
    /** A saved one, or a definition as JSON. */
    id: id.optional(), definition: z.string().max(40_000).optional(),
    from: day.optional(), to: day.optional(), asOf: day.optional(),
    owner: funnelQuery.shape.owner, team: funnelQuery.shape.team, source: funnelQuery.shape.source,
  }),
  response: customStepsAnswer.extend({ ...named, definition: customView }),
  summary: 'A funnel of one’s own steps, also across leads, deals, contracts and payments.',
})

// ------------------------------------------------------------------------------------------------------------ export
export const exportedReports = [
  'breakdown', 'comparison', 'heat-map', 'series', 'waterfall', 'frames', 'indicators', 'losses', 'channels', 'people', 'activities', 'cube', 'decay', 'coverage', 'custom-funnel',
] as const
export const exportReport = contract({
  name: 'exportReport', method: 'GET', path: '/reports/:report/export', tag: 'report', file: 'text/csv', params: z.object({ report: z.enum(exportedReports) }),
  /** The question of that report, as it is asked there. */
  query: z.looseObject({ locale: z.enum(['zh-CN', 'en']).default('zh-CN') }),
  summary: 'Every figure of a report as CSV, each named by its key of the metric registry; asked with the report’s own question.',
})
