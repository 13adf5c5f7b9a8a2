import { listPipelines } from '@sluice/core/catalog/contract'
import { getFunnel } from '@sluice/core/funnel/contract'
import { undoImport } from '@sluice/core/imports/contract'
import { listDeals } from '@sluice/core/pipeline/contract'
import { sql } from 'kysely'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestApp, type TestApp, type TestOrg } from '../../testing/app.ts'
import { rebuildProjections } from '../pipeline/rebuild-projections.ts'
import { importFile, settled } from './import-client.fixture.ts'
import { sharedData } from './read/shared-data.ts'

const folder = sharedData ?? ''
if (sharedData === null) console.warn('skipped: ../shared/data is absent')
const examples = join(import.meta.dirname, '../../../../../docs/examples')
const mappingOf = (name: string): unknown => JSON.parse(readFileSync(join(examples, name), 'utf8'))

let t: TestApp
beforeAll(async () => {
  t = await createTestApp()
  t.clock.set('2026-11-01T00:00:00.000Z')
}, 60_000)
afterAll(() => t.close())

const quarters = [['2017-01-01', '2017-04-01'], ['2017-04-01', '2017-07-01'], ['2017-07-01', '2017-10-01'], ['2017-10-01', '2018-01-01']] as const

/** Everything that the funnel says, without ids. */
async function figures(org: TestOrg) {
  const pipeline = (await org.admin.ok(listPipelines)).items.find((one) => one.name === 'Maven')
  if (pipeline === undefined) throw new Error('no pipeline')
  const ask = async (period: { from?: string; to?: string }) => {
    const told = await org.admin.ok(getFunnel, { query: { pipeline: pipeline.id, ...period } })
    const names = new Map(pipeline.stages.map((stage) => [stage.id, stage.name]))
    return JSON.parse(JSON.stringify(told, (key, value: unknown) => (key === 'stageId' ? names.get(String(value)) : value))) as typeof told
  }
  return { all: await ask({}), quarters: await Promise.all(quarters.map(([from, to]) => ask({ from, to }))) }
}

