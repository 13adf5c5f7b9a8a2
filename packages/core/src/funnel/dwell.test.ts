import { expect, test } from 'vitest'
import { ask } from './testing/ask.ts'
import { DAY, deal, deals, stagesNamed } from './testing/sample.ts'

const stages = stagesNamed('AB')
const day100 = { asOf: 100 * DAY }

test('open deals are counted as "at least so long": the first fixture of METRICS §2 as deals', () => {
  const asked = ask(
    [
      deal('3', [['A', 0], ['B', 3]]),
      deal('5+', [['A', 95]]),
      deal('7', [['A', 0], ['B', 7]]),
      deal('7+', [['A', 93]]),
      deal('10', [['A', 0]], { lost: 10 }),
    ],
    stages,
    day100,
  )
  const curve = asked.curve('A')
  expect(curve.points.map((p) => Number(p.survival.toFixed(4)))).toEqual([0.8, 0.5333, 0])
  const step = asked.view().steps[0]
  expect(step?.dwellMedian.value).toBe(10)
  expect(Object.values(step?.exits ?? {}).map(({ exit, hits }) => [exit, hits])).toEqual([['advance', 2], ['won', 0], ['lost', 1], ['back', 0], ['transfer', 0]])
  expect([curve.n, curve.censored]).toEqual([5, 2])
})

test('latest and cumulative stay', () => {
  const all = [deal('x', [['A', 0], ['B', 4], ['A', 10], ['B', 13]])]
  const first = (dwellStay: 'latest' | 'cumulative') => ask(all, stages, { ...day100, dwellStay }).curve('A').points.map(({ days, exits }) => [days, exits.advance])
  expect(first('cumulative')).toEqual([[7, 1]])
  expect(first('latest')).toEqual([[3, 1]])
  const second = ask(all, stages, day100).view().steps[1]?.dwellMean
  expect(second).toMatchObject({ value: 6 + 87, n: 1, censored: 1 })
})

test('an imported open deal is watched only from its import on, or left out', () => {
  const imported = (dealId: string, riskFrom: number, stay: number) => {
    const made = deal(dealId, [['A', 100 - stay]])
    return { ...made, stays: made.stays.map((s) => ({ ...s, imported: true, riskFrom: riskFrom * DAY })) }
  }
  // Watched from its 60th day to its 100th: at risk when the second leaves on its 70th, not when the first does on its 30th.
  const all = [imported('x', 60, 100), deal('30', [['A', 0], ['B', 30]]), deal('70', [['A', 0], ['B', 70]])]
  const points = (skipImported: boolean) => ask(all, stages, { ...day100, skipImported }).curve('A').points.map(({ days, atRisk }) => [days, atRisk])
  expect(points(false)).toEqual([[30, 2], [70, 2]])
  expect(points(true)).toEqual([[30, 2], [70, 1]])
  expect(ask([imported('x', 60, 100)], stages, day100).view().steps[0]?.dwellMedian).toMatchObject({ n: 1, censored: 1 })
  expect(ask([imported('x', 60, 100)], stages, { ...day100, skipImported: true }).view().steps[0]?.dwellMedian.n).toBe(0)
  // Never watched: it had left before it was known.
  expect(ask([imported('x', 100, 100)], stages, day100).view().steps[0]?.dwellMedian.n).toBe(0)
})

test('a deal that skipped the stage spent no time in it', () => {
  expect(ask([deal('x', [['A', 0], ['C', 4]])], stagesNamed('ABC'), day100).view().steps[1]?.dwellMedian.n).toBe(0)
})

test('a stay that the source left open ends with the deal', () => {
  const closed = deal('x', [['A', 0]], { won: 8 })
  const stays = closed.stays.map((s) => ({ ...s, leftAt: null, exit: null }))
  const { points } = ask([{ ...closed, stays }], stages, day100).curve('A')
  expect(points.map(({ days, exits }) => [days, exits.won])).toEqual([[8, 1]])
})

test('the mean of finished stays would flatter: half of the deals have not moved', () => {
  const { steps } = ask([...deals(10, 'fast', [['A', 0], ['B', 2]]), ...deals(11, 'stuck', [['A', 40]])], stages, day100).view()
  expect(steps[0]?.dwellMedian).toMatchObject({ value: null, why: 'not_reached', n: 21, hits: 10, censored: 11 })
})

test('durations count in whole minutes, rounded down', () => {
  const made = deal('x', [['A', 0], ['B', 1]])
  const stays = made.stays.map((stay, i) => (i === 0 ? { ...stay, leftAt: 90 * 60_000 + 59_999 } : { ...stay, enteredAt: 90 * 60_000 + 59_999 }))
  expect(ask([{ ...made, stays }], stages, day100).view().steps[0]?.dwellMedian.value).toBe(90 / 1440)
})

test('a long curve is thinned to 400 points: its ends, its crossings, and each point exact', () => {
  const all = Array.from({ length: 3000 }, (_, i) => deal(`d${i}`, [['A', 0], ['B', 1 + (i * i) % 9973 / 7]], i % 3 === 0 ? {} : { lost: 1500 }))
  const asked = ask(all, stages, { asOf: 2000 * DAY })
  const { points, n } = asked.curve('A')
  expect(n).toBe(3000)
  expect(points.length).toBeGreaterThan(150)
  expect(points.length).toBeLessThanOrEqual(400)
  const { dwellMedian, dwellP75 } = asked.view().steps[0] ?? {}
  for (const at of [dwellMedian?.value, dwellP75?.value]) expect(points.some(({ days }) => days === at)).toBe(true)
  // Nothing is censored, so S is the share that stays longer.
  const times = all.map(({ stays }) => Math.floor(((stays[0]?.leftAt ?? 0) - (stays[0]?.enteredAt ?? 0)) / 60_000) / 1440)
  for (const { days, survival } of points) expect(survival).toBeCloseTo(times.filter((time) => time > days).length / 3000, 9)
  expect([points[0]?.days, points.at(-1)?.days]).toEqual([Math.min(...times), Math.max(...times)])
})
