import { chownSync, closeSync, copyFileSync, openSync, readSync, renameSync, statSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import type { ServerUser } from './privileges.ts'

const LIMIT = 5 * 1024 * 1024

export const serverLogPath = (dataDir: string): string => join(dataDir, 'pg.log')

/**
 * Opens the server's log for appending and keeps it bounded: beyond 5 MB it becomes `pg.log.1`, at start by
 * renaming, while running (looked at once a minute) by copying and emptying, since the server holds the file open.
 */
export function openServerLog(dataDir: string, user: ServerUser | undefined): { fd: number; close: () => void } {
  const path = serverLogPath(dataDir)
  if (size(path) > LIMIT) renameSync(path, `${path}.1`)
  const fd = openSync(path, 'a', 0o600)
  if (user) chownSync(path, user.uid, user.gid)
  const timer = setInterval(() => {
    if (size(path) <= LIMIT) return
    try {
      copyFileSync(path, `${path}.1`)
    } catch {
      // A full disk: emptying matters more than keeping.
    }
    truncateSync(path)
  }, 60_000)
  timer.unref()
  return {
    fd,
    close: () => {
      clearInterval(timer)
      closeSync(fd)
    },
  }
}

/** The log from byte `from` on, at most its last 16 kB; '' when there is none. */
export function readServerLog(dataDir: string, from = 0): string {
  const path = serverLogPath(dataDir)
  const end = size(path)
  const start = Math.max(Math.min(from, end), end - 16_384)
  if (end <= start) return ''
  const fd = openSync(path, 'r')
  try {
    const buffer = Buffer.alloc(end - start)
    return buffer.toString('utf8', 0, readSync(fd, buffer, 0, buffer.length, start))
  } finally {
    closeSync(fd)
  }
}

export const serverLogSize = (dataDir: string): number => size(serverLogPath(dataDir))

/** The last lines at ERROR or above. */
export function lastLogErrors(dataDir: string, count = 5): string[] {
  return readServerLog(dataDir).split('\n').filter((line) => /\b(ERROR|FATAL|PANIC):/.test(line)).slice(-count)
}

function size(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}
