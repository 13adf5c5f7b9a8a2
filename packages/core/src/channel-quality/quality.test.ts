import { expect, test } from 'vitest'
import { share, statistic, total } from '../funnel/measured.ts'
import { againstRest } from '../funnel/measures/breakdown.ts'
import type { Channel } from '../funnel/measures/channels.ts'
import { adjust } from '../funnel/measures/difference.ts'
import { channelMatrix } from './quality.ts'

/** Channels as the measure answers them: entered, won, amount won. */
function channelsOf(...facts: [source: string | null, entered: number, won: number, wonMinor: number][]): Channel[] {
  const [n, hits] = [facts.reduce((sum, one) => sum + one[1], 0), facts.reduce((sum, one) => sum + one[2], 0)]
  const list = facts.map(([source, entered, won, wonMinor]): Channel => {
    const conversion = share(won, entered, 0, 'cohort')
    return {
      source, isOther: false, entered, inflow: share(entered, n, 0, 'inflow'), won, conversion, against: againstRest(share(hits, n, 0, 'cohort'), conversion), wonAmount: total(wonMinor, won, 'sum'),
      meanWon: statistic(won === 0 ? null : wonMinor / won, won, 0, null, 'mean'), cycle: statistic(30, won, 0, null, 'median'), perEntered: statistic(entered === 0 ? null : Math.round(wonMinor / entered), entered, 0, null, 'worth'),
    }
  })
  adjust(list.map(({ against }) => against))
  return list
}

test('quadrants by the medians, verdicts by significance and worth, the period before beside them', () => {
  const now = channelsOf(['fair', 200, 4, 400_00], ['search', 100, 30, 9_000_00], ['partner', 40, 12, 6_000_00], ['mail', 5, 5, 500_00])
  const before = channelsOf(['fair', 100, 20, 1_000_00], ['search', 100, 30, 9_000_00])
  const { rows, medianVolume, medianConversion } = channelMatrix(now, before, new Map([['fair', 500_00], ['partner', 100_00]]), new Map([['fair', 900]]))
  expect([medianVolume, medianConversion]).toEqual([70, 0.3])
  expect(rows.map((row) => [row.source, row.quadrant, row.verdict, row.roi, row.costPerDealMinor, row.volumeChange])).toEqual([
    ['fair', 'large_poor', 'prune', -0.2, 2_50, 1], ['search', 'strong', 'more', null, null, 0], ['partner', 'small_good', 'more', 59, 2_50, null], ['mail', 'small_good', 'too_few', null, null, null],
  ])
  const [fair, search, partner] = rows
  expect([fair?.leads, fair?.trend.enough, search?.trend.difference]).toEqual([900, true, 0])
  expect(fair?.trend.difference).toBeCloseTo(-0.18, 12)
  expect((fair?.trend.p ?? 1) < 0.001).toBe(true)
  expect([partner?.before.entered, partner?.trend.difference, partner?.trend.enough]).toEqual([0, null, false])
})

test('surely worse but worth its cost is watched, alike is kept, and of nothing nothing is said', () => {
  const rows = (roiCost: number) => channelMatrix(channelsOf(['fair', 200, 10, 9_000_00], ['search', 200, 60, 9_000_00]), [], new Map([['fair', roiCost]]), new Map()).rows.map(({ verdict }) => verdict)
  expect(rows(100_00)).toEqual(['watch', 'more'])
  expect(rows(10_000_00)).toEqual(['prune', 'more'])
  expect(channelMatrix(channelsOf(['a', 50, 10, 1], ['b', 50, 10, 1]), [], new Map(), new Map()).rows.map(({ verdict, quadrant }) => [verdict, quadrant])).toEqual([['keep', 'strong'], ['keep', 'strong']])
  expect(channelMatrix([], [], new Map(), new Map())).toEqual({ medianVolume: null, medianConversion: null, rows: [] })
})
