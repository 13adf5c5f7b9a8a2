import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { METRICS } from '../registry.ts'
import { INDICATORS } from './indicators.ts'
import { isMeasureKey, MEASURE_METRICS } from './registry-entries.ts'
import { WATERFALL_BARS } from './waterfall.ts'

test('every number is explained in both languages, and says where its example is', () => {
  for (const [key, entry] of Object.entries(MEASURE_METRICS)) {
    for (const words of [entry.label, entry.definition, entry.population]) {
      expect(words.zh, key).toMatch(/[\u4e00-\u9fff]/)
      expect(words.en, key).toMatch(/^[^\u4e00-\u9fff]+$/)
    }
    expect(entry.definition.zh, key).toMatch(/。$/)
    expect(entry.definition.en, key).toMatch(/\.$/)
    expect(entry.formula.length, key).toBeGreaterThan(0)
    const file = (entry.fixture ?? '').split(': ')[0]?.split('/').at(-1) ?? ''
    expect(file === '' ? false : existsSync(new URL(file, import.meta.url)), key).toBe(true)
  }
})

test('no two numbers share a key or a label, also with those of the funnel page', () => {
  const entries = [...Object.entries(METRICS), ...Object.entries(MEASURE_METRICS)]
  expect(new Set(entries.map(([key]) => key)).size).toBe(entries.length)
  for (const language of ['zh', 'en'] as const) {
    const labels = entries.map(([, entry]) => entry.label[language])
    expect(labels.filter((label, i) => labels.indexOf(label) !== i)).toEqual([])
  }
})

test('each bar and each indicator has its entry', () => {
  for (const bar of [...WATERFALL_BARS, 'start', 'end']) expect(isMeasureKey(`waterfall.${bar}`)).toBe(true)
  for (const indicator of INDICATORS) expect(isMeasureKey(`kpi.${indicator}`)).toBe(true)
  expect(isMeasureKey('toString')).toBe(false)
})
