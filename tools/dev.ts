/** `npm run dev`: the server, started anew after each change of its sources, and Vite with hot reload in front of it. */
import { spawn } from 'node:child_process'
import { projectRoot } from './run-step.ts'

const node = process.execPath
const children = [
  spawn(node, ['--watch', '--watch-preserve-output', 'tools/dev-server.ts'], { cwd: projectRoot, stdio: 'inherit' }),
  spawn(node, ['node_modules/vite/bin/vite.js', 'packages/web'], { cwd: projectRoot, stdio: 'inherit' }),
]

let ending = false
const end = () => {
  if (ending) return
  ending = true
  for (const child of children) child.kill('SIGTERM')
}
// The terminal's Ctrl+C reaches the children too; we wait for them, so that the database ends cleanly.
process.on('SIGINT', end)
process.on('SIGTERM', end)
for (const child of children) child.on('exit', end)
