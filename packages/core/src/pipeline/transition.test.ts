import { expect, test } from 'vitest'
import { transition, type DealPosition, type Rules, type Transition } from './transition.ts'

const now = '2026-03-02T02:00:00.000Z'
const rules: Rules = {
  stages: [
    { id: 'a1', pipelineId: 'a', position: 1 }, { id: 'a2', pipelineId: 'a', position: 2 }, { id: 'a3', pipelineId: 'a', position: 3 },
    { id: 'b1', pipelineId: 'b', position: 1 },
  ],
  lossReasons: [
    { id: 'price', asksText: false, asksCompetitor: false }, { id: 'other', asksText: true, asksCompetitor: false },
    { id: 'rival', asksText: false, asksCompetitor: true },
  ],
}
const open: DealPosition = { pipelineId: 'a', stageId: 'a2', status: 'open', amountMinor: 500, stageEnteredAt: '2026-02-01T00:00:00.000Z' }
const won: DealPosition = { ...open, status: 'won' }
const decide = (deal: DealPosition, wanted: Transition, at = now) => transition(deal, wanted, rules, at)

test('a move says its direction, and skips stages if it likes', () => {
  expect(decide(open, { kind: 'move', stageId: 'a3', reason: '客户确认' })).toEqual({
    ok: true, at: now, enters: true,
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
  expect(decide(open, { kind: 'move', stageId: 'a2' })).toEqual({ ok: true, at: now, events: [], patch: {}, enters: true })
})

test('a win takes the amount with it, before it', () => {
  expect(decide(open, { kind: 'win', amountMinor: 700 })).toEqual({
    ok: true, at: now, enters: false,
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
    ok: true, at: now, enters: true,
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
