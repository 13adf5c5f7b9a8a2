import type { PoolConfig } from 'pg'
import { attachRunning } from './attach-running.ts'
import { dataFolder } from './data-folder.ts'
import { startEmbedded } from './embedded.ts'
import { asAppRole, checkServer, urlLogin, urlTarget } from './external.ts'
import type { Log } from './log.ts'

export type Env = Record<string, string | undefined>

export type ResolvedDatabase = {
  kind: 'embedded' | 'external'
  /** Owner of the schema: migrations, backup. */
  admin: PoolConfig
  /** The application. Connect only after `migrate`, which makes its role on a server of the user's. */
  app: PoolConfig
  /** Resolves when an embedded server ended; never for an external one. */
  exited: Promise<void>
  /** Ends the embedded server; does nothing to an external one. */
  stop: () => Promise<void>
}

/**
 * Finds the database Sluice works with: the server in `DATABASE_URL` (PostgreSQL 15 or newer; the application's
 * login is `DATABASE_APP_URL`, or the same with the role `sluice_app`), else the embedded one in the data folder.
 * With `share`, an embedded server that a running Sluice holds is used beside it and left alone at the end.
 * Throws DatabaseError.
 */
export async function resolveDatabase(env: Env, log: Log, options: { waitMs?: number; share?: boolean } = {}): Promise<ResolvedDatabase> {
  const url = env['DATABASE_URL']
  if (!url) {
    const running = options.share ? attachRunning(dataFolder(env)) : undefined
    if (running) return { kind: 'embedded', ...running, exited: new Promise(() => {}), stop: () => Promise.resolve() }
    const embedded = await startEmbedded({ dataDir: dataFolder(env), log })
    return { kind: 'embedded', ...embedded }
  }
  const admin = urlLogin(url)
  const app = env['DATABASE_APP_URL'] ? urlLogin(env['DATABASE_APP_URL']) : asAppRole(url)
  const version = await checkServer(admin, urlTarget(url), options.waitMs ?? 15_000)
  log.info({ target: urlTarget(url), version }, 'database reached')
  return { kind: 'external', admin, app, exited: new Promise(() => {}), stop: () => Promise.resolve() }
}
