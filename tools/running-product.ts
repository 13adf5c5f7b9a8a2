import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { projectRoot } from './run-step.ts'

/** The product as a user starts it, with a data folder of its own. */
export interface RunningProduct {
  url: string
  /** From the command to the line that names the address. */
  startMs: number
  stop(): Promise<void>
}

/** Starts `sluice start` on a free port and waits until it says where it is; `env` adds to the environment. Messages may go to stand-ins on this machine. */
export async function startProduct(env: Record<string, string> = {}): Promise<RunningProduct> {
  const data = mkdtempSync(join(tmpdir(), 'sluice-run-'))
  const began = performance.now()
  const child = spawn(process.execPath, ['packages/cli/src/main.ts', 'start'], {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...withoutDatabase(process.env), SLUICE_PORT: '0', SLUICE_DATA: data, SLUICE_TARGETS: 'loopback', ...env },
  })
  const ended = new Promise<number>((resolve) => child.once('exit', (code) => resolve(code ?? 128)))
  const remove = () => rmSync(data, { recursive: true, force: true })
  const url = await new Promise<string>((resolve, reject) => {
    let text = ''
    child.once('error', reject)
    child.stdout.setEncoding('utf8').on('data', (piece: string) => {
      text += piece
      const found = /https?:\/\/[^\s]+/.exec(text)
      if (found) resolve(found[0])
    })
    void ended.then((code) => reject(new Error(`sluice start ended with ${code}`)))
  }).catch((error: unknown) => {
    child.kill('SIGTERM')
    return ended.then(() => {
      remove()
      throw error
    })
  })
  return {
    url,
    startMs: performance.now() - began,
    async stop() {
      child.kill('SIGTERM')
      await ended
      remove()
    },
  }
}

/** A developer's own settings must not reach a test run's product. */
function withoutDatabase(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(SLUICE_|DATABASE_)/.test(name)))
}
