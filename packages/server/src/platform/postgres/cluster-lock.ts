import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { randomUUID } from 'node:crypto'
import { DatabaseError, errorCode, folderError } from './errors.ts'
import { processIdentity } from './process-identity.ts'

export type LockHolder = { pid: number; identity: string }

export const lockPath = (dataDir: string): string => join(dataDir, 'sluice.lock')

/** Who holds the folder at this moment: a living process, or undefined (no lock, or its holder died). */
export function lockHolder(dataDir: string): LockHolder | undefined {
  const holder = parse(readLock(lockPath(dataDir)))
  return holder && processIdentity(holder.pid) === holder.identity ? holder : undefined
}

/**
 * Claims the data folder for this process. The lock names pid and start time, so a process that merely inherited
 * the pid of a dead holder does not count. Throws `database.folder_locked` while the holder lives (this process
 * included). Returns the function that gives the folder back.
 */
export function acquireLock(dataDir: string): () => void {
  const path = lockPath(dataDir)
  const mine = JSON.stringify({ pid: process.pid, identity: processIdentity(process.pid) ?? '' })
  const draft = `${path}.${randomUUID()}`
  try {
    // The lock appears by link(), complete or not at all: nobody ever reads a half-written one.
    writeFileSync(draft, mine, { flag: 'wx', mode: 0o644 })
    for (let attempt = 0; attempt < 50; attempt++) {
      if (claim(draft, path, mine)) {
        return () => {
          if (readLock(path) === mine) rmSync(path, { force: true })
        }
      }
      const held = readLock(path)
      if (held === undefined) continue
      const holder = parse(held)
      if (holder && processIdentity(holder.pid) === holder.identity) {
        throw new DatabaseError('database.folder_locked', `${dataDir}, pid ${holder.pid}`)
      }
      setAside(path, held)
    }
    throw new DatabaseError('database.folder_locked', dataDir)
  } catch (error) {
    throw folderError(error, dataDir)
  } finally {
    rmSync(draft, { force: true })
  }
}

function claim(draft: string, path: string, mine: string): boolean {
  try {
    linkSync(draft, path)
    return true
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EISDIR'].includes(errorCode(error))) throw error
  }
  // A file system without hard links (exFAT, some network shares).
  try {
    writeFileSync(path, mine, { flag: 'wx', mode: 0o644 })
    return true
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false
    throw error
  }
}

/** Removes a dead holder's lock; when two starters do so at once, a lock the other has just set is put back. */
function setAside(path: string, dead: string): void {
  const aside = `${path}.${randomUUID()}`
  try {
    renameSync(path, aside)
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return
    throw error
  }
  try {
    const taken = readLock(aside)
    if (taken !== undefined && taken !== dead) claim(aside, path, taken)
  } finally {
    rmSync(aside, { force: true })
  }
}

function readLock(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw error
  }
}

function parse(text: string | undefined): LockHolder | undefined {
  try {
    const value: unknown = JSON.parse(text ?? '')
    if (typeof value !== 'object' || value === null || !('pid' in value) || !('identity' in value)) return undefined
    const { pid, identity } = value
    return typeof pid === 'number' && typeof identity === 'string' && identity ? { pid, identity } : undefined
  } catch {
    return undefined
  }
}
