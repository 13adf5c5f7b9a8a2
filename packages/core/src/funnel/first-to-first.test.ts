import { expect, test } from 'vitest'
import { ask } from './testing/ask.ts'
import { bpiJourneys, knownFile } from './testing/known-data.ts'
import { deal, stagesNamed } from './testing/sample.ts'

test('first entry to first entry; returns do not count, open ones wait', () => {
  const asked = ask(
    [
      deal('quick', [['A', 0], ['B', 2]]),
      deal('slow', [['A', 0], ['B', 8], ['A', 9], ['B', 40]]),
      deal('waiting', [['A', 5]]),
      deal('lost', [['A', 5]], { lost: 7 }),
      deal('backwards', [['B', 1], ['A', 4]]),
      deal('won', [['A', 0], ['B', 4]], { won: 20 }),
    ],
    stagesNamed('AB'),
  )
  expect(asked.deals({ metric: 'step.to_next_median', stageId: 'A' }).toSorted()).toEqual(['quick', 'slow', 'won'])
  const { steps } = asked.view()
  expect(steps[0]?.toNextMedian).toMatchObject({ value: 4, n: 3, censored: 1, enough: false })
  expect(steps[1]?.toNextMedian).toMatchObject({ value: 16, n: 1 })
})

const bpi = knownFile('bpi2012/dev_slice_2011-10_milestones.csv.gz')
const END = Date.parse('2013-01-01T00:00:00Z')

test.skipIf(bpi === null)('BPI 2012: first-to-first medians 8.7619 and 4.2170 days (needs ../shared/data/bpi2012)', () => {
  if (bpi === null) return
  const { journeys, stages } = bpiJourneys(bpi)
  const { steps } = ask(journeys, stages, { asOf: END, zone: 'Europe/Amsterdam', currency: 'EUR' }).view()
  expect(steps[4]?.toNextMedian.value?.toFixed(4)).toBe('8.7619')
  expect(steps[5]?.toNextMedian.value?.toFixed(4)).toBe('4.2170')
})

test.skipIf(bpi === null)('BPI 2012: 2393 > 1427 > 1024 > 1004 = 1004 > 680 > 500 (needs ../shared/data/bpi2012)', () => {
  if (bpi === null) return
  const { journeys, stages } = bpiJourneys(bpi)
  const options = { from: null, to: null, asOf: END, zone: 'Europe/Amsterdam', currency: 'EUR' }
  for (const fill of ['linear', 'touched'] as const) {
    const view = ask(journeys, stages, { ...options, fill }).view()
    expect([...view.steps.map((s) => s.entered.value), view.cohortCounts.won.value]).toEqual([2393, 1427, 1024, 1004, 1004, 680, 500])
  }
  // The milestones repeat: the middle of the funnel is a loop, and only the furthest stage ever keeps each deal once.
  expect(ask(journeys, stages, options).view().steps[4]?.reentry.hits).toBeGreaterThan(0)
})
