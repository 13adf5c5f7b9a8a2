import { expect, test } from 'vitest'
import { isMeasureKey } from './registry-entries.ts'

test('names from outside', () => {
  expect(isMeasureKey('breakdown.entered')).toBe(true)
  expect(isMeasureKey('step.conversion')).toBe(false)
  expect(isMeasureKey('toString')).toBe(false)
})
