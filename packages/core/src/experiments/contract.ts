import { z } from 'zod'
import { contract } from '../lib/contract.ts'
import { day, id, instantOut, line, page, pageQuery, params, prose, ref, version } from '../lib/wire.ts'
import { comparisonVerdicts, experimentVerdicts } from './analysis.ts'
import { balanceAttributes } from './balance.ts'
import { experimentDefinition } from './definition.ts'
import { patternKinds, patternVerdicts } from './patterns.ts'
import { experimentProblems } from './problems.ts'

/** Experiments: sales paths held against each other, deal by deal, at random. */

const count = z.number().int()
const tag = 'experiment'
export const experimentStates = ['draft', 'running', 'concluded', 'stopped'] as const

/** What a plan rests on and comes to. `baseline` is of past deals that would have taken part, `n` of them; null: none to learn from. */
const planFigures = z.object({
  baseline: z.number().nullable(), low: z.number().nullable(), high: z.number().nullable(), n: count, hits: count,
  /** Deals of the population a week, over the last 26 weeks or the fewer since the first of them came. */
  perWeek: z.number(),
  /** With what the numbers were made where there is no baseline: one half. */
  assumed: z.number(), perArm: z.array(count), total: count, weeks: count.nullable(),
})
export type PlanFigures = z.infer<typeof planFigures>

export const experiment = z.object({
  id, name: z.string(), state: z.enum(experimentStates), owner: ref, definition: experimentDefinition,
  createdAt: instantOut, updatedAt: instantOut, startedAt: instantOut.nullable(), endedAt: instantOut.nullable(), version,
  /** As it was when it started; null before. */
  plan: planFigures.nullable(),
  /** Deals that the viewer may see: how many entered, and of how many the days have passed. */
  entered: count, mature: count,
  /** As last judged, over all deals; null before it started. */
  verdict: z.object({ code: z.enum(experimentVerdicts), arm: z.string().nullable(), at: instantOut }).nullable(),
  conclusion: z.object({ arm: z.string().nullable(), reason: z.string(), by: ref, adoptedStageId: id.nullable() }).nullable(),
  canWrite: z.boolean(),
}).meta({ id: 'Experiment' })
export type Experiment = z.infer<typeof experiment>
const experimentPage = experiment.extend({
  problems: z.array(z.enum(experimentProblems)),
  /** Whether the viewer may put a path into a stage's playbook: who may configure. */
  canAdopt: z.boolean(),
})
export type ExperimentPage = z.infer<typeof experimentPage>

export const listExperiments = contract({ name: 'listExperiments', method: 'GET', path: '/experiments', tag, summary: 'Experiments, running ones first.', query: z.object({ state: z.enum(experimentStates).optional() }), response: z.object({ items: z.array(experiment), canCreate: z.boolean() }) })
export const getExperiment = contract({ name: 'getExperiment', method: 'GET', path: '/experiments/:id', tag, params, summary: 'One experiment and what stands in its way.', response: experimentPage })
export const createExperiment = contract({ name: 'createExperiment', method: 'POST', path: '/experiments', tag, status: 201, summary: 'Makes an experiment as a draft.', body: z.object({ name: line(100), definition: experimentDefinition }), response: experimentPage })
export const changeExperiment = contract({
  name: 'changeExperiment', method: 'PATCH', path: '/experiments/:id', tag, params, ifMatch: true, summary: 'Renames an experiment, or changes its definition while it is a draft.',
  body: z.object({ name: line(100), definition: experimentDefinition }).partial(), response: experimentPage,
})
export const removeExperiment = contract({ name: 'removeExperiment', method: 'DELETE', path: '/experiments/:id', tag, params, summary: 'Throws a draft away.' })
export const planExperiment = contract({ name: 'planExperiment', method: 'POST', path: '/experiments/plan', tag, summary: 'How many deals a definition needs and how long that takes, from the past of its population. Writes nothing.', body: experimentDefinition, response: planFigures })
export const startExperiment = contract({ name: 'startExperiment', method: 'POST', path: '/experiments/:id/start', tag, params, ifMatch: true, summary: 'From now on deals enter; its definition stands.', response: experimentPage })
export const stopExperiment = contract({ name: 'stopExperiment', method: 'POST', path: '/experiments/:id/stop', tag, params, ifMatch: true, summary: 'Ends it without a conclusion: no more deals enter.', body: z.object({ reason: prose(2000).default('') }), response: experimentPage })
export const concludeExperiment = contract({
  name: 'concludeExperiment', method: 'POST', path: '/experiments/:id/conclude', tag, params, ifMatch: true, summary: 'Ends it with a conclusion: an arm and why, or none of them; the path may go into the playbook of a stage, as a draft of the pipeline.',
  body: z.object({ arm: z.string().max(20).nullable(), reason: prose(2000).refine((text) => text.trim() !== '', 'experiment.reason_required'), adoptStageId: id.nullable().default(null) }), response: experimentPage,
})

