import { sql } from 'kysely'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createOrg } from '../features/identity/create-org.ts'
import { createTestDatabase, type TestDatabase } from '../testing/database.ts'
import { advance, follow, type Consumer } from './consumers.ts'
import { openDb, type Db } from './db.ts'
import { append } from './event-log.ts'
import { newId } from './ids.ts'

let database: TestDatabase
let db: Db
const now = '2026-03-02T02:00:00.000Z'
beforeAll(async () => {
  database = await createTestDatabase()
  db = openDb(database.app, { max: 4 })
})
afterAll(async () => {
  for (const client of clients) await client.end()
  await db.close()
  await database.drop()
})

async function newOrg(): Promise<string> {
  const orgId = newId()
  await db.write(orgId, (tx) => createOrg(tx, {
    orgId, slug: `o-${orgId.slice(-12)}`, name: '甲', timeZone: 'Asia/Shanghai', currency: 'CNY', isDemo: false,
    admin: { name: '管', email: `${orgId}@example.com`, password: 'a long password', locale: 'zh-CN' },
  }, now))
  return orgId
}

const tell = (orgId: string, name: string) =>
  db.write(orgId, (tx) => append(tx, { orgId, actorId: null, now }, [{ type: 'config.changed', payload: { what: 'test', name }, subjectType: 'config', subjectId: orgId, ownerId: null, teamId: null }]))

/** A consumer that notes what it took of an organisation, in the order in which it took it. */
function noting(of: string): Consumer & { taken: string[] } {
  const taken: string[] = []
  return {
    name: `noting-${newId()}`, taken, follows: new Set(['config.changed']),
    handle: async (_, orgId, events) => void (orgId === of && taken.push(...events.map((event) => String(event.payload.name)))),
  }
}

const clients: Client[] = []
/** A connection beside the pool; closed at the end also when a test fails while it is open. */
async function connect(): Promise<Client> {
  const client = new Client(database.app)
  clients.push(client)
  await client.connect()
  return client
}

/** Transactions of other test files, on the same server, may hold events back: for as long as it takes to copy a database, on a slow machine. */
const patience = { timeout: 120_000, interval: 25 }
vi.setConfig({ testTimeout: 180_000 })

/** Lets it take all that is there. */
const takeAll = (consumer: ReturnType<typeof noting>, orgId: string, count: number) => vi.waitFor(async () => {
  while (consumer.taken.length < count && (await advance(db, consumer, orgId)) > 0);
  expect(consumer.taken).toHaveLength(count)
}, patience)

/** A transaction on a connection of its own that appends one event and stays open. */
async function openWriter(orgId: string, name: string): Promise<{ seq: number; commit(): Promise<void>; rollback(): Promise<void> }> {
  const client = await connect()
  await client.query('begin')
  await client.query(`set local app.org = '${orgId}'`)
  const { rows } = await client.query<{ seq: string }>(
    `insert into event (org_id, at, recorded_at, known_at, type, subject_type, subject_id, payload)
     values ($1, $2, $2, $2, 'config.changed', 'config', $1, $3) returning seq`, [orgId, now, JSON.stringify({ what: 'test', name })])
  const end = (how: 'commit' | 'rollback') => async () => void (await client.query(how))
  return { seq: Number(rows[0]?.seq), commit: end('commit'), rollback: end('rollback') }
}

test('an event that commits late with a smaller number is not passed over', async () => {
  const orgId = await newOrg()
  const consumer = noting(orgId)
  await tell(orgId, 'first')
  await takeAll(consumer, orgId, 1)
  expect(consumer.taken).toEqual(['first'])

  const late = await openWriter(orgId, 'late')
  const [early] = await tell(orgId, 'early')
  expect(late.seq).toBeLessThan(early ?? 0)
  // The later one is there to be read, but what came before it may still appear: it waits.
  await advance(db, consumer, orgId)
  expect(consumer.taken).toEqual(['first'])
  await late.commit()
  await takeAll(consumer, orgId, 3)
  expect(consumer.taken.slice(1)).toEqual(['late', 'early'])
  expect(await advance(db, consumer, orgId)).toBe(0)
})

test('a number drawn first by the transaction that began later is not passed over either', async () => {
  const orgId = await newOrg()
  const consumer = noting(orgId)
  // Its transaction is older, its event is newer: (xid, seq) order differs from seq order.
  const older = await connect()
  await older.query('begin')
  await older.query(`set local app.org = '${orgId}'`)
  await older.query('select pg_current_xact_id()')
  await tell(orgId, 'younger transaction, smaller number')
  await advance(db, consumer, orgId)
  expect(consumer.taken).toEqual([])
  await older.query(`insert into event (org_id, at, recorded_at, known_at, type, subject_type, subject_id, payload)
    values ($1, $2, $2, $2, 'config.changed', 'config', $1, '{"what":"test","name":"older transaction, greater number"}')`, [orgId, now])
  await older.query('commit')
  await takeAll(consumer, orgId, 2)
  expect(consumer.taken).toEqual(['older transaction, greater number', 'younger transaction, smaller number'])
})

