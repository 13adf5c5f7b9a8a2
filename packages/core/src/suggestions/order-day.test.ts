import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayKinds, dayUrgency, orderDay, type DayFacts, type DayKind } from './order-day.ts'

const now = Date.parse('2026-03-02T02:00:00Z')
const hour = 3_600_000
const item = (kind: DayKind, over: Partial<DayFacts> = {}): DayFacts => ({ key: kind, kind, record: null, dueAt: now, valueMinor: null, ...over })
const keys = (items: DayFacts[]) => orderDay(items, now).map(({ item: { key } }) => key)
const points = (one: DayFacts, others: DayFacts[] = []) => orderDay([one, ...others], now).find(({ item: { key } }) => key === one.key)?.points ?? Number.NaN

test('nothing gives an empty day', () => {
  expect(orderDay([], now)).toEqual([])
})

test('of what is due at this instant, the kind decides', () => {
  expect(keys(dayKinds.map((kind) => item(kind)))).toEqual(['response', 'hot', 'approval', 'step', 'task', 'mention', 'stalled'])
})

test('known points: due now, one scale behind and ahead, and without an instant', () => {
  expect(points(item('step'))).toBe(50)
  expect(points(item('step', { dueAt: now - 48 * hour }))).toBe(75)
  expect(points(item('step', { dueAt: now + 48 * hour }))).toBe(25)
  expect(points(item('task', { dueAt: null }))).toBe(22.5)
  // Alone in the list the amount is its own median: half as much again.
  expect(points(item('stalled', { valueMinor: 1_000_000 }))).toBe(45)
  expect(points(item('stalled', { valueMinor: 0 }))).toBe(30)
})

test('a step four days late goes before a lead that has hours left, and a lead whose time runs out before the step', () => {
  const step = item('step', { dueAt: now - 96 * hour })
  expect(keys([step, item('response', { dueAt: now + 4 * hour })])).toEqual(['step', 'response'])
  expect(keys([step, item('response', { dueAt: now + 10 * 60_000 })])).toEqual(['response', 'step'])
})

test('a stalled deal near money overtakes a small step of today', () => {
  const big = item('stalled', { key: 'big', dueAt: now - 600 * hour, valueMinor: 90_000_000 })
  const small = item('step', { key: 'small', valueMinor: 100_000 })
  const middle = item('step', { key: 'middle', valueMinor: 1_000_000 })
  expect(keys([small, middle, big])).toEqual(['big', 'middle', 'small'])
})

test('a record is shown once, with everything that is to be said of it', () => {
  const [first, ...rest] = orderDay([item('stalled', { record: 'deal:1' }), item('step', { record: 'deal:1' }), item('hot', { record: 'lead:1' })], now)
  expect(first).toMatchObject({ item: { kind: 'hot' }, also: [] })
  expect(rest).toMatchObject([{ item: { kind: 'step' }, also: [{ kind: 'stalled' }] }])
})

const arbitrary = fc.array(
  fc.record({
    kind: fc.constantFrom(...dayKinds), record: fc.constant(null), dueAt: fc.option(fc.integer({ min: -2000, max: 2000 }).map((h) => now + h * hour)),
    valueMinor: fc.option(fc.integer({ min: 0, max: 1_000_000_000 })),
  }),
  { maxLength: 30 },
).map((facts) => facts.map((one, i) => ({ ...one, key: String(i).padStart(2, '0') })))

test('the order does not depend on the order in which things come, and loses nothing', () => {
  fc.assert(fc.property(arbitrary, (items) => {
    const ordered = keys(items)
    expect(keys(items.toReversed())).toEqual(ordered)
    expect(ordered.toSorted()).toEqual(items.map(({ key }) => key))
  }))
})

test('being later or worth more never makes an item less urgent; points stay within four times the base', () => {
  fc.assert(fc.property(arbitrary, fc.constantFrom(...dayKinds), fc.integer({ min: -2000, max: 2000 }), fc.integer({ min: 0, max: 1000 }), (items, kind, ahead, more) => {
    const others = [...items, item('step', { key: 'known', valueMinor: 500 })]
    const at = (hours: number) => item(kind, { key: 'x', dueAt: now + hours * hour })
    expect(points(at(ahead - more), others)).toBeGreaterThanOrEqual(points(at(ahead), others))
    expect(points({ ...at(ahead), valueMinor: 1000 }, others)).toBeGreaterThan(points(at(ahead), others))
    expect(points({ ...at(ahead), valueMinor: 1000 }, others)).toBeLessThan(4 * dayUrgency[kind].base)
  }))
})
