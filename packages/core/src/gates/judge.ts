import { activityKinds } from '../config/activity-kinds.ts'
import type { Criterion, GateGroup } from '../config/gate.ts'
import type { ObjectCatalogue } from '../conditions/catalogue.ts'
import type { Condition } from '../conditions/condition.ts'
import type { ConditionContext } from '../conditions/context.ts'
import { ConditionError } from '../conditions/errors.ts'
import { compile } from '../conditions/evaluate.ts'
import { assertNever } from '../lib/assert-never.ts'
import { conditionRecord, customValue, type ActivityEvidence, type Evidence } from './evidence.ts'

/** What judging needs besides gate and evidence. `me` is null: a gate says the same to everyone. */
export interface JudgeContext extends ConditionContext {
  /** Deals with the organisation's custom fields. */
  catalogue: ObjectCatalogue
}

/** What was let through before, and the reasons given now, by criterion. */
export interface Allowance {
  owed: ReadonlySet<string>
  reasons: ReadonlyMap<string, string>
}
const nothingAllowed: Allowance = { owed: new Set(), reasons: new Map() }

/** `not_needed`: not met, but another of its any-group is. */
export type StandingStatus = 'met' | 'missing' | 'owed' | 'not_needed'

export interface JudgedCriterion {
  criterion: Criterion
  status: StandingStatus
  /** Stops the move as things stand: missing, needed, not merely a warning, and no reason given where one would do. */
  stops: boolean
  /** Let through for the reason that was given. */
  reason: string | null
  /** Path of the groups above it: `all`, `all/1.any` … */
  group: string
  op: 'all' | 'any'
}

export interface Judgement {
  /** By evidence alone, whatever the severities. */
  met: boolean
  /** Nothing stops the move: met, owed, only warned of, or a reason was given. */
  passes: boolean
  /** How many pieces stop it; an any-group counts as one. */
  lacking: number
  criteria: JudgedCriterion[]
}

/**
 * Judges a gate by evidence as it stands (`evidenceAt` for an earlier moment). The same for every way of moving a deal.
 *
 * Within a group a criterion that only warns counts as passed, as does one that asks for a reason and was given one.
 * `all` passes when every item does, and `any` when one does.
 */
export function judge(gate: GateGroup, evidence: Evidence, context: JudgeContext, allowed: Allowance = nothingAllowed): Judgement {
  return gateJudge(gate, context)(evidence, allowed)
}

/** As `judge`, with the gate's conditions compiled once for many deals at the one moment `context.now`. */
export function gateJudge(gate: GateGroup, context: JudgeContext): (evidence: Evidence, allowed?: Allowance) => Judgement {
  const tests = new Map<Criterion, (evidence: Evidence) => boolean>()
  const prepare = (group: GateGroup): void => {
    for (const item of group.items) {
      if ('op' in item) prepare(item)
      else tests.set(item, criterionTest(item, context))
    }
  }
  prepare(gate)
  return (evidence, allowed = nothingAllowed) => {
    const weighed = weighGroup(gate, gate.op, (criterion) => weighOne(criterion, tests.get(criterion)?.(evidence) === true, allowed))
    const criteria: JudgedCriterion[] = []
    tell(weighed, { spared: false, excused: false }, criteria)
    return { met: weighed.met, passes: weighed.passes, lacking: lacking(weighed), criteria }
  }
}

/** Whether one criterion is met, and nothing else. */
export function isMet(criterion: Criterion, evidence: Evidence, context: JudgeContext): boolean {
  return criterionTest(criterion, context)(evidence)
}

interface WeighedOne {
  criterion: Criterion
  met: boolean
  /** Not met, but let through before. */
  owed: boolean
  passes: boolean
  reason: string | null
}
interface WeighedGroup {
  op: 'all' | 'any'
  path: string
  met: boolean
  /** By evidence and by what was let through before. */
  settled: boolean
  passes: boolean
  items: (WeighedOne | WeighedGroup)[]
}

function weighOne(criterion: Criterion, met: boolean, { owed: debts, reasons }: Allowance): WeighedOne {
  const owed = !met && debts.has(criterion.id)
  const reason = criterion.severity === 'reason' && !met && !owed ? (reasons.get(criterion.id) ?? null) : null
  return { criterion, met, owed, reason, passes: met || owed || criterion.severity === 'warn' || reason !== null }
}

function weighGroup(group: GateGroup, path: string, one: (criterion: Criterion) => WeighedOne): WeighedGroup {
  const items = group.items.map((item, i) => ('op' in item ? weighGroup(item, `${path}/${i}.${item.op}`, one) : one(item)))
  const holds = (test: (item: WeighedOne | WeighedGroup) => boolean) => (group.op === 'all' ? items.every(test) : items.some(test))
  return {
    op: group.op, path, items, met: holds((item) => item.met), passes: holds((item) => item.passes),
    settled: holds((item) => ('path' in item ? item.settled : item.met || item.owed)),
  }
}

function lacking(group: WeighedGroup): number {
  if (group.passes) return 0
  if (group.op === 'any') return 1
  return group.items.reduce((sum, item) => sum + ('path' in item ? lacking(item) : item.passes ? 0 : 1), 0)
}

