import type { Viewer } from '@sluice/core/identity/policy'
import type { GatePass } from '@sluice/core/gates/contract'
import { bareEvidence, type Evidence } from '@sluice/core/gates/evidence'
import { gateReport, judgeWay, type DebtToRecord } from '@sluice/core/gates/report'
import { wayTo, type Way } from '@sluice/core/gates/way'
import { beginIn, broughtTo, transition, type Judged, type Rules, type Transition, type TransitionRefusal, type Verdict } from '@sluice/core/pipeline/transition'
import type { Reader, Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { refuse } from '../../platform/refusal.ts'
import { recordDebts, settleByMove } from '../gates/debts.ts'
import { partsAsked, selectEvidence } from '../gates/evidence.queries.ts'
import { readFieldGuard } from '../gates/field-guard.ts'
import { readFlowGuard, withApprovals, type FlowGuard, type GuardedDeal } from '../gates/flow-guard.ts'
import { selectFlowsInUse } from '../gates/flows-in-use.ts'
import { readGateWorld, type GateWorld } from '../gates/gate-world.ts'
import { selectLocks, selectOpenDebts, type Lock } from '../gates/gates.queries.ts'
import { selectLossReasons, type DealRecord } from './pipeline.queries.ts'

/** What is said along with a move, for its gates. */
export interface Said extends GatePass {
  /** Puts back what an import changed. */
  restores?: boolean
  nextStep?: string | null | undefined
  nextStepDue?: string | null | undefined
}

type Passed = Extract<Verdict, { ok: true }>
/** A refusal with all that its words need. */
export type Refused = Omit<Extract<Verdict, { ok: false }>, 'code'> & {
  code: TransitionRefusal | 'approval.required'
  lockedBy?: number
  /** With `approval.required`: the flows that have not granted it, and the field that one of them guards. */
  flows?: { flowId: string; name: string; field?: string }[]
}
/** What a move that was let through leaves to be written beside the deal. */
export type Passage = Pick<Passed, 'debts' | 'settles'>

/** A deal that a file brings and that is not written yet, with what is known of it. */
export interface Newcomer {
  pipelineId: string
  stageId: string
  fields: Readonly<Record<string, unknown>>
  contacts: readonly { contactId: string; role: string }[]
  products: readonly { productId: string; quantity: number; priceMinor: number | null }[]
}

/**
 * Who decides about moves of some deals: the one door for drag, form, bulk edit, import, API and automation alike. Whoever
 * changes a deal's stage or closes it asks `decide` (or `begin`, `brought` for one that is made), writes the deal, and then
 * hands what was let through to `record`.
 */
export interface Decider {
  rules: Rules
  decide(deal: DealRecord, wanted: Transition, said?: Said): Passed | Refused
  /** Whether a deal that was just written, with all its parts, may begin in its stage; refused, the transaction ends. */
  begin(deal: { id: string; stageId: string }, said?: Said): { ok: true; debts: DebtToRecord[] } | Refused
  /** The refusal of changes (by `changes` keys) that wait for an approval; null: they may be made. */
  guarded(dealId: string, keys: Iterable<string>): Refused | null
  /** Whether an approval keeps the whole deal from being changed. */
  isLocked(dealId: string): boolean
  /** What a deal that a file brings into a stage owes there. */
  brought(deal: Newcomer, why: string): { ok: true; debts: DebtToRecord[] } | Refused
  /** After the deals were written. */
  record(tx: Tx, passages: readonly { deal: { id: string; ownerId: string | null; teamId: string | null }; passage: Passage }[]): Promise<void>
}

/**
 * Reads all that deciding needs, in a number of queries that does not grow with the deals. The deals must be locked by who
 * writes. `viewer` null: nobody moves them but a rule, and no role lets anything through.
 */
export async function readDecider(tx: Reader, act: Act, viewer: Viewer | null, deals: readonly { id: string }[]): Promise<Decider> {
  const { orgId } = act
  const world = await readGateWorld(tx, orgId, viewer, act.now)
  const rules: Rules = { ...world.rules, lossReasons: await selectLossReasons(tx, orgId) }
  const ids = deals.map((deal) => deal.id)
  const inUse = await selectFlowsInUse(tx, orgId)
  const flows = await readFlowGuard(tx, orgId, ids, world, inUse)
  const fields = await readFieldGuard(tx, orgId, ids, act.now, inUse)
  const parts = partsAsked([...rules.stages.flatMap((stage) => [stage.entryGate, stage.exitGate]), ...rules.pipelines.map((pipeline) => pipeline.wonGate)])
  const evidence = await selectEvidence(tx, orgId, ids, { parts: new Set([...parts, ...flows.parts]) })
  const owed = Map.groupBy(await selectOpenDebts(tx, orgId, ids), (debt) => debt.dealId)
  const locks = await selectLocks(tx, orgId, ids)
  const judged = (found: Evidence, said: Said | undefined): Judged => ({
    evidence: found, context: world.context, names: world.names, today: world.today, role: viewer?.role ?? null,
    owed: new Set(owed.get(found.dealId)?.map((debt) => debt.criterionId)), pass: said, restores: said?.restores === true,
    nextStep: textOf(said?.nextStep === undefined ? found.fields.nextStep : said.nextStep), nextStepDue: textOf(said?.nextStepDue === undefined ? found.fields.nextStepDue : said.nextStepDue),
  })
  const of = (deal: Newcomer): Evidence => {
    const dated = { since: act.now, until: null }
    return {
      ...bareEvidence('', { ...deal.fields, pipelineId: deal.pipelineId, stageId: deal.stageId, status: 'open', stageEnteredAt: act.now, createdAt: act.now }),
      contacts: deal.contacts.map((contact) => ({ ...contact, ...dated })), products: deal.products,
    }
  }
  const guarded = (dealId: string, keys: Iterable<string>): Refused | null => {
    const change = fields.guarded(dealId, keys)
    return change === null ? null : { ok: false, code: 'approval.required', flows: [change] }
  }
  return {
    rules, guarded,
    decide(deal, wanted, said) {
      const locked = lockOf(deal, wanted, locks)
      if (locked !== null) return locked
      const known = evidence.get(deal.id) ?? bareEvidence(deal.id, {})
      // As it is in hand: an import has changed fields of it by now that are written with the move.
      const passage = judged({ ...known, fields: { ...known.fields, ...deal } }, said)
      const verdict = transition(deal, wanted, rules, act.now, passage)
      const to = destination(deal, wanted)
      const way = to === null || said?.restores === true ? null : wayTo(deal, to, rules)
      const amountMinor = (wanted.kind === 'win' ? wanted.amountMinor : undefined) ?? deal.amountMinor
      const guardedAmount = verdict.ok && verdict.patch.amountMinor !== undefined ? guarded(deal.id, ['amountMinor']) : null
      return guardedAmount ?? (way === null ? verdict : withFlows(verdict, { ...deal, amountMinor }, way, { ...passage, reopens: wanted.kind === 'reopen' }, flows, world))
    },
    begin(deal, said) {
      const found = evidence.get(deal.id) ?? bareEvidence(deal.id, {})
      const passage = judged(found, said)
      const begun = beginIn(deal.stageId, rules, passage)
      const way = wayTo(null, { stageId: deal.stageId }, rules)
      // Nothing leads to the first stage: there a deal begins whatever its amount.
      if (way === null || way.skipped.length === 0) return begun
      const { amountMinor, currency } = found.fields
      const about = { id: deal.id, stageId: null, stageEnteredAt: act.now, amountMinor: typeof amountMinor === 'number' ? amountMinor : null, currency: textOf(currency) ?? world.currency }
      return withFlows(begun, about, way, passage, flows, world)
    },
    isLocked: (dealId) => locks.get(dealId)?.lock === 'all',
    brought: (deal, why) => broughtTo(deal.stageId, rules, judged(of(deal), undefined), why),
    record: (into, passages) => record(into, act, world, passages),
  }
}

/** Where a move leads; a loss leads nowhere. */
function destination(deal: DealRecord, wanted: Transition): { stageId: string } | 'won' | null {
  if (wanted.kind === 'lose') return null
  return wanted.kind === 'win' ? 'won' : { stageId: wanted.stageId ?? deal.stageId }
}

/** The verdict with what approval flows say besides: a gate's report names them too, and open gates alone are not enough. */
function withFlows<V extends { ok: true }>(
  verdict: V | Refused | Extract<Verdict, { ok: false }>, deal: GuardedDeal, way: Way, passage: Judged & { reopens?: boolean }, flows: FlowGuard, world: GateWorld,
): V | Refused {
  if (!verdict.ok && verdict.report === undefined) return verdict
  const { evidence } = passage
  const approvals = flows.along(deal, way, { ...evidence, fields: { ...evidence.fields, amountMinor: deal.amountMinor } })
  if (approvals.length === 0) return verdict
  if (!verdict.ok) return { ...verdict, ...(verdict.report !== undefined && { report: withApprovals(verdict.report, approvals, evidence, world) }) }
  const missing = approvals.filter((one) => !one.isGranted)
  if (missing.length === 0) return verdict
  const report = withApprovals(gateReport(way, judgeWay(way, passage), passage), approvals, evidence, world)
  return { ok: false, code: 'approval.required', report, stage: way.stage?.name ?? way.pipeline.wonName, flows: missing.map(({ flowId, name }) => ({ flowId, name })) }
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)

/** A drop within the column is no move: a locked card may be put in order. */
function lockOf(deal: DealRecord, wanted: Transition, locks: ReadonlyMap<string, Lock>): Refused | null {
  const lock = locks.get(deal.id)
  if (lock === undefined || (wanted.kind === 'move' && wanted.stageId === deal.stageId)) return null
  return { ok: false, code: 'deal.locked', lockedBy: lock.number }
}

async function record(tx: Tx, act: Act, world: GateWorld, passages: readonly { deal: { id: string; ownerId: string | null; teamId: string | null }; passage: Passage }[]): Promise<void> {
  const moves = passages.flatMap(({ deal, passage: { settles } }) => (settles === null ? [] : [{ dealId: deal.id, settles }]))
  if (moves.length > 0) await settleByMove(tx, act, world, moves)
  await recordDebts(tx, act, passages.map(({ deal, passage }) => ({ deal, debts: passage.debts })))
}

/** Refuses with everything that the words and the panel of missing evidence need. */
export function refuseMove(dealId: string | null, refused: Refused): never {
  const { code, report, stage, lockedBy, flows = [] } = refused
  refuse(code, {
    ...(report !== undefined && { dealId, report, count: report.lacking }), ...(stage !== undefined && { stage }), ...(lockedBy !== undefined && { dealId, number: lockedBy }),
    ...(flows[0] !== undefined && { dealId, ...flows[0], name: flows.map((flow) => flow.name).join('、'), flows }),
  })
}

/** Refuses a change of a deal that an approval keeps from being changed. */
export async function requireUnlocked(tx: Reader, orgId: string, dealId: string): Promise<void> {
  const lock = (await selectLocks(tx, orgId, [dealId])).get(dealId)
  if (lock?.lock === 'all') refuse('deal.locked', { dealId, number: lock.number })
}
