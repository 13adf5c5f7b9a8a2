import fc from 'fast-check'
import { expect, test } from 'vitest'
import { day } from '../testing/scenario.ts'
import { judgeCapacity } from './capacity.ts'
import type { FlowTally, SystemEvent } from './input.ts'
import { overRepresented } from './over-represented.ts'
import { stockSplit } from './stock-split.ts'
import { systemFaults } from './system-fault.ts'
import { withKnown } from './change.ts'
import { rateFollowsFrom } from './follows.ts'

const exits = (advance: number, lost = 0) => ({ advance, back: 0, won: 0, lost, transfer: 0 })
const flow = (days: number, inflow: number, advance: number, stockStart: number): FlowTally => ({ days, inflow, outflow: exits(advance), stockStart, stockEnd: stockStart + inflow - advance, meanDwell: null })

test('Δstock is split into inflow and outflow without a rest when both periods are as long', () => {
  fc.assert(
    fc.property(fc.nat(500), fc.nat(500), fc.nat(500), fc.nat(500), (in0, out0, in1, out1) => {
      const split = stockSplit(flow(30, in0, out0, 600), flow(30, in1, out1, 600))
      expect(split.asBefore + split.fromInflow + split.fromOutflow).toBeCloseTo(split.delta, 9)
    }),
  )
})

test('the earlier period is scaled to the length of the later one, and the main part is named', () => {
  const more = stockSplit(flow(90, 300, 300, 100), flow(30, 180, 100, 100))
  expect(more).toMatchObject({ inflowBefore: 100, fromInflow: 80, fromOutflow: 0, main: 'inflow', delta: 80 })
  expect(stockSplit(flow(30, 100, 100, 100), flow(30, 100, 20, 100))).toMatchObject({ fromOutflow: 80, main: 'outflow' })
  expect(stockSplit(flow(30, 100, 100, 100), flow(30, 140, 60, 100)).main).toBe('both')
  expect(stockSplit(flow(30, 100, 100, 100), flow(30, 100, 100, 100)).main).toBe('none')
})

test("Little's law is checked against the stock", () => {
  // 2 a day × 20 days = 40.
  const after = { ...flow(30, 60, 60, 42), meanDwell: 20 }
  expect(stockSplit(flow(30, 60, 60, 42), after).little).toEqual({ expected: 40, actual: 42, agrees: true })
  expect(stockSplit(flow(30, 60, 60, 90), { ...flow(30, 60, 60, 90), meanDwell: 20 }).little?.agrees).toBe(false)
})

test('what a group has more of, with the part of it that is beyond the usual', () => {
  const found = overRepresented([{ dimension: 'size', cells: [{ value: 'small', group: 76, rest: 35 }, { value: 'big', group: 24, rest: 65 }] }], 5)
  expect(found).toHaveLength(1)
  expect(found[0]).toMatchObject({ value: 'small', shareGroup: 0.76, shareRest: 0.35 })
  expect(found[0]!.excess).toBeCloseTo(0.41 / 0.65, 12)
  expect(found[0]!.p).toBeLessThan(1e-8)
  expect(overRepresented([{ dimension: 'size', cells: [{ value: 'small', group: 10, rest: 0 }] }], 5)).toEqual([])
})

const event = (more: Partial<SystemEvent>): SystemEvent => ({ id: 'e', kind: 'import', label: 'x', at: day('2026-04-01'), until: null, carried: 60, concernsStage: true, around: null, ...more })
const change = { onset: day('2026-04-01'), until: day('2026-05-01'), count: 80, what: 'inflow' as const, isFall: true }

test('a system fault needs both the time and the records', () => {
  const key = (one: SystemEvent) => systemFaults([one], change)[0]!.said.key
  expect(key(event({}))).toBe('system.carried')
  expect(key(event({ at: day('2026-02-01') }))).toBe('system.rejected_time')
  expect(key(event({ carried: 8 }))).toBe('system.rejected_share')
  expect(key(event({ carried: null }))).toBe('system.rejected_share')
  // An outage that lasted until the change began coincides, however long ago it started.
  expect(systemFaults([event({ kind: 'integration_outage', at: day('2026-03-01'), until: day('2026-04-03') })], change)[0]).toMatchObject({ accepted: true, coincidence: 1 })
  // In the midst of it too; but what kept deals out makes no stock grow.
  const midst = event({ kind: 'integration_outage', at: day('2026-04-12') })
  expect(systemFaults([midst], change)[0]?.accepted).toBe(true)
  expect(systemFaults([midst], { ...change, what: 'stock', isFall: false })[0]).toMatchObject({ accepted: false, said: { key: 'system.rejected_direction' } })
})

test('a publish is judged by the step in conversion at it', () => {
  const publish = event({ kind: 'config_publish', carried: null, around: { before: { n: 100, hits: 50 }, after: { n: 100, hits: 25 } } })
  expect(systemFaults([publish], change)[0]).toMatchObject({ accepted: true, said: { key: 'system.stepped' } })
  expect(systemFaults([{ ...publish, concernsStage: false }], change)[0]).toMatchObject({ accepted: false, said: { key: 'system.rejected_publish' } })
  expect(systemFaults([{ ...publish, around: { before: { n: 100, hits: 50 }, after: { n: 100, hits: 46 } } }], change)[0]?.accepted).toBe(false)
  expect(systemFaults([{ ...publish, around: { before: { n: 8, hits: 8 }, after: { n: 8, hits: 0 } } }], change)[0]?.accepted).toBe(false)
})

