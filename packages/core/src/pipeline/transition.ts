import type { DealEventBody } from '../events/catalogue.ts'
import type { pipelineRefusals } from './refusals.ts'

/** What of a deal decides where it may go. Instants are ISO UTC. */
export interface DealPosition {
  pipelineId: string
  stageId: string
  status: 'open' | 'won' | 'lost'
  amountMinor: number | null
  stageEnteredAt: string
}

/** What of the configuration decides. Archived pipelines, stages and reasons are left out. */
export interface Rules {
  stages: readonly { id: string; pipelineId: string; position: number }[]
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

export type TransitionRefusal = keyof typeof pipelineRefusals

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
    }
  | { ok: false; code: TransitionRefusal }

const refused = (code: TransitionRefusal): Verdict => ({ ok: false, code })

/**
 * Decides whether and how a deal changes its place. The one decision for drag, form, bulk edit, import and API alike.
 * A move within a pipeline may skip stages; its direction follows the stages' positions. A move to a stage of another
 * pipeline is a transfer. `now` is ISO UTC.
 *
 * Gates belong here: exit criteria of the stage left and entry criteria of the stage reached are judged between
 * "where to" and "when", and their refusal will carry the list of missing evidence beside the code.
 */
export function transition(deal: DealPosition, wanted: Transition, rules: Rules, now: string): Verdict {
  if (wanted.kind === 'reopen') return reopen(deal, wanted, rules, now)
  if (wanted.kind === 'move' && wanted.fromStageId !== undefined && wanted.fromStageId !== deal.stageId) return refused('deal.moved_meanwhile')
  if (deal.status !== 'open') return refused('deal.not_open')
  // A clock that runs behind the last entry (imported or another machine's) must not make a stay of negative length.
  const at = wanted.at ?? (now > deal.stageEnteredAt ? now : deal.stageEnteredAt)
  if (wanted.at !== undefined && wanted.at > now) return refused('deal.in_the_future')
  if (at < deal.stageEnteredAt) return refused('deal.before_stage_entry')
  switch (wanted.kind) {
    case 'move':
      return move(deal, wanted, rules, at)
    case 'win':
      return win(deal, wanted, at)
    case 'lose':
      return lose(deal, wanted, rules, at)
  }
}

function move(deal: DealPosition, wanted: Extract<Transition, { kind: 'move' }>, rules: Rules, at: string): Verdict {
  if (wanted.stageId === deal.stageId) return { ok: true, at, events: [], patch: {}, enters: true }
  const to = rules.stages.find((stage) => stage.id === wanted.stageId)
  if (to === undefined) return refused('deal.unknown_stage')
  const from = rules.stages.find((stage) => stage.id === deal.stageId)
  const reason = wanted.reason ?? null
  const place = { from: deal.stageId, to: to.id, reason }
  const patch: DealPatch = { stageId: to.id, stageEnteredAt: at }
  if (to.pipelineId !== deal.pipelineId) {
    const payload = { ...place, fromPipelineId: deal.pipelineId, pipelineId: to.pipelineId }
    return { ok: true, at, events: [{ type: 'deal.transferred', payload }], patch: { ...patch, pipelineId: to.pipelineId }, enters: true }
  }
  // Out of a stage that has been archived since, every way leads on.
  const direction = from !== undefined && to.position < from.position ? 'back' : 'advance'
  return { ok: true, at, events: [{ type: 'deal.moved', payload: { ...place, pipelineId: deal.pipelineId, direction } }], patch, enters: true }
}

function win(deal: DealPosition, wanted: Extract<Transition, { kind: 'win' }>, at: string): Verdict {
  const { pipelineId, stageId } = deal
  const events: DealEventBody[] = []
  const patch: DealPatch = { status: 'won', closedAt: at }
  if (wanted.amountMinor !== undefined && wanted.amountMinor !== deal.amountMinor) {
    // Before the win, so that the amount won is that of the version in which the deal is won.
    events.push({ type: 'deal.changed', payload: { pipelineId, changes: { amountMinor: [deal.amountMinor, wanted.amountMinor] } } })
    patch.amountMinor = wanted.amountMinor
  }
  events.push({ type: 'deal.won', payload: { pipelineId, stageId } })
  return { ok: true, at, events, patch, enters: false }
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
    ok: true, at, enters: false,
    events: [{ type: 'deal.lost', payload: { pipelineId, stageId, reasonId: reason.id, note, competitor } }],
    patch: { status: 'lost', closedAt: at, lostReasonId: reason.id, lostNote: note, competitor },
  }
}

function reopen(deal: DealPosition, wanted: Extract<Transition, { kind: 'reopen' }>, rules: Rules, now: string): Verdict {
  if (deal.status === 'open') return refused('deal.already_open')
  const stageId = wanted.stageId ?? deal.stageId
  const stage = rules.stages.find((one) => one.id === stageId)
  // Into another pipeline it is moved afterwards; its own stage may have been archived meanwhile.
  if (stage === undefined || stage.pipelineId !== deal.pipelineId) return refused('deal.unknown_stage')
  return {
    ok: true, at: now, enters: true,
    events: [{ type: 'deal.reopened', payload: { pipelineId: deal.pipelineId, stageId, reason: wanted.reason ?? null } }],
    patch: { status: 'open', stageId, stageEnteredAt: now, closedAt: null, lostReasonId: null, lostNote: null, competitor: null },
  }
}
