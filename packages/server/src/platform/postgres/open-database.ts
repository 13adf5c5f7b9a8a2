import { installJobs } from '../jobs.ts'
import { migrate } from '../migrate.ts'
import { checkAppLogin } from './check-app-login.ts'
import type { Log } from './log.ts'
import { resolveDatabase, type Env, type ResolvedDatabase } from './resolve-database.ts'

/**
 * All that has to happen before the application may use its database: find or start the server, apply migrations, install the job queue,
 * make sure that the application's login is bound by row-level security. Stops an embedded server again on failure.
 */
export async function openDatabase(
  env: Env,
  log: Log,
  options: { waitMs?: number; migrationsDir?: string; share?: boolean } = {},
): Promise<ResolvedDatabase> {
  const database = await resolveDatabase(env, log, options)
  try {
    await migrate({ admin: database.admin, log, ...(options.migrationsDir ? { dir: options.migrationsDir } : {}) })
    await installJobs(database.admin)
    await checkAppLogin(database.app)
    return database
  } catch (error) {
    await database.stop()
    throw error
  }
}
