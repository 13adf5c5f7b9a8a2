import type { Criterion } from '../config/gate.ts'
import type { PipelineRules } from '../config/pipeline-definition.ts'
import type { Role } from '../identity/role.ts'
import type { GatePass, GateReport, Standing } from './contract.ts'
import { asks, has, type GateNames } from './explain.ts'
import type { Evidence } from './evidence.ts'
import { judge, type JudgeContext, type JudgedCriterion } from './judge.ts'
import type { gateRefusals } from './refusals.ts'
import type { Way } from './way.ts'

/** What judging a move needs beside where it leads. */
export interface Passage {
  evidence: Evidence
  context: JudgeContext
  names: GateNames
  /** Whose role decides about overriding; null: nobody's, as for what happens by itself. */
  role: Role | null
  /** Criteria with an open debt of this deal. */
  owed: ReadonlySet<string>
  pass?: GatePass | undefined
  /** The next step as it will be after the move; `due` is a day of the organisation's zone, as is `today`. */
  nextStep: string | null
  nextStepDue: string | null
  today: string
  /** Why it goes back. */
  reason?: string | undefined
  /** Comes out of won or lost. */
  reopens?: boolean | undefined
}

export interface JudgedOnWay extends JudgedCriterion {
  side: Standing['side']
  stageId: string | null
}

/** What somebody is let through without, to be recorded. */
export interface DebtToRecord {
  pipelineId: string
  stageId: string | null
  criterion: Criterion
  asks: string
  kind: 'override' | 'reason' | 'import'
  reason: string
}

export interface WayJudgement {
  criteria: JudgedOnWay[]
  /** Pieces that stop it; 0: the gates are open. */
  lacking: number
}

/** Judges all gates of a way. */
export function judgeWay(way: Way, { evidence, context, owed, pass }: Pick<Passage, 'evidence' | 'context' | 'owed' | 'pass'>): WayJudgement {
  const allowed = { owed, reasons: new Map(Object.entries(pass?.reasons ?? {})) }
  const judged = way.gates.map(({ side, stageId, gate }, i) => {
    const { lacking, criteria } = judge(gate, evidence, context, allowed)
    // The path names the gate too: two gates of one way have groups of the same name.
    return { lacking, criteria: criteria.map((one): JudgedOnWay => ({ ...one, group: `${i}.${one.group}`, side, stageId })) }
  })
  return { lacking: judged.reduce((sum, one) => sum + one.lacking, 0), criteria: judged.flatMap((one) => one.criteria) }
}

type RuleRefusal = Extract<keyof typeof gateRefusals, 'gate.no_skip' | 'gate.no_back' | 'gate.no_reopen' | 'gate.back_reason_required' | 'gate.next_step_required'>

/** The rule of the pipeline that forbids a way whatever the evidence; nobody overrides it. */
export function forbiddenBy(way: Way, { reopens }: Pick<Passage, 'reopens'>): RuleRefusal | null {
  const { rules } = way.pipeline
  if (reopens === true && !rules.allowReopen) return 'gate.no_reopen'
  if (way.skipped.length > 0 && !rules.allowSkip) return 'gate.no_skip'
  if (way.kind === 'back' && !rules.allowBack) return 'gate.no_back'
  return null
}

/** What has to be said along with a move and was not. */
export function unsaid(way: Way, passage: Pick<Passage, 'nextStep' | 'nextStepDue' | 'today' | 'reason' | 'reopens'>): RuleRefusal | null {
  if (asksReason(way) && (passage.reason ?? '').trim() === '') return 'gate.back_reason_required'
  return asksNextStep(way, passage) ? 'gate.next_step_required' : null
}

const asksReason = (way: Way) => way.kind === 'back' && way.pipeline.rules.backNeedsReason

/**
 * Every stage change into a stage that wants one: by then there is a next step with a day that is not past. A deal that is
 * made is not a change of stage; one that is reopened is.
 */
function asksNextStep(way: Way, { nextStep, nextStepDue, today, reopens }: Pick<Passage, 'nextStep' | 'nextStepDue' | 'today' | 'reopens'>): boolean {
  if (way.stage?.nextStepRequired !== true || (way.kind === 'stay' && reopens !== true)) return false
  return (nextStep ?? '').trim() === '' || nextStepDue === null || nextStepDue < today
}

export const mayOverride = (rules: PipelineRules, role: Role | null): boolean => role !== null && rules.overrideRoles.includes(role)

/** What a move would meet, in the reader's language. */
export function gateReport(way: Way, judgement: WayJudgement, passage: Passage): GateReport {
  const forbidden = forbiddenBy(way, passage)
  return {
    target: way.stage?.id ?? 'won', passes: forbidden === null && judgement.lacking === 0, lacking: judgement.lacking, forbidden,
    asksReason: asksReason(way), asksNextStep: asksNextStep(way, passage), mayOverride: mayOverride(way.pipeline.rules, passage.role),
    standings: judgement.criteria.map((one): Standing => ({
      criterion: one.criterion, side: one.side, stageId: one.stageId, status: one.status, stops: one.stops, group: one.group, op: one.op,
      asks: asks(one.criterion, passage.names), has: has(one.criterion, one.status === 'met', passage.evidence, passage.names, passage.context),
    })),
  }
}

/**
 * What is let through: every criterion that stops, by override, and every one for which a reason was given. A criterion that
 * only warns leaves no debt.
 */
export function debtsOf(way: Way, judgement: WayJudgement, passage: Pick<Passage, 'names' | 'pass'>, overriding: 'override' | 'import', why: string): DebtToRecord[] {
  const base = (one: JudgedOnWay) => ({ pipelineId: way.pipeline.id, stageId: one.stageId, criterion: one.criterion, asks: asks(one.criterion, passage.names) })
  return judgement.criteria.flatMap((one): DebtToRecord[] => {
    if (one.stops) return [{ ...base(one), kind: overriding, reason: why }]
    return one.reason === null ? [] : [{ ...base(one), kind: 'reason', reason: one.reason }]
  })
}
