import { z } from 'zod'
import { localizedSchema } from '../config/localized.ts'
import { contract } from '../lib/contract.ts'
import { day, id, instantOut, params, prose, ref } from '../lib/wire.ts'
import { scoreRulesSchema } from './rules.ts'

const count = z.number().int()
const share = z.number().nullable()
const interval = z.object({ low: z.number(), high: z.number() })

export const scoreCauses = ['behaviour', 'attributes', 'fading', 'rules', 'model'] as const

export const rescore = z.object({
  id, status: z.enum(['running', 'done', 'failed', 'replaced']), because: z.enum(['rules', 'model', 'asked']), versionN: count,
  done: count, total: count, becameReady: count, ceased: count, startedAt: instantOut, finishedAt: instantOut.nullable(),
}).meta({ id: 'Rescore' })
export type Rescore = z.infer<typeof rescore>

export const scoreVersion = z.object({ n: count, note: z.string(), publishedAt: instantOut, publishedBy: ref.nullable() })

export const scoring = z.object({
  /** What is edited: the draft; without one the rules in force, and before the first publication those that come with Sluice. */
  draft: z.object({ rules: scoreRulesSchema, isDraft: z.boolean(), version: count, changedAt: instantOut.nullable(), changedBy: ref.nullable() }),
  published: scoreVersion.extend({ rules: scoreRulesSchema }).nullable(),
  /** The learnt fit score counts for so many points; null: it does not count. */
  modelPoints: count.nullable(),
  rescore: rescore.nullable(),
  leads: z.object({ all: count, scored: count, ready: count, grades: z.array(z.object({ grade: z.string(), n: count })) }),
  canWrite: z.boolean(),
}).meta({ id: 'Scoring' })
export type ScoringSetup = z.infer<typeof scoring>

export const getScoring = contract({ name: 'getScoring', method: 'GET', path: '/scoring', tag: 'scoring', summary: 'The score rules in force and those being edited, and how many leads have which grade.', response: scoring })
export const saveScoreDraft = contract({
  name: 'saveScoreDraft', method: 'PUT', path: '/scoring/draft', tag: 'scoring', summary: 'Keeps the rules being edited. Conditions that cannot be asked are refused by their place.',
  body: z.object({ rules: scoreRulesSchema, version: count.min(0) }), response: scoring,
})
export const discardScoreDraft = contract({ name: 'discardScoreDraft', method: 'DELETE', path: '/scoring/draft', tag: 'scoring', summary: 'Throws the draft away.', response: scoring })
export const publishScoring = contract({
  name: 'publishScoring', method: 'POST', path: '/scoring/publish', tag: 'scoring', summary: 'Puts the draft in force as the next version and begins to score all leads anew.',
  body: z.object({ version: count.min(1), note: prose(500).default('') }), response: scoring,
})
export const rescoreLeads = contract({ name: 'rescoreLeads', method: 'POST', path: '/scoring/rescore', tag: 'scoring', status: 202, summary: 'Begins to score all leads anew by the rules in force.', response: rescore })
export const listScoreVersions = contract({
  name: 'listScoreVersions', method: 'GET', path: '/scoring/versions', tag: 'scoring', summary: 'Publications of the score rules, newest first.', response: z.object({ items: z.array(scoreVersion.extend({ rules: scoreRulesSchema })) }),
})

const mover = z.object({
  id, name: z.string(), company: z.string().nullable(), before: count.nullable(), after: count, gradeBefore: z.string().nullable(), gradeAfter: z.string(), move: z.enum(['up', 'down']),
})
export const scorePreview = z.object({
  leads: count,
  /** Not all leads were looked at, but the newest. */
  isSample: z.boolean(),
  ready: z.object({ before: count, after: count }), up: count, down: count,
  /** By tens of the score, `[from, to)`; the last one holds 100 too. */
  bands: z.array(z.object({ from: count, to: count, before: count, after: count })),
  grades: z.array(z.object({ grade: z.string(), before: count, after: count })),
  /** Who crosses the threshold, at most 50 each way. */
  movers: z.array(mover),
}).meta({ id: 'ScorePreview' })
export type ScorePreview = z.infer<typeof scorePreview>
export const previewScoring = contract({
  name: 'previewScoring', method: 'POST', path: '/scoring/preview', tag: 'scoring', summary: 'What rules would make of the open leads, beside the scores they have.',
  body: z.object({ rules: scoreRulesSchema }), response: scorePreview,
})

