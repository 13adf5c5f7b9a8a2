import { listPipelines } from '@sluice/core/catalog/contract'
import type { FunnelOptions } from '@sluice/core/funnel/model'
import type { Viewer } from '@sluice/core/identity/policy'
import { createDeal, moveDeal } from '@sluice/core/pipeline/contract'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp, type TestOrg } from '../testing/app.ts'
import { restore, save } from './cache.ts'
import { openEngine, type Request } from './engine.ts'
import { openReplica } from './replica.ts'
import { caughtUp, freshly, rowsOf } from './replica.fixture.ts'
import { inSnapshot } from './snapshot-tx.ts'

let t: TestApp
const folder = mkdtempSync(join(tmpdir(), 'sluice-replica-'))
beforeAll(async () => {
  t = await createTestApp()
})
afterAll(async () => {
  await t.close()
  rmSync(folder, { recursive: true, force: true })
})

const fail = (error: Error) => {
  throw error
}

async function arrange(deals = 5) {
  const org = await t.org()
  const pipeline = (await org.admin.ok(listPipelines)).items[0]
  if (pipeline === undefined) throw new Error('arranged')
  const add = (n: number) => org.admin.ok(createDeal, { body: { title: `商机 ${n}`, pipelineId: pipeline.id, amountMinor: n * 1000 } })
  const made: { id: string }[] = []
  for (let n = 0; n < deals; n++) made.push(await add(n))
  const viewer: Viewer = { orgId: org.orgId, userId: org.admin.userId, role: 'admin', teamId: org.rootTeamId, teamIds: [org.rootTeamId] }
  const request = (): Request<'funnel'> => {
    const now = t.clock.now().getTime()
    const args: FunnelOptions = { from: null, to: null, asOf: now, zone: 'Asia/Shanghai', currency: 'CNY' }
    return { orgId: org.orgId, pipelineId: pipeline.id, question: 'funnel', args, asked: { viewer, timeZone: 'Asia/Shanghai', now } }
  }
  return { org, pipeline, add, made, request }
}

test('an answer has all that was committed when it was asked; two replicas say the same', { timeout: 180_000 }, async () => {
  const { org, pipeline, add, made, request } = await arrange()
  const [one, two] = [0, 1].map(() => openReplica(t.database.app, { limitMb: 64, folder: null, onError: fail }))
  if (one === undefined || two === undefined) throw new Error('two')
  try {
    for (let n = 5; n < 12; n++) {
      await add(n)
      if (n % 2 === 0) await org.admin.ok(moveDeal, { params: { id: made[n % 5]?.id ?? '' }, body: { stageId: pipeline.stages[n % 3]?.id ?? '' } })
      const [a, b] = await Promise.all([one.ask(request()), n % 3 === 0 ? two.ask(request()) : one.ask(request())])
      expect(a.deals.created.value).toBe(n + 1)
      expect(b).toEqual(a)
    }
    expect((await one.stats()).loads).toBe(1)
  } finally {
    await Promise.all([one.close(), two.close()])
  }
})

test('a thread that dies takes its questions with it as refusals, and the next question begins another', { timeout: 180_000 }, async () => {
  const { request } = await arrange()
  const replica = openReplica(t.database.app, { limitMb: 64, folder: null, onError: () => undefined, start: (setup) => new Worker('process.exit(3)', { eval: true, workerData: setup }) })
  await expect(Promise.all([replica.ask(request()), replica.ask(request())])).rejects.toMatchObject({ code: 'server.unavailable' })
  await replica.close()

  let dying = true
  const again = openReplica(t.database.app, {
    limitMb: 64, folder: null, onError: () => undefined,
    start: (setup, begin) => (dying ? new Worker("const { parentPort } = require('node:worker_threads'); parentPort.on('message', () => process.exit(3))", { eval: true, workerData: setup }) : begin()),
  })
  await expect(again.ask(request())).rejects.toMatchObject({ code: 'server.unavailable' })
  dying = false
  expect((await again.ask(request())).deals.created.value).toBe(5)
  await again.close()
  await expect(again.ask(request())).rejects.toMatchObject({ code: 'server.unavailable' })
})

test('refusals and ranges keep what they are across threads', { timeout: 180_000 }, async () => {
  const { request } = await arrange(1)
  const replica = openReplica(t.database.app, { limitMb: 64, folder: null, onError: fail })
  try {
    const asked = request()
    await expect(replica.ask({ ...asked, asked: { ...asked.asked, where: 'amount >>> 3' } })).rejects.toMatchObject({ code: expect.stringMatching(/^condition\./) })
    await expect(replica.ask({ ...asked, question: 'dwellCurve', args: { options: asked.args, stageId: 'none' } })).rejects.toThrow(RangeError)
    await expect(replica.ask({ ...asked, pipelineId: 'none' })).rejects.toThrow('not an id')
    expect((await replica.ask(asked)).deals.created.value).toBe(1)
  } finally {
    await replica.close()
  }
})

