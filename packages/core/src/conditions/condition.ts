import { z } from 'zod'
import { ConditionError } from './errors.ts'
import { CONDITION_LIMITS } from './limits.ts'
import { COUNT_OPERATORS, type CountOperator } from './comparisons.ts'
import { conditionValue, type ConditionValue } from './value.ts'

/**
 * A condition over one record, as stored in views, rules and gates, and as sent by clients.
 * `{and: []}` is true, `{or: []}` is false. Every condition has exactly two verdicts:
 * a comparison with an empty field is false, its complement (`is_not`, `neq`, `none_of` …) is true, and `not` is plain negation.
 */
export type Condition =
  | { and: Condition[] }
  | { or: Condition[] }
  | { not: Condition }
  | FieldCondition
  | { exists: string; where?: Condition }
  | { count: string; where?: Condition; op: CountOperator; value: number }

/** `op` is one of the operators of the field's type (operators.ts); `empty` and `not_empty` take no value. */
export interface FieldCondition {
  field: string
  op: string
  value?: ConditionValue
}

const name = z.string().min(1).max(100)

/** The shape alone; depth and size are bounded by `conditionSchema`. */
const tree: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ and: z.array(tree) }),
    z.strictObject({ or: z.array(tree) }),
    z.strictObject({ not: tree }),
    z.strictObject({ field: name, op: name, value: conditionValue.optional() }),
    z.strictObject({ exists: name, where: tree.optional() }),
    z.strictObject({
      count: name,
      where: tree.optional(),
      op: z.enum(COUNT_OPERATORS),
      value: z.int().min(0).max(1_000_000),
    }),
  ]),
).meta({ id: 'Condition' })

/** Finds what is too large, without recursion, so that hostile nesting cannot exhaust the stack. */
function tooLarge(input: unknown): ConditionError | null {
  const pending: { node: unknown; depth: number }[] = [{ node: input, depth: 1 }]
  let nodes = 0
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { node, depth } = next
    if (depth > CONDITION_LIMITS.depth) return new ConditionError('condition.too_deep', { limit: CONDITION_LIMITS.depth })
    nodes += 1
    if (typeof node !== 'object' || node === null) continue
    const lists = ['and', 'or'].map((key): unknown => Reflect.get(node, key)).filter((list) => Array.isArray(list))
    if (nodes + pending.length + lists.reduce((sum, list) => sum + list.length, 0) > CONDITION_LIMITS.nodes)
      return new ConditionError('condition.too_many_nodes', { limit: CONDITION_LIMITS.nodes })
    for (const child of lists.flat(1)) pending.push({ node: child, depth: depth + 1 })
    for (const key of ['not', 'where']) if (key in node) pending.push({ node: Reflect.get(node, key), depth: depth + 1 })
    const value: unknown = Reflect.get(node, 'value')
    if (Array.isArray(value) && value.length > CONDITION_LIMITS.list)
      return new ConditionError('condition.list_too_long', { limit: CONDITION_LIMITS.list })
  }
  return null
}

/** For contracts: a well-formed, bounded condition. The issue's message is the stable code. */
export const conditionSchema = z
  .unknown()
  .superRefine((input, context) => {
    const problem = tooLarge(input)
    if (problem) context.addIssue({ code: 'custom', message: problem.code, params: problem.detail, continue: false })
  })
  .pipe(tree)

/** For query strings: the condition as JSON text. */
export const conditionJson = z
  .string()
  .max(CONDITION_LIMITS.source)
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text)
    } catch {
      context.addIssue({ code: 'custom', message: 'condition.malformed', continue: false })
      return z.NEVER
    }
  })
  .pipe(conditionSchema)

/** Reads outside input as a condition, or throws a ConditionError. Fields and operators are checked by `check`. */
export function parseCondition(input: unknown): Condition {
  const problem = tooLarge(input)
  if (problem) throw problem
  const parsed = tree.safeParse(input)
  if (!parsed.success) throw new ConditionError('condition.malformed', { path: parsed.error.issues[0]?.path.join('.') ?? '' })
  return parsed.data
}
