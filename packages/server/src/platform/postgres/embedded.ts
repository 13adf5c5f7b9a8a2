import { Client, type PoolConfig } from 'pg'
import { locateBinaries, prepareBinaries } from './binaries.ts'
import { acquireLock } from './cluster-lock.ts'
import { createCredentials, readCredentials, type Credentials } from './credentials.ts'
import { clusterDir, prepareDataFolder } from './data-folder.ts'
import { folderError } from './errors.ts'
import { clusterExists, initCluster, OWNER_ROLE, resetOwnerPassword } from './init-cluster.ts'
import { launch } from './launch.ts'
import type { Log } from './log.ts'
import { endLeftovers } from './postmaster.ts'
import { serverUser } from './privileges.ts'
import { chooseAddress } from './server-address.ts'
import { serverSettings } from './server-settings.ts'

/** The login of the running application. It owns nothing, so row-level security binds it. */
export const APP_ROLE = 'sluice_app'

export const DATABASE = 'sluice'

/** How to reach one database as one login; what `pg` takes. */
export type Login = Required<Pick<PoolConfig, 'host' | 'port' | 'user' | 'database'>> & { password: string }

export type EmbeddedDatabase = {
  /** The cluster's superuser: for migrations, backup and tests. */
  admin: Login
  /** What the application connects as. */
  app: Login
  dataDir: string
  /** The server's process id. */
  pid: number
  /** Resolves when the server has ended, by `stop` or by itself. */
  exited: Promise<void>
  /** Ends the server cleanly and gives the folder back. May be called twice. */
  stop: () => Promise<void>
}

/**
 * Starts PostgreSQL in `<dataDir>/pg` as a child of this process, making folder, cluster, logins and database when
 * they are not there yet. What a killed Sluice left running there is ended first.
 * `throwaway` (tests only) gives up durability for speed.
 * Throws DatabaseError: `database.folder_locked`, `database.folder_not_writable`, `database.disk_full`, …
 */
export async function startEmbedded(options: {
  dataDir: string
  log: Log
  throwaway?: boolean
}): Promise<EmbeddedDatabase> {
  const { log, throwaway = false } = options
  const found = locateBinaries()
  const user = serverUser(clusterDir(options.dataDir))
  const dataDir = prepareDataFolder(options.dataDir, user)
  const release = acquireLock(dataDir)
  const undo: Array<() => void | Promise<void>> = [release]
  try {
    const cluster = clusterDir(dataDir)
    const binaries = prepareBinaries(found, dataDir, user)
    const exists = clusterExists(dataDir)
    if (exists) await endLeftovers(cluster, log)
    const stored = readCredentials(dataDir)
    const credentials = stored ?? createCredentials(dataDir)
    const place = { dataDir, binaries, user, password: credentials.admin }
    if (!exists) await initCluster({ ...place, throwaway })
    else if (!stored) await resetOwnerPassword(place)

    const address = await chooseAddress(dataDir, user)
    undo.unshift(address.dispose)
    const server = await launch({ dataDir, binaries, user, settings: { ...serverSettings(throwaway), ...address.settings } })
    undo.unshift(server.stop)

    const { host, port } = address
    const admin: Login = { host, port, user: OWNER_ROLE, password: credentials.admin, database: DATABASE }
    await prepareLogins({ ...admin, database: 'postgres' }, credentials, !stored)
    log.info({ dataDir, pid: server.pid }, 'embedded database ready')

    let stopped: Promise<void> | undefined
    return {
      admin,
      app: { ...admin, user: APP_ROLE, password: credentials.app },
      dataDir,
      pid: server.pid,
      exited: server.exited,
      stop: () => (stopped ??= unwind(undo)),
    }
  } catch (error) {
    await unwind(undo)
    throw folderError(error, dataDir)
  }
}

async function unwind(steps: Array<() => void | Promise<void>>): Promise<void> {
  for (const step of steps.splice(0)) await step()
}

async function prepareLogins(maintenance: Login, credentials: Credentials, renewed: boolean): Promise<void> {
  const client = new Client(maintenance)
  await client.connect()
  try {
    const found = await client.query<{ role: boolean; database: boolean }>(
      `SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1) AS role,
              EXISTS (SELECT FROM pg_database WHERE datname = $2) AS database`,
      [APP_ROLE, DATABASE],
    )
    const { role, database } = found.rows[0] ?? { role: false, database: false }
    if (!role || renewed) {
      const password = client.escapeLiteral(credentials.app)
      await client.query(`${role ? 'ALTER' : 'CREATE'} ROLE ${APP_ROLE} LOGIN PASSWORD ${password}`)
    }
    if (!database) await client.query(`CREATE DATABASE ${DATABASE}`)
  } finally {
    await client.end()
  }
}
