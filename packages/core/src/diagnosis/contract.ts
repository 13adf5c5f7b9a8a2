import { z } from 'zod'
import { figureDeal, funnelQuery } from '../funnel/contract.ts'
import { sliceQuery } from '../funnel/slice.ts'
import { contract } from '../lib/contract.ts'
import { day, id, instantOut, page, pageQuery, params, ref } from '../lib/wire.ts'
import { healthSubjects, type HealthScore } from './health-score.ts'
import { pressureCodes, pressureGroups, type PressureResult } from './pressure.ts'
import type { Finding, RootCause } from './root-cause/finding.ts'
import type { StockSplit } from './root-cause/stock-split.ts'
import { causeCodes, type Said, type Verdict } from './said.ts'

const words = z.object({ zh: z.string(), en: z.string() })
const number = z.number().nullable()
const evidence = z.record(z.string(), number)
const interval = z.object({ low: z.number(), high: z.number() })
const range = z.object({ from: z.string(), to: z.string() })

/** A sentence with its numbers as they are, so that it can be said again in either language. */
export const said = z.object({ key: z.string(), params: z.record(z.string(), z.union([z.string(), z.number(), z.null()])) }) satisfies z.ZodType<Said>
/** What every judgement has besides: its sentence in both languages, and the keys of the remedies for its causes. */
const spoken = { text: words, remedies: z.array(z.string()) }

const verdictFields = z.object({
  code: z.string(), holds: z.enum(['yes', 'no', 'not_enough']), stageIds: z.array(z.string()), evidence, said, causes: z.array(z.enum(causeCodes)),
}) satisfies z.ZodType<Verdict>
export const verdict = verdictFields.extend(spoken).meta({ id: 'Verdict' })
export type SpokenVerdict = z.infer<typeof verdict>

const pressureFields = z.object({
  code: z.enum(pressureCodes), group: z.enum(pressureGroups), stageId: z.string().nullable(), result: z.enum(['passed', 'failed', 'not_enough']), value: number,
  threshold: z.number(), n: z.number(), said, causes: z.array(z.enum(causeCodes)),
}) satisfies z.ZodType<PressureResult>
/** One pressure test: top leak, middle silt, bottom jet. */
export const pressureResult = pressureFields.extend(spoken).meta({ id: 'PressureResult' })
export type SpokenPressure = z.infer<typeof pressureResult>

const healthFields = z.object({
  subject: z.enum(healthSubjects), score: number,
  parts: z.array(z.object({
    key: z.string(), weight: z.number(), weightUsed: z.number(), value: number, n: number, points: number, why: said,
    figure: z.object({ metric: z.string(), stageId: z.string().nullable() }),
  })),
  leftOut: z.array(z.string()), weightKnown: z.number(), said,
}) satisfies z.ZodType<HealthScore>
export const healthScore = healthFields.extend({
  text: words,
  parts: z.array(healthFields.shape.parts.element.extend({ text: words })),
}).meta({ id: 'HealthScore' })
export type SpokenHealth = z.infer<typeof healthScore>

export const getDiagnosis = contract({
  name: 'getDiagnosis', method: 'GET', path: '/reports/diagnosis', tag: 'report',
  summary: 'What is wrong with a funnel: shapes, pressure tests, bottlenecks and health, each verdict with its evidence, a sentence and remedies.',
  query: funnelQuery.extend({
    /** What bottlenecks are held against: the pipeline's own past, or values entered by people (where there are none, the past). */
    benchmark: z.enum(['history', 'entered']).default('history'),
  }),
  response: z.object({
    asOf: z.number(), zone: z.string(), now: range, history: range,
    shapes: z.array(verdict), pressure: z.array(pressureResult), bottlenecks: z.array(verdict),
    health: healthScore,
    teams: z.array(z.object({ team: ref, health: healthScore })),
    reps: z.array(z.object({ owner: ref, health: healthScore })),
  }),
})
export type DiagnosisAnswer = z.infer<typeof getDiagnosis.response>

export const getDealHealth = contract({
  name: 'getDealHealth', method: 'GET', path: '/deals/:id/health', tag: 'report', params, response: healthScore,
  summary: 'The health score of a deal, as a sum of parts.',
})

const stockSplit = z.object({
  stockBefore: z.number(), stockAfter: z.number(), delta: z.number(), inflowBefore: z.number(), inflowAfter: z.number(), outflowBefore: z.number(), outflowAfter: z.number(),
  asBefore: z.number(), fromInflow: z.number(), fromOutflow: z.number(),
  exits: z.record(z.enum(['advance', 'back', 'won', 'lost', 'transfer']), z.object({ before: z.number(), after: z.number() })),
  main: z.enum(['inflow', 'outflow', 'both', 'none']),
  little: z.object({ expected: z.number(), actual: z.number(), agrees: z.boolean() }).nullable(),
  said,
}) satisfies z.ZodType<StockSplit>

