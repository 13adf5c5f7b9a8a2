/**
 * The product with a clock that stands still until it is told otherwise; clocked-product.ts starts it as a process of its own and gives the
 * orders. All else is as `sluice start` has it: a database of its own, in a temporary folder, the built web client, a free port.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApp } from '../../packages/server/src/app.ts'
import { readEnv } from '../../packages/server/src/platform/env.ts'
import { openDatabase } from '../../packages/server/src/start.ts'

/** Sets the clock to an instant, and does the named periodic work as it is due then. */
export interface Order {
  id: number
  now: string
  tasks: string[]
}
export type Answer = { url: string } | { id: number } | { id: number; error: string }

const tell = (answer: Answer) => process.send?.(answer)

let now = new Date(process.argv[2] ?? '')
const data = mkdtempSync(join(tmpdir(), 'sluice-clocked-'))
const env = { SLUICE_TARGETS: 'loopback', ...process.env, SLUICE_DATA: data }
const opened = await openDatabase(env)
const app = await createApp({ env: readEnv(env), db: opened.db, appLogin: opened.login, clock: { now: () => now } })
const url = await app.fastify.listen({ host: '127.0.0.1', port: 0 })

process.on('message', (order: Order) => {
  now = new Date(order.now)
  app.schedule.round(order.tasks).then(
    () => tell({ id: order.id }),
    (error: unknown) => tell({ id: order.id, error: String(error) }),
  )
})
const stop = async () => {
  await app.close()
  await opened.close()
  rmSync(data, { recursive: true, force: true })
  process.exit()
}
// Whoever started us is done, or gone.
if (process.connected) process.once('disconnect', () => void stop())
else await stop()
tell({ url })
