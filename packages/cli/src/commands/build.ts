import { buildWeb } from '../build-web.ts'
import { attempt } from '../terminal.ts'

/** `sluice build`: what the installation runs, so that the first start is quick. */
export function run(): Promise<number> {
  return attempt(false, async () => {
    await buildWeb()
    return 0
  })
}
