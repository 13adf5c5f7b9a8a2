import { undoImport } from '@sluice/core/imports/contract'
import type { ImportDetail } from '@sluice/core/imports/contract'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newStage } from '../features/designer/designer.fixture.ts'
import { importFile, settled } from '../features/imports/import-client.fixture.ts'
import { rebuildProjections } from '../features/pipeline/rebuild-projections.ts'
import { append } from '../platform/event-log.ts'
import { createTestApp, day, hour, type TestApp } from '../testing/app.ts'
import { selectProof } from './proof.query.ts'
import { act, arrangeWorld } from './random-acts.fixture.ts'
import { caughtUp, freshly, rowsOf } from './replica.fixture.ts'
import { inSnapshot } from './snapshot-tx.ts'

let t: TestApp
beforeAll(async () => {
  t = await createTestApp()
})
afterAll(() => t.close())

const dimensions = ['product', 'industry', 'size', 'region', 'amount', 'customer', 'channel', 'campaign', 'currency', 'c_grade', 'account_c_tier']

const arrange = () => arrangeWorld(t)

test('whatever is done, the columns that followed it are those of a fresh load, row for row', { timeout: 300_000 }, async () => {
  const world = await arrange()
  const deals: string[] = []
  for (let i = 0; i < 12; i++) await act(t, world, deals, 0, i, i)
  let held = await freshly(t, world.orgId, world.pipelineId, dimensions)
  let followed = 0
  const steps = fc.sample(fc.tuple(fc.nat(1000), fc.nat(1000), fc.nat(1000)), { numRuns: 160, seed: 20260302 })
  for (const [i, [kind, a, b]] of steps.entries()) {
    t.clock.advance(hour)
    await act(t, world, deals, kind, a, b)
    if (i % 8 !== 7) continue
    const caught = await caughtUp(t, held, dimensions)
    held = caught.held
    if (caught.followed) followed++
    const fresh = await freshly(t, world.orgId, world.pipelineId, dimensions)
    expect(rowsOf(held.builder.columns)).toEqual(rowsOf(fresh.builder.columns))
  }
  // Nothing here may need a load anew.
  expect(followed).toBe(20)
  expect(held.builder.columns.size).toBeGreaterThan(20)

  const before = rowsOf(held.builder.columns)
  await t.db.write(world.orgId, (tx) => rebuildProjections(tx, world.orgId))
  expect(rowsOf((await freshly(t, world.orgId, world.pipelineId, dimensions)).builder.columns)).toEqual(before)
  expect(rowsOf((await caughtUp(t, held, dimensions)).held.builder.columns)).toEqual(before)
})

test('publications, their undoing, and stages that are gone', { timeout: 120_000 }, async () => {
  const world = await arrange()
  const [a, b, c, d] = world.stages
  const deals = await Promise.all([a, b, b, c].map((stage, i) => world.deal(`商机 ${i}`, stage)))
  t.clock.advance(day)
  await world.move(deals[0]?.id ?? '', b)
  t.clock.advance(day)
  let held = await freshly(t, world.orgId, world.pipelineId)
  const check = async () => {
    held = (await caughtUp(t, held)).held
    expect(rowsOf(held.builder.columns)).toEqual(rowsOf((await freshly(t, world.orgId, world.pipelineId)).builder.columns))
    return held.builder.columns.stages.map((stage) => stage.id)
  }
  // Another probability alone is taken over without a load.
  await world.save((live) => ({ ...live, stages: live.stages.map((stage) => ({ ...stage, winProbability: 0.25 })) }))
  await world.publish()
  expect((await caughtUp(t, held)).followed).toBe(true)
  expect(held.builder.columns.stages.map((stage) => stage.winProbability)).toEqual([0.25, 0.25, 0.25, 0.25])

  // 乙 becomes 丙: what was moved within them is one stay now.
  await world.move(deals[1]?.id ?? '', c)
  t.clock.advance(day)
  await world.save((live) => ({ ...live, stages: live.stages.filter((stage) => stage.id !== b) }), [{ from: b, to: c }])
  const published = await world.publish()
  expect(await check()).toEqual([a, c, d])
  const stays = rowsOf(held.builder.columns).deals[deals[1]?.id ?? ''] as { stays: unknown[] }
  expect(stays.stays).toHaveLength(1)
  t.clock.advance(day)
  await world.move(deals[2]?.id ?? '', d)
  await check()
  await world.undo(published.publishedN)
  expect(await check()).toEqual([a, b, c, d])

  // A new stage with nothing of before; it goes again, and with it what was in it.
  const added = newStage('戊')
  await world.save((live) => ({ ...live, stages: [...live.stages, added] }))
  await world.publish()
  await world.move(deals[3]?.id ?? '', added.id)
  expect(await check()).toEqual([a, b, c, d, added.id])
})

test('an import and its undoing, in this pipeline and another', { timeout: 120_000 }, async () => {
  const world = await arrange()
  await world.deal('在前')
  let held = await freshly(t, world.orgId, world.pipelineId, dimensions)
  const check = async () => {
    const caught = await caughtUp(t, held, dimensions)
    held = caught.held
    expect(rowsOf(held.builder.columns)).toEqual(rowsOf((await freshly(t, world.orgId, world.pipelineId, dimensions)).builder.columns))
    return [held.builder.columns.size, Object.keys(rowsOf(held.builder.columns).deals).length]
  }
  const head = '商机名称,客户名称,阶段,金额,创建时间\n'
  const mapping = (use: string) => ({ version: 1, kind: 'deals', pipeline: { use }, columns: { 商机名称: 'title', 客户名称: 'accountName', 阶段: 'stage', 金额: 'amount', 创建时间: 'createdAt' } })
  const first = await importFile(t, world.admin, 'a.csv', `${head}甲,云帆,甲,1,2025-01-05\n乙,新来的,乙,2,2025-02-05\n`, mapping('试验流程'))
  expect((await check())[1]).toBe(3)
  const { done } = await importFile(t, world.admin, 'b.csv', `${head}丙,云帆,${'初步接洽'},1,2025-01-05\n`, { ...mapping('x'), pipeline: { use: world.other[0]?.pipeline_id } }).catch(() => ({ done: null as ImportDetail | null }))
  if (done !== null) await check()
  await world.admin.ok(undoImport, { params: { id: first.done.id }, version: first.done.version, body: {} })
  expect((await settled(world.admin, first.done.id)).status).toBe('undone')
  expect((await check())[1]).toBe(1)
})