const interval = { low: z.number().nullable(), high: z.number().nullable() }
export const experimentResult = z.object({
  asOf: instantOut, verdict: z.enum(experimentVerdicts), arm: z.string().nullable(), mismatchP: z.number().nullable(),
  arms: z.array(z.object({
    key: z.string(), entered: count, mature: count, running: count, hits: count, rate: z.number().nullable(), ...interval, planned: count, medianAmountMinor: z.number().nullable(),
    given: count, done: count, talked: count, asAsked: count,
  })),
  comparisons: z.array(z.object({
    arm: z.string(), difference: z.number().nullable(), ...interval, verdict: z.enum(comparisonVerdicts),
    course: z.array(z.object({ at: instantOut, n: count, difference: z.number(), low: z.number(), high: z.number() })),
  })),
  balance: z.array(z.object({ attribute: z.enum(balanceAttributes), arm: z.string(), value: ref.nullable(), difference: z.number().nullable(), isUneven: z.boolean() })),
  /** Deals of others that the viewer may not see are not in these numbers. */
  isPart: z.boolean(),
}).meta({ id: 'ExperimentResult' })
export type ExperimentResultOut = z.infer<typeof experimentResult>
export const getExperimentResult = contract({ name: 'getExperimentResult', method: 'GET', path: '/experiments/:id/result', tag, params, summary: 'What it has come to, over the deals that the viewer may see.', response: experimentResult })

const entryOutcome = z.enum(['hit', 'miss', 'running'])
export const experimentDeal = z.object({ id, title: z.string(), arm: z.string(), owner: ref.nullable(), amountMinor: z.number().nullable(), currency: z.string(), enteredAt: instantOut, outcome: entryOutcome, given: count, done: count })
export type ExperimentDeal = z.infer<typeof experimentDeal>
export const listExperimentDeals = contract({
  name: 'listExperimentDeals', method: 'GET', path: '/experiments/:id/deals', tag, params, summary: 'The deals that entered and that the viewer may see, the latest first.',
  query: pageQuery.extend({ arm: z.string().max(20).optional(), outcome: entryOutcome.optional() }), response: page(experimentDeal),
})

/** What a deal's page tells whoever works on it. */
export const dealExperiment = z.object({
  experiment: ref, state: z.enum(experimentStates), arm: z.object({ key: z.string(), name: z.string(), path: z.string(), firstRole: z.string().nullable() }), enteredAt: instantOut, untilOn: z.string(),
  tasks: z.array(z.object({ id, title: z.string(), dueOn: z.string().nullable(), status: z.enum(['open', 'done', 'dropped']) })),
})
export type DealExperiment = z.infer<typeof dealExperiment>
export const listDealExperiments = contract({ name: 'listDealExperiments', method: 'GET', path: '/deals/:id/experiments', tag, params, summary: 'The experiments that a deal takes part in, with the path that it follows.', response: z.object({ items: z.array(dealExperiment), canOpen: z.boolean() }) })

// --------------------------------------------------------------------------------------- what goes together with winning
const side = z.object({ n: count, hits: count })
export const actionPattern = z.object({
  pattern: z.object({ kind: z.enum(patternKinds), steps: z.array(z.string()) }), with: side, without: side,
  standardised: z.object({ with: z.number().nullable(), without: z.number().nullable(), difference: z.number().nullable(), ...interval }),
  p: z.number().nullable(), q: z.number().nullable(), covered: z.number(), verdict: z.enum(patternVerdicts),
})
export type ActionPattern = z.infer<typeof actionPattern>
export const getActionPatterns = contract({
  name: 'getActionPatterns', method: 'GET', path: '/reports/action-patterns', tag: 'report',
  summary: 'Which first steps go together with winning: closed deals with and without each pattern, at the same mix of amount and source, corrected for all that was looked at. Association, not cause.',
  query: z.object({
    pipeline: id,
    /** Days `[from, to)` in which deals were closed; left out: the last year until today. */
    from: day.optional(), to: day.optional(),
    /** The first days of a deal that are looked at; deals that closed within them are left out, or those that live long would have done more. */
    days: z.coerce.number().int().min(1).max(180).default(30),
  }),
  response: z.object({ from: z.string(), to: z.string(), n: count, hits: count, /** Closed within the first days: not looked at. */ early: count, rows: z.array(actionPattern) }),
})
