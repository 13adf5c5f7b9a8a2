/**
 * `npm run check`: everything that can be said without a browser. Goes on after a failure, so that one run names all.
 * `--static` leaves the tests out.
 */
import { parseArgs } from 'node:util'
import { runStep } from './run-step.ts'

const { values } = parseArgs({ options: { static: { type: 'boolean', default: false } } })

const steps: ReadonlyArray<{ name: string; run: readonly [string, ...string[]] }> = [
  { name: 'types', run: ['tsc', '-p', 'tsconfig.json', '--noEmit'] },
  { name: 'lint', run: ['oxlint', '--type-aware', '--deny-warnings'] },
  { name: 'import zones, cycles, undeclared packages', run: ['depcruise', '--config', '.dependency-cruiser.cjs', 'packages/core/src', 'packages/server/src', 'packages/web/src', 'packages/cli/src', 'packages/cli/bin', 'tools', 'bench', 'e2e'] },
  { name: 'unused code and packages', run: ['knip', '--no-progress'] },
  { name: 'the lockfile names every platform', run: ['node', 'tools/complete-lockfile.ts', '--check'] },
  { name: 'db/schema.sql is fresh', run: ['node', 'tools/schema-snapshot.ts', '--check'] },
  { name: 'platform/tables.ts is fresh', run: ['node', 'tools/table-types.ts', '--check'] },
  { name: 'the tracking snippet is fresh', run: ['node', 'tools/snippet-bundle.ts', '--check'] },
  { name: 'docs/openapi.json is fresh', run: ['node', 'tools/openapi-snapshot.ts', '--check'] },
  ...(values.static ? [] : [{ name: 'unit and integration tests', run: ['vitest', 'run'] as const }]),
]

const results: Array<{ name: string; ok: boolean; seconds: number }> = []
for (const { name, run: [command, ...args] } of steps) {
  console.log(`\n── ${name}`)
  const began = performance.now()
  const code = await runStep(command, args)
  results.push({ name, ok: code === 0, seconds: (performance.now() - began) / 1000 })
}

console.log()
for (const { name, ok, seconds } of results) console.log(`${ok ? '✓' : '✗'} ${name} (${seconds.toFixed(1)} s)`)
if (results.some(({ ok }) => !ok)) process.exitCode = 1
