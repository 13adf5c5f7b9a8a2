import { expect, test } from 'vitest'
import { firstToFirst } from './first-to-first.ts'
import { bpiJourneys, knownFile } from './testing/known-data.ts'
import { funnelView } from './overview.ts'
import { deal, stagesNamed, traced } from './testing/sample.ts'
import { inOrder, tracesAt } from './trace.ts'
import { calendarDays } from './working-days.ts'

test('first entry to first entry; returns do not count, open ones wait', () => {
  const all = traced(
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
  const { arrived, measured } = firstToFirst(all, 0, 1, calendarDays)
  expect(arrived.map((t) => t.journey.dealId)).toEqual(['quick', 'slow', 'won'])
  expect(measured).toMatchObject({ value: 4, n: 3, censored: 1, enough: false })
  expect(firstToFirst(all, 1, 2, calendarDays).measured).toMatchObject({ value: 16, n: 1 })
})

const bpi = knownFile('bpi2012/dev_slice_2011-10_milestones.csv.gz')
const END = Date.parse('2013-01-01T00:00:00Z')

test.skipIf(bpi === null)('BPI 2012: first-to-first medians 8.7619 and 4.2170 days (needs ../shared/data/bpi2012)', () => {
  if (bpi === null) return
  const { journeys, stages } = bpiJourneys(bpi)
  const traces = tracesAt(journeys, inOrder(stages), END)
  expect(firstToFirst(traces, 4, 5, calendarDays).measured.value?.toFixed(4)).toBe('8.7619')
  expect(firstToFirst(traces, 5, 6, calendarDays).measured.value?.toFixed(4)).toBe('4.2170')
})

test.skipIf(bpi === null)('BPI 2012: 2393 > 1427 > 1024 > 1004 = 1004 > 680 > 500 (needs ../shared/data/bpi2012)', () => {
  if (bpi === null) return
  const { journeys, stages } = bpiJourneys(bpi)
  const options = { from: null, to: null, asOf: END, zone: 'Europe/Amsterdam', currency: 'EUR' }
  for (const fill of ['linear', 'touched'] as const) {
    const view = funnelView(journeys, stages, { ...options, fill })
    expect([...view.steps.map((s) => s.entered.value), view.cohortCounts.won.value]).toEqual([2393, 1427, 1024, 1004, 1004, 680, 500])
  }
  // The milestones repeat: the middle of the funnel is a loop, and only the furthest stage ever keeps each deal once.
  expect(funnelView(journeys, stages, options).steps[4]?.reentry.hits).toBeGreaterThan(0)
})
