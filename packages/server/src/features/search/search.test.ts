import { createAccount, createContact } from '@sluice/core/customers/contract'
import { createLead } from '@sluice/core/leads/contract'
import { searchRecords } from '@sluice/core/search/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp, type TestOrg } from '../../testing/app.ts'
import { arrangeDeal } from '../../testing/deal.ts'

let t: TestApp
let org: TestOrg
beforeAll(async () => {
  t = await createTestApp()
  org = await t.org()
  const account = await org.admin.ok(createAccount, { body: { name: '纷享销客科技有限公司', industry: '软件' } })
  await org.admin.ok(createAccount, { body: { name: '北京纷享传媒' } })
  await org.admin.ok(createContact, { body: { name: '张伟', phone: '138 0013 8000', accountId: account.id } })
  await org.admin.ok(createLead, { body: { name: '王芳', company: '纷享销客', phone: '13912345678' } })
  await arrangeDeal(t, org, { title: '纷享 CRM 项目', accountId: account.id })
})
afterAll(() => t.close())

const found = async (q: string) => (await org.admin.ok(searchRecords, { query: { q } })).items.map((item) => `${item.type} ${item.name}`)

test('Chinese by two characters and by one', async () => {
  const both = await found('纷享')
  expect(both.slice(0, 2).toSorted()).toEqual(['account 纷享销客科技有限公司', 'deal 纷享 CRM 项目'])
  expect(both.slice(2).toSorted()).toEqual(['account 北京纷享传媒', 'lead 王芳'])
  expect(await found('芳')).toEqual(['lead 王芳'])
  expect(await found('紛享傳媒')).toEqual(['account 北京纷享传媒'])
})

test('pinyin initials', async () => {
  expect((await found('fxxk')).toSorted()).toEqual(['account 纷享销客科技有限公司', 'deal 纷享 CRM 项目', 'lead 王芳'].toSorted())
  expect(await found('ZW')).toEqual(['contact 张伟'])
})

test('phone by its tail, whole, and with the country; number', async () => {
  for (const q of ['8000', '13800138000', '+86 138 0013 8000', '138-0013']) expect({ q, first: (await found(q))[0] }).toEqual({ q, first: 'contact 张伟' })
  expect((await found('1001')).toSorted()).toEqual(['deal 纷享 CRM 项目', 'lead 王芳'])
})

test('what nobody has, punctuation, wildcards', async () => {
  for (const q of ['没有的', '！？', '%', '_', "'"]) expect({ q, items: await found(q) }).toEqual({ q, items: [] })
})

test('only what the searcher may see', async () => {
  const rep = await org.user('rep')
  const service = await org.user('service')
  const other = await t.org('另一家')
  expect((await rep.ok(searchRecords, { query: { q: '纷享' } })).items).toEqual([])
  expect((await other.admin.ok(searchRecords, { query: { q: '纷享' } })).items).toEqual([])
  expect((await service.ok(searchRecords, { query: { q: '王芳' } })).items).toEqual([])
  expect((await service.ok(searchRecords, { query: { q: '张伟' } })).items).toMatchObject([{ detail: '纷享销客科技有限公司 · 138 0013 8000' }])
})
