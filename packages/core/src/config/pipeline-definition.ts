import { z } from 'zod'
import { conditionSchema } from '../conditions/condition.ts'
import { role } from '../identity/role.ts'
import { id, line, prose } from '../lib/wire.ts'
import { gate } from './gate.ts'
import { forecastCategories, probabilitySchema, stageLayers } from './pipeline.ts'

/** When a stay counts as too long. `mean`: `factor` times the stage's own mean; `percentile`: of its survival curve. */
export const dwellPolicy = z.discriminatedUnion('type', [
  z.object({ type: z.literal('days'), days: z.number().int().min(1).max(3660) }),
  z.object({ type: z.literal('mean'), factor: z.number().min(0.1).max(20) }),
  z.object({ type: z.literal('percentile'), percentile: z.number().int().min(50).max(99) }),
])
export type DwellPolicy = z.infer<typeof dwellPolicy>

export const playbook = z.object({
  scripts: prose(5000).default(''),
  questions: z.array(line(300)).max(30).default([]),
  materials: z.array(z.object({ name: line(200), url: z.url({ protocol: /^https?$/ }).max(500).nullable().default(null) })).max(30).default([]),
  objections: z.array(z.object({ objection: line(300), answer: prose(2000) })).max(30).default([]),
}).meta({ id: 'Playbook' })
export type Playbook = z.infer<typeof playbook>

/** How deals may move in a pipeline, apart from its gates. */
export const pipelineRules = z.object({
  allowSkip: z.boolean().default(true),
  allowBack: z.boolean().default(true),
  backNeedsReason: z.boolean().default(false),
  allowReopen: z.boolean().default(true),
  /** Who may let a deal through a gate that is not met, for a reason. */
  overrideRoles: z.array(role).max(7).default(['admin', 'manager']),
  /** Open deals that nobody touched for so long go dormant; null: never. */
  dormantDays: z.number().int().min(1).max(3660).nullable().default(30),
  dormantWarnDays: z.number().int().min(0).max(60).default(3),
}).meta({ id: 'PipelineRules' })
export type PipelineRules = z.infer<typeof pipelineRules>
/** The rules of a pipeline that sets none. */
export const defaultRules: PipelineRules = pipelineRules.parse({})

export const stageDefinition = z.object({
  /** Of the stage itself: the same stage keeps it through every version. A new stage brings a new one. */
  id, name: line(60), definition: prose(2000).default(''), entryCriteria: prose(4000).default(''), exitCriteria: prose(4000).default(''),
  winProbability: probabilitySchema, forecastCategory: z.enum(forecastCategories), layer: z.enum(stageLayers),
  color: z.string().regex(/^#[0-9a-f]{6}$/i), dwell: dwellPolicy.nullable().default(null),
  entryGate: gate.nullable().default(null), exitGate: gate.nullable().default(null),
  playbook: playbook.prefault({}), nextStepHint: z.string().trim().max(500).default(''),
  /** Entering it asks for a next step. */
  nextStepRequired: z.boolean().default(false),
})
export type StageDefinition = z.infer<typeof stageDefinition>

/** A whole pipeline as one document: what a draft holds and a publication makes true. Stages stand in order. */
export const pipelineDefinition = z.object({
  name: line(60), definition: prose(2000).default(''), businessLine: z.string().trim().max(60).default(''),
  wonName: line(40), wonCriteria: prose(4000).default(''), lostName: line(40),
  wonGate: gate.nullable().default(null),
  routing: conditionSchema.nullable().default(null), routingPriority: z.number().int().min(-1000).max(1000).default(0),
  rules: pipelineRules.prefault({}),
  stages: z.array(stageDefinition).min(1).max(30),
}).meta({ id: 'PipelineDefinition' })
export type PipelineDefinition = z.infer<typeof pipelineDefinition>

/** Which stage stands for one that is taken away. */
export const stageMapping = z.array(z.object({ from: id, to: id })).max(60)
export type StageMapping = z.infer<typeof stageMapping>
