import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mean, meanInterval, median, medianInterval, sorted } from '../lib/quantile.ts'
import { MedianList, SpreadList } from './median-list.ts'

const filled = <T extends MedianList>(list: T, values: readonly number[]): T => {
  for (const value of values) list.push(value)
  return list
}
const numbers = fc.array(fc.oneof(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 1e9 })), { maxLength: 400 })

test('median, mean and their intervals are those of the whole list', () => {
  fc.assert(fc.property(numbers, (values) => {
    const list = filled(new SpreadList(), values)
    const ascending = sorted(values)
    expect(list.median()?.value ?? null).toBe(median(ascending))
    expect(list.median()?.interval ?? null).toEqual(medianInterval(ascending))
    expect(list.length).toBe(values.length)
    const [value, interval] = [mean(values), meanInterval(values)]
    expect(list.mean()?.value ?? 0).toBeCloseTo(value ?? 0, 3)
    expect(list.mean()?.interval?.low ?? 0).toBeCloseTo(interval?.low ?? 0, 3)
    expect(list.mean()?.interval?.high ?? 0).toBeCloseTo(interval?.high ?? 0, 3)
  }))
})

test('after a fair sample few are kept and the answer is the same; after an unfair one it says so', () => {
  const all = Array.from({ length: 100_000 }, (_, i) => (i * 7919) % 100_003)
  const whole = filled(new MedianList(), all)
  const list = new MedianList()
  list.narrow(filled(new MedianList(), all.filter((_, i) => i % 25 === 0)))
  filled(list, all)
  expect(list.isMissed).toBe(false)
  expect(list.kept).toBeLessThan(20_000)
  expect(list.median()).toEqual(whole.median())
  const fooled = new MedianList()
  fooled.narrow(filled(new MedianList(), all.filter((value) => value < 10_000)))
  expect(filled(fooled, all).isMissed).toBe(true)
  const short = new MedianList()
  short.narrow(filled(new MedianList(), all.slice(0, 199)))
  expect(short.low).toBe(-Infinity)
})

test('numbers that come in order count as if they had been pushed', () => {
  fc.assert(fc.property(numbers, numbers, fc.integer({ min: -1, max: 500 }), (pushed, ordered, low) => {
    const ascending = sorted([...pushed, ...ordered])
    const list = new MedianList()
    list.low = Math.min(low, ascending[ascending.length >> 2] ?? 0)
    const near = sorted(ordered.filter((value) => value >= list.low))
    filled(list, pushed)
    list.below += ordered.length - near.length
    list.keepSorted(near.length, (place) => near[place] ?? Number.NaN)
    expect(list.length).toBe(ascending.length)
    if (list.isMissed) return
    expect(list.median()?.value ?? null).toBe(median(ascending))
    expect(list.median()?.interval ?? null).toEqual(medianInterval(ascending))
  }))
})

test('numbers that come counted count as if they had been pushed', () => {
  const days = fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 300 })
  fc.assert(fc.property(days, days, (pushed, counted) => {
    const counts = new Uint32Array(61)
    for (const value of counted) counts[value] = (counts[value] ?? 0) + 1
    const list = filled(new SpreadList(), pushed)
    list.pushCounted(counts)
    const whole = filled(new SpreadList(), [...pushed, ...counted])
    expect(list.length).toBe(whole.length)
    expect(list.median()).toEqual(whole.median())
    expect(list.mean()?.value ?? 0).toBeCloseTo(whole.mean()?.value ?? 0, 9)
    expect(list.mean()?.interval?.low ?? 0).toBeCloseTo(whole.mean()?.interval?.low ?? 0, 9)
  }))
})
