import type { DealEventBody } from '../events/catalogue.ts'
import type { GateReport } from '../gates/contract.ts'
import type { gateRefusals } from '../gates/refusals.ts'
import { debtsOf, forbiddenBy, gateReport, judgeWay, mayOverride, unsaid, type DebtToRecord, type Passage } from '../gates/report.ts'
import { wayTo, type Destination, type From, type MoveRules, type Way } from '../gates/way.ts'
import type { pipelineRefusals } from './refusals.ts'

/** What of a deal decides where it may go. Instants are ISO UTC. */
export interface DealPosition {
  pipelineId: string
  stageId: string
  status: 'open' | 'won' | 'lost'
  amountMinor: number | null
  stageEnteredAt: string
}

/** What of the configuration decides. Archived stages and reasons are left out. */
export interface Rules extends MoveRules {
  lossReasons: readonly { id: string; asksText: boolean; asksCompetitor: boolean }[]
}

/** What somebody wants to happen to a deal. `at`: when it really happened, if earlier than now. */
export type Transition =
  | { kind: 'move'; stageId: string; fromStageId?: string | undefined; reason?: string | undefined; at?: string | undefined }
  | { kind: 'win'; amountMinor?: number | undefined; at?: string | undefined }
  | { kind: 'lose'; reasonId: string | null; note?: string | undefined; competitor?: string | undefined; at?: string | undefined }
  | { kind: 'reopen'; stageId?: string | undefined; reason?: string | undefined }

/** Fields of the deal that the transition sets. */
export interface DealPatch {
  pipelineId?: string
  stageId?: string
  status?: 'open' | 'won' | 'lost'
  stageEnteredAt?: string
  closedAt?: string | null
  amountMinor?: number
  lostReasonId?: string | null
  lostNote?: string | null
  competitor?: string | null
}

export type TransitionRefusal = keyof typeof pipelineRefusals | keyof typeof gateRefusals

/** What a deal is judged by: its evidence, who moves it, and what was said along with it. */
export interface Judged extends Omit<Passage, 'reason' | 'reopens'> {
  /** Puts a deal back to where it rightly stood: no rule about ways forbids it, and what its gates lack becomes a debt. */
  restores?: boolean
}

/** What an open debt becomes by a move: none of the stage's concern any more, or asked for again. */
export type Settles = { by: 'closed' } | { by: 'moved_back'; stageId: string } | null

export type Verdict =
  | {
      ok: true
      /** When it was true; for every event. */
      at: string
      /** In order; none when the deal stays where it is (a card moved within its column). */
      events: DealEventBody[]
      patch: DealPatch
      /** The card enters a column, or moves within one, and needs a rank there. */
      enters: boolean
      /** What it is let through without. */
      debts: DebtToRecord[]
      settles: Settles
    }
  | {
      ok: false
      code: TransitionRefusal
      /** With `gate.missing`: what is missing. */
      report?: GateReport
      /** The name of where it should have gone, for words. */
      stage?: string
    }

type Refused = Extract<Verdict, { ok: false }>
type Passed = { debts: DebtToRecord[] }

const refused = (code: TransitionRefusal): Refused => ({ ok: false, code })
const nobodysDebt: Passed = { debts: [] }

/**
 * Decides whether and how a deal changes its place. The one decision for drag, form, bulk edit, import and API alike.
 * A move within a pipeline may skip stages if its rules allow that; its direction follows the stages' positions. A move to
 * a stage of another pipeline is a transfer. `now` is ISO UTC.
 *
 * Gates (`wayTo` says which stand in the way) are judged by `judged` and stop it with `gate.missing`, unless somebody who
 * may overrides them; what is let through comes back as debts. A loss is judged by no gate. A reopened deal comes back where
 * it was or before that; beyond it is a move forward, and judged as one.
 */