const load = (activeOwners: number, entries: number) => ({ days: 90, activeOwners, entries, activities: null })
test('capacity: load, staffing and where it bites', () => {
  expect(judgeCapacity(null)).toBeNull()
  expect(judgeCapacity({ before: load(0, 10), after: load(2, 10), owners: [] })).toBeNull()
  expect(judgeCapacity({ before: load(8, 600), after: load(11, 660), owners: [] })).toMatchObject({ accepted: false, said: { key: 'capacity.rejected_staffed' } })
  expect(judgeCapacity({ before: load(8, 600), after: load(8, 660), owners: [] })).toMatchObject({ accepted: false, said: { key: 'capacity.rejected_load' } })
  expect(judgeCapacity({ before: load(8, 600), after: load(5, 600), owners: [] })).toMatchObject({ accepted: true, said: { key: 'capacity.accepted' } })
  const owners = (busy: number, rest: number) => Array.from({ length: 6 }, (_, i) => ({ ownerId: `o${i}`, before: { n: 100, hits: 50, entries: 100 }, after: { n: 100, hits: i < 3 ? busy : rest, entries: i < 3 ? 200 : 105 } }))
  expect(judgeCapacity({ before: load(6, 600), after: load(6, 915), owners: owners(20, 50) })?.accepted).toBe(true)
  expect(judgeCapacity({ before: load(6, 600), after: load(6, 915), owners: owners(35, 35) })).toMatchObject({ accepted: false, said: { key: 'capacity.rejected_dose' } })
})

test('owners who got more of what converts badly are not overloaded: they are compared at equal mix', () => {
  const owners = Array.from({ length: 6 }, (_, i) => ({ ownerId: `o${i}`, before: { n: 100, hits: 50, entries: 100 }, after: { n: 100, hits: i < 3 ? 30 : 50, entries: i < 3 ? 200 : 105 } }))
  const input = { before: load(6, 600), after: load(6, 915), owners }
  expect(judgeCapacity(input)?.accepted).toBe(true)
  // The busier half had 0 → 50 % of deals that convert 10 %; all others convert 50 %.
  const mixOf = (of: ReadonlySet<string>) =>
    of.has('o0')
      ? [{ values: ['web'], before: { n: 300, hits: 150 }, after: { n: 150, hits: 75 } }, { values: ['show'], before: { n: 0, hits: 0 }, after: { n: 150, hits: 15 } }]
      : [{ values: ['web'], before: { n: 300, hits: 150 }, after: { n: 300, hits: 150 } }]
  expect(judgeCapacity(input, undefined, mixOf)).toMatchObject({ accepted: false, said: { key: 'capacity.rejected_dose' } })
})

test('an outage that lasts is on until now; what an alarm has shown is real, when it goes the same way', () => {
  const day = 86_400_000
  const event = { id: 's', kind: 'integration_outage' as const, label: '表单', at: 10 * day, until: null, carried: 40, concernsStage: false, around: null }
  const [fault] = systemFaults([event], { onset: 25 * day, until: 30 * day, count: 50, what: 'inflow', isFall: true })
  expect(fault).toMatchObject({ accepted: true, coincidence: 1, carried: 0.8 })
  expect(systemFaults([{ ...event, until: 12 * day }], { onset: 25 * day, until: 30 * day, count: 50, what: 'inflow', isFall: true })[0]?.accepted).toBe(false)

  const change = { what: 'stock' as const, before: 40, after: 55, delta: 15, relative: 0.375, n: 95, p: 0.12, real: false }
  expect(withKnown(change, { p: 0.001, direction: 1 }, 20)).toMatchObject({ real: true, p: 0.001 })
  expect(withKnown(change, { p: 0.001, direction: -1 }, 20)).toEqual(change)
  expect(withKnown(change, null, 20)).toEqual(change)
  expect(withKnown({ ...change, n: 30 }, { p: 0.001, direction: 1 }, 20).real).toBe(false)
})

test('the fall of a team follows from that of its one rep, when what is left of it may be chance', () => {
  const cell = (team: string, owner: string, before: [number, number], after: [number, number]) => ({ values: [team, owner], before: { n: before[0], hits: before[1], stock: 0 }, after: { n: after[0], hits: after[1], stock: 0 } })
  const pair = {
    dimensions: ['team', 'owner'],
    cells: [cell('south', 'rep1', [60, 36], [60, 12]), cell('south', 'rep2', [60, 36], [60, 25]), cell('east', 'rep3', [120, 72], [120, 66]), cell('east', 'rep4', [120, 72], [120, 66])],
  }
  // rep2 fell too, by 18 points: not beyond chance beside the 5 of the others.
  expect(rateFollowsFrom(pair, 'team', 'south', { value: 'rep1' }, 20)).toBe(0.8)
  expect(rateFollowsFrom(pair, 'owner', 'rep1', { value: 'south' }, 20)).toBeNull()
  const both = { ...pair, cells: [pair.cells[0]!, cell('south', 'rep2', [60, 36], [60, 14]), ...pair.cells.slice(2)] }
  expect(rateFollowsFrom(both, 'team', 'south', { value: 'rep1' }, 20)).toBeLessThan(0.5)
})
