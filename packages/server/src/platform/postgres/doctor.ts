import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { Client, type PoolConfig } from 'pg'
import { pendingMigrations } from '../migrate.ts'
import { binariesPackage, binaryPath, locateBinaries, missingLinks, type Binaries } from './binaries.ts'
import { lockHolder } from './cluster-lock.ts'
import { connectionError } from './connection-error.ts'
import { readCredentials } from './credentials.ts'
import { clusterDir, dataFolder } from './data-folder.ts'
import { APP_ROLE, DATABASE } from './embedded.ts'
import { DatabaseError, type Words } from './errors.ts'
import { requireVersion, urlLogin, urlTarget } from './external.ts'
import { clusterExists, OWNER_ROLE } from './init-cluster.ts'
import { readPostmasterFile } from './postmaster.ts'
import { canAccess, canBecome, serverUser } from './privileges.ts'
import type { Env } from './resolve-database.ts'
import { runProgram } from './run-program.ts'
import { lastLogErrors } from './server-log.ts'
import { freeBytes } from './start-failure.ts'

/** One line of the report. `id` is stable; `hint` says what to do when `ok` is false. */
export type Finding = { id: string; check: Words; ok: boolean; detail: Words; hint?: Words }

/** Below this a start may still succeed, but not for long. */
const SCARCE_BYTES = 500 * 1024 * 1024

const OLDEST_NODE = 24

/** Looks at everything the database needs. Starts, changes and repairs nothing, and never throws. */
export async function diagnose(env: Env): Promise<Finding[]> {
  if (env['DATABASE_URL']) {
    return [nodeVersion(), ...(await externalServer(env['DATABASE_URL']))]
  }
  const dataDir = dataFolder(env)
  return [
    nodeVersion(),
    ...(await binaries(dataDir)),
    folder(dataDir),
    space(dataDir),
    files(dataDir),
    ...(await embeddedServer(dataDir)),
    logErrors(dataDir),
  ]
}

function nodeVersion(): Finding {
  const ok = Number(process.versions.node.split('.')[0]) >= OLDEST_NODE
  return finding('node', '运行环境', 'Node.js', ok, process.version, {
    zh: `请安装 Node.js ${OLDEST_NODE} 或更新版本。`,
    en: `Install Node.js ${OLDEST_NODE} or newer.`,
  })
}

async function binaries(dataDir: string): Promise<Finding[]> {
  const check: Words = { zh: '内置 PostgreSQL 程序', en: 'PostgreSQL binaries' }
  let found: Binaries
  try {
    found = locateBinaries()
  } catch (error) {
    return [failed('binaries', check, error)]
  }
  const links = missingLinks(found).length
  return [
    await runs(check, found, dataDir),
    {
      id: 'binary_links',
      check: { zh: '程序库链接', en: 'library links' },
      // The next start makes them, or copies the binaries to where it can.
      ok: true,
      detail: links === 0 ? both('ok') : { zh: `缺 ${links} 个，启动时会补上`, en: `${links} missing; made at the next start` },
    },
  ]
}

async function runs(check: Words, found: Binaries, dataDir: string): Promise<Finding> {
  if (missingLinks(found).length > 0) return { id: 'binaries', check, ok: true, detail: both(`${binariesPackage()} ${found.version}`) }
  try {
    const user = serverUser(clusterDir(dataDir))
    // Where the server's user cannot read them, a copy is made at start; root runs the original for this look.
    const readable = !user || (canBecome(user) && canAccess(user, 'x', [binaryPath(found, 'postgres')]))
    const { code, output } = await runProgram(binaryPath(found, 'postgres'), ['--version'], { user: readable ? user : undefined })
    if (code !== 0) throw new DatabaseError('database.binaries_damaged', output.trim().slice(0, 300))
    return { id: 'binaries', check, ok: true, detail: both(output.trim()) }
  } catch (error) {
    return failed('binaries', check, error)
  }
}

function folder(dataDir: string): Finding {
  const check: Words = { zh: '数据文件夹', en: 'data folder' }
  const existing = nearestExisting(dataDir)
  try {
    accessSync(existing, constants.W_OK | constants.X_OK)
    if (!statSync(existing).isDirectory()) throw new DatabaseError('database.folder_not_writable', existing)
    const user = serverUser(clusterDir(dataDir))
    if (user && !canBecome(user)) throw new DatabaseError('database.cannot_drop_root', `uid ${user.uid}`)
    if (user && !canAccess(user, 'x', [dirname(existing)])) throw new DatabaseError('database.folder_unreachable', dataDir)
  } catch (error) {
    return failed('folder', check, error instanceof DatabaseError ? error : new DatabaseError('database.folder_not_writable', existing))
  }
  if (existing !== dataDir) {
    return { id: 'folder', check, ok: true, detail: { zh: `${dataDir}(首次启动时创建)`, en: `${dataDir} (made at the first start)` } }
  }
  const { uid, mode } = statSync(dataDir)
  return { id: 'folder', check, ok: true, detail: both(`${dataDir} (uid ${uid}, ${(mode & 0o777).toString(8)})`) }
}

