import { openDatabase } from '@sluice/server/start'
import { attempt, say } from '../terminal.ts'

/** `sluice migrate`: applies what is pending and ends. */
export function run(): Promise<number> {
  return attempt(false, async () => {
    const opened = await openDatabase(process.env, { share: true })
    await opened.close()
    say('数据库结构已是最新 / the schema is up to date')
    return 0
  })
}
