import fc from 'fast-check'
import { expect, test } from 'vitest'
import { defaultRules } from '../config/pipeline-definition.ts'
import { wayTo, type MoveRules, type Way } from '../gates/way.ts'
import type { FlowTrigger } from './flow.ts'
import { isGrantedBy, setOff, type FlowFacts, type Grant } from './required.ts'

const stage = (id: string, pipelineId: string, position: number) => ({ id, pipelineId, position, name: id, nextStepRequired: false, entryGate: null, exitGate: null })
const rules: MoveRules = {
  stages: [stage('a', 'p', 0), stage('b', 'p', 1), stage('c', 'p', 2), stage('x', 'q', 0), stage('y', 'q', 1)],
  pipelines: ['p', 'q'].map((id) => ({ id, wonName: '赢单', rules: defaultRules, wonGate: null })),
}
const way = (from: string, to: string): Way => {
  const found = wayTo({ pipelineId: 'p', stageId: from }, to === 'won' ? 'won' : { stageId: to }, rules)
  if (found === null) throw new Error('no way')
  return found
}
const facts = (amountMinor: number | null, productsMinor: number | null = null, currency = 'CNY'): FlowFacts => ({ amountMinor, productsMinor, currency })
const place = (trigger: FlowTrigger, from: string, to: string, about = facts(100)) => setOff(trigger, way(from, to), from, about, 'CNY')

test.each<[FlowTrigger, string, string, string | null]>([
  [{ type: 'stage_entry', stageId: 'b' }, 'a', 'b', 'entry b'],
  [{ type: 'stage_entry', stageId: 'b' }, 'a', 'c', 'entry b'],
  [{ type: 'stage_entry', stageId: 'b' }, 'a', 'won', 'entry b'],
  [{ type: 'stage_entry', stageId: 'b' }, 'b', 'c', null],
  [{ type: 'stage_entry', stageId: 'b' }, 'c', 'b', null],
  [{ type: 'stage_entry', stageId: 'won' }, 'a', 'won', 'won null'],
  [{ type: 'stage_entry', stageId: 'won' }, 'a', 'c', null],
  [{ type: 'stage_entry', stageId: 'y' }, 'a', 'y', 'entry y'],
  [{ type: 'stage_entry', stageId: 'x' }, 'a', 'y', 'entry x'],
  [{ type: 'stage_exit', stageId: 'a' }, 'a', 'b', 'exit a'],
  [{ type: 'stage_exit', stageId: 'a' }, 'b', 'a', null],
  [{ type: 'stage_exit', stageId: 'b' }, 'a', 'c', 'exit b'],
  [{ type: 'stage_exit', stageId: 'c' }, 'c', 'won', 'exit c'],
  // The pipeline that is left asks nothing.
  [{ type: 'stage_exit', stageId: 'a' }, 'a', 'y', null],
  [{ type: 'manual' }, 'a', 'won', null],
  [{ type: 'quote' }, 'a', 'won', null],
  [{ type: 'field_change', field: 'amount' }, 'a', 'won', null],
])('%o from %s to %s: %s', (trigger, from, to, expected) => {
  const found = place(trigger, from, to)
  expect(found === null ? null : `${found.side} ${found.stageId}`).toBe(expected)
})

test('an amount over or under a threshold; the threshold itself is neither', () => {
  const trigger: FlowTrigger = { type: 'amount', over: 1000, under: 100 }
  expect([50, 100, 500, 1000, 1001].map((amount) => place(trigger, 'a', 'b', facts(amount)) !== null)).toEqual([true, false, false, false, true])
  expect(place(trigger, 'a', 'b', facts(null))).toBeNull()
  // What cannot be compared is asked about.
  expect(place(trigger, 'a', 'b', facts(500, null, 'USD'))).toEqual({ side: 'entry', stageId: 'b' })
  expect(place(trigger, 'b', 'a', facts(5000))).toBeNull()
})

test('a discount of more than the percentage', () => {
  const trigger: FlowTrigger = { type: 'discount', percent: 10 }
  expect(place(trigger, 'a', 'won', facts(900, 1000))).toBeNull()
  expect(place(trigger, 'a', 'won', facts(899, 1000))).toEqual({ side: 'won', stageId: null })
  for (const about of [facts(null, 1000), facts(100, null), facts(100, 0), facts(1200, 1000)]) expect(place(trigger, 'a', 'b', about)).toBeNull()
})

test('the discount is reckoned exactly, whatever the amounts', () => {
  const money = fc.integer({ min: 1, max: 10_000_000_000_000 })
  fc.assert(fc.property(money, money, fc.integer({ min: 0, max: 10_000 }), (amount, total, hundredths) => {
    const wanted = (BigInt(total) - BigInt(amount)) * 10_000n > BigInt(total) * BigInt(hundredths)
    expect(place({ type: 'discount', percent: hundredths / 100 }, 'a', 'b', facts(amount, total)) !== null).toBe(wanted)
  }))
})

test('a grant about a stage holds for this stay and this destination', () => {
  const trigger: FlowTrigger = { type: 'stage_exit', stageId: 'a' }
  const grant = (more: Partial<Grant> = {}): Grant => ({ ...facts(100), endedAt: '2026-03-02', to: null, ...more })
  const holds = (one: Grant, to = 'b') => isGrantedBy(one, trigger, way('a', to), facts(100), '2026-03-01')
  expect(holds(grant())).toBe(true)
  expect(holds(grant({ endedAt: '2026-02-28' }))).toBe(false)
  expect([holds(grant({ to: 'b' })), holds(grant({ to: 'b' }), 'c'), holds(grant({ to: 'won' }), 'won')]).toEqual([true, false, true])
  // A stage does not ask about money.
  expect(isGrantedBy(grant(), trigger, way('a', 'b'), facts(999), '2026-03-01')).toBe(true)
})

test('a grant about money holds for precisely this money, in any stage', () => {
  const over: FlowTrigger = { type: 'amount', over: 10, under: null }
  const discount: FlowTrigger = { type: 'discount', percent: 10 }
  const grant: Grant = { ...facts(80, 100), endedAt: '2026-01-01', to: 'b' }
  const holds = (trigger: FlowTrigger, about: FlowFacts) => isGrantedBy(grant, trigger, way('b', 'c'), about, '2026-03-01')
  expect([holds(over, facts(80, 100)), holds(over, facts(80, 500)), holds(over, facts(81, 100)), holds(over, facts(80, 100, 'USD'))]).toEqual([true, true, false, false])
  expect([holds(discount, facts(80, 100)), holds(discount, facts(80, 500)), holds(discount, facts(70, 100))]).toEqual([true, false, false])
})
