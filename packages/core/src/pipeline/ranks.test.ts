import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rankBetween } from '../lib/rank.ts'
import { ranksBetween } from './ranks.ts'

test('a series fits between any two neighbours, and leaves room for a card between any two of it', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 300 }), fc.nat(), (inserts, count, at) => {
      // Neighbours as use makes them: by repeated drops into random gaps.
      const ranks: string[] = []
      for (const n of inserts) {
        const i = n % (ranks.length + 1)
        ranks.splice(i, 0, rankBetween(ranks[i - 1] ?? null, ranks[i] ?? null))
      }
      const i = at % (ranks.length + 1)
      const [before, after] = [ranks[i - 1] ?? null, ranks[i] ?? null]
      const series = ranksBetween(before, after, count)
      const all = [...(before === null ? [] : [before]), ...series, ...(after === null ? [] : [after])]
      expect(series).toHaveLength(count)
      for (let n = 1; n < all.length; n++) {
        const [low, high] = [all[n - 1] as string, all[n] as string]
        expect(low < high).toBe(true)
        const middle = rankBetween(low, high)
        expect(low < middle && middle < high).toBe(true)
      }
    }),
    { seed: 7, numRuns: 300 },
  )
})

test('a series at an open end stays beyond the last card, also when that card has a longer rank', () => {
  for (const end of ['h', 'h001', 'habcd5', '0001', '01', 'z', 'zz1', 'zzzzz']) {
    const above = ranksBetween(null, end, 500)
    expect([...above, end].every((rank, i, all) => i === 0 || (all[i - 1] ?? '') < rank)).toBe(true)
    const below = ranksBetween(end, null, 500)
    expect([end, ...below].every((rank, i, all) => i === 0 || (all[i - 1] ?? '') < rank)).toBe(true)
  }
})