const backTest = z.object({
  n: count, converted: count, rate: share, interval: interval.nullable(), leftOut: z.object({ settled: count, young: count }), isSample: z.boolean(),
  bands: z.array(z.object({ from: count, to: count, n: count, converted: count, rate: share, interval: interval.nullable(), isEnough: z.boolean() })),
  lift: z.array(z.object({ minScore: z.number(), n: count, share: z.number(), captured: z.number(), lift: z.number() })),
  auc: z.object({ auc: z.number(), low: z.number(), high: z.number() }),
  verdict: z.enum(['separates', 'no_better_than_chance', 'worse_than_chance']),
  advice: z.union([
    z.object({ threshold: z.number(), above: z.object({ hits: count, n: count }), below: z.object({ hits: count, n: count }), share: z.number(), captured: z.number(), reason: z.enum(['best_separation', 'best_within_capacity']) }),
    z.object({ threshold: z.null(), reason: z.enum(['too_few', 'no_separation', 'capacity_too_small']) }),
  ]),
  /** AUC of the rules in force, on the same leads. */
  inForce: z.object({ auc: z.number(), low: z.number(), high: z.number() }).nullable(),
}).meta({ id: 'ScoreBackTest' })
export type ScoreBackTest = z.infer<typeof backTest>
export const backTestScoring = contract({
  name: 'backTestScoring', method: 'POST', path: '/scoring/back-test', tag: 'scoring',
  summary: 'What rules would have been worth: past leads, scored as they were some days after their creation, against who converted within a window.',
  body: z.object({ rules: scoreRulesSchema, landmarkDays: count.min(0).max(90).default(7), windowDays: count.min(7).max(365).default(90), maxShare: z.number().min(0.01).max(1).nullable().default(null) }),
  response: backTest,
})

const line = z.union([
  z.object({ part: z.literal('fit'), ruleKey: z.string(), name: localizedSchema, left: z.number() }),
  z.object({ part: z.literal('icp'), ruleKey: z.string(), name: localizedSchema, match: share, left: z.number() }),
  z.object({ part: z.literal('model'), chance: z.number(), rank: z.number(), left: z.number(), reasons: z.array(z.object({ column: z.string(), value: z.string().nullable(), logOdds: z.number() })) }),
  z.object({
    part: z.literal('behaviour'), ruleKey: z.string(), name: localizedSchema, kind: z.string(), subject: z.string(), day, times: count,
    /** Of all times together: by the rule, after caps, after decay. */
    points: z.number(), granted: z.number(), left: z.number(), cappedBy: z.enum(['day', 'week', 'month', 'ever']).nullable(),
  }),
  /** By sequences, altogether; it does not fade. */
  z.object({ part: z.literal('given'), left: z.number() }),
  z.object({ part: z.literal('limit'), of: z.enum(['fit', 'behaviour', 'score']), left: z.number() }),
])
export type LeadScoreLine = z.infer<typeof line>

