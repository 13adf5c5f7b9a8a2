import { expect, test } from 'vitest'
import { pipelineRules } from '../config/pipeline-definition.ts'
import { all, any, evidence, passage, tick, uuid, wants } from '../gates/testing/gate-world.ts'
import { beginIn, broughtTo, transition, type DealPosition, type Judged, type Rules, type Transition } from './transition.ts'

const now = '2026-03-02T02:00:00.000Z'
const stage = (id: string, pipelineId: string, position: number) => ({ id, pipelineId, position, name: id, nextStepRequired: false, entryGate: null, exitGate: null })
const rules: Rules = {
  stages: [stage('a1', 'a', 1), stage('a2', 'a', 2), stage('a3', 'a', 3), stage('b1', 'b', 1)],
  pipelines: [],
  lossReasons: [
    { id: 'price', asksText: false, asksCompetitor: false }, { id: 'other', asksText: true, asksCompetitor: false },
    { id: 'rival', asksText: false, asksCompetitor: true },
  ],
}
const open: DealPosition = { pipelineId: 'a', stageId: 'a2', status: 'open', amountMinor: 500, stageEnteredAt: '2026-02-01T00:00:00.000Z' }
const won: DealPosition = { ...open, status: 'won' }
const decide = (deal: DealPosition, wanted: Transition, at = now) => transition(deal, wanted, rules, at, passage())

test('a move says its direction, and skips stages if it likes', () => {
  expect(decide(open, { kind: 'move', stageId: 'a3', reason: '客户确认' })).toEqual({
    ok: true, at: now, enters: true, debts: [], settles: null,
    events: [{ type: 'deal.moved', payload: { pipelineId: 'a', from: 'a2', to: 'a3', direction: 'advance', reason: '客户确认' } }],
    patch: { stageId: 'a3', stageEnteredAt: now },
  })
  const back = decide(open, { kind: 'move', stageId: 'a1', at: '2026-02-10T00:00:00.000Z' })
  expect(back).toMatchObject({ at: '2026-02-10T00:00:00.000Z', events: [{ payload: { direction: 'back' } }] })
  expect(decide({ ...open, stageId: 'a1' }, { kind: 'move', stageId: 'a3' })).toMatchObject({ events: [{ payload: { direction: 'advance' } }] })
})

test('a stage of another pipeline is a transfer; the same stage is only a new place in the column', () => {
  expect(decide(open, { kind: 'move', stageId: 'b1' })).toMatchObject({
    events: [{ type: 'deal.transferred', payload: { fromPipelineId: 'a', pipelineId: 'b', from: 'a2', to: 'b1', reason: null } }],
    patch: { pipelineId: 'b', stageId: 'b1', stageEnteredAt: now },
  })
  expect(decide(open, { kind: 'move', stageId: 'a2' })).toEqual({ ok: true, at: now, events: [], patch: {}, enters: true, debts: [], settles: null })
})

test('a win takes the amount with it, before it', () => {
  expect(decide(open, { kind: 'win', amountMinor: 700 })).toEqual({
    ok: true, at: now, enters: false, debts: [], settles: null,
    events: [
      { type: 'deal.changed', payload: { pipelineId: 'a', changes: { amountMinor: [500, 700] } } },
      { type: 'deal.won', payload: { pipelineId: 'a', stageId: 'a2' } },
    ],
    patch: { status: 'won', closedAt: now, amountMinor: 700 },
  })
  expect(decide(open, { kind: 'win', amountMinor: 500 })).toMatchObject({ events: [{ type: 'deal.won' }], patch: { status: 'won', closedAt: now } })
})

test('a loss has a reason, and what the reason asks for', () => {
  expect(decide(open, { kind: 'lose', reasonId: 'rival', competitor: ' 甲公司 ', note: ' ' })).toMatchObject({
    events: [{ type: 'deal.lost', payload: { reasonId: 'rival', note: null, competitor: '甲公司' } }],
    patch: { status: 'lost', lostReasonId: 'rival', lostNote: null, competitor: '甲公司', closedAt: now },
  })
  const code = (wanted: Omit<Extract<Transition, { kind: 'lose' }>, 'kind'>) => {
    const verdict = decide(open, { kind: 'lose', ...wanted })
    return verdict.ok ? 'ok' : verdict.code
  }
  expect(code({ reasonId: null })).toBe('deal.loss_reason_required')
  expect(code({ reasonId: 'nobody' })).toBe('deal.unknown_loss_reason')
  expect(code({ reasonId: 'other', note: '  ' })).toBe('deal.loss_note_required')
  expect(code({ reasonId: 'other', note: '预算取消' })).toBe('ok')
  expect(code({ reasonId: 'rival' })).toBe('deal.loss_competitor_required')
})

