import { expect, test } from 'vitest'
import { dwellRatios } from './dwell-ratio.ts'
import { type MadeDeal, madeColumns } from './testing/made-columns.ts'

const DAY = 86_400_000
const deal = (owner: string, days: number): MadeDeal => ({
  created: 0, stays: [{ stage: 'A', in: 0, out: days, exit: 'lost' }], versions: [{ from: 0, owner }, { from: days, owner, closedAt: days }],
})

test('twice the pace of the others is a ratio of two against the whole’s pace; all together are one', () => {
  const columns = madeColumns('AB', [deal('slow', 20), deal('slow', 20), deal('quick', 5), deal('quick', 5)])
  const found = dwellRatios(columns, { mask: null, owners: null, teams: null, sources: null }, { of: 'owner', from: -Infinity, asOf: 100 * DAY })
  const of = (value: string) => found.find((one) => one.value === value)
  // Everybody: 50 days for 4 ways out = 12.5 a way out. Slow: 40 days for 2 = 20; quick: 10 days for 2 = 5.
  expect(of('slow')).toMatchObject({ ratio: 20 / 12.5, n: 2 })
  expect(of('quick')).toMatchObject({ ratio: 5 / 12.5, n: 2 })
})

test('what lasts counts by its time', () => {
  const open: MadeDeal = { created: 0, stays: [{ stage: 'A', in: 0 }], versions: [{ from: 0, owner: 'stuck' }] }
  const columns = madeColumns('AB', [open, deal('stuck', 10), deal('other', 10), deal('other', 10)])
  const [ratio] = dwellRatios(columns, { mask: null, owners: null, teams: null, sources: null }, { of: 'owner', from: 0, asOf: 90 * DAY }).filter(({ value }) => value === 'stuck')
  expect(ratio?.ratio).toBeCloseTo(100 / (120 / 3), 9)
})
