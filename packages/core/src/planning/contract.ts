import { z } from 'zod'
import { contract } from '../lib/contract.ts'
import { day, id, instantOut, page, pageQuery, params, ref, version } from '../lib/wire.ts'
import { PLAN_METHODS } from './back-calculation.ts'
import { planMonth, planSchema } from './plan.ts'
import { targetSchema } from './target.ts'

/**
 * Planning: what a target takes, plans that are kept and tracked. Numbers are those of the whole pipeline, so it is for those who
 * read more than their own deals; plans are written by administrators and managers. What-if sliders run in the browser
 * (core/planning/what-if) over the baseline's `flow`.
 */

const count = z.number().int().min(0)
const stepCount = z.object({ stageKey: z.string(), entered: count, reached: count })
const lag = z.object({ hits: count, watched: count })
const channel = z.object({ channelKey: z.string(), name: z.string(), entered: count, share: z.number() })

/** What was measured, with its counts. `stageKey` is a stage's id, or `lead` for the step before the pipeline. */
export const planningBaseline = z.object({
  pipelineId: id, asOf: z.string(), from: z.string(), to: z.string(), currency: z.string(),
  facts: z.object({
    /** Leads created in the period, and those of them that became a deal of this pipeline. */
    leadSteps: z.array(stepCount),
    /** Deals that entered the pipeline in the period and have ended or had time to: a mature cohort. */
    steps: z.array(stepCount),
    transitions: z.object({ stages: z.array(z.string()), moves: z.array(z.array(count)), won: z.array(count), lost: z.array(count) }),
    time: z.object({ wins: z.array(lag), stages: z.array(z.object({ stageKey: z.string(), entries: z.array(lag) })), earlier: z.array(count) }),
  }),
  /** Won in the period in `currency`. */
  won: z.object({ sumMinor: count, deals: count, sdMinor: z.number().nullable(), currency: z.string() }).nullable(),
  flow: z.object({
    stages: z.array(z.object({ stageKey: z.string(), conversion: z.number(), dwellDays: z.number() })), inflowPerDay: z.number(), wonMinor: count, wonDeals: count, currency: z.string(),
  }),
  channels: z.array(channel),
  /** People who owned a deal that entered in the period, and new deals (leads) a month for each of them. */
  capacity: z.object({ reps: count, dealsPerRep: z.number().nullable(), leadsPerRep: z.number().nullable() }),
}).meta({ id: 'PlanningBaseline' })
export type PlanningBaseline = z.infer<typeof planningBaseline>
const period = z.object({ pipeline: id, from: day.optional(), to: day.optional(), currency: z.string().regex(/^[A-Z]{3}$/).optional() })
export const getPlanningBaseline = contract({
  name: 'getPlanningBaseline', method: 'GET', path: '/planning/baseline', tag: 'plan', query: period, response: planningBaseline,
  summary: 'What back-calculation and what-if start from: step counts, transitions, delays, won amounts, channels. Default: the last 365 days.',
})

