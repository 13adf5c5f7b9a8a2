import { webRoot } from '@sluice/server/platform/web'
import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { complain } from './terminal.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const stamp = `${webRoot}/.built-from`

/** Builds the web client when it is missing or older than its sources; usually the installation has done it. */
export async function buildWeb(): Promise<void> {
  const sources = newest(['packages/web/src', 'packages/core/src', 'packages/web/index.html', 'package-lock.json'])
  if (existsSync(`${webRoot}/index.html`) && existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return
  complain('构建网页界面 / building the web client …')
  await new Promise<void>((resolve, reject) => {
    const vite = spawn(process.execPath, [fileURLToPath(import.meta.resolve('vite/bin/vite.js')), 'build', 'packages/web', '--logLevel', 'warn'], {
      cwd: root, stdio: ['ignore', 'inherit', 'inherit'],
    })
    vite.on('error', reject)
    vite.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`vite build ended with ${code}`))))
  })
  writeFileSync(stamp, sources)
}

/** Changes when any file below is added, removed or edited. */
function newest(paths: string[]): string {
  let latest = 0
  let count = 0
  for (const path of paths) {
    const full = `${root}/${path}`
    const files = statSync(full).isDirectory() ? readdirSync(full, { recursive: true, withFileTypes: true }) : []
    if (files.length === 0) latest = Math.max(latest, statSync(full).mtimeMs)
    for (const file of files) {
      if (!file.isFile() || file.name.includes('.test.')) continue
      count++
      latest = Math.max(latest, statSync(`${file.parentPath}/${file.name}`).mtimeMs)
    }
  }
  return `${count}:${Math.floor(latest)}`
}
