import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FunnelStage } from './journey.ts'
import { ask } from './testing/ask.ts'
import { DAY, deal, journeys, stagesNamed } from './testing/sample.ts'
import { weightedMinor } from './weighted.ts'
import { dayOfDate } from './zone-days.ts'

const stages = [{ id: 'A', position: 0, winProbability: 0.15 }, { id: 'B', position: 1, winProbability: 0.5 }]
const weightedOf = (all: Parameters<typeof ask>[0], of: readonly FunnelStage[]) => ask(all, of).view().weighted

test('METRICS §5: 15 % of 38,530 is 5,779.50', () => {
  const { weighted, steps } = ask([deal('x', [['A', 0]], {}, { amountMinor: 38_530_00 })], stages).view()
  expect([weighted.pipeline.value, weighted.unweighted.value, steps[0]?.weighted.value, steps[1]?.weighted.value]).toEqual([5_779_50, 38_530_00, 5_779_50, 0])
})

test('decimals, not floats: 1.005 and the like round once, at the end', () => {
  // In binary floats 0.145 · 100 is 14.499999999999998.
  expect(weightedMinor([{ p: 1450, sum: 100 }])).toBe(15)
  expect(weightedOf([deal('x', [['A', 0]], {}, { amountMinor: 100, winProbability: 0.145 })], stages).pipeline.value).toBe(15)
  const thirds = [1, 2, 3].map((i) => deal(`${i}`, [['A', 0]], {}, { amountMinor: 1, winProbability: 0.4 + i / 1000 }))
  expect(weightedOf(thirds, stages).pipeline.value).toBe(1)
})

test('a manual probability goes before the stage’s, 0 included; changing the stage reaches only the others', () => {
  const all = [deal('stage', [['A', 0]]), deal('manual', [['A', 0]], {}, { winProbability: 0.9 }), deal('none', [['A', 0]], {}, { winProbability: 0 })]
  const asked = ask(all, stages)
  expect(asked.deals({ metric: 'weighted.stage' })).toEqual(['stage'])
  expect(asked.deals({ metric: 'weighted.manual' })).toEqual(['manual', 'none'])
  expect(asked.view().weighted).toMatchObject({ pipeline: { value: 15_00 + 90_00 }, stage: { value: 15_00 }, manual: { value: 90_00 }, unweighted: { value: 300_00 } })
  expect(weightedOf(all, [{ id: 'A', position: 0, winProbability: 0.2 }]).pipeline.value).toBe(20_00 + 90_00)
})

test('only open deals that close in the window; a lost deal counts nothing', () => {
  const on = (date: string | null) => ({ expectedCloseOn: date })
  const all = [
    deal('in', [['A', 0]], {}, on('2026-03-31')), deal('first', [['A', 0]], {}, on('2026-03-01')), deal('after', [['A', 0]], {}, on('2026-04-01')),
    deal('undated', [['A', 0]], {}, on(null)), deal('lost', [['A', 0]], { lost: 3 }, on('2026-03-15')), deal('won', [['A', 0]], { won: 3 }, on('2026-03-15')),
  ]
  const shanghai = (date: string) => dayOfDate(date) * DAY - 8 * 3_600_000
  const ids = (from: number | null, to: number | null) => ask(all, stages, { closing: { from, to } }).deals({ metric: 'weighted.pipeline' })
  expect(ids(shanghai('2026-03-01'), shanghai('2026-04-01')).toSorted()).toEqual(['first', 'in'])
  expect(ids(null, null).toSorted()).toEqual(['after', 'first', 'in', 'undated'])
  expect(ask(all, stages).deals({ metric: 'deals.undated' })).toEqual(['undated'])
})

test('a probability that is none is refused', () => {
  expect(() => ask([deal('x', [['A', 0]], {}, { winProbability: 15 })], stages)).toThrow(RangeError)
})

test('the sum agrees with whole-number arithmetic', () => {
  fc.assert(
    fc.property(journeys, (all) => {
      const percent = [{ id: 'A', position: 0, winProbability: 0.01 }, { id: 'B', position: 1, winProbability: 0.29 }, { id: 'C', position: 2, winProbability: 0.57 }, { id: 'D', position: 3, winProbability: 0.58 }]
      const asked = ask(all, percent, { asOf: 300 * DAY })
      const byId = new Map(all.map((journey) => [journey.dealId, journey]))
      let hundredths = 0n
      for (const id of asked.deals({ metric: 'weighted.pipeline' })) {
        const journey = byId.get(id)
        const stage = journey?.stays.at(-1)?.stageId
        const p = journey?.winProbability ?? percent.find((one) => one.id === stage)?.winProbability ?? 0
        hundredths += BigInt(journey?.amountMinor ?? 0) * BigInt(Math.round(p * 100))
        expect(journey?.createdAt).toBeLessThanOrEqual(300 * DAY)
      }
      expect(BigInt(asked.view().weighted.pipeline.value ?? -1)).toBe((hundredths + 50n) / 100n)
    }),
  )
})

test('a dormant deal is in no forecast, and in no stock', () => {
  const asked = ask([deal('awake', [['A', 0]]), deal('asleep', [['A', 0]], {}, { isDormant: true })], stagesNamed('AB'))
  expect(asked.deals({ metric: 'weighted.pipeline' })).toEqual(['awake'])
  expect(asked.deals({ metric: 'step.stock', stageId: 'A' })).toEqual(['awake'])
  expect(asked.deals({ metric: 'deals.dormant' })).toEqual(['asleep'])
  expect(asked.deals({ metric: 'deals.open' })).toEqual(['awake'])
})
