import { ask } from '@sluice/core/funnel/testing/ask'
import { DAY, deals, skippingFixture, stagesNamed } from '@sluice/core/funnel/testing/sample'
import { expect, test } from 'vitest'
import { changedFigures, figureKey, figureMap, findFigure, refOf } from './figure-ref.ts'
import { figureParts } from './figure-parts.ts'
import { comparedRows, figureOfPart, funnelRows, refOfPart, wonKey } from './funnel-rows.ts'
import type { RowWords } from './funnel-rows.ts'

const words: RowWords = {
  stage: (id) => `阶段${id}`,
  won: '赢单',
  reason: (id) => id ?? '未填原因',
  stock: (count, amount) => (amount === null ? `存量 ${count}` : `存量 ${count} · ${amount}`),
  days: (days) => `${days} 天`,
  notReached: '未到达',
  insufficient: '数据不足',
}
const options = { from: null, to: null, asOf: 1000 * DAY, zone: 'Asia/Shanghai', currency: 'CNY' }
const view = ask(skippingFixture(), stagesNamed('ABC'), options).view()

test('a cohort becomes bands from all that entered to those won, with what is open and lost', () => {
  const rows = funnelRows(view, 'cohort', words)
  // METRICS.md §1: 100 → 70 → 40 → 20.
  expect(rows.map((row) => [row.key, row.entered, row.lost, row.open])).toEqual([
    ['A', 100, 30, 0],
    ['B', 70, 30, 0],
    ['C', 40, 20, 0],
    [wonKey, 20, 0, 0],
  ])
  expect(rows[0]).toMatchObject({ label: '阶段A', kind: 'stage', amount: '存量 0 · 0', topLoss: '未填原因' })
  expect(rows[0]?.conversion?.value).toBeCloseTo(0.7)
  expect(rows.at(-1)).toMatchObject({ kind: 'won', conversion: null })
})

test('flow counts entries and ends with the won; the snapshot counts stock and has no won', () => {
  const flow = funnelRows(view, 'flow', words)
  expect(flow.map((row) => row.entered)).toEqual([100, 60, 40, 20])
  expect(flow.every((row) => row.lost === 0 && row.open === 0 && row.topLoss === undefined)).toBe(true)
  const standing = ask(deals(25, 'open', [['A', 0]]), stagesNamed('AB'), options).view()
  const snapshot = funnelRows(standing, 'snapshot', words)
  expect(snapshot.map((row) => row.entered)).toEqual([25, 0])
  expect(snapshot[0]?.conversion?.value).toBe(0)
  expect(snapshot[1]?.conversion).toBeNull()
})

test('too few deals never become a dwell; one that half have not reached says so', () => {
  const few = funnelRows(ask(deals(3, 'few', [['A', 0], ['B', 5]]), stagesNamed('AB'), options).view(), 'cohort', words)
  expect(few[0]).toMatchObject({ dwellMedian: '数据不足', dwellP75: undefined })
  const waiting = funnelRows(ask(deals(25, 'open', [['A', 0]]), stagesNamed('AB'), options).view(), 'cohort', words)
  expect(waiting[0]).toMatchObject({ dwellMedian: '未到达', dwellP75: '未到达', open: 25 })
})

test('each part of the drawing opens as many deals as it shows', () => {
  const row = funnelRows(view, 'cohort', words)[1]
  const count = (kind: 'entered' | 'passed' | 'lost' | 'open') => {
    const found = figureOfPart(view, 'cohort', { stage: 'B', kind })
    return found && figureParts(found.figure).find((one) => one.part === found.part)?.count
  }
  expect([count('entered'), count('lost'), count('open'), count('passed')]).toEqual([row?.entered, row?.lost, row?.open, 40])
  expect(refOfPart(view, 'cohort', { stage: wonKey, kind: 'entered' })).toMatchObject({ metric: 'step.reached_next', stage: 'C', part: 'population' })
  expect(refOfPart(view, 'flow', { stage: wonKey, kind: 'entered' })).toMatchObject({ metric: 'step.flow', part: 'hits' })
  expect(refOfPart(view, 'cohort', { stage: 'gone', kind: 'entered' })).toBeNull()
})

test('an address finds its figure again, losses without a reason included', () => {
  for (const figure of figureMap(view).values()) expect(findFigure(view, refOf(figure))).toEqual(figure)
  expect(findFigure(view, { ...refOf({ metric: 'step.loss_reason', stageId: 'A', reasonId: null }), reason: 'none' })?.value).toBe(30)
  expect(findFigure(view, refOf({ metric: 'step.entered', stageId: 'of another pipeline' }))).toBeUndefined()
})

test('only what a move touched counts as changed', () => {
  expect(changedFigures(view, view).size).toBe(0)
  const more = ask([...skippingFixture(), ...deals(1, 'new', [['A', 990]])], stagesNamed('ABC'), options).view()
  const changed = changedFigures(view, more)
  expect(changed.has(figureKey({ metric: 'step.entered', stageId: 'A' }))).toBe(true)
  expect(changed.has(figureKey({ metric: 'step.entered', stageId: 'B' }))).toBe(false)
})

test('a compared funnel gives counts, and conversions only where there are enough deals', () => {
  const few = ask(deals(30, 'x', [['A', 0]], { lost: 3 }).concat(deals(10, 'y', [['A', 0], ['B', 2]])), stagesNamed('ABC'), options).view()
  expect(comparedRows(few, 'cohort', words)).toEqual({ entered: [40, 10, 0, 0], conversions: [0.25, null, null, null] })
})
