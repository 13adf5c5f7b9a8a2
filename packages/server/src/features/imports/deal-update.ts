import type { DealEventBody } from '@sluice/core/events/catalogue'
import type { Transition as Wanted } from '@sluice/core/pipeline/transition'
import { changesOf } from '../../platform/record-change.ts'
import type { Decider, Passage, Said } from '../pipeline/decide.ts'
import type { DealRecord } from '../pipeline/pipeline.queries.ts'
import type { DealWrite } from '../pipeline/save-deals.ts'

/** Where a file says that a deal stands. `stageId` null: it does not say. */
export interface Standing {
  status: 'open' | 'won' | 'lost'
  pipelineId: string
  stageId: string | null
  /** When it entered that stage, and when it was closed, if the file knows. */
  enteredAt: string | null
  closedAt: string | null
  lostReasonId: string | null
  competitor: string | null
}

type Body = { body: DealEventBody; at?: string }
/** `passages`: what its moves were let through without, to be recorded once it is written. */
export type Change = Omit<DealWrite, 'events'> & { events: Body[]; enters: boolean; passages: Passage[] }

/**
 * An existing deal as the file has it: its fields first, then its way to where the file says it stands, decided by the same
 * function as a drag on the board (pipeline/decide.ts), gates included. Null when nothing differs. A refusal is answered by its code.
 * What a file says of a deal that is here already is known since the import, whatever time it names.
 */
export function changedDeal(before: DealRecord, patch: Partial<DealRecord>, standing: Standing, decider: Decider, now: string, said?: Said): Change | null | { refused: string } {
  const change: Change = { before, after: { ...before }, events: [], enters: false, passages: [] }
  const { accountName, ...fields } = patch
  const changes = changesOf<Partial<DealRecord>>(before, fields)
  if (said?.restores !== true && decider.guarded(before.id, Object.keys(changes)) !== null) return { refused: 'approval.required' }
  if (Object.keys(changes).length > 0) {
    Object.assign(change.after, Object.fromEntries(Object.entries(changes).map(([field, [, value]]) => [field, value])), accountName !== undefined && { accountName })
    change.events.push({ body: { type: 'deal.changed', payload: { pipelineId: before.pipelineId, changes } } })
  }
  const refused = moveTo(change, standing, decider, now, said)
  if (refused !== null) return { refused }
  return change.events.length === 0 ? null : change
}

/** Brings a deal to where it shall stand; answers the code of a refusal. */
export function moveTo(change: Change, wanted: Standing, { decide, rules }: Decider, now: string, said?: Said): string | null {
  const { after } = change
  const within = (at: string | null): string => {
    const time = at ?? now
    return time < after.stageEnteredAt ? (after.stageEnteredAt > now ? now : after.stageEnteredAt) : time > now ? now : time
  }
  const go = (step: Wanted): string | null => {
    const verdict = decide(after, step, said)
    if (!verdict.ok) return verdict.code
    change.passages.push({ debts: verdict.debts, settles: verdict.settles })
    Object.assign(after, verdict.patch)
    change.events.push(...verdict.events.map((body) => ({ body, at: verdict.at })))
    if (verdict.enters && verdict.events.length > 0) change.enters = true
    return null
  }
  const elsewhere = wanted.stageId !== null && wanted.stageId !== after.stageId
  if (after.status === wanted.status && !elsewhere) return null
  if (after.status !== 'open' && after.status === wanted.status) return null
  if (after.status !== 'open') {
    const same = rules.stages.some((stage) => stage.id === wanted.stageId && stage.pipelineId === after.pipelineId)
    const refused = go({ kind: 'reopen', ...(same && wanted.status === 'open' && wanted.stageId !== null && { stageId: wanted.stageId }) })
    if (refused !== null) return refused
  }
  if (wanted.stageId !== null && wanted.stageId !== after.stageId) {
    const at = within(wanted.enteredAt ?? (wanted.status === 'open' ? null : wanted.closedAt))
    const refused = go({ kind: 'move', stageId: wanted.stageId, at })
    if (refused !== null) return refused
  }
  if (wanted.status === 'won') return go({ kind: 'win', at: within(wanted.closedAt) })
  if (wanted.status !== 'lost') return null
  const at = within(wanted.closedAt)
  const refused = go({ kind: 'lose', reasonId: wanted.lostReasonId, at, ...(wanted.competitor !== null && { competitor: wanted.competitor }) })
  if (refused === null || !/reason|note|competitor/.test(refused)) return refused
  // A file cannot be asked for the reason or the note that a person would be asked for.
  const { pipelineId, stageId } = after
  const { lostReasonId, competitor } = wanted
  change.passages.push({ debts: [], settles: { by: 'closed' } })
  Object.assign(after, { status: 'lost', closedAt: at, lostReasonId, lostNote: null, competitor })
  change.events.push({ body: { type: 'deal.lost', payload: { pipelineId, stageId, reasonId: lostReasonId, note: null, competitor } }, at })
  return null
}