test('transactions are taken in the order of their numbers, not of their digits', async () => {
  const orgId = await newOrg()
  const consumer = noting(orgId)
  const admin = new Client(database.admin)
  clients.push(admin)
  await admin.connect()
  await admin.query('begin')
  await admin.query('set local session_replication_role = replica')
  for (const [xid, name] of [['10', 'second'], ['9', 'first'], ['100', 'third']] as const) {
    await admin.query(`insert into event (org_id, xid, at, recorded_at, known_at, type, subject_type, subject_id, payload)
      values ($1, $2, $3, $3, $3, 'config.changed', 'config', $1, $4)`, [orgId, xid, now, JSON.stringify({ what: 'test', name })])
  }
  await admin.query('commit')
  // One at a time, as at the edge of a batch: the cursor must never pass one that comes later in the list.
  for (let i = 0; i < 400 && consumer.taken.length < 3; i++) await advance(db, consumer, orgId, 1)
  expect(consumer.taken).toEqual(['first', 'second', 'third'])
})

test('what is rolled back was never there, and holds nothing up for long', async () => {
  const orgId = await newOrg()
  const consumer = noting(orgId)
  const gone = await openWriter(orgId, 'gone')
  await tell(orgId, 'kept')
  await gone.rollback()
  await takeAll(consumer, orgId, 1)
  expect(consumer.taken).toEqual(['kept'])
})

test('a batch that fails moves nothing: neither its writes nor its cursor', async () => {
  const orgId = await newOrg()
  await tell(orgId, 'one')
  const steady = noting(orgId)
  let failing = true
  const consumer: Consumer = {
    name: steady.name,
    follows: steady.follows,
    async handle(tx, org, events) {
      await tx.insertInto('counter').values({ org_id: org, name: 'handled', value: events.length }).execute()
      if (failing) throw new Error('no')
      await steady.handle(tx, org, events)
    },
  }
  await vi.waitFor(() => expect(advance(db, consumer, orgId)).rejects.toThrow('no'), patience)
  failing = false
  await takeAll({ ...consumer, taken: steady.taken }, orgId, 1)
  expect(steady.taken).toEqual(['one'])
  expect(await db.read(orgId, (tx) => tx.selectFrom('counter').select('value').execute())).toEqual([{ value: 1 }])
})

test('two processes that follow one cursor take every event once', async () => {
  const orgId = await newOrg()
  for (let i = 0; i < 30; i++) await tell(orgId, String(i))
  const consumer = noting(orgId)
  await vi.waitFor(async () => {
    while (Math.max(...(await Promise.all([advance(db, consumer, orgId, 4), advance(db, consumer, orgId, 4), advance(db, consumer, orgId, 4)]))) > 0);
    expect(consumer.taken.length).toBeGreaterThanOrEqual(30)
  }, patience)
  expect(await advance(db, consumer, orgId)).toBe(0)
  expect(consumer.taken).toEqual(Array.from({ length: 30 }, (_, i) => String(i)))
})

test('each is given what it follows alone; who follows nothing of it stays up to date all the same', async () => {
  const orgId = await newOrg()
  const [mine, other] = [noting(orgId), { ...noting(orgId), follows: new Set(['deal.created'] as const) }]
  await tell(orgId, 'one')
  const following = follow(db, [mine, other], (error) => { throw error })
  try {
    await expect.poll(() => mine.taken, patience).toEqual(['one'])
    await tell(orgId, 'two')
    await db.write(orgId, (tx) => append(tx, { orgId, actorId: null, now }, [{ type: 'lead.converted', payload: { accountId: newId(), contactId: newId(), dealId: null }, subjectType: 'lead', subjectId: newId(), ownerId: null, teamId: null }]))
    await tell(orgId, 'three')
    following.wake(orgId)
    await expect.poll(() => mine.taken, patience).toEqual(['one', 'two', 'three'])
  } finally {
    await following.stop()
  }
  expect(other.taken).toEqual([])
  const end = await db.read(orgId, (tx) => tx.selectFrom('event').select('seq').orderBy('seq', 'desc').executeTakeFirstOrThrow())
  const cursors = await db.read(orgId, (tx) => tx.selectFrom('consumer_cursor').select(['consumer', 'seq']).execute())
  expect(cursors.find((one) => one.consumer === mine.name)?.seq).toBe(end.seq)
  // Nothing concerned it, so its cursor rests where everybody's was moved last; what lies between it will never be given.
  const rest = cursors.find((one) => one.consumer === other.name)?.seq ?? 0
  expect(rest).toBeLessThanOrEqual(end.seq)
  expect((await advance(db, other, orgId)) > 0).toBe(rest < end.seq)
  expect(await advance(db, other, orgId)).toBe(0)
  expect(other.taken).toEqual([])
})

test('a follower that was woken too early comes back for what was held up', async () => {
  const orgId = await newOrg()
  const consumer = noting(orgId)
  const errors: Error[] = []
  const followed = follow(db, [consumer], (error) => errors.push(error))
  const late = await openWriter(orgId, 'late')
  await tell(orgId, 'early')
  followed.wake(orgId)
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(consumer.taken).toEqual([])
  await late.commit()
  // Nobody wakes it again.
  await expect.poll(() => consumer.taken, patience).toEqual(['late', 'early'])
  await followed.stop()
  expect(consumer.taken).toEqual(['late', 'early'])
  expect(errors).toEqual([])
})

test('one organisation reads nothing of another', async () => {
  const [one, two] = [await newOrg(), await newOrg()]
  await tell(one, 'one')
  await tell(two, 'two')
  const consumer = noting(one)
  await takeAll(consumer, one, 1)
  expect(consumer.taken).toEqual(['one'])
  const { rows } = await sql<{ n: number }>`select count(*) as n from event`.execute(db.outside)
  expect(rows[0]?.n).toBe(0)
})
