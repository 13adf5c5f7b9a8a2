import { expect, test } from 'vitest'
import { icpRows } from './icp.ts'

test('which values win against all others, corrected for all that was looked at; few say nothing', () => {
  const rows = icpRows([
    { dimension: 'size', value: '大', won: 30, closed: 40 }, { dimension: 'size', value: '小', won: 10, closed: 60 },
    { dimension: 'industry', value: '物流', won: 20, closed: 50 }, { dimension: 'industry', value: '医疗', won: 5, closed: 5 }, { dimension: 'industry', value: null, won: 15, closed: 45 },
  ], { won: 40, closed: 100 })
  expect(rows.map(({ dimension, value, verdict, winRate }) => [dimension, value, verdict, winRate.value])).toEqual([
    ['industry', '物流', 'alike', 0.4], ['industry', null, 'alike', 15 / 45], ['industry', '医疗', 'too_few', 1], ['size', '大', 'wins', 0.75], ['size', '小', 'loses', 10 / 60],
  ])
  const large = rows.find(({ value }) => value === '大')
  // 30 of 40 against 10 of 60.
  expect([large?.against.a.hits, large?.against.a.n, large?.against.difference]).toEqual([10, 60, 0.75 - 10 / 60])
  // Three values had enough deals on both sides to be tested: the two of size, and logistics.
  expect((large?.against.q ?? 0) / (large?.against.p ?? 1)).toBeCloseTo(1.5, 6)
  expect(icpRows([{ dimension: 'size', value: '大', won: 0, closed: 0 }], { won: 0, closed: 0 })).toEqual([])
})

test('chance alone finds next to nothing', () => {
  // 40 values of 100 deals around 50 %: the greatest deviation of ±12 would be a find (p = 0.02) if it were looked at alone.
  const counts = Array.from({ length: 40 }, (_, i) => ({ dimension: 'industry' as const, value: String(i), won: 50 + ((i * 7) % 25) - 12, closed: 100 }))
  const won = counts.reduce((sum, one) => sum + one.won, 0)
  const rows = icpRows(counts, { won, closed: 4000 })
  expect(rows.some(({ against }) => (against.p ?? 1) < 0.05)).toBe(true)
  expect(rows.filter(({ verdict }) => verdict !== 'alike')).toEqual([])
})
