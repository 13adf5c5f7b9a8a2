import { expect, test } from 'vitest'
import { METRICS } from '../registry.ts'
import { INDICATOR_METRICS } from './indicator-registry.ts'
import { INDICATORS } from './indicators.ts'

test('each number of the KPI table is explained, under a name that no other metric has', () => {
  expect(Object.keys(INDICATOR_METRICS)).toEqual([...INDICATORS])
  for (const language of ['zh', 'en'] as const) {
    const labels = [...Object.values(METRICS), ...Object.values(INDICATOR_METRICS)].map((entry) => entry.label[language])
    expect(new Set(labels).size).toBe(labels.length)
  }
})
