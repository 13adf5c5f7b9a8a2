import { z } from 'zod'
import { activityKindKeys } from './activity-kinds.ts'
import { milestoneKind } from './milestones.ts'
import { conditionSchema } from '../conditions/condition.ts'
import { id } from '../lib/wire.ts'

/** What a criterion that is not met does: stop the move, say so and let it pass, or let it pass for a written reason. */
export const severities = ['block', 'reason', 'warn'] as const
export const severity = z.enum(severities)

const base = {
  /** Stable across versions of a definition: ticks and debts refer to it. */
  id, severity: severity.default('block'),
  /** In the team's own words; empty: the words are made from the criterion. */
  label: z.string().trim().max(200).default(''),
  help: z.string().trim().max(1000).default(''),
}
/** A field of a deal in the condition catalogue; custom ones are `c_<key>`. */
const fieldKey = z.string().min(1).max(100)
const outcomeKey = z.string().min(1).max(48)

export const criterion = z.discriminatedUnion('type', [
  z.object({ ...base, type: z.literal('field'), field: fieldKey }),
  z.object({ ...base, type: z.literal('condition'), condition: conditionSchema }),
  /** The questionnaire is complete, and its score reaches `minScore` if one is set. */
  z.object({ ...base, type: z.literal('form'), formId: id, minScore: z.number().min(0).max(10_000).nullable().default(null) }),
  /** At least `count` activities of one of the kinds; `effective`: with an outcome in which the customer took part. */
  z.object({
    ...base, type: z.literal('activity'), kinds: z.array(z.enum(activityKindKeys)).max(10).default([]), outcomes: z.array(outcomeKey).max(30).default([]),
    effective: z.boolean().default(true), withinDays: z.number().int().min(1).max(3660).nullable().default(null), count: z.number().int().min(1).max(100).default(1),
  }),
  z.object({ ...base, type: z.literal('contact'), roles: z.array(z.string().max(48)).min(1).max(10) }),
  z.object({ ...base, type: z.literal('attachment'), kinds: z.array(z.string().max(48)).min(1).max(10) }),
  /** One of the kinds of milestone: a quote sent or accepted, a payment received … */
  z.object({ ...base, type: z.literal('milestone'), kinds: z.array(milestoneKind).min(1).max(10) }),
  z.object({ ...base, type: z.literal('checklist') }),
  /** An approval of this flow, asked for in this stage, was granted. */
  z.object({ ...base, type: z.literal('approval'), flowId: id }),
]).meta({ id: 'Criterion' })
export type Criterion = z.infer<typeof criterion>
export type CriterionType = Criterion['type']

export const GATE_LIMITS = { depth: 4, nodes: 60 } as const

/** `all` of the items must be met, or `any` one. An empty `all` is met, an empty `any` is refused when saved. */
export interface GateGroup {
  op: 'all' | 'any'
  items: (Criterion | GateGroup)[]
}

const group: z.ZodType<GateGroup> = z.lazy(() => z.object({ op: z.enum(['all', 'any']), items: z.array(z.union([group, criterion])) })).meta({ id: 'Gate' })

/** Whether nesting and size are within GATE_LIMITS; without recursion, so that hostile nesting cannot exhaust the stack. */
function fits(input: unknown): boolean {
  const pending: { node: unknown; depth: number }[] = [{ node: input, depth: 1 }]
  let nodes = 0
  for (let next = pending.pop(); next; next = pending.pop()) {
    nodes += 1
    if (next.depth > GATE_LIMITS.depth || nodes > GATE_LIMITS.nodes) return false
    const items: unknown = typeof next.node === 'object' && next.node !== null ? Reflect.get(next.node, 'items') : undefined
    if (!Array.isArray(items)) continue
    if (items.length + nodes + pending.length > GATE_LIMITS.nodes) return false
    for (const node of items) pending.push({ node, depth: next.depth + 1 })
  }
  return true
}

/** A gate as stored in a definition and sent by clients: bounded before it is read. */
export const gate = z.unknown().superRefine((input, context) => {
  if (!fits(input)) context.addIssue({ code: 'custom', message: 'gate.too_large', continue: false })
}).pipe(group)

/** Every criterion of a gate, in order. Null: no gate, none. */
export function criteriaOf(gate: GateGroup | null): Criterion[] {
  return gate === null ? [] : gate.items.flatMap((item) => ('op' in item ? criteriaOf(item) : [item]))
}
