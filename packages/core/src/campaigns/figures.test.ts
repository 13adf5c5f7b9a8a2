import { expect, test } from 'vitest'
import { campaignFigures, noFacts, sumFacts } from './figures.ts'

test('cost per lead, shares and return', () => {
  const facts = { visits: 120, leads: 30, qualified: 12, deals: 6, won: 3, wonMinor: 500_000_00, wonWithoutMoney: 1 }
  expect(campaignFigures(facts, 100_000_00)).toMatchObject({ costMinor: 100_000_00, costPerLeadMinor: 3_333_33, qualifiedShare: 0.4, wonShare: 0.1, roi: 4 })
  expect(campaignFigures({ ...noFacts, leads: 2 }, 1).costPerLeadMinor).toBe(1)
  expect(campaignFigures({ ...noFacts, leads: 2 }, 500)).toMatchObject({ roi: -1, wonShare: 0 })
})

test('without leads there is no cost per lead, without cost no return', () => {
  expect(campaignFigures(noFacts, 0)).toMatchObject({ costPerLeadMinor: null, qualifiedShare: null, wonShare: null, roi: null })
  expect(campaignFigures({ ...noFacts, leads: 3, won: 1, wonMinor: 5 }, 0)).toMatchObject({ roi: null, costPerLeadMinor: null })
})

test('facts of parts add up', () => {
  const one = { visits: 1, leads: 2, qualified: 3, deals: 4, won: 5, wonMinor: 6, wonWithoutMoney: 7 }
  expect(sumFacts([])).toEqual(noFacts)
  expect(sumFacts([one, one])).toEqual({ visits: 2, leads: 4, qualified: 6, deals: 8, won: 10, wonMinor: 12, wonWithoutMoney: 14 })
})