test('a transaction that commits late with a smaller number is not passed over', async () => {
  const world = await arrange()
  const deal = await world.deal('一', world.stages[0])
  let held = await freshly(t, world.orgId, world.pipelineId)
  const rename = (amountMinor: number) => async (tx: Parameters<Parameters<typeof t.db.write>[1]>[0]) => {
    await tx.updateTable('deal_version').set({ amount_minor: amountMinor }).where('org_id', '=', world.orgId).where('deal_id', '=', deal.id).execute()
    const now = t.clock.now().toISOString()
    await append(tx, { orgId: world.orgId, actorId: null, now }, [{
      type: 'deal.changed', payload: { pipelineId: world.pipelineId, changes: { amountMinor: [0, amountMinor] } }, subjectType: 'deal', subjectId: deal.id, ownerId: null, teamId: null,
    }])
  }
  let release = (): void => undefined
  const gate = new Promise<void>((resolve) => (release = resolve))
  let written = (): void => undefined
  const isWritten = new Promise<void>((resolve) => (written = resolve))
  // Takes the smaller number, commits after the other.
  const late = t.db.write(world.orgId, async (tx) => {
    await rename(777_00)(tx)
    written()
    await gate
  })
  await isWritten
  const second = await world.deal('二', world.stages[1])
  held = (await caughtUp(t, held)).held
  expect(Object.keys(rowsOf(held.builder.columns).deals)).toEqual([deal.id, second.id].toSorted())
  const amounts = () => (rowsOf(held.builder.columns).deals[deal.id] as { versions: { amountMinor: number }[] }).versions.map((version) => version.amountMinor)
  expect(amounts()).toEqual([100_00])
  release()
  await late
  held = (await caughtUp(t, held)).held
  expect(amounts()).toEqual([777_00])
  // Nothing is taken twice: following again finds nothing new.
  const { version } = held
  held = (await caughtUp(t, held)).held
  expect(held.version).toBe(version)
})

test('a rebuild that is said, and a log that has lost what was followed, load anew', async () => {
  const world = await arrange()
  await world.deal('一')
  const held = await freshly(t, world.orgId, world.pipelineId)
  const now = t.clock.now().toISOString()
  await t.db.write(world.orgId, (tx) => append(tx, { orgId: world.orgId, actorId: null, now }, [{
    type: 'config.changed', payload: { what: 'projections', name: '' }, subjectType: 'config', subjectId: world.orgId, ownerId: null, teamId: null,
  }]))
  expect((await caughtUp(t, held)).followed).toBe(false)
  const lost = await freshly(t, world.orgId, world.pipelineId)
  lost.proof = { ...lost.proof, last: { seq: (lost.proof.last?.seq ?? 0) + 1000, xid: '3' } }
  expect((await caughtUp(t, lost)).followed).toBe(false)
})

test('a log whose transaction numbers have just become longer is followed, not loaded anew', async () => {
  const world = await arrange()
  const deal = await world.deal('一')
  for (const xid of ['5', '10']) {
    await t.db.write(world.orgId, (tx) => sql`insert into event (org_id, at, recorded_at, known_at, type, subject_type, subject_id, payload, xid)
      select org_id, at, recorded_at, known_at, 'deal.changed', subject_type, subject_id, '{"changes":{}}'::jsonb, ${xid}::xid8 from event
      where org_id = ${world.orgId} and subject_id = ${deal.id} and type = 'deal.created'`.execute(tx))
  }
  // Those of the organisation itself come later in this database: of the two numbers alone is the question here.
  const proof = await inSnapshot(t.db.pool, world.orgId, (snapshot) => selectProof(snapshot, '11:11:'))
  expect(proof.last?.xid).toBe('10')
  const { rows } = await t.db.read(world.orgId, (tx) => sql<{ seq: number }>`select seq from event where org_id = ${world.orgId} and xid = '10'::xid8`.execute(tx))
  expect(proof.last?.seq).toBe(rows[0]?.seq)
})

test('a log that was carried over from another server has numbers of the future: it is not new each time', async () => {
  const world = await arrange()
  const deal = await world.deal('一')
  await t.db.write(world.orgId, (tx) => sql`insert into event (org_id, at, recorded_at, known_at, type, subject_type, subject_id, payload, xid)
    select org_id, at, recorded_at, known_at, 'deal.changed', subject_type, subject_id, '{"changes":{}}'::jsonb, '99999999999'::xid8 from event
    where org_id = ${world.orgId} and subject_id = ${deal.id}`.execute(tx))
  const held = await freshly(t, world.orgId, world.pipelineId)
  await caughtUp(t, held)
  const { version } = held
  await caughtUp(t, held)
  expect(held.version).toBe(version)
  await world.deal('二')
  expect((await caughtUp(t, held)).followed).toBe(true)
  expect(Object.keys(rowsOf(held.builder.columns).deals)).toHaveLength(2)
})
