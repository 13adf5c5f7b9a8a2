import type { GateReport, Standing } from '@sluice/core/gates/contract'
import { expect, test } from 'vitest'
import { gateState, gateUnits } from './gate-units.ts'

const standing = (id: string, part: Partial<Standing> = {}, severity: 'block' | 'reason' | 'warn' = 'block'): Standing => ({
  criterion: { id, severity, label: '', help: '', type: 'checklist' },
  side: 'exit', stageId: 's1', status: 'missing', stops: (part.status ?? 'missing') === 'missing' && severity !== 'warn', asks: id, has: '', group: '0.all', op: 'all', ...part,
})
const report = (standings: Standing[]): GateReport => ({
  target: 's2', passes: false, lacking: 1, forbidden: null, asksReason: false, asksNextStep: false, mayOverride: false, standings,
})

test('criteria of an all-group stand for themselves, an owed one lets pass', () => {
  const units = gateUnits([standing('a', { status: 'met' }), standing('b'), standing('c', { status: 'owed' })])
  expect(units.map((unit) => [unit.op, unit.isMet])).toEqual([['all', true], ['all', false], ['all', true]])
})

test('of an any-group one is enough, and it counts once', () => {
  const any = { group: '0.all/1.any', op: 'any' } as const
  const open = gateState(report([standing('a', { status: 'met' }), standing('b', any), standing('c', any)]))
  expect([open.done, open.asked, open.blocking.length]).toEqual([1, 2, 1])
  const met = gateState(report([standing('a', { status: 'met' }), standing('b', { ...any, status: 'not_needed' }), standing('c', { ...any, status: 'met' })]))
  expect([met.done, met.asked, met.blocking.length]).toEqual([2, 2, 0])
})

test('an alternative that is a group itself stays with the other alternatives', () => {
  const inner = { group: '0.any/1.all', op: 'all' } as const
  const half = gateUnits([standing('a', { group: '0.any', op: 'any' }), standing('b', { ...inner, status: 'met' }), standing('c', inner)])
  expect(half.map((unit) => [unit.items.length, unit.isMet])).toEqual([[3, false]])
})

test('reminders neither count nor stop; a reason is asked for by criterion', () => {
  const state = gateState(report([standing('a', {}, 'warn'), standing('b', {}, 'reason'), standing('c', { status: 'met' })]))
  expect([state.done, state.asked]).toEqual([1, 2])
  expect(state.blocking).toEqual([])
  expect(state.reasons.map((one) => one.criterion.id)).toEqual(['b'])
})

test('one reason opens an any-group', () => {
  const any = { group: '0.any', op: 'any' } as const
  const state = gateState(report([standing('a', any), standing('b', any, 'reason'), standing('c', any, 'reason')]))
  expect(state.blocking).toEqual([])
  expect(state.reasons.map((one) => one.criterion.id)).toEqual(['b'])
})

test('the same group of two gates is not one', () => {
  const any = { op: 'any' } as const
  expect(gateUnits([standing('a', { ...any, group: '0.any' }), standing('b', { ...any, group: '1.any', side: 'entry', stageId: 's2' })])).toHaveLength(2)
})