export function transition(deal: DealPosition, wanted: Transition, rules: Rules, now: string, judged: Judged): Verdict {
  if (wanted.kind === 'reopen') return reopen(deal, wanted, rules, now, judged)
  if (wanted.kind === 'move' && wanted.fromStageId !== undefined && wanted.fromStageId !== deal.stageId) return refused('deal.moved_meanwhile')
  if (deal.status !== 'open') return refused('deal.not_open')
  // A clock that runs behind the last entry (imported or another machine's) must not make a stay of negative length.
  const at = wanted.at ?? (now > deal.stageEnteredAt ? now : deal.stageEnteredAt)
  if (wanted.at !== undefined && wanted.at > now) return refused('deal.in_the_future')
  if (at < deal.stageEnteredAt) return refused('deal.before_stage_entry')
  switch (wanted.kind) {
    case 'move':
      return move(deal, wanted, rules, at, judged)
    case 'win':
      return win(deal, wanted, rules, at, judged)
    case 'lose':
      return lose(deal, wanted, rules, at)
  }
}

/** Whether a deal that is about to be made may begin in a stage: judged as if it had come there from before the first. */
export function beginIn(stageId: string, rules: Rules, judged: Judged): Refused | ({ ok: true } & Passed) {
  const passed = pass(null, { stageId }, rules, judged, {})
  return 'ok' in passed ? passed : { ok: true, ...passed }
}

/**
 * What a deal that stands in a stage already (a file says so) lacks of what its way there would have asked: debts, if the
 * role may let it through at all. Skipping is no question: history is taken as fact.
 */
export function broughtTo(stageId: string, rules: Rules, judged: Judged, why: string): Refused | ({ ok: true } & Passed) {
  const way = wayTo(null, { stageId }, rules)
  if (way === null) return refused('deal.unknown_stage')
  const judgement = judgeWay(way, judged)
  if (judgement.lacking > 0 && !mayOverride(way.pipeline.rules, judged.role)) return missing(way, judged, judgement)
  return { ok: true, debts: debtsOf(way, judgement, judged, 'import', why) }
}

/** The gates and rules of a way; answers the debts of who may pass. */
function pass(from: From | null, to: Destination, rules: Rules, judged: Judged, how: Pick<Passage, 'reason' | 'reopens'>): Refused | Passed {
  const way = wayTo(from, to, rules)
  if (way === null) return refused('deal.unknown_stage')
  const passage: Passage = { ...judged, ...how, evidence: { ...judged.evidence, fields: { ...judged.evidence.fields, nextStep: judged.nextStep, nextStepDue: judged.nextStepDue } } }
  const restores = judged.restores === true
  const forbidden = restores ? null : (forbiddenBy(way, passage) ?? (from === null ? null : unsaid(way, passage)))
  if (forbidden !== null) return { ok: false, code: forbidden, stage: nameOf(way) }
  const judgement = judgeWay(way, passage)
  const override = judged.pass?.override
  if (judgement.lacking > 0) {
    if (override === undefined && !restores) return missing(way, passage, judgement)
    if (!mayOverride(way.pipeline.rules, judged.role)) return refused('gate.may_not_override')
  }
  return { debts: debtsOf(way, judgement, passage, restores ? 'import' : 'override', override?.reason ?? '') }
}

const nameOf = (way: Way) => way.stage?.name ?? way.pipeline.wonName

function missing(way: Way, passage: Passage, judgement: ReturnType<typeof judgeWay>): Refused {
  return { ok: false, code: 'gate.missing', report: gateReport(way, judgement, passage), stage: nameOf(way) }
}

