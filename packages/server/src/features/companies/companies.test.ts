import { createAccount } from '@sluice/core/customers/contract'
import { findSimilarCompanies } from '@sluice/core/fields/contract'
import { convertLead } from '@sluice/core/pipeline/contract'
import { createLead } from '@sluice/core/leads/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../platform/ids.ts'
import { createTestApp, type TestApp, type TestClient } from '../../testing/app.ts'
import { loadAccounts } from '../customers/load-customers.ts'

let t: TestApp
beforeAll(async () => {
  t = await createTestApp()
})
afterAll(() => t.close())

const found = async (client: TestClient, name: string, not?: string) =>
  (await client.ok(findSimilarCompanies, { query: { name, ...(not !== undefined && { not }) } })).items.map(({ name: known, subjectType }) => `${subjectType} ${known}`)

test('near names of accounts and leads are found, the nearest first, however they are written', async () => {
  const { admin } = await t.org()
  const account = await admin.ok(createAccount, { body: { name: '深圳市云帆科技有限公司' } })
  const lead = await admin.ok(createLead, { body: { name: '王芳', company: '云凡科技' } })
  await admin.ok(createLead, { body: { name: '李雷', company: '海康威视' } })
  await admin.ok(createLead, { body: { name: '云帆科技' } })
  for (const name of ['云帆科技', '雲帆科技（北京）股份有限公司', '云　帆　科　技', '广东省深圳市云帆科技有限公司']) {
    expect([name, await found(admin, name)]).toEqual([name, ['account 深圳市云帆科技有限公司', 'lead 云凡科技']])
  }
  expect(await found(admin, '云帆科技', account.id)).toEqual(['lead 云凡科技'])
  expect(await found(admin, '海康')).toEqual(['lead 海康威视'])
  expect(await found(admin, '科技')).toEqual([])
  expect(await found(admin, '云帆贸易')).toEqual(['account 深圳市云帆科技有限公司'])
  expect(await found(admin, '？？')).toEqual([])
  // Once converted, the lead is its account.
  await admin.ok(convertLead, { params: { id: lead.id }, body: { deal: null } })
  expect(await found(admin, '云凡科技')).toEqual(['account 云凡科技', 'account 深圳市云帆科技有限公司'])
})

test('a record out of sight neither shows nor changes the answer', async () => {
  const org = await t.org()
  const rep = await org.user('rep', '甲')
  const neighbour = await org.user('rep', '乙')
  const other = await t.org('另一家')
  await rep.ok(createAccount, { body: { name: '云帆科技（上海）有限公司' } })
  const alone = await rep.call(findSimilarCompanies, { query: { name: '云帆科技' } })
  const nothing = await other.admin.call(findSimilarCompanies, { query: { name: '云帆科技' } })
  // More and nearer ones than are ever looked at, all of somebody else.
  const now = t.clock.now().toISOString()
  await t.db.write(org.orgId, (tx) => loadAccounts(tx, { orgId: org.orgId, actorId: neighbour.userId, now }, Array.from({ length: 210 }, (_, i) => (
    { id: newId(), name: `云帆科技${'一二三四五六七八九十'[i % 10] ?? ''}有限公司`, ownerId: neighbour.userId, teamId: neighbour.teamId, createdAt: now }))))
  await neighbour.ok(createLead, { body: { name: '王芳', company: '云帆科技' } })
  expect((await rep.call(findSimilarCompanies, { query: { name: '云帆科技' } })).text).toBe(alone.text)
  expect(alone.body.items).toHaveLength(1)
  expect((await other.admin.call(findSimilarCompanies, { query: { name: '云帆科技' } })).text).toBe(nothing.text)
  expect(nothing.body.items).toEqual([])
  expect(await found(neighbour, '云帆科技')).not.toContain('account 云帆科技（上海）有限公司')
  expect((await found(org.admin, '云帆科技')).length).toBe(8)
})
