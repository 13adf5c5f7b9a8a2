import { webRoot } from '@sluice/server/platform/web'
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { complain } from './terminal.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
/** What the client in `dist` was built from. */
const stamp = `${webRoot}/.built-from`
const sources = ['packages/web/src', 'packages/web/public', 'packages/web/index.html', 'packages/web/vite.config.ts', 'packages/core/src', 'package-lock.json']

/** Builds the web client when it is missing or its sources have changed; usually the installation has done it. */
export async function buildWeb(): Promise<void> {
  const wanted = fingerprint(sources)
  if (existsSync(`${webRoot}/index.html`) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  complain('构建网页界面 / building the web client …')
  await new Promise<void>((resolve, reject) => {
    const program = fileURLToPath(new URL('bin/vite.js', import.meta.resolve('vite/package.json')))
    const vite = spawn(process.execPath, [program, 'build', 'packages/web', '--logLevel', 'warn'], {
      cwd: root, stdio: ['ignore', 'inherit', 'inherit'],
    })
    vite.on('error', reject)
    vite.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`vite build ended with ${code}`))))
  })
  writeFileSync(stamp, wanted)
}

/** A hash of names and contents: times do not survive a copy or a checkout. Tests do not count. */
function fingerprint(paths: string[]): string {
  const hash = createHash('sha256')
  for (const path of paths.flatMap(filesOf)) hash.update(`${path}\n`).update(readFileSync(join(root, path)))
  return hash.digest('hex')
}

function filesOf(path: string): string[] {
  const full = join(root, path)
  if (!existsSync(full)) return []
  if (!statSync(full).isDirectory()) return [path]
  return readdirSync(full, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.includes('.test.'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort()
}
