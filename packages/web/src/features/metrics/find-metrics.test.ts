import { METRICS } from '@sluice/core/metrics/registry'
import { expect, test } from 'vitest'
import { findMetrics } from './find-metrics.ts'

test('nothing typed finds all, in the order of the registry', () => {
  expect(findMetrics('')).toEqual(Object.keys(METRICS))
  expect(findMetrics('', 'health').every((key) => METRICS[key].topic === 'health')).toBe(true)
})

test('names before keys before definitions, in either language, every word', () => {
  expect(findMetrics('健康分')[0]).toBe('health.score')
  expect(findMetrics('HEALTH score')[0]).toBe('health.score')
  expect(findMetrics('step.conversion')[0]).toBe('step.conversion')
  expect(findMetrics('健康分 nosuchword')).toEqual([])
  const found = findMetrics('利特尔')
  expect(found).toContain('cause.little')
  expect(found).toContain('what_if.stock')
})
