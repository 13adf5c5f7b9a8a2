import { expect, test } from 'vitest'
import { countsLine, playwrightCounts, sumCounts, vitestCounts } from './test-counts.ts'

test('vitest: a file that does not load is a failure, a failing test is counted once', () => {
  const report = {
    numPassedTests: 5, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1,
    testResults: [
      { name: 'a.test.ts', status: 'passed', assertionResults: [{ status: 'passed', fullName: 'adds' }] },
      { name: 'b.test.ts', status: 'failed', assertionResults: [{ status: 'failed', fullName: 'divides' }, { status: 'passed', fullName: 'adds' }] },
      { name: 'c.test.ts', status: 'failed', assertionResults: [] },
    ],
  }
  expect(vitestCounts(report)).toEqual({ passed: 5, failed: 2, skipped: 3, failures: ['b.test.ts › divides', 'c.test.ts could not be run'] })
})

test('playwright: flaky tests and errors outside tests are failures', () => {
  const suites = [{
    file: 'board.e2e.ts', specs: [{ title: 'a deal is moved', tests: [{ status: 'unexpected' }] }, { title: 'a deal is found', tests: [{ status: 'expected' }] }],
    suites: [{ file: 'board.e2e.ts', specs: [{ title: 'on a phone', tests: [{ status: 'flaky' }] }] }],
  }]
  expect(playwrightCounts({ stats: { expected: 4, unexpected: 1, flaky: 1, skipped: 2 }, suites, errors: [{ message: 'no browser' }] })).toEqual({
    passed: 4, failed: 3, skipped: 2,
    failures: ['e2e/board.e2e.ts › a deal is moved', 'e2e/board.e2e.ts › on a phone', 'no browser'],
  })
})

test('a report of another shape is refused instead of counted as nothing', () => {
  expect(() => vitestCounts({})).toThrow('how many passed')
  expect(() => playwrightCounts({ stats: { expected: 3 } })).toThrow('how many failed')
})

test('the last line', () => {
  expect(countsLine(sumCounts([{ passed: 2, failed: 0, skipped: 0, failures: [] }, { passed: 3, failed: 1, skipped: 0, failures: ['one'] }]))).toBe('5 passed, 1 failed')
  expect(countsLine({ passed: 2, failed: 0, skipped: 4 })).toBe('2 passed, 0 failed, 4 skipped')
})