test('beyond its memory the least recently asked pipeline goes, and comes back when it is asked', async () => {
  const worlds = [await arrange(3), await arrange(4), await arrange(5)]
  const roomy = openEngine(t.db.pool, { limitBytes: Infinity, folder: null, onError: fail })
  for (const world of worlds) await roomy.ask(world.request())
  const sizes = roomy.stats().pipelines.map((pipeline) => pipeline.bytes)
  expect(Math.min(...sizes)).toBeGreaterThan(200)
  // Room for two of them.
  const engine = openEngine(t.db.pool, { limitBytes: sizes.reduce((sum, size) => sum + size, 0) - 1, folder: null, onError: fail })
  const created = async (n: number) => (await engine.ask((worlds[n] as (typeof worlds)[0]).request())).deals.created.value
  expect([await created(0), await created(1), await created(0), await created(2)]).toEqual([3, 4, 3, 5])
  const { pipelines, evicted } = engine.stats()
  expect(evicted).toBeGreaterThan(0)
  expect(pipelines.length).toBeLessThan(3)
  expect(pipelines.at(-1)?.orgId).toBe(worlds[2]?.org.orgId)
  expect([await created(0), await created(1), await created(2)]).toEqual([3, 4, 5])
  expect(engine.stats().loads).toBeGreaterThan(3)
})

test('a copy on disk is gone on from; a broken one, one of another database or of a lost history is passed over', async () => {
  const { org, pipeline, add } = await arrange()
  const held = await freshly(t, org.orgId, pipeline.id)
  await inSnapshot(t.db.pool, org.orgId, async (snapshot) => (await save(snapshot, folder, held))())
  await add(5)
  const read = () => inSnapshot(t.db.pool, org.orgId, (snapshot) => restore(snapshot, folder, pipeline.id))
  const back = await read()
  if (back === null) throw new Error('a copy that fits is read')
  expect(rowsOf(back.builder.columns)).toEqual(rowsOf(held.builder.columns))
  const caught = await caughtUp(t, back)
  expect(caught.followed).toBe(true)
  expect(rowsOf(caught.held.builder.columns)).toEqual(rowsOf((await freshly(t, org.orgId, pipeline.id)).builder.columns))

  const file = join(folder, org.orgId, `${pipeline.id}.columns`)
  // A process was killed while it wrote, long ago.
  writeFileSync(`${file}.1.0.part`, 'half')
  utimesSync(`${file}.1.0.part`, 1, 1)
  await inSnapshot(t.db.pool, org.orgId, async (snapshot) => (await save(snapshot, folder, held))())
  expect(readdirSync(join(folder, org.orgId))).toEqual([`${pipeline.id}.columns`])
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const whole = readFileSync(file)
  for (const spoil of [
    () => truncateSync(file, whole.length - 100),
    () => truncateSync(file, 3),
    () => writeFileSync(file, Buffer.concat([whole.subarray(0, 700), Buffer.from([whole[700] === 1 ? 2 : 1]), whole.subarray(701)])),
    () => writeFileSync(file, 'nonsense'),
    () => writeFileSync(file, whole.toString('latin1').replace('"format":1', '"format":0'), 'latin1'),
    () => writeFileSync(file, Buffer.alloc(0)),
  ]) {
    spoil()
    expect(await read()).toBeNull()
  }
  writeFileSync(file, whole)
  expect(await read()).not.toBeNull()
  // The log no longer says what the copy was made from: the database was restored to an earlier state.
  const admin = new Client(t.database.admin)
  await admin.connect()
  await admin.query('update event set recorded_at = recorded_at + interval \'1 hour\' where org_id = $1 and seq = (select max(seq) - 1 from event where org_id = $1)', [org.orgId])
  await admin.end()
  expect(await read()).toBeNull()

  const other = await arrange(1)
  rmSync(file)
  writeFileSync(file, whole)
  expect(await inSnapshot(t.db.pool, other.org.orgId, (snapshot) => restore(snapshot, folder, pipeline.id))).toBeNull()
})

test('a large pipeline is kept on disk by itself, while it is asked', { timeout: 180_000 }, async () => {
  const { org, pipeline, request, add } = await arrange(1)
  await copyDeals(t, org, 10_500)
  const first = openReplica(t.database.app, { limitMb: 64, folder, onError: fail })
  const answer = await first.ask(request())
  expect(answer.deals.created.value).toBe(10_501)
  await add(1)
  expect((await first.ask(request())).deals.created.value).toBe(10_502)
  await first.close()
  const second = openReplica(t.database.app, { limitMb: 64, folder, onError: fail })
  expect((await second.ask(request())).deals.created.value).toBe(10_502)
  expect(await second.stats()).toMatchObject({ loads: 0, restored: 1 })
  await second.close()
  expect(pipeline.stages.length).toBeGreaterThan(2)
})

/** Many deals like the one there is, with what projections and log say of each. */
async function copyDeals({ database }: TestApp, org: TestOrg, n: number): Promise<void> {
  const admin = new Client(database.admin)
  await admin.connect()
  await admin.query(`create temp table copy as select gen_random_uuid() as id, i from generate_series(1, ${n}) i`)
  for (const table of ['deal', 'stay', 'deal_version']) {
    const { rows } = await admin.query<{ name: string }>('select column_name as name from information_schema.columns where table_name = $1 and table_schema = \'public\' order by ordinal_position', [table])
    const own = table === 'deal' ? 'id' : 'deal_id'
    const values = rows.map(({ name }) => (name === own ? 'c.id' : name === 'number' ? 'r.number + 1000000 + c.i' : `r."${name}"`))
    await admin.query(`insert into ${table} (${rows.map(({ name }) => `"${name}"`).join(',')}) select ${values.join(',')} from ${table} r, copy c where r.org_id = $1`, [org.orgId])
  }
  await admin.end()
}
