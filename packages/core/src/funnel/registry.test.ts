import { expect, test } from 'vitest'
import { isFunnelMetric } from './registry.ts'

test('names from outside', () => {
  expect(isFunnelMetric('step.conversion')).toBe(true)
  expect(isFunnelMetric('breakdown.entered')).toBe(false)
  expect(isFunnelMetric('toString')).toBe(false)
})
