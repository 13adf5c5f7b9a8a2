/**
 * `npm run bench` lists the measurements, `npm run bench -- sse board` runs some, `-- all` runs all. Times are those of
 * one machine on one day; compare the ratios of one run.
 */
import { cpus, release, totalmem } from 'node:os'
import type { Bench } from './bench.ts'
import { automations } from './automations.ts'
import { board } from './board.ts'
import { customFields } from './custom-fields.ts'
import { fitModel } from './fit-model.ts'
import { funnel } from './funnel.ts'
import { funnelCore } from './funnel-core.ts'
import { importing } from './import.ts'
import { reach } from './reach.ts'
import { rescore } from './rescore.ts'
import { publicForm } from './public-form.ts'
import { sse } from './sse.ts'
import { tracking } from './tracking.ts'

const benches: readonly Bench[] = [automations, board, customFields, fitModel, funnel, funnelCore, importing, reach, rescore, publicForm, sse, tracking]

const names = process.argv.slice(2)
const chosen = benches.filter(({ name }) => names.includes(name) || names.includes('all'))
const unknown = names.filter((name) => name !== 'all' && !benches.some((bench) => bench.name === name))
if (chosen.length === 0 || unknown.length > 0) {
  console.log('usage: npm run bench -- all | NAME …')
  for (const { name, about } of benches) console.log(`  ${name.padEnd(12)}${about}`)
  process.exitCode = unknown.length > 0 ? 2 : 0
} else {
  const cores = cpus()
  console.log(`${cores.length} × ${cores[0]?.model.trim() ?? 'CPU'} · ${(totalmem() / 1024 ** 3).toFixed(0)} GiB · ${process.platform} ${release()} · Node ${process.version} · ${new Date().toISOString()}`)
  for (const bench of chosen) {
    console.log(`\n${bench.name}: ${bench.about}`)
    await bench.run((line) => console.log(`  ${line}`))
  }
}
