import { join } from 'node:path'
import pino from 'pino'
import { createApp, type App } from './app.ts'
import { loadDemo } from './features/demo/load-demo.ts'
import { systemClock } from './platform/clock.ts'
import { openDb, type Db } from './platform/db.ts'
import { readEnv } from './platform/env.ts'
import { readSecretKey } from './platform/secrets.ts'
import { dataFolder } from './platform/postgres/data-folder.ts'
import { openDatabase as openServer } from './platform/postgres/open-database.ts'
import type { ResolvedDatabase } from './platform/postgres/resolve-database.ts'

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
  login: ResolvedDatabase['app']
  databaseGone: Promise<void>
}

/** Reaches or starts the database, migrated and with row-level security proven. Throws DatabaseError, in words for people.
 * With `share` a command works beside a running Sluice. */
export async function openDatabase(env: NodeJS.ProcessEnv, options: { share?: boolean } = {}): Promise<Opened> {
  const log = pino({ level: readEnv(env).SLUICE_LOG }, pino.destination(2))
  const server = await openServer(env, log, options)
  let closing = false
  const db = openDb(server.app, {
    // The server may end before the last idle connection has said goodbye.
    onError: ({ message }) => closing || log.warn({ message }, 'an idle connection was lost'),
  })
  return {
    db,
    login: server.app,
    databaseGone: server.exited,
    async close() {
      closing = true
      await db.close()
      await server.stop()
    },
  }
}

/** Everything between the environment and a listening server. What fails on the way is undone before it throws. */
export async function start(env: NodeJS.ProcessEnv): Promise<Running> {
  const settings = readEnv(env)
  const opened = await openDatabase(env)
  let app: App | null = null
  try {
    const demo = settings.SLUICE_DEMO === '0' ? null : await loadDemo(opened.db, systemClock.now())
    app = await createApp({ env: settings, db: opened.db, appLogin: opened.login, clock: systemClock, demo, replicaFolder: replicaFolder(env), secretKey: readSecretKey(settings.SLUICE_SECRET_KEY, dataFolder(env)) })
    const running = app
    const address = await app.fastify.listen({ port: settings.SLUICE_PORT, host: settings.SLUICE_HOST })
    running.schedule.start()
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

/** In the data folder also when the database is elsewhere: what is there can be thrown away at any time. */
const replicaFolder = (env: NodeJS.ProcessEnv): string => join(dataFolder(env), 'cache', 'replica')
