export interface Counts {
  passed: number
  failed: number
  skipped: number
  /** What failed, by name: the last lines of a run are often all that is kept of it. */
  failures: readonly string[]
}

interface VitestReport {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: { name: string; status: string; assertionResults: { status: string; fullName: string }[] }[]
}

interface PlaywrightSuite {
  file: string
  suites?: PlaywrightSuite[]
  specs: { title: string; tests: { status: string }[] }[]
}

interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number }
  suites: PlaywrightSuite[]
  errors: { message?: string }[]
}

/** Refuses what is no count: a report of another shape must not pass for an empty one. */
function whole(counts: Counts): Counts {
  const { passed, failed, skipped } = counts
  for (const [name, count] of Object.entries({ passed, failed, skipped })) if (!Number.isInteger(count)) throw new Error(`the report does not say how many ${name}`)
  return counts
}

/** Counts of vitest's JSON report. A file that could not even be loaded counts as one failure. */
export function vitestCounts(json: unknown): Counts {
  const report = json as Partial<VitestReport>
  const broken = report.testResults?.filter((file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'))
  const tests = report.testResults?.flatMap((file) => file.assertionResults.map((test) => ({ ...test, file: file.name }))) ?? []
  return whole({
    passed: Number(report.numPassedTests), failed: Number(report.numFailedTests) + Number(broken?.length),
    skipped: Number(report.numPendingTests) + Number(report.numTodoTests),
    failures: [
      ...tests.filter(({ status }) => status === 'failed').map(({ file, fullName }) => `${file} › ${fullName}`),
      ...(broken ?? []).map(({ name }) => `${name} could not be run`),
    ],
  })
}

/** Counts of Playwright's JSON report. A test that passed only when repeated has failed. */
export function playwrightCounts(json: unknown): Counts {
  const { stats, errors, suites } = json as Partial<PlaywrightReport>
  return whole({
    passed: Number(stats?.expected), failed: Number(stats?.unexpected) + Number(stats?.flaky) + Number(errors?.length), skipped: Number(stats?.skipped),
    failures: [...(suites ?? []).flatMap(failuresOf), ...(errors ?? []).map(({ message }) => message ?? 'an error outside the tests')],
  })
}

function failuresOf(suite: PlaywrightSuite): string[] {
  const failed = suite.specs.filter(({ tests }) => tests.some(({ status }) => status === 'unexpected' || status === 'flaky'))
  return [...failed.map(({ title }) => `e2e/${suite.file} › ${title}`), ...(suite.suites ?? []).flatMap(failuresOf)]
}

/** Counts of several runs together. */
export function sumCounts(counts: readonly Counts[]): Counts {
  const sum = (key: 'passed' | 'failed' | 'skipped') => counts.reduce((total, each) => total + each[key], 0)
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped'), failures: counts.flatMap(({ failures }) => failures) }
}

/** The last line of a test run: `N passed, N failed`, and `, N skipped` when there are some. */
export function countsLine({ passed, failed, skipped }: Omit<Counts, 'failures'>): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}
