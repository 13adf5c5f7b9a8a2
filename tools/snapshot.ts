import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * Keeps a file that is made from the code: writes it, or with `--check` compares only and fails when it is stale.
 * `path` is relative to the project, `tool` is the command that writes it anew.
 */
export function keepSnapshot(path: string, text: string, tool: string): void {
  const file = fileURLToPath(new URL(`../${path}`, import.meta.url))
  if (!process.argv.includes('--check')) {
    writeFileSync(file, text)
    return
  }
  // A checkout may have changed the line ends.
  const stored = existsSync(file) ? readFileSync(file, 'utf8').replaceAll('\r\n', '\n') : ''
  if (stored === text) return
  console.error(`${path} is stale: run \`node ${tool}\` and commit the result.`)
  process.exitCode = 1
}