/** Opens the deals behind a finding (`listGroupDeals`). */
const dealGroup = z.object({
  pipelineId: z.string(), stageId: z.string(), values: z.array(z.object({ dimension: z.string(), value: z.string() })),
  of: z.enum(['entered', 'stock', 'stuck', 'lost']), period: z.enum(['before', 'after']), words: z.array(z.string()),
})

const findingFields = z.object({
  kind: z.enum(['system_fault', 'mix', 'rate', 'stock', 'inflow', 'general_rate', 'attribute', 'words', 'capacity']),
  dimensions: z.array(z.string()), values: z.array(z.string()),
  segments: z.array(z.object({
    values: z.array(z.string()), shareBefore: z.number(), shareAfter: z.number(), rateBefore: number, rateAfter: number,
    nBefore: z.number(), nAfter: z.number(), effect: z.number(),
  })),
  share: number, shareOf: z.enum(['change', 'conversion', 'group']), p: number, interval: interval.nullable(), followsFrom: z.string().nullable(), evidence,
  words: z.array(z.string()), causes: z.array(z.enum(causeCodes)), said, rejected: said.nullable(), deals: dealGroup.nullable(),
}) satisfies z.ZodType<Finding>
export const finding = findingFields.extend({
  ...spoken,
  /** Why it was rejected, in words. */
  rejectedText: words.nullable(),
}).meta({ id: 'Finding' })
export type SpokenFinding = z.infer<typeof finding>

const rootCauseFields = z.object({
  change: z.object({
    what: z.enum(['conversion', 'stock', 'inflow']), before: number, after: number, delta: number, relative: number, n: z.number(), p: number, real: z.boolean(),
  }),
  stockSplit: stockSplit.nullable(), findings: z.array(findingFields), rejected: z.array(findingFields),
  explainedShare: z.number(), verdict: z.enum(['causes', 'no_clear_cause']), tested: z.number(), said,
}) satisfies z.ZodType<RootCause>

export const rootCauseAnswer = rootCauseFields.extend({
  question: z.object({
    pipelineId: z.string(), stageId: z.string(), what: z.enum(['conversion', 'stock', 'inflow']), before: range, after: range, alarmId: z.string().nullable(),
  }),
  findings: z.array(finding), rejected: z.array(finding), text: words, stockText: words.nullable(),
  /** Labels of dimensions by key, and of values by `dimension:value`; ids of stages by themselves. */
  names: z.record(z.string(), z.string()),
  /** Milliseconds it took to count and to judge. */
  took: z.number(),
})
export type RootCauseAnswer = z.infer<typeof rootCauseAnswer>

/** A change between two periods. Days, half open, in the organisation's zone. */
export const changeQuery = z.object({
  pipeline: id, stage: id,
  what: z.enum(['conversion', 'stock', 'inflow']).default('conversion'),
  beforeFrom: day, beforeTo: day, afterFrom: day, afterTo: day,
  slice: sliceQuery.optional(),
})
export const getRootCause = contract({
  name: 'getRootCause', method: 'GET', path: '/reports/root-cause', tag: 'report', query: changeQuery, response: rootCauseAnswer,
  summary: 'Why the conversion, stock or inflow of a stage changed between two periods: causes by their share of the change, and what was ruled out.',
})
export const getAlarmRootCause = contract({
  name: 'getAlarmRootCause', method: 'GET', path: '/alarms/:id/root-cause', tag: 'report', params, response: rootCauseAnswer,
  summary: 'Why an alarm fired: the root cause of the change behind it, computed now.',
})
export const listGroupDeals = contract({
  name: 'listGroupDeals', method: 'GET', path: '/reports/root-cause/deals', tag: 'report',
  query: changeQuery.extend({
    of: z.enum(['entered', 'stock', 'stuck', 'lost']), period: z.enum(['before', 'after']).default('after'),
    /** Their notes hold one of these, comma-separated. */
    words: z.string().max(1000).optional(),
  }).extend(pageQuery.shape),
  response: page(figureDeal).extend({ total: z.number().int() }), summary: 'The deals behind a finding.',
})

/** Part of what somebody wrote, with the words that were asked for marked: places in `text`, `[from, to)`. */
const wordQuote = z.object({
  activityId: id, at: instantOut, author: ref.nullable(), deal: ref, account: ref.nullable(), text: z.string(), marks: z.array(z.object({ from: z.number().int(), to: z.number().int() })),
})
export type WordQuote = z.infer<typeof wordQuote>
export const listWordQuotes = contract({
  name: 'listWordQuotes', method: 'GET', path: '/reports/root-cause/quotes', tag: 'report',
  query: changeQuery.extend({
    of: z.enum(['entered', 'stock', 'stuck', 'lost']), period: z.enum(['before', 'after']).default('after'),
    /** Comma-separated. */
    words: z.string().min(1).max(1000),
    limit: z.coerce.number().int().min(1).max(10).default(5),
  }),
  response: z.object({ items: z.array(wordQuote) }),
  summary: 'What the notes of a finding’s deals say, in their own words: of each deal its latest note that the analysis read and that holds one of the words; the latest first.',
})
