import { addComment, getTimeline, logActivity, removeActivity, changeActivity } from '@sluice/core/activities/contract'
import { listPipelines } from '@sluice/core/catalog/contract'
import { createAccount, createContact, listAccounts } from '@sluice/core/customers/contract'
import { createLead } from '@sluice/core/leads/contract'
import { createDeal, listDeals } from '@sluice/core/pipeline/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp, type TestClient, type TestOrg } from './testing/app.ts'

/** What one may not see must not be told sideways either: by a condition that counts it, a name, or words taken back. */
let t: TestApp
let org: TestOrg
let owner: TestClient
let neighbour: TestClient
let account: string
let hidden: { deal: string; contact: string; account: string; lead: string }

beforeAll(async () => {
  t = await createTestApp()
  org = await t.org()
  owner = await org.user('rep', '李雷')
  neighbour = await org.user('rep', '韩梅')
  // The account is the neighbour's; a deal and a contact on it are the administrator's.
  account = (await neighbour.ok(createAccount, { body: { name: '云帆科技' } })).id
  const pipelineId = (await org.admin.ok(listPipelines)).items[0]?.id ?? ''
  hidden = {
    deal: (await org.admin.ok(createDeal, { body: { title: '机密商机', pipelineId, accountId: account, amountMinor: 7_000_000 } })).id,
    contact: (await org.admin.ok(createContact, { body: { name: '机密联系人', accountId: account, phone: '13912345678' } })).id,
    account: (await org.admin.ok(createAccount, { body: { name: '机密客户' } })).id,
    lead: (await org.admin.ok(createLead, { body: { name: '机密线索' } })).id,
  }
})
afterAll(() => t.close())

test('a condition over related records counts only those that the asker may see', async () => {
  const questions = [
    { exists: 'deals', where: { field: 'title', op: 'contains', value: '机密' } },
    { exists: 'deals', where: { field: 'amount', op: 'gt', value: 6_000_000 } },
    { count: 'deals', op: 'gte', value: 1 },
    { exists: 'contacts', where: { field: 'phone', op: 'starts_with', value: '139' } },
  ]
  for (const question of questions) {
    const where = JSON.stringify(question)
    expect([where, (await org.admin.ok(listAccounts, { query: { where } })).total]).toEqual([where, 1])
    expect([where, (await neighbour.ok(listAccounts, { query: { where } })).total]).toEqual([where, 0])
    // The negation is as silent.
    expect((await neighbour.ok(listAccounts, { query: { where: JSON.stringify({ not: question }) } })).total).toBe(1)
  }
})

test('a name in a condition is known only to who may see its record', async () => {
  const ask = (client: TestClient, name: string) => client.call(listDeals, { query: { where: `account is "${name}"` } })
  expect((await ask(org.admin, '机密客户')).status).toBe(200)
  expect([(await ask(owner, '机密客户')).code, (await ask(owner, '没有这家')).code]).toEqual(['condition.unknown_name', 'condition.unknown_name'])
})

test('an id that somebody types into a comment gives no name away', async () => {
  const lead = (await owner.ok(createLead, { body: { name: '自己的线索' } })).id
  for (const id of Object.values(hidden)) await owner.ok(addComment, { params: { subjectType: 'lead', id: lead }, body: { body: id } })
  const answer = await owner.call(getTimeline, { params: { subjectType: 'lead', id: lead } })
  expect(answer.status).toBe(200)
  expect(answer.text).not.toContain('机密')
  expect(answer.body.names[lead]).toBe('自己的线索')
})

test('words of an activity that was taken back are gone, also those of its corrections', async () => {
  const lead = (await owner.ok(createLead, { body: { name: '另一条线索' } })).id
  const { id } = await owner.ok(logActivity, { body: { kind: 'call', subjectType: 'lead', subjectId: lead, body: '说漏了第一遍' } })
  await owner.ok(changeActivity, { params: { id }, version: 1, body: { body: '说漏了第二遍', minutes: 5 } })
  await owner.ok(removeActivity, { params: { id } })
  const answer = await owner.call(getTimeline, { params: { subjectType: 'lead', id: lead } })
  expect(answer.text).toContain('activity.changed')
  expect(answer.text).toContain('minutes')
  expect(answer.text).not.toContain('说漏了')
})
