import { start } from '@sluice/server/start'
import { buildWeb } from '../build-web.ts'
import { keepHeapSmall } from '../small-heap.ts'
import { attempt, complain, say } from '../terminal.ts'

/** `sluice start`: runs until SIGINT or SIGTERM. */
export function run(): Promise<number> {
  keepHeapSmall()
  return attempt(false, async () => {
    await buildWeb()
    const sluice = await start(process.env)
    say(`\n  Sluice 漏斗引擎  ${sluice.url}\n`)
    if (sluice.demo) {
      say(`  演示公司 / demo company   ${sluice.demo.email}   ${sluice.demo.password}`)
      say('  不要演示数据 / without it: SLUICE_DEMO=0 npm start\n')
    }
    return new Promise<number>((resolve) => {
      let stopping = false
      const stop = (code: number) => {
        // A second signal does not wait.
        if (stopping) process.exit(1)
        stopping = true
        sluice.stop().then(() => resolve(code), (error: unknown) => {
          complain(String(error))
          resolve(1)
        })
      }
      process.on('SIGINT', () => stop(0))
      process.on('SIGTERM', () => stop(0))
      void sluice.databaseGone.then(() => {
        if (stopping) return
        complain('数据库意外停止 / the database ended unexpectedly')
        stop(1)
      })
    })
  })
}
