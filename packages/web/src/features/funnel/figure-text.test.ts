import { FUNNEL_METRICS } from '@sluice/core/funnel/registry'
import { expect, test } from 'vitest'
import * as ui from '../../ui/format.ts'
import { differenceText, intervalText, valueText } from './figure-text.ts'
import type { FigureFormat } from './figure-text.ts'
import { methodParts } from './method-words.ts'
import { columnLabel, stageColumns } from './stage-columns.ts'

const format: FigureFormat = {
  percent: (value) => ui.formatPercent(value, 'zh-CN'),
  days: (value) => (value === null || value === undefined ? ui.absent : `${ui.formatDays(value, 'zh-CN')} 天`),
  count: (value) => ui.formatCount(value, 'zh-CN'),
  money: (value, currency) => ui.formatMoney(value, { currency: currency ?? 'CNY', language: 'zh-CN' }),
  moneyShort: (value, currency) => ui.formatMoney(value, { currency: currency ?? 'CNY', language: 'zh-CN', compact: true }),
  points: (value) => `${ui.formatPoints(value, 'zh-CN')} 个百分点`,
  change: (value) => ui.formatChange(value, 'zh-CN'),
  number: (value, digits) => ui.formatNumber(value, 'zh-CN', digits),
}
const options = { currency: 'CNY', perDay: '/天' }

test('every unit has its text', () => {
  expect(valueText('step.conversion', 0.6315, format, options)).toBe('63.2%')
  expect(valueText('step.dwell_median', 8.76, format, options)).toBe('8.8 天')
  expect(valueText('step.entered', 1427, format, options)).toBe('1,427')
  expect(valueText('won.amount', 12_850_000_00, format, { ...options, short: true })).toBe('¥1285万')
  expect(valueText('velocity.expected', 3_200_000, format, options)).toBe('¥32,000/天')
  expect(valueText('velocity.expected', null, format, options)).toBe('—')
})

test('an interval is in the unit of its figure, open where it has no end', () => {
  expect(intervalText('step.conversion', { low: 0.5, high: 0.7 }, format, options)).toBe('50.0% – 70.0%')
  expect(intervalText('step.dwell_median', { low: 4, high: null }, format, options)).toBe('4 天 – …')
  expect(intervalText('step.entered', { low: null, high: null }, format, options)).toBeNull()
})

test('shares differ by percentage points, all else by its own unit and sign', () => {
  expect(differenceText('step.conversion', -0.271, format, options)).toBe('-27.1 个百分点')
  expect(differenceText('step.entered', 12, format, options)).toBe('+12')
  expect(differenceText('won.amount', -5000, format, options)).toBe('-¥50')
})

test('a method code is taken apart into words, an unknown part stays readable', () => {
  expect(methodParts('cohort/entry/linear/mature-30d/wilson')).toEqual([
    { word: 'cohort' }, { word: 'entry' }, { word: 'linear' }, { mature: 30 }, { word: 'wilson' },
  ])
  expect(methodParts('rolling-closed-rate/6')).toEqual([{ word: 'rollingClosedRate' }, { windows: 6 }])
  expect(methodParts('km/newer')).toEqual([{ word: 'km' }, { raw: 'newer' }])
})

test('the stage table has every figure of a stage under a name of its own', () => {
  for (const language of ['zh', 'en'] as const) {
    const labels = stageColumns.filter((column) => !column.exit).map((column) => columnLabel(column.metric, language))
    expect(new Set(labels).size).toBe(labels.length)
  }
  const reasons = ['step.loss_reason', 'step.loss_reason_share']
  const all = Object.keys(FUNNEL_METRICS).filter((key) => key.startsWith('step.') && !reasons.includes(key))
  expect([...new Set(stageColumns.map((column) => column.metric))].sort()).toEqual(all.sort())
})