const need = z.object({ value: count, low: count, high: count.nullable() })
const calculation = z.object({
  method: z.enum(PLAN_METHODS), wins: need, start: need, winRate: z.object({ value: z.number(), low: z.number(), high: z.number() }),
  stages: z.array(z.object({ stageKey: z.string(), need })),
  months: z.array(z.object({
    month: z.string(), start: count, stages: z.array(z.object({ stageKey: z.string(), need: count })), channels: z.array(z.object({ channelKey: z.string(), need: count })), wins: z.number().nullable(),
  })),
  channels: z.array(z.object({ channelKey: z.string(), need: count })), reached: z.boolean(), enough: z.boolean(),
})
export const resource = z.object({
  key: z.string().min(1).max(80), name: z.string().trim().min(1).max(80), stageKey: z.string().min(1).max(80), perHead: z.number().positive().max(100_000),
  heads: z.union([z.number().min(0).max(100_000), z.array(z.number().min(0).max(100_000)).min(1).max(36)]), share: z.number().min(0).max(1).optional(),
})
const load = z.object({
  resourceKey: z.string(), name: z.string(), stageKey: z.string(), need: z.number(), heads: z.number(), capacity: z.number(), perHead: z.number().nullable(), utilisation: z.number().nullable(),
  missing: z.number(), missingHeads: z.number(),
})
export const backCalculation = z.object({
  baseline: planningBaseline,
  /** One a method; `why` when there is no answer. */
  answers: z.array(z.object({ method: z.enum(PLAN_METHODS), result: calculation.nullable(), why: z.enum(['no_data', 'no_wins', 'too_late']).nullable() })),
  /** Why the simple product misleads here, with the counts that say so; empty: it does not. */
  misleading: z.array(z.object({ why: z.string(), evidence: z.record(z.string(), z.number().nullable()) })),
  /** For the months of `method`: the most trustworthy of the answers. */
  method: z.enum(PLAN_METHODS).nullable(),
  capacity: z.array(z.object({ month: z.string(), loads: z.array(load), short: z.array(z.string()) })),
})
export type BackCalculationAnswer = z.infer<typeof backCalculation>
export const backCalculateTarget = contract({
  name: 'backCalculateTarget', method: 'POST', path: '/planning/back-calculation', tag: 'plan', summary: 'What a target takes: deals and leads by stage, month and channel, in three methods with intervals. Writes nothing.',
  body: z.object({
    pipelineId: id, target: targetSchema, months: z.array(planMonth).min(1).max(36), monthWeights: z.array(z.number().min(0).max(1000)).max(36).optional(),
    from: day.optional(), to: day.optional(), withLeads: z.boolean().default(true), channels: z.array(z.object({ channelKey: z.string().min(1).max(80), share: z.number().min(0).max(1) })).max(200).optional(),
    resources: z.array(resource).max(50).default([]),
  }),
  response: backCalculation,
})

// ------------------------------------------------------------------------------------------------------------- plans
export const planStatus = z.enum(['draft', 'active', 'archived'])
const plan = planSchema.meta({ id: 'Plan' })
export const planRecord = z.object({
  id, name: z.string(), pipelineId: id, status: planStatus, fromOn: z.string(), toOn: z.string(), definition: plan, owner: ref, createdAt: instantOut, changedAt: instantOut, canWrite: z.boolean(), version,
}).meta({ id: 'PlanRecord' })
export type PlanRecord = z.infer<typeof planRecord>
export const listPlans = contract({
  name: 'listPlans', method: 'GET', path: '/plans', tag: 'plan', query: pageQuery.extend({ pipeline: id.optional(), status: planStatus.optional() }), summary: 'Plans, the latest period first.', response: page(planRecord),
})
export const getPlan = contract({ name: 'getPlan', method: 'GET', path: '/plans/:id', tag: 'plan', params, summary: 'One plan.', response: planRecord })
export const createPlan = contract({
  name: 'createPlan', method: 'POST', path: '/plans', tag: 'plan', status: 201, summary: 'Saves a plan; its numbers do not move when the past is measured anew.',
  body: z.object({ definition: plan, status: z.enum(['draft', 'active']).default('draft') }), response: planRecord,
})
export const changePlan = contract({
  name: 'changePlan', method: 'PATCH', path: '/plans/:id', tag: 'plan', params, ifMatch: true, summary: 'Changes a plan, makes it active or archives it. An archived one can only be taken back.',
  body: z.object({ definition: plan, status: planStatus }).partial(), response: planRecord,
})
const measure = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('wins') }), z.object({ kind: z.literal('won_minor') }), z.object({ kind: z.literal('start') }),
  z.object({ kind: z.literal('stage'), stageKey: z.string() }), z.object({ kind: z.literal('channel'), channelKey: z.string() }),
])
export const planTrack = z.object({
  asOf: z.string(),
  measures: z.array(z.object({
    measure, periods: z.array(z.object({ period: z.string(), planned: z.number(), actual: z.number().nullable(), gap: z.number().nullable(), expectedByNow: z.number() })),
    total: z.object({ planned: z.number(), actual: z.number(), expectedByNow: z.number() }),
  })),
})
export type PlanTrack = z.infer<typeof planTrack>
export const trackPlan = contract({ name: 'trackPlan', method: 'GET', path: '/plans/:id/track', tag: 'plan', params, summary: 'A plan beside what has happened so far, by month and measure.', response: planTrack })