function space(dataDir: string): Finding {
  const free = freeBytes(nearestExisting(dataDir))
  const ok = free === undefined || free >= SCARCE_BYTES
  return finding('space', '可用空间', 'free space', ok, free === undefined ? '?' : `${Math.floor(free / 1024 / 1024)} MB`, {
    zh: '请腾出空间；磁盘写满时数据库会停止接受写入。',
    en: 'Free some space; a database on a full disk stops accepting writes.',
  })
}

function files(dataDir: string): Finding {
  const check: Words = { zh: '数据库文件', en: 'database files' }
  try {
    const exists = clusterExists(dataDir)
    return { id: 'files', check, ok: true, detail: exists ? both('ok') : { zh: '还没有，首次启动时创建', en: 'none yet; made at the first start' } }
  } catch (error) {
    // A folder closed to this user says nothing about the files in it.
    return failed('files', check, error)
  }
}

async function embeddedServer(dataDir: string): Promise<Finding[]> {
  const check: Words = { zh: '运行状态', en: 'running' }
  try {
    const holder = lockHolder(dataDir)
    if (!holder) {
      return [{ id: 'lock', check, ok: true, detail: { zh: '没有运行；sluice start 启动', en: 'not running; sluice start starts it' } }]
    }
    const lock: Finding = { id: 'lock', check, ok: true, detail: { zh: `由进程 ${holder.pid} 使用`, en: `in use by process ${holder.pid}` } }
    const server = readPostmasterFile(clusterDir(dataDir))
    const credentials = readCredentials(dataDir)
    if (!server?.ready || !credentials) {
      return [lock, { id: 'server', check: SERVER, ok: false, detail: { zh: '尚未就绪', en: 'not ready' }, hint: { zh: '请稍候再试，或看 pg.log。', en: 'Try again in a moment, or see pg.log.' } }]
    }
    const host = process.platform === 'win32' ? '127.0.0.1' : server.socketDir
    const login = { host, port: server.port, user: OWNER_ROLE, password: credentials.admin, database: DATABASE }
    return [lock, ...(await look(login, `${host}:${server.port}/${DATABASE}`))]
  } catch (error) {
    return [failed('lock', check, error)]
  }
}

const SERVER: Words = { zh: '数据库连接', en: 'database' }

async function externalServer(url: string): Promise<Finding[]> {
  try {
    return await look(urlLogin(url), urlTarget(url))
  } catch (error) {
    return [failed('server', SERVER, error)]
  }
}

async function look(login: PoolConfig, target: string): Promise<Finding[]> {
  const client = new Client(login)
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ number: number; version: string; role: boolean }>(
      `SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS version,
              EXISTS (SELECT FROM pg_roles WHERE rolname = $1) AS role`,
      [APP_ROLE],
    )
    requireVersion(rows[0]?.number ?? 0)
    const server: Finding = { id: 'server', check: SERVER, ok: true, detail: both(`${target}, PostgreSQL ${rows[0]?.version}`) }
    return [server, await migrations(client, rows[0]?.role ?? false)]
  } catch (error) {
    return [failed('server', SERVER, connectionError(error, target))]
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function migrations(client: Client, role: boolean): Promise<Finding> {
  const check: Words = { zh: '数据库迁移', en: 'migrations' }
  try {
    const pending = await pendingMigrations(client)
    if (pending.length === 0 && role) return { id: 'migrations', check, ok: true, detail: both('ok') }
    return {
      id: 'migrations',
      check,
      ok: false,
      detail: { zh: `待执行 ${pending.length} 个 ${pending.join(', ')}`, en: `${pending.length} pending ${pending.join(', ')}` },
      hint: { zh: '请执行 sluice migrate，或重新启动。', en: 'Run sluice migrate, or restart.' },
    }
  } catch (error) {
    return failed('migrations', check, error)
  }
}

/** Errors in the log are often those of a statement long ago; they are shown, not judged. */
function logErrors(dataDir: string): Finding {
  const check: Words = { zh: '数据库日志里最近的错误', en: 'last errors in the database log' }
  try {
    const lines = lastLogErrors(dataDir)
    return { id: 'log', check, ok: true, detail: lines.length > 0 ? both(lines.join('\n')) : { zh: '没有', en: 'none' } }
  } catch (error) {
    return failed('log', check, error)
  }
}

function nearestExisting(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearestExisting(dirname(path))
}

function both(text: string): Words {
  return { zh: text, en: text }
}

function finding(id: string, zh: string, en: string, ok: boolean, detail: string, hint: Words): Finding {
  return { id, check: { zh, en }, ok, detail: both(detail), ...(ok ? {} : { hint }) }
}

function failed(id: string, check: Words, error: unknown): Finding {
  if (!(error instanceof DatabaseError)) return { id, check, ok: false, detail: both(error instanceof Error ? error.message : String(error)) }
  return { id, check, ok: false, detail: both([error.code, error.detail].filter(Boolean).join(' ')), hint: error.words }
}
