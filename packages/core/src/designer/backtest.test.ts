import { expect, test } from 'vitest'
import { defaultRules } from '../config/pipeline-definition.ts'
import type { GateGroup } from '../config/gate.ts'
import { all, any, call, contact, context, evidence, milestone, uuid, wants } from '../gates/testing/gate-world.ts'
import type { MoveRules } from '../gates/way.ts'
import { backtestOf, type PastDeal, type PastMove } from './backtest.ts'

const pipelineId = uuid(10)
const [talk, offer, sign] = [uuid(11), uuid(12), uuid(13)]
const [east, west] = [uuid(21), uuid(22)]

function rules(gates: { exitTalk?: GateGroup; entryOffer?: GateGroup; won?: GateGroup }): MoveRules {
  const stage = (id: string, position: number, entryGate: GateGroup | null = null, exitGate: GateGroup | null = null) =>
    ({ id, pipelineId, position, name: id, nextStepRequired: false, entryGate, exitGate })
  return {
    stages: [stage(talk, 1, null, gates.exitTalk ?? null), stage(offer, 2, gates.entryOffer ?? null), stage(sign, 3)],
    pipelines: [{ id: pipelineId, wonName: '赢单', rules: defaultRules, wonGate: gates.won ?? null }],
  }
}
const move = (at: string, fromStageId: string, toStageId: string | null, part: Partial<PastMove> = {}): PastMove =>
  ({ at: `2026-03-${at}T00:00:00.000Z`, fromStageId, toStageId, enteredAt: '2026-03-01T00:00:00.000Z', ownerId: null, teamId: east, ...part })
const deal = (n: number, outcome: PastDeal['outcome'], found: Parameters<typeof evidence>[0], moves: PastMove[], amountMinor = 100): PastDeal =>
  ({ dealId: uuid(n), pipelineId, outcome, amountMinor, evidence: evidence(found), moves })
const same = (id: string) => id

test('a move is judged by what was known at its moment, and each stopped deal counts once', () => {
  const run = backtestOf(rules({ exitTalk: all(wants(1, { type: 'contact', roles: ['decision_maker'] })), entryOffer: all(wants(2, { type: 'activity', kinds: ['call'] })) }), context, same)
  const known = contact('decision_maker', { since: '2026-03-05T00:00:00.000Z' })
  run.add(deal(101, 'won', { contacts: [known], activities: [call({ since: '2026-03-05T00:00:00.000Z' })] }, [move('06', talk, offer), move('08', offer, sign)]))
  // The same evidence came too late; back in the first stage it moved again, still too early; then it was lost.
  run.add(deal(102, 'lost', { contacts: [known], activities: [call()] }, [move('02', talk, offer, { teamId: west }), move('04', talk, offer, { teamId: west })], 500))
  expect(run.total()).toEqual({ moves: 4, stopped: 2, won: 0, lost: 1, open: 0, amountMinor: 500 })
  expect(run.teams()).toEqual([
    { teamId: east, moves: 2, stopped: 0, won: 0, lost: 0, open: 0, amountMinor: 0 },
    { teamId: west, moves: 2, stopped: 2, won: 0, lost: 1, open: 0, amountMinor: 500 },
  ])
  const gate = (stageId: string, side: string) => run.gates().find((one) => one.stageId === stageId && one.side === side)
  expect(gate(talk, 'exit')).toMatchObject({ moves: 3, stopped: 2, lost: 1 })
  // The call was known from the first of March, but took place on the fifth.
  expect(gate(offer, 'entry')).toMatchObject({ moves: 3, stopped: 2 })
  expect(run.criteria()).toEqual([{ criterionId: uuid(1), stopped: 2, won: 0, lost: 1 }, { criterionId: uuid(2), stopped: 2, won: 0, lost: 1 }])
  expect(run.stopped.map((one) => [one.at.slice(8, 10), one.missing.length, one.outcome])).toEqual([['02', 2, 'lost'], ['04', 2, 'lost']])
  expect(run.unrecorded()).toEqual([])
})

test('warnings and questions for a reason stop nothing; an any-group stops only when nothing of it is there', () => {
  const soft = rules({ exitTalk: all(wants(1, { type: 'checklist', severity: 'warn' }), wants(2, { type: 'checklist', severity: 'reason' })) })
  const first = backtestOf(soft, context, same)
  first.add(deal(101, 'open', {}, [move('06', talk, offer)]))
  expect(first.total()).toMatchObject({ moves: 1, stopped: 0 })
  expect(first.unrecorded()).toEqual([uuid(1), uuid(2)])

  const either = backtestOf(rules({ won: any(wants(1, { type: 'milestone', kinds: ['quote_sent'] }), wants(2, { type: 'milestone', kinds: ['contract_sent'] })) }), context, same)
  either.add(deal(101, 'won', { milestones: [milestone('contract_sent')] }, [move('06', sign, null)]))
  either.add(deal(102, 'won', {}, [move('06', sign, null)]))
  expect(either.total()).toEqual({ moves: 2, stopped: 1, won: 1, lost: 0, open: 0, amountMinor: 100 })
  expect(either.stopped).toMatchObject([{ dealId: uuid(102), toStageId: null, gates: [{ side: 'won', stageId: null }] }])
  expect(either.unrecorded()).toEqual([uuid(1)])
})

test('a stage that is gone is read as the one that stands for it; a move inside it is none, nor is a way back', () => {
  const gone = uuid(99)
  const run = backtestOf(rules({ exitTalk: all(wants(1, { type: 'checklist' })) }), context, (id) => (id === gone ? talk : id))
  run.add(deal(101, 'open', {}, [move('02', gone, talk), move('03', gone, offer), move('05', sign, offer), move('06', uuid(77), offer)]))
  // From a stage that nobody knows, it enters: everything before the goal is asked.
  expect(run.total()).toMatchObject({ moves: 2, stopped: 2 })
})
