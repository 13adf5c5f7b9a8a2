import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '../packages/server/src/platform/migrate.ts'
import { startEmbedded, type Login } from '../packages/server/src/platform/postgres/embedded.ts'
import { silentLog } from '../packages/server/src/platform/postgres/log.ts'

/**
 * Starts a database in a temporary folder, applies every migration, and removes it all after `work`.
 * `durable` keeps the settings of the product (fsync on), for measuring; without it the server is quicker.
 * `keepIn` names a folder that stays, for a database that took long to fill.
 */
export async function withThrowawayDatabase<T>(
  work: (logins: { admin: Login; app: Login; pid: number }) => Promise<T>,
  { durable = false, keepIn }: { durable?: boolean; keepIn?: string | undefined } = {},
): Promise<T> {
  const dataDir = keepIn ?? mkdtempSync(join(tmpdir(), 'sluice-tool-'))
  try {
    const server = await startEmbedded({ dataDir, log: silentLog, throwaway: !durable })
    try {
      await migrate({ admin: server.admin })
      return await work(server)
    } finally {
      await server.stop()
    }
  } finally {
    if (keepIn === undefined) rmSync(dataDir, { recursive: true, force: true })
  }
}
