export interface Counts {
  passed: number
  failed: number
  skipped: number
}

interface VitestReport {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: { status: string; assertionResults: { status: string }[] }[]
}

interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number }
  errors: unknown[]
}

/** Refuses what is no count: a report of another shape must not pass for an empty one. */
function whole(counts: Counts): Counts {
  for (const [name, count] of Object.entries(counts)) if (!Number.isInteger(count)) throw new Error(`the report does not say how many ${name}`)
  return counts
}

/** Counts of vitest's JSON report. A file that could not even be loaded counts as one failure. */
export function vitestCounts(json: unknown): Counts {
  const report = json as Partial<VitestReport>
  const broken = report.testResults?.filter((file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'))
  return whole({
    passed: Number(report.numPassedTests), failed: Number(report.numFailedTests) + Number(broken?.length),
    skipped: Number(report.numPendingTests) + Number(report.numTodoTests),
  })
}

/** Counts of Playwright's JSON report. A test that passed only when repeated has failed. */
export function playwrightCounts(json: unknown): Counts {
  const { stats, errors } = json as Partial<PlaywrightReport>
  return whole({
    passed: Number(stats?.expected), failed: Number(stats?.unexpected) + Number(stats?.flaky) + Number(errors?.length), skipped: Number(stats?.skipped),
  })
}

/** Counts of several runs together. */
export function sumCounts(counts: readonly Counts[]): Counts {
  const sum = (key: keyof Counts) => counts.reduce((total, each) => total + each[key], 0)
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') }
}

/** The last line of a test run: `N passed, N failed`, and `, N skipped` when there are some. */
export function countsLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}
