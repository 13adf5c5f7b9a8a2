import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rankBetween, rankSeries } from './rank.ts'

test('a rank lies strictly between its neighbours, whatever was dropped before', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1000), { maxLength: 300 }), (places) => {
      const ranks: string[] = []
      for (const place of places) {
        const i = place % (ranks.length + 1)
        const rank = rankBetween(ranks[i - 1] ?? null, ranks[i] ?? null)
        expect(rank > (ranks[i - 1] ?? '')).toBe(true)
        if (ranks[i] !== undefined) expect(rank < ranks[i]).toBe(true)
        expect(rank.endsWith('0')).toBe(false)
        ranks.splice(i, 0, rank)
      }
    }),
    { seed: 7 },
  )
})

test('dropping always at the top or always at the bottom stays short', () => {
  let top = rankBetween(null, null)
  let bottom = top
  for (let i = 0; i < 100_000; i++) {
    const [higher, lower] = [rankBetween(null, top), rankBetween(bottom, null)]
    if (!(higher < top) || !(lower > bottom) || higher.endsWith('0') || lower.endsWith('0')) throw new Error(`${higher} ${top} ${bottom} ${lower}`)
    ;[top, bottom] = [higher, lower]
  }
  // An index row of PostgreSQL holds 2,700 bytes, a cursor 1,000.
  expect(top.length).toBeLessThan(10)
  expect(bottom.length).toBeLessThan(10)
})

test('an open end goes on from any rank', () => {
  const rank = fc.string({ unit: fc.constantFrom(...'0123456789abcdefghijklmnopqrstuvwxyz'), minLength: 1, maxLength: 12 }).filter((text) => !text.endsWith('0'))
  fc.assert(
    fc.property(rank, fc.integer({ min: 1, max: 200 }), (start, steps) => {
      let [low, high] = [start, start]
      for (let i = 0; i < steps; i++) {
        const [lower, higher] = [rankBetween(null, low), rankBetween(high, null)]
        expect([lower < low, higher > high, lower === '' || lower.endsWith('0'), higher.endsWith('0')]).toEqual([true, true, false, false])
        ;[low, high] = [lower, higher]
      }
    }),
    { seed: 11 },
  )
})

test('a series ascends and leaves room', () => {
  const ranks = rankSeries(5000)
  expect([...ranks].sort()).toEqual(ranks)
  expect(new Set(ranks).size).toBe(5000)
  for (let i = 1; i < 50; i++) rankBetween(ranks[i - 1] ?? null, ranks[i] ?? null)
})
