import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export const projectRoot = fileURLToPath(new URL('..', import.meta.url))

/**
 * Runs a program from the project's root with its output shown as it comes; answers the exit code (128 when a signal
 * ended it). Programs of node_modules/.bin are found, and a script's `node` is the project's.
 */
export function runStep(command: string, args: readonly string[], env: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: projectRoot,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, PATH: `${projectRoot}node_modules/.bin:${process.env['PATH'] ?? ''}`, ...env },
      shell: process.platform === 'win32',
    })
    child.on('error', reject)
    child.on('exit', (code) => resolve(code ?? 128))
  })
}
