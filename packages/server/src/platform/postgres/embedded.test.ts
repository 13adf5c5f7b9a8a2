import { spawn, type ChildProcess } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import { expect, onTestFinished, test, vi } from 'vitest'
import { clusterDir } from './data-folder.ts'
import { startEmbedded, type EmbeddedDatabase, type Login } from './embedded.ts'
import { silentLog } from './log.ts'
import { signal } from './postmaster.ts'
import { serverUser } from './privileges.ts'
import { processIdentity } from './process-identity.ts'
import { temporaryFolder } from './test-folders.ts'

// Each starts several servers, on new folders.
vi.setConfig({ testTimeout: 300_000 })

async function start(dataDir: string): Promise<EmbeddedDatabase> {
  const database = await startEmbedded({ dataDir, log: silentLog })
  onTestFinished(() => database.stop())
  return database
}

async function query(login: Login, sql: string): Promise<unknown[]> {
  const client = new Client(login)
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

/** Starts the fixture and resolves once it has acknowledged some rows. */
async function startChild(dataDir: string): Promise<{ child: ChildProcess; server: number; acknowledged: () => number }> {
  const fixture = fileURLToPath(new URL('embedded-child.fixture.ts', import.meta.url))
  const child = spawn(process.execPath, [fixture, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const acknowledged = (): number => Number([...output.matchAll(/^row (\d+)$/gm)].at(-1)?.[1] ?? 0)
  await until(() => acknowledged() >= 20)
  return { child, server: Number(/^ready (\d+)$/m.exec(output)?.[1]), acknowledged }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(20)
}

async function killHard(child: ChildProcess): Promise<void> {
  const closed = new Promise((resolve) => child.once('close', resolve))
  child.kill('SIGKILL')
  await closed
}

/** The shell above the server and its helper, which end the server when Sluice dies. */
function guards(server: number): number[] {
  const parent = parentOf(server)
  const children = readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8').trim().split(' ').map(Number)
  return [...children.filter((pid) => pid !== server), parent]
}

function parentOf(pid: number): number {
  return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
}

test('a new folder becomes a Unicode, UTC, password-protected database with two logins', async () => {
  const dataDir = temporaryFolder()
  const database = await start(dataDir)
  expect(await query(database.admin, `
    SELECT pg_encoding_to_char(encoding) AS encoding, current_setting('timezone') AS zone, current_setting('fsync') AS fsync,
      lower('ÄÖ') AS lower, 'Z' < 'a' AS by_code_point
    FROM pg_database WHERE datname = current_database()`)).toEqual([
    { encoding: 'UTF8', zone: 'UTC', fsync: 'on', lower: 'äö', by_code_point: true },
  ])
  await query(database.admin, 'CREATE EXTENSION pg_trgm')
  const [trigrams] = await query(database.admin, `SELECT cardinality(show_trgm('纷享销客')) AS n`)
  expect(trigrams).toEqual({ n: 5 })
  expect(await query(database.app, 'SELECT current_user::text AS name')).toEqual([{ name: 'sluice_app' }])
  await expect(query(database.app, 'CREATE TABLE t (i int)')).rejects.toMatchObject({ code: '42501' })
  await expect(query({ ...database.app, password: 'wrong' }, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' })
  expect(statSync(join(dataDir, 'credentials.json')).mode & 0o777).toBe(0o600)
  expect(statSync(clusterDir(dataDir)).mode & 0o777).toBe(0o700)
})

test('stop and start again keep rows and logins; stop may be called twice', async () => {
  const dataDir = temporaryFolder()
  const first = await start(dataDir)
  await query(first.admin, 'CREATE TABLE kept AS SELECT 7 AS n')
  await first.stop()
  await first.stop()
  await first.exited
  expect(processIdentity(first.pid)).toBeUndefined()
  expect(existsSync(join(dataDir, 'sluice.lock'))).toBe(false)
  const second = await start(dataDir)
  expect(second.app.password).toBe(first.app.password)
  expect(await query(second.admin, 'SELECT n FROM kept')).toEqual([{ n: 7 }])
})

test('a lost credentials file is replaced, and both new passwords work', async () => {
  const dataDir = temporaryFolder()
  const first = await start(dataDir)
  await first.stop()
  writeFileSync(join(dataDir, 'credentials.json'), '{"admin": "trunc')
  const second = await start(dataDir)
  expect(second.admin.password).not.toBe(first.admin.password)
  expect(await query(second.admin, 'SELECT 1 AS n')).toEqual([{ n: 1 }])
  expect(await query(second.app, 'SELECT 1 AS n')).toEqual([{ n: 1 }])
})

test('a data folder with a long, Chinese name gets its socket elsewhere', async () => {
  const parent = temporaryFolder()
  // As root the server's user has to pass through the parents.
  chmodSync(parent, 0o711)
  const dataDir = join(parent, '数据 folder', 'x'.repeat(90))
  mkdirSync(dataDir, { recursive: true })
  const database = await start(dataDir)
  expect(await query(database.admin, 'SELECT 1 AS n')).toEqual([{ n: 1 }])
  await database.stop()
  if (process.platform !== 'win32') expect(existsSync(database.admin.host)).toBe(false)
})

test('while one Sluice uses the folder, a second is refused, in the same process and in another', async () => {
  const dataDir = temporaryFolder()
  const { child, server } = await startChild(dataDir)
  await expect(startEmbedded({ dataDir, log: silentLog })).rejects.toMatchObject({ code: 'database.folder_locked' })
  expect(child.exitCode).toBeNull()
  expect(processIdentity(server)).toBeDefined()
  await killHard(child)
  await start(dataDir)
  await expect(startEmbedded({ dataDir, log: silentLog })).rejects.toMatchObject({ code: 'database.folder_locked' })
})

test('two starting at once on a new folder: one wins, the other is refused', async () => {
  const dataDir = temporaryFolder()
  const attempts = await Promise.allSettled([start(dataDir), start(dataDir)])
  const refusals = attempts.filter((attempt) => attempt.status === 'rejected').map((attempt) => attempt.reason.code)
  expect(refusals).toEqual(['database.folder_locked'])
})

test('kill -9: the server ends with Sluice, and every acknowledged row is there after the next start', async () => {
  const dataDir = temporaryFolder()
  const { child, server, acknowledged } = await startChild(dataDir)
  await killHard(child)
  if (process.platform !== 'win32') await until(() => processIdentity(server) === undefined)
  const database = await start(dataDir)
  const rows = await query(database.admin, 'SELECT n FROM acknowledged ORDER BY n')
  expect(rows.length).toBeGreaterThanOrEqual(acknowledged())
})

test.skipIf(process.platform !== 'linux')('an orphaned server is ended and replaced (needs /proc)', async () => {
  const dataDir = temporaryFolder()
  const { child, server, acknowledged } = await startChild(dataDir)
  for (const pid of guards(server)) signal(pid, 'SIGKILL')
  await killHard(child)
  await sleep(300)
  expect(processIdentity(server)).toBeDefined()
  const database = await start(dataDir)
  expect(processIdentity(server)).toBeUndefined()
  expect((await query(database.admin, 'SELECT n FROM acknowledged')).length).toBeGreaterThanOrEqual(acknowledged())
})

test.skipIf(process.platform !== 'linux')('workers of a killed server are ended before a new one starts (needs /proc)', async () => {
  const dataDir = temporaryFolder()
  const { child, server, acknowledged } = await startChild(dataDir)
  const workers = readFileSync(`/proc/${server}/task/${server}/children`, 'utf8').trim().split(' ').map(Number)
  // A stopped worker does not notice the death of its server.
  for (const pid of workers) signal(pid, 'SIGSTOP')
  for (const pid of guards(server)) signal(pid, 'SIGKILL')
  signal(server, 'SIGKILL')
  await killHard(child)
  const resume = sleep(1_000).then(() => workers.forEach((pid) => signal(pid, 'SIGCONT')))
  const database = await start(dataDir)
  await resume
  expect(workers.filter((pid) => processIdentity(pid))).toEqual([])
  expect((await query(database.admin, 'SELECT n FROM acknowledged')).length).toBeGreaterThanOrEqual(acknowledged())
})

test('pids inherited by strangers block neither the lock nor the server', async () => {
  const dataDir = temporaryFolder()
  const first = await start(dataDir)
  await first.stop()
  const user = serverUser(clusterDir(dataDir))
  const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { ...user, cwd: '/', stdio: 'ignore' })
  onTestFinished(() => void stranger.kill('SIGKILL'))
  writeFileSync(join(dataDir, 'sluice.lock'), JSON.stringify({ pid: stranger.pid, identity: 'started at another time' }))
  const pidFile = join(clusterDir(dataDir), 'postmaster.pid')
  writeFileSync(pidFile, `${stranger.pid}\n${clusterDir(dataDir)}\n1700000000\n5432\n\n\n  5432001 0\nready   \n`)
  if (user) chownSync(pidFile, user.uid, user.gid)
  const second = await start(dataDir)
  expect(await query(second.admin, 'SELECT 1 AS n')).toEqual([{ n: 1 }])
  expect(processIdentity(stranger.pid ?? 0)).toBeDefined()
})

test('exited tells that the server was killed from outside', async () => {
  const database = await start(temporaryFolder())
  signal(database.pid, 'SIGKILL')
  await database.exited
  await expect(query(database.admin, 'SELECT 1')).rejects.toThrow()
})
