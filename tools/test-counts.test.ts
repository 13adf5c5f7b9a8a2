import { expect, test } from 'vitest'
import { countsLine, playwrightCounts, sumCounts, vitestCounts } from './test-counts.ts'

test('vitest: a file that does not load is a failure, a failing test is counted once', () => {
  const report = {
    numPassedTests: 5, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1,
    testResults: [
      { status: 'passed', assertionResults: [{ status: 'passed' }] },
      { status: 'failed', assertionResults: [{ status: 'failed' }, { status: 'passed' }] },
      { status: 'failed', assertionResults: [] },
    ],
  }
  expect(vitestCounts(report)).toEqual({ passed: 5, failed: 2, skipped: 3 })
})

test('playwright: flaky tests and errors outside tests are failures', () => {
  expect(playwrightCounts({ stats: { expected: 4, unexpected: 1, flaky: 1, skipped: 2 }, errors: [{}] })).toEqual({ passed: 4, failed: 3, skipped: 2 })
})

test('a report of another shape is refused instead of counted as nothing', () => {
  expect(() => vitestCounts({})).toThrow('how many passed')
  expect(() => playwrightCounts({ stats: { expected: 3 } })).toThrow('how many failed')
})

test('the last line', () => {
  expect(countsLine(sumCounts([{ passed: 2, failed: 0, skipped: 0 }, { passed: 3, failed: 1, skipped: 0 }]))).toBe('5 passed, 1 failed')
  expect(countsLine(sumCounts([{ passed: 2, failed: 0, skipped: 4 }]))).toBe('2 passed, 0 failed, 4 skipped')
})