test('a closed deal is reopened into its own pipeline and forgets why it was lost', () => {
  expect(decide(won, { kind: 'reopen', reason: '误操作' })).toEqual({
    ok: true, at: now, enters: true, debts: [], settles: { by: 'moved_back', stageId: 'a2' },
    events: [{ type: 'deal.reopened', payload: { pipelineId: 'a', stageId: 'a2', reason: '误操作' } }],
    patch: { status: 'open', stageId: 'a2', stageEnteredAt: now, closedAt: null, lostReasonId: null, lostNote: null, competitor: null },
  })
  expect(decide(won, { kind: 'reopen', stageId: 'a1' })).toMatchObject({ patch: { stageId: 'a1' } })
  expect(decide(won, { kind: 'reopen', stageId: 'b1' })).toEqual({ ok: false, code: 'deal.unknown_stage' })
  expect(decide(open, { kind: 'reopen' })).toEqual({ ok: false, code: 'deal.already_open' })
})

test.each<[string, DealPosition, Transition]>([
  ['deal.moved_meanwhile', open, { kind: 'move', stageId: 'a3', fromStageId: 'a1' }],
  ['deal.moved_meanwhile', { ...won, stageId: 'a1' }, { kind: 'move', stageId: 'a3', fromStageId: 'a2' }],
  ['deal.unknown_stage', open, { kind: 'move', stageId: 'nowhere' }],
  ['deal.not_open', won, { kind: 'move', stageId: 'a3' }],
  ['deal.not_open', won, { kind: 'win' }],
  ['deal.not_open', won, { kind: 'lose', reasonId: 'price' }],
  ['deal.in_the_future', open, { kind: 'move', stageId: 'a3', at: '2026-03-02T02:00:00.001Z' }],
  ['deal.before_stage_entry', open, { kind: 'win', at: '2026-01-31T23:59:59.999Z' }],
])('%s', (code, deal, wanted) => {
  expect(decide(deal, wanted)).toEqual({ ok: false, code })
})

test('when the stage was entered after now, the deal still moves, at that instant', () => {
  const later = { ...open, stageEnteredAt: '2026-03-02T03:00:00.000Z' }
  expect(decide(later, { kind: 'move', stageId: 'a3' })).toMatchObject({ ok: true, at: later.stageEnteredAt })
})

// ------------------------------------------------------------------------------------------------------ gates
const item = (n: number) => all(wants(n, { type: 'checklist', label: `项${n}` }))
const guarded = (more: object = {}, of: Partial<Rules['stages'][number]> = {}): Rules => ({
  ...rules,
  stages: [
    { ...stage('a1', 'a', 1), exitGate: item(1) }, { ...stage('a2', 'a', 2), entryGate: item(2), exitGate: item(3), ...of }, { ...stage('a3', 'a', 3), entryGate: item(4), exitGate: item(5) },
    { ...stage('b1', 'b', 1), entryGate: item(6) },
  ],
  pipelines: [{ id: 'a', wonName: '赢单', rules: pipelineRules.parse(more), wonGate: item(7) }],
})
const first: DealPosition = { ...open, stageId: 'a1' }
const ticked = (...n: number[]): Partial<Judged> => ({ evidence: evidence({ ticks: n.map((one) => tick(one)) }) })
const outcome = (deal: DealPosition, wanted: Transition, judged: Partial<Judged> = {}, under = guarded()) => {
  const verdict = transition(deal, wanted, under, now, passage(judged))
  return verdict.ok ? `ok, ${verdict.debts.length} debts` : verdict.report === undefined ? verdict.code : `${verdict.code} ${verdict.stage} ${verdict.report.lacking}`
}

test.each<[string, DealPosition, Transition, number[], string]>([
  ['forward', first, { kind: 'move', stageId: 'a2' }, [1], 'gate.missing a2 1'],
  ['forward with all', first, { kind: 'move', stageId: 'a2' }, [1, 2], 'ok, 0 debts'],
  ['over a stage', first, { kind: 'move', stageId: 'a3' }, [1, 2], 'gate.missing a3 2'],
  ['over a stage with all: what enters the one passed over is not asked', first, { kind: 'move', stageId: 'a3' }, [1, 3, 4], 'ok, 0 debts'],
  ['back', open, { kind: 'move', stageId: 'a1' }, [], 'ok, 0 debts'],
  ['to the win at once', first, { kind: 'win' }, [7], 'gate.missing 赢单 3'],
  ['to the win', first, { kind: 'win' }, [1, 3, 5, 7], 'ok, 0 debts'],
  ['lost', first, { kind: 'lose', reasonId: 'price' }, [], 'ok, 0 debts'],
  ['reopened where it was', won, { kind: 'reopen' }, [], 'ok, 0 debts'],
  ['reopened further on', { ...won, status: 'lost' }, { kind: 'reopen', stageId: 'a3' }, [4], 'gate.missing a3 1'],
  ['into another pipeline', open, { kind: 'move', stageId: 'b1' }, [3], 'gate.missing b1 1'],
  ['out of a stage that is gone', { ...open, stageId: 'gone' }, { kind: 'move', stageId: 'a2' }, [2], 'gate.missing a2 1'],
])('the gates of a way: %s', (_, deal, wanted, ticks, result) => {
  expect(outcome(deal, wanted, ticked(...ticks))).toBe(result)
})

