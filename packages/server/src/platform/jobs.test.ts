import { sql } from 'kysely'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing/database.ts'
import { openDb, type Db } from './db.ts'
import { newId } from './ids.ts'
import { installJobs, openJobs, type JobHandler } from './jobs.ts'

let database: TestDatabase
let db: Db
beforeAll(async () => {
  database = await createTestDatabase()
  db = openDb(database.app)
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

const unexpected = (error: Error) => console.error(error)
const until = async (done: () => boolean) => {
  while (!done()) await new Promise((resolve) => setTimeout(resolve, 20))
}
const opened = (queue: string, handler: Partial<JobHandler>) => {
  const jobs = openJobs(db.pool, database.app, unexpected)
  jobs.handle(queue, { run: async () => undefined, abandoned: async () => undefined, ...handler })
  jobs.start()
  return jobs
}
const orgId = newId()
const send = (jobs: ReturnType<typeof openJobs>, queue: string, id: string) => db.write(orgId, (tx) => jobs.send(tx, queue, { orgId, id }))

test('installing twice changes nothing, and the application owns nothing of it', async () => {
  await installJobs(database.admin)
  const client = new Client(database.admin)
  await client.connect()
  const { rows } = await client.query<{ n: string }>(`select count(*) as n from pg_tables where schemaname = 'job' and tableowner = 'sluice_app'`)
  await client.end()
  expect(rows[0]?.n).toBe('0')
})

test('a job is done once, one at a time; one whose transaction was rolled back never', async () => {
  const seen: string[] = []
  let together = 0
  let most = 0
  const jobs = opened('plain', {
    async run({ id }) {
      most = Math.max(most, ++together)
      await new Promise((resolve) => setTimeout(resolve, 5))
      seen.push(id)
      together--
    },
  })
  const ids = Array.from({ length: 12 }, () => newId())
  await db.write(orgId, async (tx) => {
    await jobs.send(tx, 'plain', { orgId, id: newId() })
    throw new Error('rolled back')
  }).catch(() => undefined)
  for (const id of ids) await send(jobs, 'plain', id)
  await until(() => seen.length >= ids.length)
  await jobs.stop()
  expect(seen.toSorted()).toEqual(ids.toSorted())
  expect(most).toBe(1)
})

test('an interrupted job is tried once more, and then given up with a word', async () => {
  const tries: string[] = []
  const given: string[] = []
  const [mended, broken] = [newId(), newId()]
  const jobs = opened('fragile', {
    async run({ id }) {
      tries.push(id)
      if (id === broken || tries.filter((one) => one === id).length === 1) throw new Error('interrupted')
    },
    abandoned: async ({ id }) => void given.push(id),
  })
  await send(jobs, 'fragile', mended)
  await send(jobs, 'fragile', broken)
  await until(() => given.length > 0)
  await jobs.stop()
  expect(tries.filter((id) => id === mended).length).toBe(2)
  expect(tries.filter((id) => id === broken).length).toBe(2)
  expect(given).toEqual([broken])
})

test('a job whose process died is done by the next process at once; one that a living process holds is left to it', async () => {
  const first = opened('orphans', {})
  const [dead, alive] = [newId(), newId()]
  await db.write(orgId, (tx) => sql`select 1`.execute(tx))
  await first.stop()
  // As a killed process leaves it: marked active, and nobody holds its lock.
  const holder = new Client(database.app)
  await holder.connect()
  const ids = new Map<string, string>()
  for (const id of [dead, alive]) {
    const { rows } = await sql<{ id: string }>`
      insert into job.job_common (name, data, state, retry_limit, started_on, expire_seconds, heartbeat_seconds, heartbeat_on, deletion_seconds, policy, dead_letter)
      values ('orphans', ${JSON.stringify({ orgId, id })}::jsonb, 'active', 1, now(), 21600, 60, now(), 604800, 'standard', 'orphans-abandoned') returning id`.execute(db.outside)
    ids.set(id, rows[0]?.id ?? '')
  }
  await holder.query('select pg_advisory_lock(hashtextextended($1, 7583244))', [ids.get(alive)])
  const seen: string[] = []
  const second = opened('orphans', { run: async ({ id }) => void seen.push(id) })
  await until(() => seen.length > 0)
  expect(seen).toEqual([dead])
  const { rows } = await sql<{ state: string }>`select state from job.job_common where id = ${ids.get(alive) ?? ''}`.execute(db.outside)
  expect(rows[0]?.state).toBe('active')
  await second.stop()
  await holder.end()
})
