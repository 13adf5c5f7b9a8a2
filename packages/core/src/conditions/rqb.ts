import { parseCondition, type Condition } from './condition.ts'
import { ConditionError } from './errors.ts'
import { CONDITION_LIMITS } from './limits.ts'
import { conditionValue } from './value.ts'

/** The part of react-querybuilder's `RuleType` that carries meaning. Operators and values are ours, unchanged. */
export interface RqbRule {
  id?: string
  field: string
  operator: string
  value?: unknown
  /** Present on a rule about related records; `value` is then the group that they are matched with. */
  match?: { mode: 'all' | 'some' | 'none' | 'atLeast' | 'atMost' | 'exactly'; threshold?: number | null }
  disabled?: boolean
  muted?: boolean
}

/** The part of react-querybuilder's `RuleGroupType` that carries meaning. */
export interface RqbGroup {
  id?: string
  combinator: string
  not?: boolean
  rules: (RqbRule | RqbGroup)[]
  disabled?: boolean
  muted?: boolean
}

const always: RqbGroup = { combinator: 'and', rules: [] }
const never: RqbGroup = { combinator: 'and', not: true, rules: [] }
const isGroup = (part: RqbRule | RqbGroup): part is RqbGroup => 'rules' in part

/** A condition as the editor shows it. Verdicts are kept; the tree is regrouped where the editor has no such form. */
export function toRqb(condition: Condition): RqbGroup {
  const part = partOf(condition)
  return isGroup(part) ? part : { combinator: 'and', rules: [part] }
}

function partOf(condition: Condition): RqbRule | RqbGroup {
  if ('and' in condition) return { combinator: 'and', rules: condition.and.map(nested) }
  // In the editor an empty group says nothing; false is "not (nothing)".
  if ('or' in condition) return condition.or.length === 0 ? never : { combinator: 'or', rules: condition.or.map(nested) }
  if ('not' in condition) return negated(partOf(condition.not))
  if ('field' in condition) return { field: condition.field, operator: condition.op, value: condition.value ?? null }
  const related = (relation: string, match: RqbRule['match']): RqbRule => ({
    field: relation,
    operator: '=',
    match,
    value: condition.where === undefined ? always : toRqb(condition.where),
  })
  if ('exists' in condition) return related(condition.exists, { mode: 'some' })
  const { count, op, value: n } = condition
  switch (op) {
    case 'gte':
      return related(count, { mode: 'atLeast', threshold: n })
    case 'gt':
      return related(count, { mode: 'atLeast', threshold: n + 1 })
    case 'lte':
      return related(count, { mode: 'atMost', threshold: n })
    case 'lt':
      return n === 0 ? never : related(count, { mode: 'atMost', threshold: n - 1 })
    case 'eq':
      return related(count, { mode: 'exactly', threshold: n })
    case 'neq':
      return negated(related(count, { mode: 'exactly', threshold: n }))
  }
}

/** An always-true group within another group would be dropped on the way back; said as "not never" it is kept. */
function nested(condition: Condition): RqbRule | RqbGroup {
  const part = partOf(condition)
  return isGroup(part) && part.rules.length === 0 && !part.not ? negated(never) : part
}

function negated(part: RqbRule | RqbGroup): RqbGroup {
  return isGroup(part) && !part.not
    ? { ...part, not: true }
    : { combinator: 'and', not: true, rules: [part] }
}

/**
 * What the editor holds, as a condition. Muted and disabled parts and empty groups say nothing and are left out.
 * A rule that is not filled in yet throws `condition.incomplete_rule`: the caller keeps its last good condition.
 */
export function fromRqb(group: RqbGroup): Condition {
  return parseCondition(conditionOf(group, 1) ?? { and: [] })
}

function conditionOf(part: RqbRule | RqbGroup, depth: number): Condition | null {
  if (depth > CONDITION_LIMITS.depth) throw new ConditionError('condition.too_deep', { limit: CONDITION_LIMITS.depth })
  if (part.disabled || part.muted) return null
  if (!isGroup(part)) return ruleOf(part, depth)
  const parts = part.rules.map((rule) => conditionOf(rule, depth + 1)).filter((condition) => condition !== null)
  // "not (nothing)" is said on purpose only where nothing was left out.
  if (parts.length === 0 && (!part.not || part.rules.length > 0)) return null
  const [only, ...others] = parts
  const joined: Condition =
    only && others.length === 0 ? only : part.combinator.toLowerCase() === 'or' && only ? { or: parts } : { and: parts }
  return part.not ? { not: joined } : joined
}

const UNCHOSEN = '~'

function ruleOf(rule: RqbRule, depth: number): Condition {
  const incomplete = new ConditionError('condition.incomplete_rule', { field: rule.field, operator: rule.operator })
  if (rule.field === UNCHOSEN || rule.operator === UNCHOSEN || rule.field === '' || rule.operator === '') throw incomplete
  if (rule.match) return matchOf(rule, rule.match, depth)
  if (rule.operator === 'empty' || rule.operator === 'not_empty') return { field: rule.field, op: rule.operator }
  const { value } = rule
  if (value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)) throw incomplete
  const parsed = conditionValue.safeParse(value)
  if (!parsed.success) throw new ConditionError('condition.bad_value', { field: rule.field, operator: rule.operator })
  return { field: rule.field, op: rule.operator, value: parsed.data }
}

function isRqbGroup(value: unknown): value is RqbGroup {
  return typeof value === 'object' && value !== null && 'rules' in value && Array.isArray(value.rules) && 'combinator' in value
}

function matchOf(rule: RqbRule, match: NonNullable<RqbRule['match']>, depth: number): Condition {
  const inner = isRqbGroup(rule.value) ? conditionOf(rule.value, depth + 1) : null
  const where = inner === null ? {} : { where: inner }
  const count = (op: 'gte' | 'lte' | 'eq'): Condition => ({ count: rule.field, ...where, op, value: match.threshold ?? 1 })
  switch (match.mode) {
    case 'some':
      return { exists: rule.field, ...where }
    case 'none':
      return { not: { exists: rule.field, ...where } }
    case 'all':
      return { not: { exists: rule.field, where: { not: inner ?? { and: [] } } } }
    case 'atLeast':
      return count('gte')
    case 'atMost':
      return count('lte')
    case 'exactly':
      return count('eq')
  }
}
