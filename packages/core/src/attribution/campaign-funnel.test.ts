import { expect, test } from 'vitest'
import { sentence } from '../diagnosis/sentence.ts'
import { campaignSteps, topLeak } from './campaign-funnel.ts'

test('shares of the step before, none of visits, null where there is no whole', () => {
  expect(campaignSteps({ visits: 10, leads: 40, mql: 30, sql: 15, deals: 10, won: 0 }).map(({ key, n, share, enough }) => [key, n, share, enough])).toEqual([
    ['visits', 10, null, true], ['leads', 40, null, true], ['mql', 30, 0.75, true], ['sql', 15, 0.5, true], ['deals', 10, 10 / 15, false], ['won', 0, 0, false],
  ])
  expect(campaignSteps({ visits: 0, leads: 0, mql: 0, sql: 0, deals: 0, won: 0 }).map(({ share, low }) => [share, low])).toEqual(Array(6).fill([null, null]))
})

test('the top leaks below 30 % of enough leads; of few nothing is said', () => {
  expect([[100, 29], [100, 30], [19, 0], [0, 0]].map(([n = 0, hits = 0]) => topLeak({ n, hits }).result)).toEqual(['failed', 'passed', 'not_enough', 'not_enough'])
  const names = { stage: () => undefined, dimension: () => undefined, value: () => undefined }
  expect(sentence(topLeak({ n: 100, hits: 29 }).said, 'zh', names)).toBe('线索合格率 29%，低于 30%（100 条线索）。')
})
