import { execFileSync } from 'node:child_process'
import { readFileSync, readdirSync, readlinkSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { DatabaseError, errorCode } from './errors.ts'
import type { Log } from './log.ts'
import { processIdentity } from './process-identity.ts'

/** What a running server writes into `postmaster.pid`. */
export type PostmasterFile = { pid: number; port: number; socketDir: string; ready: boolean }

const pidFile = (cluster: string): string => join(cluster, 'postmaster.pid')

export function readPostmasterFile(cluster: string): PostmasterFile | undefined {
  let text: string
  try {
    text = readFileSync(pidFile(cluster), 'utf8')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw error
  }
  const lines = text.split('\n')
  const pid = Number(lines[0])
  return { pid, port: Number(lines[3]), socketDir: lines[4] ?? '', ready: lines[7]?.trim() === 'ready' }
}

/** Sends a signal; a process that is gone already is no error. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if (errorCode(error) !== 'ESRCH') throw error
  }
}

/**
 * Clears what a killed Sluice left in the cluster: a server still running there is shut down cleanly, surviving
 * workers of a killed server are ended, and a pid file that points to a zombie or to a stranger is removed (the
 * server itself would refuse to start on it). Call only while holding the folder's lock.
 */
export async function endLeftovers(cluster: string, log: Log): Promise<void> {
  const left = readPostmasterFile(cluster)
  if (left && serverProcesses(cluster, left.pid).includes(left.pid)) {
    log.warn({ pid: left.pid }, 'ending a database server that an earlier Sluice left behind')
    await end([left.pid], cluster)
  }
  const workers = serverProcesses(cluster, undefined)
  if (workers.length > 0) await end(workers, cluster)
  // Only a file of ours can be left now; the server's own protection needs it no more, since nobody runs there.
  if (left) rmSync(pidFile(cluster), { force: true })
  // The short socket folder made for that server, never anything else.
  if (left && /^sluice-\w{6}$/.test(basename(left.socketDir)) && dirname(left.socketDir) !== dirname(cluster)) {
    rmSync(left.socketDir, { recursive: true, force: true })
  }
}

async function end(pids: number[], cluster: string): Promise<void> {
  const known = pids.map((pid) => ({ pid, identity: processIdentity(pid) }))
  const living = () => known.filter(({ pid, identity }) => identity && processIdentity(pid) === identity)
  for (const [name, seconds] of [['SIGINT', 60], ['SIGQUIT', 15], ['SIGKILL', 5]] as const) {
    for (const { pid } of living()) signal(pid, name)
    for (let waited = 0; waited < seconds * 20; waited++) {
      if (living().length === 0) return
      await sleep(50)
    }
  }
  throw new DatabaseError('database.folder_locked', `${cluster}, pid ${pids.join(', ')}`)
}

/**
 * Processes of a server on this cluster. Linux: every process whose program is postgres and whose working folder is
 * the cluster (each server process goes there), so workers that outlived their postmaster are found too. Elsewhere
 * only `candidate` can be judged, by its command line.
 */
function serverProcesses(cluster: string, candidate: number | undefined): number[] {
  if (process.platform === 'linux') {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name) && runsIn(name, cluster)).map(Number)
  }
  if (candidate === undefined || !processIdentity(candidate)) return []
  return commandLine(candidate).includes(cluster) ? [candidate] : []
}

function runsIn(pid: string, cluster: string): boolean {
  try {
    const program = basename(readlinkSync(`/proc/${pid}/exe`)).replace(/ \(deleted\)$/, '')
    return program === 'postgres' && readlinkSync(`/proc/${pid}/cwd`) === cluster
  } catch {
    return false
  }
}

function commandLine(pid: number): string {
  try {
    if (process.platform === 'win32') {
      const script = `(Get-CimInstance Win32_Process -Filter "ProcessId=${pid}").CommandLine`
      return execFileSync('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', script], { encoding: 'utf8' })
    }
    return execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
  } catch {
    return ''
  }
}
