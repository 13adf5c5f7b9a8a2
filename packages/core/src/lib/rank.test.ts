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
  for (let i = 0; i < 1000; i++) {
    top = rankBetween(null, top)
    bottom = rankBetween(bottom, null)
  }
  expect(top.length).toBeLessThan(300)
  expect(bottom.length).toBeLessThan(300)
})

test('a series ascends and leaves room', () => {
  const ranks = rankSeries(5000)
  expect([...ranks].sort()).toEqual(ranks)
  expect(new Set(ranks).size).toBe(5000)
  for (let i = 1; i < 50; i++) rankBetween(ranks[i - 1] ?? null, ranks[i] ?? null)
})