function move(deal: DealPosition, wanted: Extract<Transition, { kind: 'move' }>, rules: Rules, at: string, judged: Judged): Verdict {
  if (wanted.stageId === deal.stageId) return { ok: true, at, events: [], patch: {}, enters: true, ...nobodysDebt, settles: null }
  const to = rules.stages.find((stage) => stage.id === wanted.stageId)
  if (to === undefined || to.isArchived === true) return refused('deal.unknown_stage')
  const from = rules.stages.find((stage) => stage.id === deal.stageId)
  const passed = pass(deal, { stageId: to.id }, rules, judged, { reason: wanted.reason })
  if ('ok' in passed) return passed
  const reason = wanted.reason ?? null
  const place = { from: deal.stageId, to: to.id, reason }
  const patch: DealPatch = { stageId: to.id, stageEnteredAt: at }
  if (to.pipelineId !== deal.pipelineId) {
    const payload = { ...place, fromPipelineId: deal.pipelineId, pipelineId: to.pipelineId }
    return { ok: true, at, events: [{ type: 'deal.transferred', payload }], patch: { ...patch, pipelineId: to.pipelineId }, enters: true, ...passed, settles: { by: 'closed' } }
  }
  // Out of a stage that has been archived since, every way leads on.
  const direction = from !== undefined && to.position < from.position ? 'back' : 'advance'
  const settles: Settles = direction === 'back' ? { by: 'moved_back', stageId: to.id } : null
  return { ok: true, at, events: [{ type: 'deal.moved', payload: { ...place, pipelineId: deal.pipelineId, direction } }], patch, enters: true, ...passed, settles }
}

function win(deal: DealPosition, wanted: Extract<Transition, { kind: 'win' }>, rules: Rules, at: string, judged: Judged): Verdict {
  const { pipelineId, stageId } = deal
  const events: DealEventBody[] = []
  const patch: DealPatch = { status: 'won', closedAt: at }
  const { evidence } = judged
  const amountMinor = wanted.amountMinor ?? deal.amountMinor
  const passed = pass(deal, 'won', rules, { ...judged, evidence: { ...evidence, fields: { ...evidence.fields, amountMinor } } }, {})
  if ('ok' in passed) return passed
  if (wanted.amountMinor !== undefined && wanted.amountMinor !== deal.amountMinor) {
    // Before the win, so that the amount won is that of the version in which the deal is won.
    events.push({ type: 'deal.changed', payload: { pipelineId, changes: { amountMinor: [deal.amountMinor, wanted.amountMinor] } } })
    patch.amountMinor = wanted.amountMinor
  }
  events.push({ type: 'deal.won', payload: { pipelineId, stageId } })
  return { ok: true, at, events, patch, enters: false, ...passed, settles: null }
}

function lose(deal: DealPosition, wanted: Extract<Transition, { kind: 'lose' }>, rules: Rules, at: string): Verdict {
  if (wanted.reasonId === null) return refused('deal.loss_reason_required')
  const reason = rules.lossReasons.find((one) => one.id === wanted.reasonId)
  if (reason === undefined) return refused('deal.unknown_loss_reason')
  const note = wanted.note?.trim() || null
  const competitor = wanted.competitor?.trim() || null
  if (reason.asksText && note === null) return refused('deal.loss_note_required')
  if (reason.asksCompetitor && competitor === null) return refused('deal.loss_competitor_required')
  const { pipelineId, stageId } = deal
  return {
    ok: true, at, enters: false, ...nobodysDebt, settles: { by: 'closed' },
    events: [{ type: 'deal.lost', payload: { pipelineId, stageId, reasonId: reason.id, note, competitor } }],
    patch: { status: 'lost', closedAt: at, lostReasonId: reason.id, lostNote: note, competitor },
  }
}

function reopen(deal: DealPosition, wanted: Extract<Transition, { kind: 'reopen' }>, rules: Rules, now: string, judged: Judged): Verdict {
  if (deal.status === 'open') return refused('deal.already_open')
  const stageId = wanted.stageId ?? deal.stageId
  const stage = rules.stages.find((one) => one.id === stageId)
  // Into another pipeline it is moved afterwards; its own stage may have been archived meanwhile.
  if (stage === undefined || stage.isArchived === true || stage.pipelineId !== deal.pipelineId) return refused('deal.unknown_stage')
  const passed = pass(deal, { stageId }, rules, judged, { reason: wanted.reason, reopens: true })
  if ('ok' in passed) return passed
  return {
    ok: true, at: now, enters: true, ...passed, settles: { by: 'moved_back', stageId },
    events: [{ type: 'deal.reopened', payload: { pipelineId: deal.pipelineId, stageId, reason: wanted.reason ?? null } }],
    patch: { status: 'open', stageId, stageEnteredAt: now, closedAt: null, lostReasonId: null, lostNote: null, competitor: null },
  }
}
