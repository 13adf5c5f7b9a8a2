import { createPipeline } from '@sluice/core/catalog/contract'
import { criterion } from '@sluice/core/config/gate'
import { listGateDebts } from '@sluice/core/gates/contract'
import { undoImport } from '@sluice/core/imports/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../platform/ids.ts'
import { createTestApp, type TestApp } from '../../testing/app.ts'
import { importFile, settled } from './import-client.fixture.ts'

let t: TestApp
beforeAll(async () => {
  t = await createTestApp()
}, 60_000)
afterAll(() => t.close())

test('a file’s history is fact: what an open deal lacks where it stands is owed, and nothing of what is closed; undoing takes the debts along', async () => {
  const org = await t.org()
  const pipeline = await org.admin.ok(createPipeline, { body: { name: '有门禁', stages: ['接洽', '方案', '谈判'] } })
  const [s1, s2] = pipeline.stages
  const exit = { op: 'all', items: [criterion.parse({ id: newId(), type: 'activity', label: '通过电话' }), criterion.parse({ id: newId(), type: 'attachment', kinds: ['minutes'], severity: 'warn' })] }
  const entry = { op: 'all', items: [criterion.parse({ id: newId(), type: 'field', field: 'amount' })] }
  await t.db.write(org.orgId, async (tx) => {
    await sql`update stage set exit_gate = ${JSON.stringify(exit)}::jsonb where id = ${s1?.id}`.execute(tx)
    await sql`update stage set entry_gate = ${JSON.stringify(entry)}::jsonb where id = ${s2?.id}`.execute(tx)
    // Skipping is no question of history.
    await sql`update pipeline set rules = '{"allowSkip": false}' where id = ${pipeline.id}`.execute(tx)
  })
  const file = '编号,名称,阶段,金额,创建时间,关闭时间\nA,甲,接洽,,2026-01-05,\nB,乙,方案,,2026-01-05,\nC,丙,谈判,100,2026-01-05,\nD,丁,赢了,,2026-01-05,2026-02-01\n'
  const mapping = {
    version: 1, kind: 'deals', pipeline: { use: pipeline.id }, columns: { 编号: 'key', 名称: 'title', 阶段: 'stage', 金额: 'amount', 创建时间: 'createdAt', 关闭时间: 'closedAt' }, stages: { 赢了: 'won' },
  }
  const { checked, done } = await importFile(t, org.admin, 'deals.csv', file, mapping)
  for (const { summary } of [checked, done]) {
    expect(summary).toMatchObject({ created: 4, rejected: 0 })
    expect(summary?.warnings.filter((one) => one.code === 'gate.owed').map((one) => one.count)).toEqual([2])
  }
  const debts = async () => (await org.admin.ok(listGateDebts, { query: { state: 'all' } })).items.map((debt) => `${debt.dealTitle} ${debt.asks} ${debt.kind} ${debt.reason}`).toSorted()
  expect(await debts()).toEqual(['丙 通过电话 import 导入', '乙 填写「金额」 import 导入', '乙 通过电话 import 导入'].toSorted())

  await org.admin.ok(undoImport, { params: { id: done.id }, version: done.version, body: {} })
  expect((await settled(org.admin, done.id)).status).toBe('undone')
  expect(await debts()).toEqual([])
})
