import pino from 'pino'
import { createApp, type App } from './app.ts'
import { loadDemo } from './features/demo/load-demo.ts'
import { systemClock } from './platform/clock.ts'
import { openDb, type Db } from './platform/db.ts'
import { readEnv } from './platform/env.ts'
import { migrate } from './platform/migrate.ts'
import { resolveDatabase } from './platform/postgres/resolve-database.ts'

export interface Running {
  /** Where people reach it. */
  url: string
  demo: { email: string; password: string } | null
  /** Resolves when the database ended by itself: nothing can be done any more. */
  databaseGone: Promise<void>
  stop(): Promise<void>
}

export interface Opened {
  db: Db
  close(): Promise<void>
  login: Awaited<ReturnType<typeof resolveDatabase>>['app']
  databaseGone: Promise<void>
}

/** Reaches or starts the database, and migrates it. Throws DatabaseError, in words for people. */
export async function openDatabase(env: NodeJS.ProcessEnv): Promise<Opened> {
  const log = pino({ level: readEnv(env).SLUICE_LOG }, pino.destination(2))
  const database = await resolveDatabase(env, log)
  try {
    await migrate({ admin: database.admin, log })
    const db = openDb(database.app, { onError: (error) => log.error({ err: error }, 'idle connection') })
    return {
      db,
      login: database.app,
      databaseGone: database.exited,
      async close() {
        await db.close()
        await database.stop()
      },
    }
  } catch (error) {
    await database.stop()
    throw error
  }
}

/** Everything between the environment and a listening server. What fails on the way is undone before it throws. */
export async function start(env: NodeJS.ProcessEnv): Promise<Running> {
  const settings = readEnv(env)
  const opened = await openDatabase(env)
  let app: App | null = null
  try {
    const demo = settings.SLUICE_DEMO === '0' ? null : await loadDemo(opened.db, systemClock.now())
    app = await createApp({ env: settings, db: opened.db, appLogin: opened.login, clock: systemClock, demo })
    const running = app
    const address = await app.fastify.listen({ port: settings.SLUICE_PORT, host: settings.SLUICE_HOST })
    return {
      url: settings.SLUICE_URL ?? address,
      demo,
      databaseGone: opened.databaseGone,
      async stop() {
        await running.close()
        await opened.close()
      },
    }
  } catch (error) {
    await app?.close()
    await opened.close()
    throw error
  }
}
