import { spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { binaryPath, type Binaries } from './binaries.ts'
import { clusterDir } from './data-folder.ts'
import type { DatabaseError } from './errors.ts'
import { readPostmasterFile, signal } from './postmaster.ts'
import type { ServerUser } from './privileges.ts'
import { processIdentity } from './process-identity.ts'
import { programEnv, runProgram, spawnError } from './run-program.ts'
import { openServerLog, readServerLog, serverLogPath, serverLogSize } from './server-log.ts'
import { startFailure } from './start-failure.ts'

/** A running server. `exited` resolves when it has ended, for whatever reason. */
export type RunningServer = { pid: number; exited: Promise<void>; stop: () => Promise<void> }

type LaunchOptions = {
  dataDir: string
  binaries: Binaries
  user: ServerUser | undefined
  settings: Record<string, string>
}

/** Replaying the log of a large database after a crash may take minutes. */
const START_LIMIT_MS = 10 * 60_000
const STOP_LIMIT_MS = 60_000

/**
 * The server runs under a small shell that holds one end of a pipe to Sluice: when Sluice ends in any way, kill -9
 * included, the read returns and the server gets the signal for a fast, clean shutdown. The shell sits in its own
 * session, so that Ctrl-C in the terminal reaches Sluice alone.
 */
const GUARD = `
"$@" 3<&- </dev/null & server=$!
(read -r _ <&3; kill -INT $server) 2>/dev/null & guard=$!
exec 3<&-
wait $server; code=$?
kill $guard 2>/dev/null
exit $code
`

/** Starts the server and resolves when it accepts connections. Throws a DatabaseError saying why it did not. */
export function launch(options: LaunchOptions): Promise<RunningServer> {
  return process.platform === 'win32' ? launchOnWindows(options) : launchGuarded(options)
}

async function launchGuarded({ dataDir, binaries, user, settings }: LaunchOptions): Promise<RunningServer> {
  const cluster = clusterDir(dataDir)
  const file = binaryPath(binaries, 'postgres')
  const logFrom = serverLogSize(dataDir)
  const log = openServerLog(dataDir, user)
  const child = spawn('/bin/sh', ['-c', GUARD, 'sh', file, '-D', cluster, ...settingArguments(settings)], {
    ...user,
    cwd: '/',
    env: programEnv(),
    detached: true,
    stdio: ['ignore', log.fd, log.fd, 'pipe'],
  })
  let failure: DatabaseError | undefined
  let ended = false
  const exited = new Promise<void>((resolve) => {
    const finish = (): void => {
      ended = true
      log.close()
      resolve()
    }
    child.once('error', (error) => {
      failure = spawnError(error, file)
      finish()
    })
    child.once('exit', finish)
  })
  // Neither the child nor the pipe keeps Sluice alive; the end of Sluice is what the pipe reports.
  const pipe = child.stdio[3]
  pipe?.on('error', () => {})
  const socket = pipe as { unref?: () => void } | null | undefined
  socket?.unref?.()
  child.unref()

  const deadline = Date.now() + START_LIMIT_MS
  while (!ended && Date.now() < deadline) {
    const state = readPostmasterFile(cluster)
    if (state?.ready) {
      return { pid: state.pid, exited, stop: () => stopServer(state.pid, exited, () => pipe?.destroy()) }
    }
    await sleep(10)
  }
  pipe?.destroy()
  while (!ended) await sleep(10)
  throw failure ?? startFailure(readServerLog(dataDir, logFrom), dataDir)
}

/** Shuts down fast (open transactions roll back, a checkpoint is written); immediately when that takes too long. */
async function stopServer(pid: number, exited: Promise<void>, release: () => void): Promise<void> {
  let ended = false
  void exited.then(() => (ended = true))
  const identity = processIdentity(pid)
  const tell = (name: NodeJS.Signals): void => {
    if (identity && processIdentity(pid) === identity) signal(pid, name)
  }
  tell('SIGINT')
  // The awaited child is not referenced by the event loop; the timer keeps it turning until the server has ended.
  for (const start = Date.now(); !ended; await sleep(10)) {
    if (Date.now() - start > STOP_LIMIT_MS) {
      tell('SIGQUIT')
      break
    }
  }
  while (!ended) await sleep(10)
  release()
}

function settingArguments(settings: Record<string, string>): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

/** pg_ctl gives up an administrator's rights, with which the server would refuse to run. */
async function launchOnWindows({ dataDir, binaries, settings }: LaunchOptions): Promise<RunningServer> {
  const cluster = clusterDir(dataDir)
  const logFrom = serverLogSize(dataDir)
  openServerLog(dataDir, undefined).close()
  const options = Object.entries(settings).map(([name, value]) => `-c "${name}=${value}"`).join(' ')
  const control = binaryPath(binaries, 'pg_ctl')
  const started = await runProgram(
    control,
    ['start', '-w', '-s', '-t', String(START_LIMIT_MS / 1000), '-D', cluster, '-l', serverLogPath(dataDir), '-o', options],
    { cwd: dataDir, detachOutput: true },
  )
  if (started.code !== 0) throw startFailure(readServerLog(dataDir, logFrom), dataDir)
  const pid = readPostmasterFile(cluster)?.pid ?? 0
  const exited = new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      if (readPostmasterFile(cluster)?.pid === pid) return
      clearInterval(timer)
      resolve()
    }, 500)
    timer.unref()
  })
  return {
    pid,
    exited,
    stop: async () => {
      const stopped = await runProgram(control, ['stop', '-w', '-m', 'fast', '-t', '60', '-D', cluster], { cwd: dataDir })
      if (stopped.code !== 0) await runProgram(control, ['stop', '-w', '-m', 'immediate', '-D', cluster], { cwd: dataDir })
    },
  }
}
