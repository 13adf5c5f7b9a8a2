import { expect, test } from 'vitest'
import { dateDifference } from './cycle.ts'
import { ask } from './testing/ask.ts'
import { knownFile, mavenJourneys, SHANGHAI_MIDNIGHT } from './testing/known-data.ts'
import { deal, stagesNamed } from './testing/sample.ts'
import { localDays } from './zone-days.ts'

test('median and mean; a close before the creation is left out', () => {
  const all = [
    deal('2', [['A', 0]], { won: 2 }), deal('4', [['A', 0]], { won: 4 }),
    deal('9', [['A', 1]], { won: 10 }), deal('30', [['A', 0]], { won: 30 }),
    deal('wrong', [['A', 5]], { won: 3 }), deal('lost 3', [['A', 0]], { lost: 3 }), deal('lost 4', [['A', 0]], { lost: 4 }), deal('lost 11', [['A', 1]], { lost: 12 }),
  ]
  for (const cycleDays of ['elapsed', 'dates'] as const) {
    const asked = ask(all, stagesNamed('A'), { cycleDays })
    const { cycle } = asked.view()
    expect(asked.deals({ metric: 'cycle.won_median' })).toHaveLength(4)
    expect(cycle.wonMedian.value).toBe(6.5)
    expect(cycle.wonMean.value).toBe(11.25)
    expect([cycle.lostMedian.value, cycle.lostMean.value]).toEqual([4, 6])
    expect(ask([], stagesNamed('A'), { cycleDays }).view().cycle.lostMedian).toMatchObject({ value: null, n: 0, why: 'no_data' })
  }
})

test('days are differences of dates in the zone, whatever the hour', () => {
  const at = (text: string) => Date.parse(text)
  const days = dateDifference(localDays('Asia/Shanghai', 0, at('2027-01-01T00:00:00Z')))
  expect(days(at('2026-03-01T23:59:00+08:00'), at('2026-03-02T00:01:00+08:00'))).toBe(1)
  expect(days(at('2026-03-01T00:00:00+08:00'), at('2026-03-01T23:00:00+08:00'))).toBe(0)
})

const maven = knownFile('maven-crm/sales_pipeline.csv')
const NOW = Date.parse(`2018-01-01${SHANGHAI_MIDNIGHT}`)
const options = { from: null, to: null, asOf: NOW, zone: 'Asia/Shanghai', currency: 'CNY' }

test.skipIf(maven === null)('Maven: win rates, won value and cycles come out exactly (needs ../shared/data/maven-crm)', () => {
  if (maven === null) return
  const { journeys, stages } = mavenJourneys(maven, NOW)
  const view = ask(journeys, stages, options).view()
  expect([view.deals.created.value, view.deals.won.value, view.deals.lost.value]).toEqual([8800, 4238, 2473])
  expect(view.steps.map((s) => s.stock.value)).toEqual([500, 1589])
  expect(view.winRates.closedCount.value?.toFixed(6)).toBe('0.631501')
  expect(view.winRates.created.value?.toFixed(6)).toBe('0.481591')
  expect(view.wonAmount.value).toBe(10_005_534_00)
  expect(view.velocity.meanWon.value).toBe(2360_91)
  expect(view.cycle.wonMean.value?.toFixed(3)).toBe('51.782')
  expect(view.cycle.wonMedian.value).toBe(57)
  expect(view.cycle.lostMean.value?.toFixed(3)).toBe('41.479')
  expect(view.cycle.lostMedian.value).toBe(14)
})

test.skipIf(maven === null)('Maven: the close quarters of 2017 (needs ../shared/data/maven-crm)', () => {
  if (maven === null) return
  const { journeys, stages } = mavenJourneys(maven, NOW)
  const bounds = ['2017-01-01', '2017-04-01', '2017-07-01', '2017-10-01', '2018-01-01'].map((d) => Date.parse(d + SHANGHAI_MIDNIGHT))
  const quarters = [0, 1, 2, 3].map((q) => {
    const view = ask(journeys, stages, { ...options, from: bounds[q] ?? null, to: bounds[q + 1] ?? null }).view()
    return [view.deals.won.value, view.deals.lost.value, (view.wonAmount.value ?? 0) / 100]
  })
  expect(quarters).toEqual([[531, 116, 1_134_672], [1254, 778, 3_086_111], [1257, 790, 2_982_255], [1196, 789, 2_802_496]])
})