test('an override needs the role, leaves debts, and is no debt where nothing is missing', () => {
  const pass = { override: { reason: '董事长点头' } }
  const move = { kind: 'move', stageId: 'a2' } as const
  expect(outcome(first, move, { pass })).toBe('gate.may_not_override')
  expect(outcome(first, move, { pass, role: null })).toBe('gate.may_not_override')
  expect(outcome(first, move, { pass, role: 'manager' })).toBe('ok, 2 debts')
  expect(outcome(first, move, { pass, role: 'manager' }, guarded({ overrideRoles: ['admin'] }))).toBe('gate.may_not_override')
  expect(outcome(first, move, { pass, ...ticked(1, 2) })).toBe('ok, 0 debts')
  expect(transition(first, move, guarded(), now, passage({ pass, role: 'admin' }))).toMatchObject({
    debts: [{ kind: 'override', reason: '董事长点头', stageId: 'a1', asks: '项1', criterion: { id: uuid(1) } }, { stageId: 'a2', criterion: { id: uuid(2) } }],
  })
})

test('rules: no skipping, no way back, a reason for it, no reopening, a next step; nobody overrides them', () => {
  const pass = { override: { reason: '就要' } }
  const admin = { role: 'admin', pass } as const
  expect(outcome(first, { kind: 'move', stageId: 'a3' }, admin, guarded({ allowSkip: false }))).toBe('gate.no_skip')
  expect(outcome(first, { kind: 'win' }, admin, guarded({ allowSkip: false }))).toBe('gate.no_skip')
  expect(outcome(open, { kind: 'move', stageId: 'a1' }, admin, guarded({ allowBack: false }))).toBe('gate.no_back')
  expect(outcome(won, { kind: 'reopen', stageId: 'a1' }, admin, guarded({ allowBack: false }))).toBe('gate.no_back')
  expect(outcome(open, { kind: 'move', stageId: 'a1', reason: ' ' }, admin, guarded({ backNeedsReason: true }))).toBe('gate.back_reason_required')
  expect(outcome(open, { kind: 'move', stageId: 'a1', reason: '重新评估' }, admin, guarded({ backNeedsReason: true }))).toBe('ok, 0 debts')
  expect(outcome(won, { kind: 'reopen' }, admin, guarded({ allowReopen: false }))).toBe('gate.no_reopen')
  const asks = guarded({}, { nextStepRequired: true })
  expect(outcome(first, { kind: 'move', stageId: 'a2' }, ticked(1, 2), asks)).toBe('gate.next_step_required')
  expect(outcome(first, { kind: 'move', stageId: 'a2' }, { ...ticked(1, 2), nextStep: '演示', nextStepDue: '2026-03-11' }, asks)).toBe('ok, 0 debts')
  expect(outcome(won, { kind: 'reopen' }, {}, asks)).toBe('gate.next_step_required')
})

test('what comes along with a move counts for its gates: the final amount, the next step', () => {
  const gate = all(wants(1, { type: 'condition', condition: { field: 'amount', op: 'gte', value: 700 } }))
  const under: Rules = { ...rules, pipelines: [{ id: 'a', wonName: '赢单', rules: pipelineRules.parse({}), wonGate: gate }] }
  expect(outcome(open, { kind: 'win' }, {}, under)).toBe('gate.missing 赢单 1')
  expect(outcome(open, { kind: 'win', amountMinor: 700 }, {}, under)).toBe('ok, 0 debts')
  const asks = guarded({}, { entryGate: any(wants(2, { type: 'field', field: 'nextStep' })) })
  expect(outcome(first, { kind: 'move', stageId: 'a2' }, { ...ticked(1), nextStep: '演示' }, asks)).toBe('ok, 0 debts')
})

test('a new deal may begin where its evidence allows; one that a file brings owes what it lacks', () => {
  expect(beginIn('a1', guarded(), passage())).toEqual({ ok: true, debts: [] })
  expect(beginIn('a2', guarded(), passage())).toMatchObject({ ok: false, code: 'gate.missing', report: { lacking: 2 } })
  expect(beginIn('a2', guarded({ allowSkip: false }), passage(ticked(1, 2)))).toMatchObject({ ok: false, code: 'gate.no_skip' })
  expect(beginIn('nowhere', guarded(), passage())).toMatchObject({ code: 'deal.unknown_stage' })
  expect(broughtTo('a2', guarded(), passage(), '导入')).toMatchObject({ ok: false, code: 'gate.missing' })
  expect(broughtTo('a2', guarded({ allowSkip: false }), passage({ role: 'admin' }), '导入')).toMatchObject({ ok: true, debts: [{ kind: 'import', reason: '导入' }, { kind: 'import' }] })
  expect(broughtTo('a2', guarded(), passage(ticked(1, 2)), '导入')).toEqual({ ok: true, debts: [] })
})
