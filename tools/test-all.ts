/**
 * `npm test`: every test there is. Unit and integration tests, then the browser against a freshly started product with
 * the demo company. Ends in one line, `N passed, N failed`; fails when a test failed or when there was none.
 * `--browser` runs the second part alone; `--failed N` counts failures of a step before (.ci/run).
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { projectRoot, runStep } from './run-step.ts'
import { startProduct, type RunningProduct } from './running-product.ts'
import { countsLine, playwrightCounts, sumCounts, vitestCounts, type Counts } from './test-counts.ts'

const { values } = parseArgs({ options: { browser: { type: 'boolean', default: false }, failed: { type: 'string', default: '0' } } })
const reports = mkdtempSync(join(tmpdir(), 'sluice-tests-'))

const none: Counts = { passed: 0, failed: 0, skipped: 0, failures: [] }
const oneFailure = (what: string, beside: Counts = none): Counts => ({ ...beside, failed: 1, failures: [what] })

/** The counts a run wrote down; a run that failed without saying where counts as one failure. */
function countsOf(report: string, code: number, read: (json: unknown) => Counts): Counts {
  try {
    const counts = read(JSON.parse(readFileSync(report, 'utf8')))
    return code !== 0 && counts.failed === 0 ? oneFailure(`a run ended with ${code} though no test of it failed`, counts) : counts
  } catch (error) {
    return oneFailure(String(error))
  }
}

async function unitAndIntegration(): Promise<Counts> {
  const report = join(reports, 'vitest.json')
  const code = await runStep('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`])
  return countsOf(report, code, vitestCounts)
}

/** Two lanes of about one length, each in a product of its own. Within one, tests take turns: most change data. */
const browserRuns = [['e2e/(?!places|[t-w])'], ['e2e/(places|[t-w])']] as const

async function browser(): Promise<Counts> {
  const runs: Promise<Counts>[] = []
  for (const [n, files] of browserRuns.entries()) {
    try {
      // One after the other: the first builds the web client.
      const product = await startProduct()
      runs.push(browserRun(n, files, product))
    } catch (error) {
      runs.push(Promise.resolve(oneFailure(String(error))))
    }
  }
  return sumCounts(await Promise.all(runs))
}

async function browserRun(n: number, files: readonly string[], product: RunningProduct): Promise<Counts> {
  const report = join(reports, `playwright-${n}.json`)
  try {
    const code = await runStep('playwright', ['test', ...files, '--reporter=list,json', `--output=test-results/${n}`], { SLUICE_URL: product.url, PLAYWRIGHT_JSON_OUTPUT_FILE: report })
    return countsOf(report, code, playwrightCounts)
  } finally {
    await product.stop()
  }
}

const before = Number(values.failed)
let total = before > 0 ? { ...none, failed: before, failures: ['a check before the tests'] } : none
for (const run of values.browser ? [browser] : [unitAndIntegration, browser]) {
  try {
    total = sumCounts([total, await run()])
  } catch (error) {
    console.error(error)
    total = sumCounts([total, oneFailure(String(error))])
  }
}
rmSync(reports, { recursive: true, force: true })
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0
console.log(`\n${[...total.failures.map((what) => `✗ ${what.replace(projectRoot, '')}`), countsLine(total)].join('\n')}`)
