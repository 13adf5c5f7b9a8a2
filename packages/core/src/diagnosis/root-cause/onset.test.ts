import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ChangeDay } from '../../funnel/measures/change-days.ts'
import { randomFrom } from '../testing/scenario.ts'
import { onsetDaysNeeded, onsetOf } from './onset.ts'

const length = onsetDaysNeeded()
const awake = new Array<boolean>(length).fill(false)
/** Poisson by counting exponentials. */
const poisson = (random: () => number, mean: number): number => {
  let n = 0
  for (let left = mean + Math.log(1 - random()); left > 0; left += Math.log(1 - random())) n++
  return n
}
const made = (seed: number, of: (day: number) => { came?: number; rate?: number; stock?: number }): ChangeDay[] => {
  const random = randomFrom(seed)
  return Array.from({ length }, (_, day) => {
    const { came = 6, rate = 0.6, stock = 40 } = of(day)
    const decided = poisson(random, came)
    return { came: poisson(random, came), decided, hits: Array.from({ length: decided }, random).filter((draw) => draw < rate).length, stock: Math.round(stock + 4 * (random() - 0.5)) }
  })
}
const began = length - 20

test('the day on which conversion fell, entries fell, or the stock began to grow is found within days', () => {
  const misses = { conversion: [] as number[], inflow: [] as number[], stock: [] as number[] }
  for (let seed = 1; seed <= 40; seed++) {
    misses.conversion.push(Math.abs((onsetOf('conversion', -1, made(seed, (day) => ({ rate: day < began ? 0.6 : 0.3 })), awake)?.at ?? 0) - began))
    misses.inflow.push(Math.abs((onsetOf('inflow', -1, made(seed, (day) => ({ came: day < began ? 6 : 3 })), awake)?.at ?? 0) - began))
    misses.stock.push((onsetOf('stock', 1, made(seed, (day) => ({ stock: 40 + Math.max(0, day - began + 1) })), awake)?.at ?? 0) - began)
  }
  const at = (list: number[], part: number) => list.toSorted((a, b) => a - b)[Math.floor(part * list.length)]
  expect(at(misses.conversion, 0.5)).toBeLessThanOrEqual(2)
  expect(at(misses.inflow, 0.5)).toBeLessThanOrEqual(2)
  for (const list of [misses.conversion, misses.inflow]) expect(at(list, 0.8)).toBeLessThanOrEqual(6)
  // A stock is taken from the early end of what is likely: some days before it grew, never when it had grown for long.
  expect([at(misses.stock, 0)! >= -8, at(misses.stock, 0.99)! <= 1]).toEqual([true, true])
})

test('what changed without a change of the figure asked about, or the other way, is not found', () => {
  const flat = Array.from({ length }, (): ChangeDay => ({ came: 6, decided: 10, hits: 6, stock: 40 }))
  for (const what of ['conversion', 'inflow', 'stock'] as const) for (const direction of [1, -1] as const) expect(onsetOf(what, direction, flat, awake)).toBeNull()
  const risen = flat.map((day, i) => (i < began ? day : { came: 12, decided: 10, hits: 9, stock: 80 }))
  for (const what of ['conversion', 'inflow', 'stock'] as const) expect(onsetOf(what, -1, risen, awake)).toBeNull()
  expect(onsetOf('conversion', 1, risen, awake)).toMatchObject({ at: began })
  expect(onsetOf('inflow', 1, risen, awake)).toMatchObject({ at: began })
})

test('days of rest are no fall: a holiday at the end does not move the day', () => {
  const rest = awake.map((_, day) => day % 7 >= 5 || (day >= length - 14 && day < length - 7))
  const days = rest.map((isRest, day): ChangeDay => ({ came: isRest ? 0 : day < began ? 8 : 5, decided: 0, hits: 0, stock: 0 }))
  expect(onsetOf('inflow', -1, days, rest)).toMatchObject({ at: began })
  expect(onsetOf('inflow', -1, days.map((day, i) => ({ ...day, came: rest[i] ? 0 : 8 })), rest)).toBeNull()
})

test('it lies within the days that are searched, whatever the figures are', () => {
  const day = fc.record({ came: fc.nat(30), decided: fc.nat(30), stock: fc.nat(200) }).chain((one) => fc.nat(one.decided).map((hits): ChangeDay => ({ ...one, hits })))
  fc.assert(
    fc.property(fc.array(day, { maxLength: 120 }), fc.constantFrom('conversion' as const, 'inflow' as const, 'stock' as const), fc.constantFrom(1 as const, -1 as const), (days, what, direction) => {
      const at = onsetOf(what, direction, days, [], { minDays: 5, maxDays: 40, historyDays: 30 })?.at
      if (at !== undefined) expect([at >= Math.max(10, days.length - 40), at <= days.length - 5]).toEqual([true, true])
    }),
  )
})