describe.skipIf(sharedData === null)('Maven', () => {
  const files = [['maven-crm/sales_pipeline.csv', 'import-maven.json'], ['maven-crm/sales_pipeline_mdy.csv.gz', 'import-maven-mdy.json']] as const
  const orgs: TestOrg[] = []
  const told: Awaited<ReturnType<typeof figures>>[] = []

  test.each(files)('%s: known answers through the page of the funnel', { timeout: 300_000 }, async (file, mapping) => {
    const org = await t.org('Maven', [])
    const { checked, done } = await importFile(t, org.admin, file.split('/').at(-1) ?? '', readFileSync(join(folder, file)), mappingOf(mapping))
    const expected = { rows: 8800, created: 8800, updated: 0, unchanged: 0, skipped: 0, rejected: 0, withoutKey: false }
    expect(checked.summary).toMatchObject(expected)
    expect(done.summary).toMatchObject(expected)
    for (const { summary } of [checked, done]) {
      expect(Object.fromEntries((summary?.made ?? []).map((one) => [one.what, one.count]))).toEqual({ user: 30, product: 7, pipeline: 1, account: 85 })
    }
    orgs.push(org)
    told.push(await figures(org))
  })

  test('counts, rate, value, cycle and quarters are the known ones, the same for both forms of dates', () => {
    const [first, second] = told
    expect(second).toEqual(first)
    if (first === undefined) throw new Error('not imported')
    const { all } = first
    expect([all.deals.won.value, all.deals.lost.value, all.deals.created.value]).toEqual([4238, 2473, 8800])
    expect(all.steps.map((step) => [step.stageId, step.stock.value])).toEqual([['Prospecting', 500], ['Engaging', 1589]])
    expect(all.winRates.closedCount.value?.toFixed(6)).toBe('0.631501')
    expect(all.winRates.created.value?.toFixed(6)).toBe('0.481591')
    expect(all.wonAmount.value).toBe(10_005_534_00)
    expect(all.cycle.wonMedian.value).toBe(57)
    expect(all.cycle.wonMean.value?.toFixed(3)).toBe('51.782')
    expect(all.cycle.lostMedian.value).toBe(14)
    expect(all.cycle.lostMean.value?.toFixed(3)).toBe('41.479')
    expect(first.quarters.map((one) => [one.deals.won.value, one.deals.lost.value, one.wonAmount.value])).toEqual([
      [531, 116, 1_134_672_00], [1254, 778, 3_086_111_00], [1257, 790, 2_982_255_00], [1196, 789, 2_802_496_00],
    ])
  })

  test('the same file again changes nothing', { timeout: 300_000 }, async () => {
    const [org] = orgs
    const [before] = told
    if (org === undefined || before === undefined) throw new Error('not imported')
    const [file, mapping] = files[0]
    const events = async () => (await sql<{ n: number }>`select count(*) as n from event where org_id = ${org.orgId} and type not like 'import.%'`.execute(t.db.outside)).rows[0]?.n
    const seen = await t.db.read(org.orgId, events)
    const { checked, done } = await importFile(t, org.admin, 'again.csv', readFileSync(join(folder, file)), mappingOf(mapping))
    for (const one of [checked, done]) expect(one.summary).toMatchObject({ created: 0, updated: 0, unchanged: 8800, rejected: 0, made: [] })
    expect(await t.db.read(org.orgId, events)).toBe(seen)
    expect(await figures(org)).toEqual(before)
  })

  test('a later state of the file moves and changes deals; undone, all is as before', { timeout: 300_000 }, async () => {
    const [org] = orgs
    const [before] = told
    if (org === undefined || before === undefined) throw new Error('not imported')
    const [head = '', ...rows] = readFileSync(join(folder, files[0][0]), 'utf8').trim().split(/\r?\n/)
    const engaging = rows.filter((row) => row.includes(',Engaging,'))
    const prospecting = rows.filter((row) => row.includes(',Prospecting,'))
    const won = rows.find((row) => row.includes(',Won,')) ?? ''
    const changed = [
      // Open → won, open → lost, a stage further, another amount, and nothing.
      `${engaging[0]?.split(',').slice(0, 4).join(',')},Won,${engaging[0]?.split(',')[5]},2026-10-01,1000`,
      `${engaging[1]?.split(',').slice(0, 4).join(',')},Lost,${engaging[1]?.split(',')[5]},2026-10-01,0`,
      prospecting[0]?.replace(',Prospecting,', ',Engaging,'),
      `${won.split(',').slice(0, 7).join(',')},12345`, rows[5], 'NEWDEAL1,Moses Frase,MG Special,Cancity,Prospecting,,,',
    ]
    const { checked, done } = await importFile(t, org.admin, 'later.csv', [head, ...changed].join('\n'), mappingOf(files[0][1]))
    for (const one of [checked, done]) expect(one.summary).toMatchObject({ created: 1, updated: 4, unchanged: 1, rejected: 0 })
    const after = await figures(org)
    expect([after.all.deals.won.value, after.all.deals.lost.value, after.all.deals.created.value]).toEqual([4239, 2474, 8801])
    expect(after.all.steps.map((step) => step.stock.value)).toEqual([500, 1588])
    const worth = Number(won.split(',')[7])
    expect(after.all.wonAmount.value).toBe((10_005_534 + 1000 + 12345 - worth) * 100)

    await org.admin.ok(undoImport, { params: { id: done.id }, version: done.version, body: {} })
    expect(await settled(org.admin, done.id)).toMatchObject({ status: 'undone', error: null })
    const undone = await figures(org)
    expect([undone.all.deals, undone.all.wonAmount, undone.all.cycle, undone.all.winRates.closedCount]).toEqual([before.all.deals, before.all.wonAmount, before.all.cycle, before.all.winRates.closedCount])
    expect(undone.all.steps.map((step) => step.stock)).toEqual(before.all.steps.map((step) => step.stock))
    expect(undone.quarters.map((one) => one.wonAmount)).toEqual(before.quarters.map((one) => one.wonAmount))
    await expectRebuilt(org)
  })

  test('undone as a whole: no deal, no stay, no person is left, and the log still knows', { timeout: 300_000 }, async () => {
    const org = orgs[1]
    if (org === undefined) throw new Error('not imported')
    const { items } = await org.admin.ok(listPipelines)
    expect(items.length).toBe(1)
    const [{ id, version } = { id: '', version: 0 }] = (await t.db.read(org.orgId, (tx) => tx.selectFrom('import').select(['id', 'version']).where('org_id', '=', org.orgId).execute()))
    await org.admin.ok(undoImport, { params: { id }, version, body: {} })
    expect(await settled(org.admin, id)).toMatchObject({ status: 'undone', error: null })
    expect((await org.admin.ok(listDeals, { query: {} })).total).toBe(0)
    expect((await org.admin.ok(listPipelines)).items).toEqual([])
    const left = await t.db.read(org.orgId, async (tx) => {
      const counts: Record<string, number> = {}
      for (const table of ['deal', 'stay', 'deal_version', 'deal_product', 'account', 'product', 'app_user', 'stage'] as const) {
        counts[table] = (await sql<{ n: number }>`select count(*) as n from ${sql.table(table)} where org_id = ${org.orgId}`.execute(tx)).rows[0]?.n ?? -1
      }
      const events = await sql<{ type: string; n: number }>`select type, count(*) as n from event where org_id = ${org.orgId} and type in ('deal.created', 'deal.removed') group by type order by type`.execute(tx)
      return { counts, events: events.rows }
    })
    // Its administrator is still there.
    expect(left.counts).toEqual({ deal: 0, stay: 0, deal_version: 0, deal_product: 0, account: 0, product: 0, app_user: 1, stage: 0 })
    expect(left.events).toEqual([{ type: 'deal.created', n: 8800 }, { type: 'deal.removed', n: 8800 }])
    await expectRebuilt(org)
  })
})

/** The rows of the projections are those that a rebuild makes from the log. */
async function expectRebuilt(org: TestOrg): Promise<void> {
  const rows = () => t.db.read(org.orgId, async (tx) => [
    (await sql`select * from stay where org_id = ${org.orgId} order by deal_id, n`.execute(tx)).rows,
    (await sql`select * from deal_version where org_id = ${org.orgId} order by deal_id, n`.execute(tx)).rows,
  ])
  const before = await rows()
  await t.db.write(org.orgId, (tx) => rebuildProjections(tx, org.orgId))
  expect(await rows()).toEqual(before)
}
