import { listPipelines } from '@sluice/core/catalog/contract'
import { getFunnel } from '@sluice/core/funnel/contract'
import { undoImport } from '@sluice/core/imports/contract'
import { listDeals } from '@sluice/core/pipeline/contract'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../../testing/app.ts'
import { importFile, settled } from './import-client.fixture.ts'
import { sharedData } from './read/shared-data.ts'

if (sharedData === null) console.warn('skipped: ../shared/data is absent')
const mapping: unknown = JSON.parse(readFileSync(join(import.meta.dirname, '../../../../../docs/examples/import-bpi2012.json'), 'utf8'))

let t: TestApp
beforeAll(async () => {
  t = await createTestApp()
  t.clock.set('2026-11-01T00:00:00.000Z')
}, 60_000)
afterAll(() => t.close())

test.skipIf(sharedData === null)('the slice of a bank’s log: known answers through the funnel; the same log again changes nothing', { timeout: 300_000 }, async () => {
  const org = await t.org('银行', [])
  const file = readFileSync(join(sharedData ?? '', 'bpi2012/dev_slice_2011-10_milestones.csv.gz'))
  const { checked, done } = await importFile(t, org.admin, 'slice.csv.gz', file, mapping)
  for (const { summary } of [checked, done]) expect(summary).toMatchObject({ rows: 17_764, created: 2393, updated: 0, skipped: 0, rejected: 0 })

  const [pipeline] = (await org.admin.ok(listPipelines)).items
  const ask = () => org.admin.ok(getFunnel, { query: { pipeline: pipeline?.id ?? '' } })
  const told = await ask()
  expect([...told.steps.map((step) => step.entered.value), told.deals.won.value]).toEqual([2393, 1427, 1024, 1004, 1004, 680, 500])
  const [sent, back] = told.steps.slice(4)
  expect([sent?.toNextMedian.value?.toFixed(4), back?.toNextMedian.value?.toFixed(4)]).toEqual(['8.7619', '4.2170'])

  const again = await importFile(t, org.admin, 'again.csv.gz', file, mapping)
  expect(again.done.summary).toMatchObject({ created: 0, updated: 0, unchanged: 2393, rejected: 0, made: [] })
  expect(await ask()).toEqual(told)
})

describe('a small log', () => {
  const small = {
    version: 1, kind: 'events', pipeline: { create: '审批', stages: ['提交', '初审', '报价'] },
    columns: { 编号: 'caseKey', 活动: 'activity', 时间: 'at', 金额: 'amount' }, stages: { 通过: 'won', 拒绝: { lost: '不合格' } },
  }
  const head = '编号,活动,时间,金额\n'

  test('goes on where a later file has more of it, refuses a past that differs, rejects a case with a bad row as a whole', { timeout: 60_000 }, async () => {
    const org = await t.org('小额', [])
    const first = await importFile(t, org.admin, 'a.csv', `${head}A1,提交,2026-01-01 09:00,100\nA1,初审,2026-01-03 09:00,100\nA2,提交,2026-01-01 10:00,200\nA3,提交,2026-01-05,1\nA3,初审,不是时间,1\nA3,报价,2026-01-06,1\n`, small)
    expect(first.done.summary).toMatchObject({ rows: 6, created: 2, rejected: 3 })
    expect(first.done.summary?.reasons.map(({ code, count }) => [code, count])).toEqual([['event.case_rejected', 2], ['date.unreadable', 1]])

    const more = `${head}A1,提交,2026-01-01 09:00,100\nA1,初审,2026-01-03 09:00,100\nA1,报价,2026-01-09 09:00,150\nA1,通过,2026-01-19 09:00,150\nA2,提交,2026-01-02 10:00,200\n`
    const second = await importFile(t, org.admin, 'b.csv', more, small)
    for (const one of [second.checked, second.done]) expect(one.summary).toMatchObject({ created: 0, updated: 1, unchanged: 0, rejected: 1 })
    expect(second.done.summary?.reasons[0]?.code).toBe('event.case_differs')
    const deals = await org.admin.ok(listDeals, { query: {} })
    expect(deals.items.map((deal) => [deal.title, deal.status, deal.amountMinor, deal.closedAt])).toContainEqual(['A1', 'won', 15_000, '2026-01-19T01:00:00.000Z'])

    // A shorter log says nothing against what came later.
    const third = await importFile(t, org.admin, 'a.csv', `${head}A1,提交,2026-01-01 09:00,150\n`, small)
    expect(third.done.summary).toMatchObject({ created: 0, updated: 0, unchanged: 1, rejected: 0 })

    await org.admin.ok(undoImport, { params: { id: second.done.id }, version: second.done.version, body: {} })
    expect((await settled(org.admin, second.done.id)).status).toBe('undone')
    const back = await org.admin.ok(listDeals, { query: {} })
    expect(back.items.map((deal) => [deal.title, deal.status, deal.amountMinor])).toContainEqual(['A1', 'open', 10_000])
  })
})
