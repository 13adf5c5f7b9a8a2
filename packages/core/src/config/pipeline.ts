import { z } from 'zod'
import { localizedSchema } from './localized.ts'

/** Stable keys appear in URLs, mappings and exports: lower case, no spaces, never translated. */
export const configKeySchema = z.string().regex(/^[a-z][a-z0-9_]{0,47}$/)

export const forecastCategories = ['pipeline', 'best_case', 'commit', 'omitted'] as const
/** 培育 / 推进 / 签约: the three layers of a funnel that a team meets about. */
export const stageLayers = ['nurture', 'advance', 'sign'] as const

/** 0..1 with four decimals at most, so that it fits `numeric(5,4)` without rounding. */
export const probabilitySchema = z
  .number()
  .min(0)
  .max(1)
  .refine((p) => Math.abs(p * 10_000 - Math.round(p * 10_000)) < 1e-9, { error: 'probability.four_decimals' })

export const stageTemplateSchema = z.object({
  key: configKeySchema,
  name: localizedSchema,
  /** The stage as an objective state of the customer's buying, not as something the rep does. */
  definition: localizedSchema,
  /** Text, one criterion a line. */
  entryCriteria: localizedSchema,
  exitCriteria: localizedSchema,
  winProbability: probabilitySchema,
  forecastCategory: z.enum(forecastCategories),
  layer: z.enum(stageLayers),
  color: z.string().regex(/^#[0-9a-f]{6}$/),
  /** Expected stay in calendar days: a starting value, to be replaced by what the data says. */
  dwellDays: z.number().int().positive(),
  nextStepHint: localizedSchema,
})

/** A pipeline as data. Won and lost are terminal states and belong to the pipeline; they are not stages. */
export const pipelineTemplateSchema = z
  .object({
    key: configKeySchema,
    name: localizedSchema,
    description: localizedSchema,
    wonName: localizedSchema,
    /** What must be true before a deal counts as won; text, one criterion a line. */
    wonCriteria: localizedSchema,
    lostName: localizedSchema,
    stages: z.array(stageTemplateSchema).min(1),
  })
  .superRefine((template, ctx) => {
    const seen = new Set<string>()
    template.stages.forEach((stage, i) => {
      if (seen.has(stage.key)) ctx.addIssue({ code: 'custom', path: ['stages', i, 'key'], message: 'stage.key_twice' })
      seen.add(stage.key)
    })
  })

export type PipelineTemplate = z.infer<typeof pipelineTemplateSchema>
