import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAY, deal, journeys, stagesNamed, traced } from './testing/sample.ts'
import { stock } from './snapshot.ts'
import { openClosingIn, probability, weightedMinor } from './weighted.ts'
import { dayOfDate } from './zone-days.ts'

const stages = [{ id: 'A', position: 0, winProbability: 0.15 }, { id: 'B', position: 1, winProbability: 0.5 }]

test('METRICS §5: 15 % of 38,530 is 5,779.50', () => {
  const all = traced([deal('x', [['A', 0]], {}, { amountMinor: 38_530_00 })], stages)
  expect(weightedMinor(all, stages)).toBe(5_779_50)
})

test('decimals, not floats: 1.005 and the like round once, at the end', () => {
  // In binary floats 0.145 · 100 is 14.499999999999998.
  const all = traced([deal('x', [['A', 0]], {}, { amountMinor: 100, winProbability: 0.145 })], stages)
  expect(weightedMinor(all, stages)).toBe(15)
  const thirds = traced([1, 2, 3].map((i) => deal(`${i}`, [['A', 0]], {}, { amountMinor: 1, winProbability: 0.4 + i / 1000 })), stages)
  expect(weightedMinor(thirds, stages)).toBe(1)
})

test('a manual probability goes before the stage’s, 0 included; changing the stage reaches only the others', () => {
  const all = traced(
    [deal('stage', [['A', 0]]), deal('manual', [['A', 0]], {}, { winProbability: 0.9 }), deal('none', [['A', 0]], {}, { winProbability: 0 })],
    stages,
  )
  expect(all.map((t) => probability(t, stages))).toEqual([{ p: 0.15, source: 'stage' }, { p: 0.9, source: 'manual' }, { p: 0, source: 'manual' }])
  expect(weightedMinor(all, stages)).toBe(15_00 + 90_00)
  expect(weightedMinor(all, [{ id: 'A', position: 0, winProbability: 0.2 }])).toBe(20_00 + 90_00)
})

test('only open deals that close in the window; a lost deal counts nothing', () => {
  const on = (date: string | null) => ({ expectedCloseOn: date })
  const all = traced(
    [
      deal('in', [['A', 0]], {}, on('2026-03-31')), deal('first', [['A', 0]], {}, on('2026-03-01')), deal('after', [['A', 0]], {}, on('2026-04-01')),
      deal('undated', [['A', 0]], {}, on(null)), deal('lost', [['A', 0]], { lost: 3 }, on('2026-03-15')), deal('won', [['A', 0]], { won: 3 }, on('2026-03-15')),
    ],
    stages,
  )
  const ids = (from: number | null, to: number | null) => openClosingIn(all, { from, to }).map((t) => t.journey.dealId)
  expect(ids(dayOfDate('2026-03-01'), dayOfDate('2026-04-01'))).toEqual(['in', 'first'])
  expect(ids(null, null)).toEqual(['in', 'first', 'after', 'undated'])
})

test('a probability that is none is refused', () => {
  const all = traced([deal('x', [['A', 0]], {}, { winProbability: 15 })], stages)
  expect(() => weightedMinor(all, stages)).toThrow(RangeError)
})

test('the sum agrees with whole-number arithmetic', () => {
  fc.assert(
    fc.property(journeys, (all) => {
      const percent = [{ id: 'A', position: 0, winProbability: 0.01 }, { id: 'B', position: 1, winProbability: 0.29 }, { id: 'C', position: 2, winProbability: 0.57 }, { id: 'D', position: 3, winProbability: 0.58 }]
      const open = openClosingIn(traced(all, stagesNamed('ABCD'), 300), { from: null, to: null })
      let hundredths = 0n
      for (const trace of open) hundredths += BigInt(trace.journey.amountMinor) * BigInt(Math.round(probability(trace, percent).p * 100))
      expect(BigInt(weightedMinor(open, percent))).toBe((hundredths + 50n) / 100n)
      expect(open.every((t) => t.journey.createdAt <= 300 * DAY)).toBe(true)
    }),
  )
})

test('a dormant deal is in no forecast, and in no stock', () => {
  const all = traced([deal('awake', [['A', 0]]), deal('asleep', [['A', 0]], {}, { isDormant: true })], stages)
  expect(openClosingIn(all, { from: null, to: null }).map((t) => t.journey.dealId)).toEqual(['awake'])
  expect(stock(all, 2)[0]?.map((t) => t.journey.dealId)).toEqual(['awake'])
})
