// Builds the web client, so that the first start is quick. It must never break an installation: whatever goes wrong
// here (an old Node, sources that are not there yet) is said in a line, and `npm start` builds it then.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const cli = fileURLToPath(new URL('../packages/cli/bin/sluice.mjs', import.meta.url))
const page = fileURLToPath(new URL('../packages/web/index.html', import.meta.url))

if (existsSync(cli) && existsSync(page)) {
  const { status } = spawnSync(process.execPath, [cli, 'build'], { stdio: ['ignore', 'ignore', 'inherit'], timeout: 180_000 })
  if (status !== 0) console.error('网页界面将在首次启动时构建 / the web client will be built at the first start')
}
