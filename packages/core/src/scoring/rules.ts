import { z } from 'zod'
import { conditionSchema } from '../conditions/condition.ts'
import { localizedSchema } from '../config/localized.ts'
import { configKeySchema } from '../config/pipeline.ts'

const points = z.number().int().min(-100).max(100)
const named = { key: configKeySchema, name: localizedSchema }

/** Points for what a lead is: industry, size, region, role. */
export const fitRuleSchema = z.strictObject({ ...named, when: conditionSchema, points })

/** Points for what a lead does: each event of a kind, halved after every half-life; null: they stay. */
export const behaviourRuleSchema = z.strictObject({
  ...named,
  event: configKeySchema,
  /** Which events of the kind; null: all. */
  when: conditionSchema.nullable(),
  points,
  halfLifeDays: z.number().positive().max(3650).nullable(),
})

export const capPeriods = ['day', 'week', 'month', 'ever'] as const
export type CapPeriod = (typeof capPeriods)[number]
/** What all rules for one kind of event together may give within a calendar period, before decay; takings likewise, counted apart. */
export const capSchema = z.strictObject({ event: configKeySchema, period: z.enum(capPeriods), points: z.number().int().min(1).max(1000) })

/** One side of the ideal customer: the first level that holds says how well it matches, 0–1; null: not known, so left out. */
export const icpCriterionSchema = z.strictObject({
  ...named,
  weight: z.number().int().min(1).max(100),
  levels: z.array(z.strictObject({ when: conditionSchema, match: z.number().min(0).max(1).nullable() })).min(1).max(20),
  otherwise: z.number().min(0).max(1).nullable(),
})

const limits = z.strictObject({ min: z.number().int().min(-1000).max(1000), max: z.number().int().min(-1000).max(1000) }).refine(({ min, max }) => min <= max, 'score.limits')
const isUnique = (rows: readonly { key: string }[]) => new Set(rows.map(({ key }) => key)).size === rows.length

/** How leads are scored, as data. A score is a whole number from 0 to 100. */
export const scoreRulesSchema = z.strictObject({
  fit: z.array(fitRuleSchema).max(200),
  icp: z.strictObject({ points: z.number().int().min(0).max(100), criteria: z.array(icpCriterionSchema).max(50) }),
  behaviour: z.array(behaviourRuleSchema).max(200),
  caps: z.array(capSchema).max(100),
  /** What fit (ICP included) and behaviour may add up to, each by itself. */
  fitLimits: limits,
  behaviourLimits: limits,
  /** Best first; the last one begins at 0. */
  grades: z.array(z.strictObject({ key: z.string().regex(/^[A-Z][A-Z0-9+]{0,3}$/), from: z.number().int().min(0).max(100) })).min(1).max(10),
  /** From here on a lead is ready for sales. */
  threshold: z.number().int().min(1).max(100),
}).superRefine((rules, context) => {
  const refuse = (message: string, path: string) => context.addIssue({ code: 'custom', message, path: [path] })
  if (!isUnique([...rules.fit, ...rules.behaviour])) refuse('score.duplicate_key', 'behaviour')
  if (!isUnique(rules.icp.criteria)) refuse('score.duplicate_key', 'icp')
  if (!isUnique(rules.caps.map(({ event, period }) => ({ key: `${event} ${period}` })))) refuse('score.duplicate_cap', 'caps')
  if (rules.grades.some(({ from }, i) => from >= (rules.grades[i - 1]?.from ?? 101)) || rules.grades.at(-1)?.from !== 0) refuse('score.grades', 'grades')
})
export type ScoreRules = z.infer<typeof scoreRulesSchema>
export type FitRule = ScoreRules['fit'][number]
export type BehaviourRule = ScoreRules['behaviour'][number]
export type ScoreCap = ScoreRules['caps'][number]
export type IcpCriterion = ScoreRules['icp']['criteria'][number]

/** The grade of a score: the best band that it reaches. */
export function gradeOf(score: number, rules: Pick<ScoreRules, 'grades'>): string {
  return (rules.grades.find(({ from }) => score >= from) ?? rules.grades.at(-1))?.key ?? ''
}
