import { expect, test } from 'vitest'
import { groupByCause } from './causes.ts'
import { precisionOf } from './precision.ts'
import type { AlarmVerdict } from './verdict.ts'

const stages = { p: ['a', 'b', 'c'], q: ['a', 'b'] }
const verdict = (kind: AlarmVerdict['kind'], stageId: string | null, more: Partial<AlarmVerdict> = {}): AlarmVerdict => ({
  kind, pipelineId: 'p', stageId, slice: null, day: '2026-03-01', value: 0.2, baseline: 0.4, threshold: 0.3, severity: 1, n: 60, evidence: {}, causes: [], said: { key: `alarm.${kind}`, params: {} }, ...more,
})
const show = ({ kind, stageId, slice }: AlarmVerdict) => [kind, stageId, slice?.value].filter(Boolean).join(' ')
const groups = (verdicts: AlarmVerdict[], open: AlarmVerdict[] = []) => groupByCause(verdicts, stages, open).map(({ root, attached }) => [show(root), ...attached.map(show)])

test('several rules and slices at one stage are one alarm, the whole before its slices', () => {
  const slice = (value: string) => ({ slice: { dimension: 'channel', value }, severity: 9 })
  expect(groups([verdict('dwell_over', 'b', slice('show')), verdict('conversion_below_mean', 'b'), verdict('stock_growth', 'b', slice('show')), verdict('stock_growth', 'b')])).toEqual([
    ['stock_growth b', 'conversion_below_mean b', 'stock_growth b show', 'dwell_over b show'],
  ])
})

test('fewer entries right after a blocked stage belong to it; elsewhere they do not', () => {
  expect(groups([verdict('inflow_drop', 'c'), verdict('stock_growth', 'b')])).toEqual([['stock_growth b', 'inflow_drop c']])
  expect(groups([verdict('inflow_drop', 'a'), verdict('stock_growth', 'c')])).toHaveLength(2)
  expect(groups([verdict('inflow_drop', 'b'), verdict('inflow_drop', 'a'), verdict('inflow_drop', 'c')])).toEqual([['inflow_drop a', 'inflow_drop b', 'inflow_drop c']])
})

test('a falling win rate belongs to a blocked last stage; a rising one stands alone', () => {
  expect(groups([verdict('win_rate_swing', null), verdict('below_line', 'c')])).toEqual([['below_line c', 'win_rate_swing']])
  expect(groups([verdict('win_rate_swing', null, { value: 0.6 }), verdict('below_line', 'c')])).toHaveLength(2)
})

test('different stages and pipelines are different causes', () => {
  expect(groups([verdict('stock_growth', 'a'), verdict('stock_growth', 'c'), verdict('stock_growth', 'a', { pipelineId: 'q' })])).toHaveLength(3)
  expect(groups([])).toEqual([])
})

test('an open alarm stays the root of its cause', () => {
  const open = verdict('dwell_over', 'b')
  expect(groups([verdict('stock_growth', 'b'), open], [open])).toEqual([['dwell_over b', 'stock_growth b']])
})

test('a stage that is over its limit for months hides nothing that begins there', () => {
  const standing = verdict('stage_days', 'b')
  expect(groups([standing, verdict('stock_growth', 'b'), verdict('dwell_over', 'b')], [standing])).toEqual([['stage_days b'], ['stock_growth b', 'dwell_over b']])
  // What comes with the rest belongs to it.
  expect(groups([standing, verdict('stock_growth', 'b')])).toEqual([['stock_growth b', 'stage_days b']])
})

test('measured precision has an interval and waits for twenty judgements', () => {
  expect(precisionOf({ useful: 15, notUseful: 5, unjudged: 4 })).toMatchObject({ value: 0.75, n: 20, hits: 15, censored: 4, enough: true })
  expect(precisionOf({ useful: 3, notUseful: 1 }).enough).toBe(false)
  expect(precisionOf({ useful: 0, notUseful: 0 })).toMatchObject({ value: null, why: 'no_data' })
})
