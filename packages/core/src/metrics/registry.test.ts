import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { healthParts } from '../diagnosis/health-parts.ts'
import { remedies } from '../diagnosis/remedies/library.ts'
import { INDICATORS } from '../funnel/measures/indicators.ts'
import { WATERFALL_BARS } from '../funnel/measures/waterfall.ts'
import type { MetricEntry } from '../lib/metric-entry.ts'
import { methodInWords, untranslated } from './methods.ts'
import { isMetricKey, METRICS } from './registry.ts'
import { METRIC_DATE_FIELDS, METRIC_TOPICS, METRIC_UNITS } from './topics.ts'

const entries: [string, MetricEntry][] = Object.entries(METRICS)

test('every number is explained in both languages', () => {
  for (const [key, entry] of entries) {
    for (const words of [entry.label, entry.definition, entry.population, ...(entry.drillDown.opens === null ? [entry.drillDown.why] : [])]) {
      expect(words.zh, key).toMatch(/[\u4e00-\u9fff]/)
      expect(words.en, key).toMatch(/^[^\u4e00-\u9fff]+$/)
    }
    expect(entry.definition.zh, key).toMatch(/。$/)
    expect(entry.definition.en, key).toMatch(/\.$/)
    expect(entry.formula.length, key).toBeGreaterThan(0)
    expect(entry.method.length, key).toBeGreaterThan(0)
    expect(untranslated(entry.method), key).toEqual([])
  }
})

test('no two numbers share a label: one must not be taken for another', () => {
  for (const language of ['zh', 'en'] as const) {
    const labels = entries.map(([, entry]) => entry.label[language])
    expect(labels.filter((label, i) => labels.indexOf(label) !== i)).toEqual([])
  }
})

test('no part takes the key of another', async () => {
  const parts = [
    (await import('../funnel/registry.ts')).FUNNEL_METRICS, (await import('../funnel/measures/registry-entries.ts')).MEASURE_METRICS, (await import('../diagnosis/registry.ts')).DIAGNOSIS_METRICS,
    (await import('../planning/registry.ts')).PLANNING_METRICS, (await import('../pipeline/registry.ts')).DEAL_METRICS, (await import('../fields/registry.ts')).FIELD_METRICS,
    (await import('../campaigns/registry.ts')).CAMPAIGN_METRICS, (await import('../answering/registry.ts')).ANSWER_METRICS,
    (await import('../public-forms/registry.ts')).PUBLIC_FORM_METRICS, (await import('../attribution/registry.ts')).ATTRIBUTION_METRICS,
    (await import('../channel-quality/registry.ts')).CHANNEL_QUALITY_METRICS, (await import('../icp/registry.ts')).ICP_METRICS, (await import('../experiments/registry.ts')).EXPERIMENT_METRICS,
  ]
  expect(parts.reduce((sum, part) => sum + Object.keys(part).length, 0)).toBe(entries.length)
})

test('a method in both languages', () => {
  expect(methodInWords('cohort, Wilson 95 %', 'zh')).toBe('同期群，Wilson 95% 区间')
  expect(methodInWords('cohort, Wilson 95 %', 'en')).toBe('cohort, Wilson 95 %')
})

test('every topic, unit and date field has words, and each topic has numbers', () => {
  const used = new Set(entries.map(([, { topic }]) => topic))
  expect(Object.keys(METRIC_TOPICS).filter((topic) => !used.has(topic as MetricEntry['topic']))).toEqual([])
  for (const [key, { unit, dateField }] of entries) expect([METRIC_UNITS[unit], METRIC_DATE_FIELDS[dateField]].every((words) => words.zh !== '' && words.en !== ''), key).toBe(true)
})

test('every number names the test that proves it, and the test is there', () => {
  const sources = new Map<string, string>()
  for (const [key, { fixture }] of entries) {
    const [, part = '', file = '', name = ''] = /^(core|server|web)\/([a-z0-9/-]+\.test\.ts): (.+)$/.exec(fixture) ?? []
    const url = new URL(`../../../${part}/src/${file}`, import.meta.url)
    expect(existsSync(url), `${key}: ${fixture}`).toBe(true)
    const source = sources.get(url.href) ?? readFileSync(url, 'utf8')
    sources.set(url.href, source)
    expect(source.includes(`test('${name}'`) || source.includes(`test("${name}"`), `${key}: ${name}`).toBe(true)
  }
})

test('names from outside, and those that other tables give', () => {
  expect(isMetricKey('step.conversion')).toBe(true)
  expect(isMetricKey('toString')).toBe(false)
  const named = [
    ...Object.values(healthParts).flat().map(({ metric }) => metric), ...remedies.map(({ effect }) => effect.metric),
    ...[...WATERFALL_BARS, 'start', 'end'].map((bar) => `waterfall.${bar}`), ...INDICATORS.map((indicator) => `kpi.${indicator}`),
  ]
  expect(named.filter((key) => !isMetricKey(key))).toEqual([])
})
