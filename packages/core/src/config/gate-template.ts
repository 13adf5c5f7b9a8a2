import { z } from 'zod'
import { activityKindKeys } from './activity-kinds.ts'
import { criterion, severity, type Criterion, type GateGroup } from './gate.ts'
import { localizedSchema, type Localized } from './localized.ts'
import { milestoneKind } from './milestones.ts'

/** What a criterion of a template says besides its type; without a label the words are made from the criterion. */
const base = { severity: severity.optional(), label: localizedSchema.optional(), help: localizedSchema.optional() }
const keys = z.array(z.string().min(1).max(48)).min(1)

/** A criterion as a template has it: in both languages, without an id, and a form named by its key. */
const criterionTemplate = z.discriminatedUnion('type', [
  z.strictObject({ ...base, type: z.literal('field'), field: z.string().min(1) }),
  z.strictObject({ ...base, type: z.literal('form'), form: z.enum(['bant', 'champ']), minScore: z.number().min(0).optional() }),
  z.strictObject({
    ...base, type: z.literal('activity'), kinds: z.array(z.enum(activityKindKeys)).min(1), effective: z.boolean().optional(),
    withinDays: z.number().int().min(1).optional(), count: z.number().int().min(1).optional(),
  }),
  z.strictObject({ ...base, type: z.literal('contact'), roles: keys }),
  z.strictObject({ ...base, type: z.literal('attachment'), kinds: keys }),
  z.strictObject({ ...base, type: z.literal('milestone'), kinds: z.array(milestoneKind).min(1) }),
  // Nothing but its label says what is to be ticked.
  z.strictObject({ ...base, type: z.literal('checklist'), label: localizedSchema }),
])
export type CriterionTemplate = z.infer<typeof criterionTemplate>

export interface GateTemplate {
  op: 'all' | 'any'
  items: (CriterionTemplate | GateTemplate)[]
}
export const gateTemplate: z.ZodType<GateTemplate> = z.lazy(() =>
  z.strictObject({ op: z.enum(['all', 'any']), items: z.array(z.union([gateTemplate, criterionTemplate])).min(1) }),
)

/** All of these must be met. */
export const all = (...items: GateTemplate['items']): GateTemplate => ({ op: 'all', items })
/** One of these must be met. */
export const any = (...items: GateTemplate['items']): GateTemplate => ({ op: 'any', items })

/** What a template's gate needs to become a real one: its language, fresh ids, and the ids of the organisation's forms by key. */
export interface GateMaking {
  language: 'zh' | 'en'
  newId: () => string
  formId: (key: string) => string
}

/** The gate that the template describes, each criterion with an id of its own. */
export function gateOf(template: GateTemplate, making: GateMaking): GateGroup {
  return { op: template.op, items: template.items.map((item) => ('op' in item ? gateOf(item, making) : criterionOf(item, making))) }
}

function criterionOf(template: CriterionTemplate, { language, newId, formId }: GateMaking): Criterion {
  const { label, help, ...rest } = template
  const inWords = (text: Localized | undefined) => text?.[language] ?? ''
  const asked = rest.type === 'form' ? { type: rest.type, severity: rest.severity, formId: formId(rest.form), minScore: rest.minScore } : rest
  return criterion.parse({ ...asked, id: newId(), label: inWords(label), help: inWords(help) })
}

/** Keys of the forms that a gate asks for. */
export function formsOf(template: GateTemplate | undefined): string[] {
  return template === undefined ? [] : template.items.flatMap((item) => ('op' in item ? formsOf(item) : item.type === 'form' ? [item.form] : []))
}
