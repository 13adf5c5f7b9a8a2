import { expect, test } from 'vitest'
import { type DwellOptions, stageDwell } from './dwell.ts'
import { DAY, deal, deals, stagesNamed, traced } from './testing/sample.ts'
import { quantileTime } from './survival.ts'
import { calendarDays } from './working-days.ts'

const options: DwellOptions = { asOf: 100 * DAY, stay: 'cumulative', skipImported: false, days: calendarDays }
const stages = stagesNamed('AB')

test('open deals are counted as "at least so long": the first fixture of METRICS §2 as deals', () => {
  const all = traced(
    [
      deal('3', [['A', 0], ['B', 3]]),
      deal('5+', [['A', 95]]),
      deal('7', [['A', 0], ['B', 7]]),
      deal('7+', [['A', 93]]),
      deal('10', [['A', 0]], { lost: 10 }),
    ],
    stages,
    100,
  )
  const { curve } = stageDwell(all, 0, options)
  expect(curve.points.map((p) => Number(p.survival.toFixed(4)))).toEqual([0.8, 0.5333, 0])
  expect(quantileTime(curve, 0.5).value).toBe(10)
  expect(curve.events).toEqual({ advance: 2, won: 0, lost: 1, back: 0, transfer: 0 })
  expect(curve.censored).toBe(2)
})

test('latest and cumulative stay', () => {
  const all = traced([deal('x', [['A', 0], ['B', 4], ['A', 10], ['B', 13]])], stages, 100)
  expect(stageDwell(all, 0, options).observations).toEqual([{ time: 7, entry: null, cause: 'advance' }])
  expect(stageDwell(all, 0, { ...options, stay: 'latest' }).observations).toEqual([{ time: 3, entry: null, cause: 'advance' }])
  expect(stageDwell(all, 1, options).observations).toEqual([{ time: 6 + 87, entry: null, cause: null }])
})

test('an imported open deal is watched only from its import on, or left out', () => {
  const imported = deal('x', [['A', 0]])
  const stays = imported.stays.map((s) => ({ ...s, imported: true, riskFrom: 60 * DAY }))
  const all = traced([{ ...imported, stays }], stages, 100)
  expect(stageDwell(all, 0, options).observations).toEqual([{ time: 100, entry: 60, cause: null }])
  expect(stageDwell(all, 0, { ...options, skipImported: true }).watched).toEqual([])
})

test('a deal that skipped the stage spent no time in it', () => {
  const all = traced([deal('x', [['A', 0], ['C', 4]])], stagesNamed('ABC'), 100)
  expect(stageDwell(all, 1, options).watched).toEqual([])
})

test('a stay that the source left open ends with the deal', () => {
  const closed = deal('x', [['A', 0]], { won: 8 })
  const stays = closed.stays.map((s) => ({ ...s, leftAt: null, exit: null }))
  const all = traced([{ ...closed, stays }], stages, 100)
  expect(stageDwell(all, 0, options).observations).toEqual([{ time: 8, entry: null, cause: 'won' }])
})

test('the mean of finished stays would flatter: half of the deals have not moved', () => {
  const all = traced([...deals(10, 'fast', [['A', 0], ['B', 2]]), ...deals(11, 'stuck', [['A', 40]])], stages, 100)
  expect(quantileTime(stageDwell(all, 0, options).curve, 0.5).value).toBeNull()
})
