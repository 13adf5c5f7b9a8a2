import { z } from 'zod'
import { conditionSchema } from '../conditions/condition.ts'
import { id, line, prose } from '../lib/wire.ts'

const key = z.string().regex(/^[a-z][a-z0-9]{0,19}$/)
/** Whom an arm talks to first, by their role in the decision. */
export const firstRoles = ['decision_maker', 'economic_buyer', 'technical_evaluator', 'user', 'influencer', 'coach'] as const

/** One path of an experiment. The first of an experiment is what is done today: the others are held against it. */
export const experimentArm = z.object({
  key, name: line(40),
  /** The path in words, as whoever follows it reads it. */
  path: prose(1000).default(''),
  /** Shares of the deals, by proportion. */
  weight: z.number().int().min(1).max(100).default(1),
  /** Given to the deal's owner at entry, due so many days later. */
  tasks: z.array(z.object({ title: line(120), days: z.number().int().min(0).max(180) })).max(8).default([]),
  /** Who should be talked to first; null: it does not matter. */
  firstRole: z.enum(firstRoles).nullable().default(null),
})
export type ExperimentArm = z.infer<typeof experimentArm>

/** Success: won, or in the stage or a later one (won included), within `days` of the entry. */
export const experimentOutcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('won'), days: z.number().int().min(1).max(365) }),
  z.object({ kind: z.literal('stage'), stageId: id, days: z.number().int().min(1).max(365) }),
])
export type ExperimentOutcome = z.infer<typeof experimentOutcome>

export const experimentDefinition = z.object({
  hypothesis: prose(1000).default(''),
  pipelineId: id.nullable().default(null),
  /** When a deal enters: created in the pipeline, or the first time that it comes into the stage. */
  entry: z.discriminatedUnion('kind', [z.object({ kind: z.literal('created') }), z.object({ kind: z.literal('stage'), stageId: id })]).default({ kind: 'created' }),
  /** Of those, which take part: asked at the entry. */
  where: conditionSchema.nullable().default(null),
  arms: z.array(experimentArm).min(2).max(4).refine((arms) => new Set(arms.map((arm) => arm.key)).size === arms.length, 'experiment.same_key'),
  outcome: experimentOutcome.default({ kind: 'won', days: 60 }),
  /** The smallest difference worth finding, as a share: 0.05 is five percentage points. */
  smallestEffect: z.number().min(0.01).max(0.5).default(0.1),
}).meta({ id: 'ExperimentDefinition' })
export type ExperimentDefinition = z.infer<typeof experimentDefinition>
