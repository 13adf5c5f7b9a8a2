import { createAccount, getContact, listAccounts } from '@sluice/core/customers/contract'
import { listChannels } from '@sluice/core/catalog/contract'
import { changeLead, createLead, getLead } from '@sluice/core/leads/contract'
import { convertLead, getDeal, listDeals } from '@sluice/core/pipeline/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../platform/ids.ts'
import { createTestApp, type TestApp, type TestClient } from '../../testing/app.ts'
import { createSalesOrg, type SalesOrg } from './sales-org.fixture.ts'

let t: TestApp
let org: SalesOrg
beforeAll(async () => {
  t = await createTestApp()
  org = await createSalesOrg(t)
})
afterAll(() => t.close())

const lead = (client: TestClient, body: Partial<{ name: string; company: string | null; sourceId: string; phone: string; nextStep: string }> = {}) =>
  client.ok(createLead, { body: { name: '王经理', company: '华东机械有限公司', phone: '138 0013 8000', ...body } })

test('a lead becomes account, contact and deal at once, and remembers them', async () => {
  const rep = await org.user('rep', '小李')
  const source = (await org.admin.ok(listChannels)).items[0]?.id ?? ''
  const from = await lead(rep, { sourceId: source, nextStep: '寄样品' })
  const made = await rep.ok(convertLead, { params: { id: from.id }, body: { deal: { title: '华东机械首单', pipelineId: org.pipelineId, amountMinor: 900 } } })
  const deal = await rep.ok(getDeal, { params: { id: made.dealId ?? '' } })
  expect(deal).toMatchObject({
    title: '华东机械首单', amountMinor: 900, account: { id: made.accountId, name: '华东机械有限公司' }, leadId: from.id, sourceId: source, owner: { id: rep.userId },
    nextStep: '寄样品', contacts: [{ id: made.contactId, name: '王经理', role: 'other' }],
  })
  expect(await rep.ok(getContact, { params: { id: made.contactId } })).toMatchObject({ name: '王经理', phone: '138 0013 8000', account: { id: made.accountId }, owner: { id: rep.userId } })
  expect(await rep.ok(getLead, { params: { id: from.id } })).toMatchObject({
    status: 'converted', convertedAt: t.clock.now().toISOString(), convertedAccountId: made.accountId, convertedContactId: made.contactId, convertedDealId: made.dealId, version: 2,
  })
  const told = await org.rows(sql<{ type: string }>`select type from event where subject_id in (${from.id}, ${made.accountId}, ${made.contactId}, ${made.dealId}) order by seq`)
  expect(told.map((event) => event.type)).toEqual(['lead.created', 'account.created', 'contact.created', 'deal.created', 'deal.contacts_changed', 'lead.converted'])

  expect((await rep.call(convertLead, { params: { id: from.id }, body: { deal: null } })).code).toBe('lead.already_converted')
  expect((await rep.call(changeLead, { params: { id: from.id }, version: 2, body: { status: 'working' } })).code).toBe('lead.already_converted')
})

test('into an account that is there, or one of another name; without a deal', async () => {
  const account = await org.admin.ok(createAccount, { body: { name: '老客户' } })
  const one = await lead(org.admin)
  const made = await org.admin.ok(convertLead, { params: { id: one.id }, body: { accountId: account.id, deal: null } })
  expect(made).toMatchObject({ accountId: account.id, dealId: null })
  const two = await lead(org.admin, { company: null })
  expect((await org.admin.call(convertLead, { params: { id: two.id }, body: { deal: null } })).code).toBe('lead.company_required')
  const named = await org.admin.ok(convertLead, { params: { id: two.id }, body: { accountName: '新公司', deal: null } })
  expect((await org.admin.ok(listAccounts, { query: { q: '新公司' } })).items.map((one) => one.id)).toEqual([named.accountId])
})

test('a refused conversion leaves nothing behind', async () => {
  const org = await createSalesOrg(t)
  const rep = await org.user('rep', '小李')
  const neighbour = await org.user('rep', '小王')
  const viewer = await org.user('viewer')
  const hidden = await org.admin.ok(createAccount, { body: { name: '看不见' } })
  const from = await lead(rep)
  const refused = async (client: TestClient, body: object, id = from.id) => (await client.call(convertLead, { params: { id }, body: body as { deal: null } })).code
  const deal = { title: '不成', pipelineId: org.pipelineId }
  expect(await refused(rep, { deal: { ...deal, pipelineId: newId() } })).toBe('deal.unknown_pipeline')
  expect(await refused(rep, { deal: { ...deal, ownerId: neighbour.userId } })).toBe('record.unknown_owner')
  expect(await refused(rep, { accountId: hidden.id, deal: null })).toBe('account.unknown')
  expect(await refused(neighbour, { deal: null })).toBe('record.not_found')
  expect(await refused(viewer, { deal: null })).toBe('permission.denied')
  expect(await refused(rep, { deal: null }, newId())).toBe('record.not_found')
  expect((await org.admin.ok(listAccounts)).total).toBe(1)
  expect((await org.admin.ok(listDeals)).total).toBe(0)
  expect(await rep.ok(getLead, { params: { id: from.id } })).toMatchObject({ status: 'new', version: 1 })
})

test('two who convert one lead at once make one account', async () => {
  const from = await lead(org.admin, { company: '同时公司' })
  const answers = await Promise.all([1, 2].map(() => org.admin.call(convertLead, { params: { id: from.id }, body: { deal: null } })))
  expect(answers.map((answer) => answer.status).toSorted()).toEqual([201, 409])
  expect((await org.admin.ok(listAccounts, { query: { q: '同时公司' } })).total).toBe(1)
})
