import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { isMetricKey, METRICS } from './registry.ts'

test('every metric is explained in both languages', () => {
  for (const [key, entry] of Object.entries(METRICS)) {
    for (const words of [entry.label, entry.definition, entry.population]) {
      expect(words.zh, key).toMatch(/[\u4e00-\u9fff]/)
      expect(words.en, key).toMatch(/^[^\u4e00-\u9fff]+$/)
    }
    expect(entry.definition.zh, key).toMatch(/。$/)
    expect(entry.formula.length, key).toBeGreaterThan(0)
  }
})

test('no two metrics share a label: a number must not be taken for another', () => {
  for (const language of ['zh', 'en'] as const) {
    const labels = Object.values(METRICS).map((entry) => entry.label[language])
    expect(new Set(labels).size).toBe(labels.length)
  }
})

test('names from outside', () => {
  expect(isMetricKey('step.conversion')).toBe(true)
  expect(isMetricKey('toString')).toBe(false)
})

test('every metric names the test that proves it, and the test is there', () => {
  for (const [key, { fixture }] of Object.entries(METRICS)) {
    const [, file = '', name = ''] = /^core\/funnel\/([a-z-]+\.test\.ts): (.+)$/.exec(fixture) ?? []
    const url = new URL(file, import.meta.url)
    expect(existsSync(url), key).toBe(true)
    expect(readFileSync(url, 'utf8').includes(`'${name}'`), `${key}: ${name}`).toBe(true)
  }
})
