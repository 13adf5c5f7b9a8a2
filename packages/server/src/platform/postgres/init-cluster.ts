import { chownSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { randomUUID } from 'node:crypto'
import { binaryPath, POSTGRES_MAJOR, type Binaries } from './binaries.ts'
import { clusterDir, privateFolder } from './data-folder.ts'
import { DatabaseError, folderError } from './errors.ts'
import type { ServerUser } from './privileges.ts'
import { runProgram } from './run-program.ts'
import { startFailure } from './start-failure.ts'

/** The cluster's superuser, who owns everything. */
export const OWNER_ROLE = 'sluice_owner'

/** True when the data folder holds a cluster these binaries can open; throws when it holds something else. */
export function clusterExists(dataDir: string): boolean {
  const dir = clusterDir(dataDir)
  try {
    if (!existsSync(dir) || readdirSync(dir).length === 0) return false
  } catch (error) {
    throw folderError(error, dir)
  }
  let version: string
  try {
    version = readFileSync(join(dir, 'PG_VERSION'), 'utf8').trim()
  } catch (error) {
    throw new DatabaseError('database.folder_corrupted', dir, { cause: error })
  }
  if (!/^\d+$/.test(version)) throw new DatabaseError('database.folder_corrupted', dir)
  if (version !== POSTGRES_MAJOR) throw new DatabaseError('database.folder_version', `${dir}: PostgreSQL ${version}`)
  if (!existsSync(join(dir, 'global/pg_control'))) throw new DatabaseError('database.folder_corrupted', dir)
  return true
}

/**
 * Makes a new cluster. It is built beside its place and renamed into it when complete, so that a start cut short
 * leaves nothing half-made. Sorting is by code point (built-in provider, the same on every system); character
 * classes are Unicode's, without which pg_trgm finds nothing in Chinese.
 */
export async function initCluster(options: {
  dataDir: string
  binaries: Binaries
  user: ServerUser | undefined
  password: string
  throwaway: boolean
}): Promise<void> {
  const { dataDir, binaries, user } = options
  removeDrafts(dataDir)
  const draft = privateFolder(join(dataDir, `pg.init-${randomUUID()}`), user)
  const passwordFile = join(dataDir, `pg.init-${randomUUID()}.password`)
  try {
    writeFileSync(passwordFile, options.password, { mode: 0o600, flag: 'wx' })
    if (user) chownSync(passwordFile, user.uid, user.gid)
    let result = { code: 1, output: '' }
    for (const ctype of characterTypes()) {
      result = await runProgram(
        binaryPath(binaries, 'initdb'),
        ['-D', draft, '-U', OWNER_ROLE, '--pwfile', passwordFile, '-A', 'scram-sha-256', '-E', 'UTF8', '-T', 'simple',
          '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', `--lc-ctype=${ctype}`,
          '--no-instructions', ...(options.throwaway ? ['--no-sync'] : [])],
        { user },
      )
      if (!/invalid locale name/i.test(result.output)) break
    }
    if (result.code !== 0) throw startFailure(result.output, dataDir)
    rmSync(clusterDir(dataDir), { recursive: true, force: true })
    renameSync(draft, clusterDir(dataDir))
  } catch (error) {
    throw folderError(error, dataDir)
  } finally {
    rmSync(passwordFile, { force: true })
    rmSync(draft, { recursive: true, force: true })
  }
}

/** Names of a Unicode character type, best first; a Windows server has none beside the built-in one. */
function characterTypes(): string[] {
  return process.platform === 'win32' ? ['C'] : ['C.UTF-8', 'en_US.UTF-8', 'zh_CN.UTF-8', 'C']
}

function removeDrafts(dataDir: string): void {
  for (const name of readdirSync(dataDir)) {
    if (name.startsWith('pg.init-')) rmSync(join(dataDir, name), { recursive: true, force: true, maxRetries: 3 })
  }
}

/** Gives the owner a new password when the stored one was lost, in single-user mode (the server must be down). */
export async function resetOwnerPassword(
  options: { dataDir: string; binaries: Binaries; user: ServerUser | undefined; password: string },
): Promise<void> {
  const sql = `ALTER ROLE ${OWNER_ROLE} PASSWORD '${options.password}'\n`
  const args = ['--single', '-D', clusterDir(options.dataDir), 'postgres']
  const result = await runProgram(binaryPath(options.binaries, 'postgres'), args, { user: options.user, input: sql })
  if (result.code !== 0 || /\b(ERROR|FATAL):/.test(result.output)) throw startFailure(result.output, options.dataDir)
}
