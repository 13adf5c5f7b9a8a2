import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fit, funnelGeometry, textWidth } from './funnel-geometry.ts'
import type { FunnelStage } from './funnel-geometry.ts'

const layout = { band: 40, neck: 30, breadth: 400 }
const stage = (key: string, entered: number, open: number, lost: number, next?: number): FunnelStage => ({
  key,
  label: key,
  entered,
  open,
  lost,
  conversion: next === undefined ? null : { value: next / entered, low: null, high: null, enough: true },
})
// METRICS.md §1: 100 enter A, 70 reach B (linear fill), 40 reach C, 20 are won.
const known = [stage('A', 100, 0, 30, 70), stage('B', 70, 0, 30, 40), stage('C', 40, 5, 15, 20), stage('won', 20, 0, 0)]

test('breadths are in proportion to the counts, centred on one axis', () => {
  const { bands, necks, length } = funnelGeometry(known, layout)
  expect(bands.map((band) => band.across.to - band.across.from)).toEqual([400, 280, 160, 80])
  expect(bands.map((band) => (band.across.to + band.across.from) / 2)).toEqual([200, 200, 200, 200])
  expect(necks.map((neck) => [neck.start, neck.end])).toEqual([
    [bands[0]?.across, bands[1]?.across],
    [bands[1]?.across, bands[2]?.across],
    [bands[2]?.across, bands[3]?.across],
  ])
  expect(length).toBe(4 * 40 + 3 * 30)
})

test('a band is split into still open, gone on and lost', () => {
  const { bands } = funnelGeometry(known, layout)
  expect(bands[2]?.parts).toEqual([
    { kind: 'open', across: { from: 120, to: 140 }, count: 5 },
    { kind: 'passed', across: { from: 140, to: 220 }, count: 20 },
    { kind: 'lost', across: { from: 220, to: 280 }, count: 15 },
  ])
})

test('whiskers lie where the edge of the next band could lie', () => {
  const stages = [{ ...stage('A', 100, 0, 50), conversion: { value: 0.5, low: 0.4, high: 0.6, enough: true } }, stage('B', 50, 0, 0)]
  expect(funnelGeometry(stages, layout).whiskers).toEqual([{ key: 'A', at: 70, across: { from: 280, to: 320 } }])
  const few = stages.map((one) => ({ ...one, conversion: one.conversion && { ...one.conversion, enough: false } }))
  expect(funnelGeometry(few, layout).whiskers).toEqual([])
})

test('a compared funnel is scaled to the same first stage, or kept in its own size', () => {
  const share = funnelGeometry(known, layout, { entered: [50, 40, 10, 5], scale: 'share' })
  expect(share.ghost[2]).toEqual([70, 40]) // 40 of 50 is 80 % of 400: from 40 to 360
  const count = funnelGeometry(known, layout, { entered: [200, 40, 10, 5], scale: 'count' })
  expect(count.bands[0]?.across).toEqual({ from: 100, to: 300 })
  expect(count.ghost[0]).toEqual([0, 0])
  expect(funnelGeometry(known, layout, { entered: [0, 0], scale: 'share' }).ghost).toEqual([])
})

test('empty stages, an empty funnel and a flow above 100 % are drawn without nonsense', () => {
  expect(funnelGeometry([], layout)).toMatchObject({ bands: [], necks: [], length: 0 })
  const empty = funnelGeometry([stage('A', 0, 0, 0), stage('B', 0, 0, 0)], layout)
  expect(empty.bands.map((band) => band.across)).toEqual([{ from: 200, to: 200 }, { from: 200, to: 200 }])
  const flow = funnelGeometry([stage('A', 50, 0, 0), stage('B', 80, 0, 0)], layout)
  expect(flow.bands[1]?.across).toEqual({ from: 0, to: 400 })
})

test('property: parts fill their band exactly and everything stays inside the breadth', () => {
  const any = fc.array(
    fc.record({ entered: fc.nat(100_000), open: fc.nat(100_000), lost: fc.nat(100_000), low: fc.double({ min: 0, max: 1, noNaN: true }) }),
    { minLength: 1, maxLength: 12 },
  )
  fc.assert(
    fc.property(any, (rows) => {
      const stages = rows.map((row, index): FunnelStage => ({
        key: String(index),
        label: '',
        entered: row.entered,
        open: row.open,
        lost: row.lost,
        conversion: { value: row.low, low: row.low / 2, high: row.low, enough: true },
      }))
      const { bands, whiskers } = funnelGeometry(stages, layout)
      for (const [index, band] of bands.entries()) {
        expect(band.across.from).toBeGreaterThanOrEqual(-1e-6)
        expect(band.across.to).toBeLessThanOrEqual(layout.breadth + 1e-6)
        expect(band.parts.reduce((sum, part) => sum + part.count, 0)).toBe(stages[index]?.entered)
        if (band.parts.length > 0) {
          expect(band.parts[0]?.across.from).toBeCloseTo(band.across.from, 6)
          expect(band.parts.at(-1)?.across.to).toBeCloseTo(band.across.to, 6)
        }
      }
      for (const whisker of whiskers) expect(whisker.across.to).toBeLessThanOrEqual(layout.breadth + 1e-6)
    }),
  )
})

test('texts are cut to their room', () => {
  expect(textWidth('需求', 10)).toBe(20)
  expect(fit('需求确认', 10, 40)).toBe('需求确认')
  expect(fit('需求确认与方案', 10, 40)).toBe('需求确…')
  expect(fit('需求', 10, 5)).toBe('')
})
