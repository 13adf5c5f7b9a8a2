import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, statfsSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { clusterDir } from './data-folder.ts'
import { startEmbedded } from './embedded.ts'
import { silentLog } from './log.ts'
import { isRoot } from './privileges.ts'
import { temporaryFolder } from './test-folders.ts'

const attempt = (dataDir: string): Promise<unknown> =>
  startEmbedded({ dataDir, log: silentLog, throwaway: true }).then((database) => database.stop())

test('a data folder whose path leads through a file is not writable', async () => {
  const file = join(temporaryFolder(), 'file')
  writeFileSync(file, '')
  await expect(attempt(file)).rejects.toMatchObject({ code: 'database.folder_not_writable' })
  await expect(attempt(join(file, 'below'))).rejects.toMatchObject({ code: 'database.folder_not_writable' })
})

test.skipIf(isRoot() || process.platform === 'win32')('a folder of mode 0500 is not writable (root could write it)', async () => {
  const dir = temporaryFolder()
  chmodSync(dir, 0o500)
  await expect(attempt(dir)).rejects.toMatchObject({ code: 'database.folder_not_writable' })
})

test.skipIf(!isRoot())('as root, a folder below one that the server user cannot enter is refused (needs root)', async () => {
  const closed = temporaryFolder()
  await expect(attempt(join(closed, 'data'))).rejects.toMatchObject({ code: 'database.folder_unreachable' })
})

test('a cluster of another major version, and remains of a cluster, are refused and left as they are', async () => {
  const dir = temporaryFolder()
  mkdirSync(clusterDir(dir))
  writeFileSync(join(clusterDir(dir), 'something'), '')
  await expect(attempt(dir)).rejects.toMatchObject({ code: 'database.folder_corrupted' })
  writeFileSync(join(clusterDir(dir), 'PG_VERSION'), '16\n')
  await expect(attempt(dir)).rejects.toMatchObject({ code: 'database.folder_version' })
  expect(readdirSync(clusterDir(dir)).sort()).toEqual(['PG_VERSION', 'something'])
})

test('a cluster with a damaged control file is refused, and the lock is given back', async () => {
  const dir = temporaryFolder()
  await attempt(dir)
  truncateSync(join(clusterDir(dir), 'global/pg_control'), 100)
  await expect(attempt(dir)).rejects.toMatchObject({ code: 'database.folder_corrupted' })
  expect(existsSync(join(dir, 'sluice.lock'))).toBe(false)
  rmSync(join(clusterDir(dir), 'global/pg_control'))
  await expect(attempt(dir)).rejects.toMatchObject({ code: 'database.folder_corrupted' })
})

test('a full disk is called by its name, at the first start and at a later one', { timeout: 240_000 }, async (context) => {
  const dir = mountSmall(64)
  if (!dir) return context.skip('needs root and the right to mount a tmpfs')
  const filler = join(dir, 'filler')
  fill(filler, dir, 10 * 1024 * 1024)
  await expect(attempt(dir)).rejects.toMatchObject({ code: 'database.disk_full' })
  expect(existsSync(clusterDir(dir))).toBe(false)
  rmSync(filler)
  await attempt(dir)
  fill(filler, dir, 0)
  await expect(attempt(dir)).rejects.toMatchObject({ code: 'database.disk_full' })
  rmSync(filler)
  await attempt(dir)
})

/** A small file system of its own, or undefined where this process may not mount one. */
function mountSmall(megabytes: number): string | undefined {
  const dir = temporaryFolder()
  if (!isRoot() || process.platform !== 'linux') return undefined
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0711`, 'tmpfs', dir], { stdio: 'ignore' })
  } catch {
    return undefined
  }
  onTestFinished(() => void execFileSync('umount', [dir]))
  return dir
}

function fill(file: string, dir: string, leaveBytes: number): void {
  const { bavail, bsize } = statfsSync(dir)
  writeFileSync(file, Buffer.alloc(Math.max(0, bavail * bsize - leaveBytes)))
}