/** `spared`: another of an any-group above is there. `excused`: an any-group above passes, if only for a reason. */
function tell(group: WeighedGroup, above: { spared: boolean; excused: boolean }, into: JudgedCriterion[]): void {
  const spared = above.spared || (group.op === 'any' && group.settled)
  const excused = above.excused || (group.op === 'any' && group.passes)
  for (const item of group.items) {
    if ('path' in item) {
      tell(item, { spared, excused }, into)
      continue
    }
    const { criterion, met, owed, passes, reason } = item
    const status = met ? 'met' : owed ? 'owed' : spared ? 'not_needed' : 'missing'
    into.push({ criterion, status, stops: !passes && !spared && !excused, reason: status === 'missing' ? reason : null, group: group.path, op: group.op })
  }
}

/** The condition as a test; null if it fits the catalogue no more (a field was archived). */
export function conditionTest(condition: Condition, context: JudgeContext): ((evidence: Evidence) => boolean) | null {
  try {
    const verdict = compile(condition, context.catalogue, context)
    return (evidence) => verdict(conditionRecord(evidence))
  } catch (error) {
    if (error instanceof ConditionError) return null
    throw error
  }
}

function criterionTest(criterion: Criterion, context: JudgeContext): (evidence: Evidence) => boolean {
  switch (criterion.type) {
    case 'field':
      return (evidence) => isFilled(fieldValue(evidence, criterion.field, context.catalogue))
    case 'condition':
      // What cannot be asked any more is not true: a gate never opens by itself.
      return conditionTest(criterion.condition, context) ?? (() => false)
    case 'form':
      return ({ forms }) => forms.some((form) => form.until === null && form.formId === criterion.formId && form.isComplete
        && (criterion.minScore === null || (form.score !== null && form.score >= criterion.minScore)))
    case 'activity':
      return (evidence) => countingActivities(criterion, evidence, context.now).length >= criterion.count
    case 'contact':
      return ({ contacts }) => contacts.some((contact) => contact.until === null && criterion.roles.includes(contact.role))
    case 'attachment':
      return ({ attachments }) => attachments.some((file) => file.until === null && criterion.kinds.includes(file.kind))
    case 'milestone':
      return ({ milestones }) => milestones.some((one) => one.until === null && (criterion.kinds as readonly string[]).includes(one.kind))
    case 'checklist':
      return ({ ticks }) => ticks.some((tick) => tick.until === null && tick.criterionId === criterion.id)
    case 'approval':
      return (evidence) => approvalsNow(criterion.flowId, evidence).some((approval) => approval.status === 'approved')
    default:
      return assertNever(criterion)
  }
}

/** What a deal holds under a key of the catalogue, `c_<key>`, or a property of its own; never an inherited one. */
export function fieldValue({ fields }: Evidence, key: string, catalogue: ObjectCatalogue): unknown {
  const field = catalogue.fields.get(key)
  if (field !== undefined) return field.read(fields)
  if (key.startsWith('c_')) return customValue(fields, key.slice(2))
  return Object.hasOwn(fields, key) ? fields[key] : undefined
}

/** Whether a field says anything. No and zero do. */
function isFilled(value: unknown): boolean {
  if (value === null || value === undefined) return false
  if (typeof value === 'string') return value.trim() !== ''
  if (Array.isArray(value)) return value.length > 0
  if (typeof value === 'object' && !(value instanceof Date)) return Object.keys(value).length > 0
  return true
}

const dayMs = 86_400_000
const effectiveOutcomes: ReadonlySet<string> = new Set(
  activityKinds.flatMap((kind) => kind.outcomes.filter((outcome) => outcome.effective).map((outcome) => `${kind.key} ${outcome.key}`)),
)

/**
 * The activities that a criterion counts: of its kinds (any, if none is named), not in the future, within its days before
 * `now`. Named outcomes decide alone; without any, `effective` asks for one in which the customer took part.
 */
export function countingActivities(criterion: Extract<Criterion, { type: 'activity' }>, { activities }: Evidence, now: Date): ActivityEvidence[] {
  const { kinds, outcomes, effective, withinDays } = criterion
  const from = withinDays === null ? -Infinity : now.getTime() - withinDays * dayMs
  return activities.filter((activity) => {
    if (activity.until !== null || (kinds.length > 0 && !(kinds as readonly string[]).includes(activity.kind))) return false
    const at = Date.parse(activity.at)
    if (at < from || at > now.getTime()) return false
    if (outcomes.length > 0) return activity.outcome !== null && outcomes.includes(activity.outcome)
    return !effective || effectiveOutcomes.has(`${activity.kind} ${activity.outcome ?? ''}`)
  })
}

/** Approvals of a flow that were asked for since the deal entered its stage: one of an earlier stay proves nothing now. */
export function approvalsNow(flowId: string, { approvals, fields }: Evidence) {
  const entered = typeof fields.stageEnteredAt === 'string' ? fields.stageEnteredAt : ''
  return approvals.filter((approval) => approval.flowId === flowId && approval.requestedAt >= entered)
}
