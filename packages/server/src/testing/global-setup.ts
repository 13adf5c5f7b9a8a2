import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import type { TestProject } from 'vitest/node'
import { installJobs } from '../platform/jobs.ts'
import { migrate } from '../platform/migrate.ts'
import { lockHolder } from '../platform/postgres/cluster-lock.ts'
import { startEmbedded, type Login } from '../platform/postgres/embedded.ts'
import { silentLog } from '../platform/postgres/log.ts'

/** Logins of the run's throwaway server; `template` is the migrated database that no one connects to. */
export type TestServer = { admin: Login; app: Login; template: string }

declare module 'vitest' {
  export interface ProvidedContext {
    testServer: TestServer
  }
}

const PREFIX = 'sluice-test-'

/** Starts one throwaway PostgreSQL for the whole run, with every migration applied to its template database. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  removeAbandoned()
  const dataDir = mkdtempSync(join(tmpdir(), PREFIX))
  const server = await startEmbedded({ dataDir, log: silentLog, throwaway: true }).catch((error: unknown) => {
    rmSync(dataDir, { recursive: true, force: true })
    throw error
  })
  const teardown = async (): Promise<void> => {
    await server.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
  try {
    const template = 'sluice_template'
    await createTemplate(server.admin, template)
    project.provide('testServer', { admin: server.admin, app: server.app, template })
    return teardown
  } catch (error) {
    await teardown()
    throw error
  }
}

async function createTemplate(admin: Login, template: string): Promise<void> {
  const client = new Client(admin)
  await client.connect()
  try {
    await client.query(`CREATE DATABASE ${template}`)
    await migrate({ admin: { ...admin, database: template } })
    await installJobs({ ...admin, database: template })
    // Copying a database needs it free of connections; from here on nobody can open one.
    await client.query(`ALTER DATABASE ${template} IS_TEMPLATE true ALLOW_CONNECTIONS false`)
  } finally {
    await client.end()
  }
}

/** Folders of earlier runs that were killed: their server ended with them, only files are left. */
function removeAbandoned(): void {
  for (const name of readdirSync(tmpdir())) {
    const dir = join(tmpdir(), name)
    if (!name.startsWith(PREFIX)) continue
    try {
      // A run that has just begun holds no lock yet; an hour is generous.
      const old = Date.now() - statSync(dir).mtimeMs > 3_600_000
      if (old && !lockHolder(dir)) rmSync(dir, { recursive: true, force: true })
    } catch {
      // Another user's folder.
    }
  }
}
