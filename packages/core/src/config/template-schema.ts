import { z } from 'zod'
import { gateTemplate } from './gate-template.ts'
import { localizedSchema } from './localized.ts'
import { configKeySchema, forecastCategories, probabilitySchema, stageLayers } from './pipeline.ts'
import { playbookTemplate } from './playbook-template.ts'

const stageTemplateSchema = z.object({
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
  /** What must be true to enter and to leave, judged by evidence; the texts above say the same in words. */
  entryGate: gateTemplate.optional(),
  exitGate: gateTemplate.optional(),
  playbook: playbookTemplate.optional(),
  nextStepRequired: z.boolean().optional(),
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
    wonGate: gateTemplate.optional(),
    lostName: localizedSchema,
    /** Open deals that nobody touches go dormant after so many days; 30 unless said. */
    dormantDays: z.number().int().positive().optional(),
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