/** What a step was about: things done, or fields that changed. */
const what = z.union([z.object({ kind: z.string(), subject: z.string(), n: count }), z.object({ field: z.string() })])
const step = z.object({
  id, at: instantOut, because: z.enum(scoreCauses), what: z.array(what), fromScore: count.nullable(), score: count, fromGrade: z.string().nullable(), grade: z.string(), isReady: z.boolean(), versionN: count,
})
export const leadScore = z.object({
  score: count, grade: z.string(), isReady: z.boolean(), threshold: count, versionN: count, scoredOn: z.string(),
  /** Points within their limits. */
  fit: z.number(), behaviour: z.number(), fitMax: count, behaviourMax: count, icp: share, chance: share,
  lines: z.array(line), hiddenLines: count,
  /** What would give it points: rules that do not hold, the weightiest first. Empty when it is ready. */
  wants: z.array(z.object({ part: z.enum(['fit', 'behaviour']), ruleKey: z.string(), name: localizedSchema, points: count, isEnough: z.boolean() })),
  steps: z.array(step),
}).meta({ id: 'LeadScore' })
export type LeadScore = z.infer<typeof leadScore>
export const getLeadScore = contract({
  name: 'getLeadScore', method: 'GET', path: '/leads/:id/score', tag: 'scoring', params, summary: 'A lead’s score line by line, how it came to be, and what would make it ready; null where leads are not scored.',
  response: z.object({ score: leadScore.nullable() }),
})

const judgement = z.object({
  n: count, converted: count, auc: z.object({ auc: z.number(), low: z.number(), high: z.number() }).nullable(), logLoss: z.number(), logLossOfShare: z.number(), brier: z.number(), ece: z.number(),
  reliability: z.array(z.object({ n: count, said: z.number(), seen: z.number(), interval: interval.nullable() })),
})
const columnVerdict = z.object({ key: z.string(), refused: z.string().nullable(), coverage: z.number(), lateShare: z.number(), valueAuc: share, presenceAuc: share })
export const fitReport = z.object({
  learnt: count, calibrated: count, share: z.number(), calibration: z.enum(['platt', 'isotonic']), columns: z.array(columnVerdict),
  model: judgement, logistic: judgement, naiveBayes: judgement,
  rules: z.object({ n: count, difference: z.number(), low: z.number(), high: z.number(), p: z.number(), verdict: z.enum(['model', 'rules', 'undecided']) }).nullable(),
  coefficients: z.array(z.object({ column: z.string(), value: z.string(), weight: z.number() })),
})
export type FitModelReport = z.infer<typeof fitReport>
export const fitModelRun = z.object({
  id, status: z.enum(['training', 'ready', 'refused', 'failed']), startedAt: instantOut, finishedAt: instantOut.nullable(), askedBy: ref.nullable(),
  learntFrom: instantOut.nullable(), learntTo: instantOut.nullable(), windowDays: count, leads: count.nullable(), converted: count.nullable(),
  refusal: z.object({ code: z.string(), detail: z.record(z.string(), z.unknown()) }).nullable(), report: fitReport.nullable(),
}).meta({ id: 'FitModelRun' })
export type FitModelRun = z.infer<typeof fitModelRun>
export const fitModelState = z.object({
  /** The newest attempt, and the newest model that there is. */
  latest: fitModelRun.nullable(), ready: fitModelRun.nullable(), modelPoints: count.nullable(), canWrite: z.boolean(),
  /** Names of what the columns' values stand for: channels by id, custom fields by key. */
  names: z.record(z.string(), z.string()),
}).meta({ id: 'FitModelState' })
export type FitModelState = z.infer<typeof fitModelState>
export const getFitModel = contract({ name: 'getFitModel', method: 'GET', path: '/scoring/model', tag: 'scoring', summary: 'The learnt fit score: when and on what it was trained, and how well it did on leads it had not seen.', response: fitModelState })
export const trainFitModel = contract({
  name: 'trainFitModel', method: 'POST', path: '/scoring/model/train', tag: 'scoring', status: 202, summary: 'Begins to train the fit score on past leads.',
  body: z.object({ windowDays: count.min(7).max(365).default(90) }), response: fitModelState,
})
export const useFitModel = contract({
  name: 'useFitModel', method: 'PUT', path: '/scoring/model', tag: 'scoring', summary: 'Lets the learnt fit score count for points, or not; all leads are scored anew.',
  body: z.object({ points: count.min(1).max(100).nullable() }), response: fitModelState,
})
