import { chmodSync, chownSync, mkdirSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { randomUUID } from 'node:crypto'
import { DatabaseError, folderError } from './errors.ts'
import { canAccess, canBecome, isRoot, serverUser, type ServerUser } from './privileges.ts'

const PROJECT = resolve(dirname(fileURLToPath(import.meta.url)), '../../../../..')

export const clusterDir = (dataDir: string): string => join(dataDir, 'pg')

/**
 * Where Sluice keeps its data: `SLUICE_DATA`, else `.sluice/` in the project, else, started as root from a project
 * that the database's unprivileged user cannot enter, `/var/lib/sluice`.
 */
export function dataFolder(env: Record<string, string | undefined>): string {
  if (env['SLUICE_DATA']) return resolve(env['SLUICE_DATA'])
  const local = join(PROJECT, '.sluice')
  const user = isRoot() ? serverUser(clusterDir(local)) : undefined
  return user && canBecome(user) && !canAccess(user, 'x', [PROJECT]) ? '/var/lib/sluice' : local
}

/**
 * Makes the folder if need be, proves it can be written, and as root lets the server's user pass through it (not
 * list it). Returns its real path.
 */
export function prepareDataFolder(dataDir: string, user: ServerUser | undefined): string {
  try {
    mkdirSync(dataDir, { recursive: true, mode: user ? 0o711 : 0o700 })
    const real = realpathSync(dataDir)
    const probe = join(real, `.probe-${randomUUID()}`)
    try {
      writeFileSync(probe, 'x', { flag: 'wx' })
    } finally {
      rmSync(probe, { force: true })
    }
    if (user) openPassage(real, user)
    return real
  } catch (error) {
    throw folderError(error, dataDir)
  }
}

function openPassage(dir: string, user: ServerUser): void {
  if (!canBecome(user)) throw new DatabaseError('database.cannot_drop_root', `uid ${user.uid}`)
  if (canAccess(user, 'x', [dir])) return
  chmodSync(dir, (statSync(dir).mode & 0o7777) | 0o011)
  if (!canAccess(user, 'x', [dir])) throw new DatabaseError('database.folder_unreachable', dir)
}

/** A folder of mode 0700 that belongs to the server's user; made if missing. */
export function privateFolder(path: string, user: ServerUser | undefined): string {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
    chmodSync(path, 0o700)
    if (user) chownSync(path, user.uid, user.gid)
    return path
  } catch (error) {
    throw folderError(error, path)
  }
}
