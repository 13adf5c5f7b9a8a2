import { z } from 'zod'
import { criterion } from '../config/gate.ts'
import { milestoneKind } from '../config/milestones.ts'
import { contract } from '../lib/contract.ts'
import { amountMinor, id, idList, instant, instantOut, line, page, pageQuery, params, prose, ref } from '../lib/wire.ts'

/** Gates: what a move needs, what is missing of it, the evidence, and what was let through without. */

/** Where to: a stage, or the win. */
export const gateTarget = z.union([id, z.literal('won')])

/** One criterion as it stands for a deal. `owed`: not met, but let through before and recorded as a debt. `not_needed`: not met, but another of its any-group is. */
export const standing = z.object({
  criterion, side: z.enum(['exit', 'entry', 'won']), stageId: id.nullable(),
  status: z.enum(['met', 'missing', 'owed', 'not_needed']),
  /** Stops the move as things stand. Not so: what is there, is not needed, or only warned of. */
  stops: z.boolean(),
  /** In words: what is asked, and what there is so far ("1 of 2 calls"). */
  asks: z.string(), has: z.string(),
  /** Path of groups above it, `all`/`any` with an index: those with the same path belong together. */
  group: z.string(), op: z.enum(['all', 'any']),
})
export type Standing = z.infer<typeof standing>

/** What a move would meet. */
export const gateReport = z.object({
  target: gateTarget,
  /** It may go right away: nothing that blocks, no reason asked, or all given. */
  passes: z.boolean(),
  /** How many pieces stop it; an any-group counts as one. */
  lacking: z.number().int(),
  /** A rule of the pipeline that forbids it whatever the evidence (`gate.no_skip` …); null: none. */
  forbidden: z.string().nullable(),
  /** Needs a reason for going back. */
  asksReason: z.boolean(),
  asksNextStep: z.boolean(),
  mayOverride: z.boolean(),
  standings: z.array(standing),
}).meta({ id: 'GateReport' })
export type GateReport = z.infer<typeof gateReport>
export const getGate = contract({
  name: 'getGate', method: 'GET', path: '/deals/:id/gate', tag: 'gate', params, query: z.object({ to: gateTarget }),
  summary: 'What a deal needs to get there, what it has, and what is missing. Nothing is moved.', response: gateReport,
})

/** Goes along with a move or a win (`moveDeal`, `winDeal`). */
export const gatePass = z.object({
  /** Let it through although criteria are missing; recorded as gate debt. For who may. */
  override: z.object({ reason: line(500) }).optional(),
  /** Reasons for the criteria that ask for one, by criterion id. */
  reasons: z.record(id, line(500)).optional(),
})
export type GatePass = z.infer<typeof gatePass>

/** What the refusal `gate.missing` carries in `data`. `dealId` is null for a deal that was to be made. */
export const gateMissing = z.object({ dealId: id.nullable(), report: gateReport, count: z.number().int(), stage: z.string() })

export const milestone = z.object({
  id, kind: milestoneKind, at: instantOut, amountMinor: z.number().int().nullable(), note: z.string(), recordedBy: ref.nullable(), createdAt: instantOut,
})
export type Milestone = z.infer<typeof milestone>
export const gateDebt = z.object({
  id, dealId: id, dealTitle: z.string(), dealNumber: z.number().int(), pipelineId: id, stageId: id.nullable(), criterion, asks: z.string(), reason: z.string(),
  kind: z.enum(['override', 'reason', 'import']), owner: ref.nullable(), teamId: id.nullable(), incurredBy: ref.nullable(), incurredAt: instantOut,
  settledAt: instantOut.nullable(), settledBy: z.enum(['evidence', 'moved_back', 'closed', 'waived']).nullable(),
  amountMinor: z.number().int().nullable(), currency: z.string(),
}).meta({ id: 'GateDebt' })
export type GateDebt = z.infer<typeof gateDebt>

/** What a deal has of evidence that stands on no other page, and how its present stage's exit stands. */
export const getEvidence = contract({
  name: 'getEvidence', method: 'GET', path: '/deals/:id/evidence', tag: 'gate', params, summary: 'Milestones, ticked items, debts, and where the deal stands at the way out of its stage.',
  response: z.object({
    milestones: z.array(milestone), ticks: z.array(z.object({ criterionId: id, tickedBy: ref.nullable(), tickedAt: instantOut })),
    debts: z.array(gateDebt),
    /** To the next stage (or the win, from the last); null for a closed deal. */
    next: gateReport.nullable(),
  }),
})
export const recordMilestone = contract({
  name: 'recordMilestone', method: 'POST', path: '/deals/:id/milestones', tag: 'gate', params, status: 201, summary: 'Records a dated fact of the sale; a payment only by finance or an administrator.',
  body: z.object({ kind: milestoneKind, at: instant.optional(), amountMinor: amountMinor.nullable().optional(), note: prose(1000).default('') }), response: milestone,
})
export const removeMilestone = contract({
  name: 'removeMilestone', method: 'DELETE', path: '/deals/:id/milestones/:milestoneId', tag: 'gate', params: params.extend({ milestoneId: id }), summary: 'Takes a milestone back; the log keeps the fact.',
})
export const tickItem = contract({
  name: 'tickItem', method: 'PUT', path: '/deals/:id/ticks/:criterionId', tag: 'gate', params: params.extend({ criterionId: id }), summary: 'Ticks or clears an item of a checklist criterion.',
  body: z.object({ isTicked: z.boolean() }), response: z.object({ isTicked: z.boolean() }),
})

const debtFilter = z.object({
  state: z.enum(['open', 'settled', 'all']).default('open'), pipeline: id.optional(), stage: id.optional(), owner: idList.optional(), team: idList.optional(), deal: id.optional(),
})
export const listGateDebts = contract({
  name: 'listGateDebts', method: 'GET', path: '/gate-debts', tag: 'gate', query: pageQuery.extend(debtFilter.shape), summary: 'What was let through without its evidence, newest first.',
  response: page(gateDebt).extend({
    total: z.number().int(),
    byTeam: z.array(z.object({ team: ref.nullable(), open: z.number().int(), deals: z.number().int(), amountMinor: z.number().int() })),
    byOwner: z.array(z.object({ owner: ref.nullable(), open: z.number().int(), deals: z.number().int(), amountMinor: z.number().int() })),
    byCriterion: z.array(z.object({ criterionId: id, asks: z.string(), open: z.number().int() })),
  }),
})
export const waiveGateDebt = contract({
  name: 'waiveGateDebt', method: 'POST', path: '/gate-debts/:id/waive', tag: 'gate', params, summary: 'Writes a debt off, for a reason; for who may override in its pipeline.',
  body: z.object({ reason: line(500) }), response: gateDebt,
})
