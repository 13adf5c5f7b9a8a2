import { spawn } from 'node:child_process'
import { DatabaseError, errorCode } from './errors.ts'
import type { ServerUser } from './privileges.ts'

/** Surroundings of the server's programs: nothing of the caller's PG* variables, messages in English. */
export function programEnv(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG|LD_|DYLD_|DATABASE_)/i.test(name))
  return { ...Object.fromEntries(kept), LC_ALL: 'C', TZ: 'UTC' }
}

/** Runs one of the server's programs to its end. Resolves with its exit code and everything it printed. */
export function runProgram(
  file: string,
  args: string[],
  options: { user?: ServerUser | undefined; input?: string; cwd?: string; detachOutput?: boolean },
): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      ...options.user,
      cwd: options.cwd ?? (process.platform === 'win32' ? undefined : '/'),
      env: programEnv(),
      windowsHide: true,
    })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.stdin.on('error', () => {})
    child.stdin.end(options.input ?? '')
    child.once('error', (error: Error) => reject(spawnError(error, file)))
    // A server started by the program inherits its output and would hold 'close' back.
    child.once(options.detachOutput ? 'exit' : 'close', (code: number | null) => resolve({ code: code ?? -1, output }))
  })
}

export function spawnError(error: Error, file: string): DatabaseError {
  const code = errorCode(error)
  const refused = code === 'EPERM' || code === 'EINVAL'
  return new DatabaseError(refused ? 'database.cannot_drop_root' : 'database.binaries_damaged', `${file}: ${code}`, {
    cause: error,
  })
}
