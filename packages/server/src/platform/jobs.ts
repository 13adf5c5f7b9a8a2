import { fromKysely, getConstructionPlans, getMigrationPlans, PgBoss } from 'pg-boss'
import { Client, type ClientConfig, type Pool, type PoolConfig } from 'pg'
import type { Tx } from './db.ts'

const schema = 'job'

/**
 * Installs or upgrades the tables of the job queue with the owner's login and lets the application's role use them; it
 * owns nothing here either. Costs one query when there is nothing to do. Two processes that start at once wait for each other.
 */
export async function installJobs(admin: ClientConfig): Promise<void> {
  const client = new Client(admin)
  await client.connect()
  try {
    await client.query('select pg_advisory_lock(7583243)')
    const { rows } = await client.query<{ known: boolean }>(`select to_regclass('${schema}.version') is not null as known`)
    if (rows[0]?.known === true) {
      const found = (await client.query<{ version: number }>(`select version from ${schema}.version`)).rows[0]?.version
      const plan = found === undefined || found >= wantedVersion() ? null : getMigrationPlans(schema, found)
      if (plan === null) return
      await client.query(plan)
    } else await client.query(getConstructionPlans(schema))
    await client.query(`grant usage on schema ${schema} to sluice_app`)
    for (const what of ['tables', 'sequences', 'functions']) await client.query(`grant all on all ${what} in schema ${schema} to sluice_app`)
  } finally {
    await client.end()
  }
}

/** The version that the construction plan writes. */
function wantedVersion(): number {
  const found = /insert into \S*version\s*\(version[^)]*\)\s*values\s*\(\s*'?(\d+)/i.exec(getConstructionPlans(schema))?.[1]
  if (found === undefined) throw new Error('the job queue does not tell its version')
  return Number(found)
}

/** What a job carries: which organisation and which record; everything else is read when it runs. */
export interface JobData {
  orgId: string
  id: string
}

export interface JobHandler {
  /** Does the work. A throw means that it was interrupted: it is tried once more. */
  run(data: JobData): Promise<void>
  /** The second try was interrupted too (or the process died twice): say so where people look. */
  abandoned(data: JobData): Promise<void>
}

export interface Jobs {
  /** Names what does the jobs of a queue; before the first `start`. */
  handle(queue: string, handler: JobHandler): void
  /** Sends a job in the transaction that causes it: rolled back, there is none. */
  send(tx: Tx, queue: string, data: JobData): Promise<void>
  /** Begins to work, in the background: nobody waits for it but a sender. */
  start(): void
  /** Whether the process is about to end: long work asks between its steps, and breaks off with a throw to be done anew. */
  isStopping(): boolean
  /** Waits for the job under way, `waitMs` at most. */
  stop(waitMs?: number): Promise<void>
}

/**
 * Jobs in the same database (pg-boss). A worker takes one job at a time, because jobs here are heavy; it holds an advisory
 * lock meanwhile, by which a process that starts knows which of the jobs marked active are nobody's any more. A job whose
 * process died is tried again once.
 */
export function openJobs(pool: Pool, login: PoolConfig, onError: (error: Error) => void): Jobs {
  const handlers = new Map<string, JobHandler>()
  let boss: Promise<PgBoss> | null = null
  let stopping = false

  const begin = async (): Promise<PgBoss> => {
    const made = new PgBoss({
      ...(login as object), max: 3, schema, migrate: false, createSchema: false, schedule: false, reindex: false, monitorVacuum: false, useListenNotify: true,
      superviseIntervalSeconds: 30, application_name: 'sluice jobs',
    })
    made.on('error', onError)
    try {
      await prepare(made)
    } catch (error) {
      // Its connections would keep the process alive.
      await made.stop({ graceful: false, close: true }).catch(() => undefined)
      throw error
    }
    return made
  }
  const prepare = async (made: PgBoss): Promise<void> => {
    await made.start()
    for (const [queue, handler] of handlers) {
      const dead = `${queue}-abandoned`
      await made.createQueue(dead, { notify: true })
      await made.createQueue(queue, { retryLimit: 1, retryDelay: 0, expireInSeconds: 6 * 3600, heartbeatSeconds: 60, deadLetter: dead, notify: true })
      await releaseOrphans(made, pool, queue)
      const often = { batchSize: 1, pollingIntervalSeconds: 5, notifyPollingIntervalSeconds: 10 }
      const deadWorker = await made.work<JobData>(dead, often, async ([job]) => {
        if (job !== undefined) await handler.abandoned(job.data)
      })
      // One at a time. A full batch of one does not make it look for the next (`burstWhenBatchFull` is for more), so it is told.
      const worker: string = await made.work<JobData>(queue, often, async ([job]) => {
        try {
          if (job !== undefined) await locked(pool, job.id, () => handler.run(job.data))
        } catch (error) {
          setTimeout(() => made.notifyWorker(deadWorker), 500).unref()
          throw error
        } finally {
          made.notifyWorker(worker)
        }
      })
    }
  }
  const ready = (): Promise<PgBoss> => {
    boss ??= begin().catch((error: unknown) => {
      // The next sender tries again.
      boss = null
      throw error
    })
    return boss
  }
  return {
    handle: (queue, handler) => void handlers.set(queue, handler),
    async send(tx, queue, data) {
      const id = await (await ready()).send(queue, data, { db: fromKysely(tx) })
      if (id === null) throw new Error(`no job was made in ${queue}`)
    },
    start: () => void ready().catch(onError),
    isStopping: () => stopping,
    async stop(waitMs = 10_000) {
      stopping = true
      const running = await boss?.catch(() => null)
      await running?.stop({ graceful: true, timeout: waitMs, close: true })
    },
  }
}

/** Jobs marked active whose process is gone: back to be tried again, or to the abandoned ones. */
async function releaseOrphans(boss: PgBoss, pool: Pool, queue: string): Promise<void> {
  const active = (await boss.findJobs<JobData>(queue)).filter((job) => job.state === 'active')
  if (active.length === 0) return
  for (const job of active) {
    const free = await tryLocked(pool, job.id)
    if (free) await boss.fail(queue, job.id, { message: 'its process ended' })
  }
}

async function locked(pool: Pool, key: string, work: () => Promise<void>): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('select pg_advisory_lock(hashtextextended($1, 7583244))', [key])
    await work()
  } finally {
    // Ends the session and with it the lock, whatever state it is in.
    client.release(true)
  }
}

/** Whether nobody works on it. */
async function tryLocked(pool: Pool, key: string): Promise<boolean> {
  const client = await pool.connect()
  try {
    const { rows } = await client.query<{ got: boolean }>('select pg_try_advisory_lock(hashtextextended($1, 7583244)) as got', [key])
    return rows[0]?.got === true
  } finally {
    client.release(true)
  }
}
