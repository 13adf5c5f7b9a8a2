import { changePipeline, changeProduct, createProduct, createTag } from '@sluice/core/catalog/contract'
import { createAccount, createContact } from '@sluice/core/customers/contract'
import { changeUser } from '@sluice/core/identity/contract'
import {
  changeDeal, createDeal, getDeal, listDeals, removeDealContact, setDealCollaborators, setDealContact, setDealProducts,
} from '@sluice/core/pipeline/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../platform/ids.ts'
import { createTestApp, type TestApp } from '../../testing/app.ts'
import { createSalesOrg, type SalesOrg } from './sales-org.fixture.ts'

let t: TestApp
let org: SalesOrg
beforeAll(async () => {
  t = await createTestApp()
  org = await createSalesOrg(t)
})
afterAll(() => t.close())

const changesOf = async (id: string) =>
  (await org.rows(sql<{ changes: unknown }>`select payload->'changes' as changes from event where subject_id = ${id} and type = 'deal.changed' order by seq`)).map((row) => row.changes)

test('a deal starts in the first stage, belongs to its maker, and has all that was said of it', async () => {
  const account = await org.admin.ok(createAccount, { body: { name: '甲客户' } })
  const contact = await org.admin.ok(createContact, { body: { name: '王总', title: '总经理', phone: '13800138000', accountId: account.id } })
  const product = await org.admin.ok(createProduct, { body: { name: '机床' } })
  const tag = await org.admin.ok(createTag, { body: { name: '重点' } })
  const deal = await org.admin.ok(createDeal, {
    body: {
      title: ' 新机床 ', pipelineId: org.pipelineId, amountMinor: 12_000_000, expectedCloseOn: '2026-06-30', nextStep: '现场考察', nextStepDue: '2026-03-09',
      accountId: account.id, tagIds: [tag.id], note: '介绍人：老张', winProbability: 0.4, contactIds: [{ id: contact.id, role: 'decision_maker' }],
      products: [{ id: product.id, quantity: 1.5, priceMinor: 8_000_000 }],
    },
  })
  expect(deal).toMatchObject({
    number: 1001, title: '新机床', stageId: org.stages[0], status: 'open', currency: 'CNY', owner: { id: org.admin.userId, name: '管理员' }, teamId: org.rootTeamId,
    account: { id: account.id, name: '甲客户' }, winProbability: 0.4, version: 1, canWrite: true, createdAt: t.clock.now().toISOString(),
    contacts: [{ id: contact.id, name: '王总', title: '总经理', phone: '13800138000', role: 'decision_maker' }],
    products: [{ id: product.id, name: '机床', quantity: 1.5, priceMinor: 8_000_000 }], collaborators: [], stays: [{ stageId: org.stages[0], leftAt: null, exit: null }],
  })
  expect(await org.admin.ok(getDeal, { params: { id: deal.id } })).toEqual(deal)
  expect((await org.deal(org.admin, '第二个', { stageId: org.stages[2], currency: 'USD' }))).toMatchObject({ number: 1002, stageId: org.stages[2], currency: 'USD' })
})

test('a repeated creation with one key makes one deal', async () => {
  const input = { body: { title: '只此一个', pipelineId: org.pipelineId }, headers: { 'idempotency-key': newId() } }
  const first = await org.admin.ok(createDeal, input)
  expect((await org.admin.ok(createDeal, input)).id).toBe(first.id)
  expect((await org.admin.ok(listDeals, { query: { q: '只此一个' } })).total).toBe(1)
})

test('numbers are given once, also to those who come at the same moment', async () => {
  const org = await createSalesOrg(t)
  const made = await Promise.all(Array.from({ length: 8 }, (_, i) => org.deal(org.admin, `同时${i}`)))
  expect(made.map((deal) => deal.number).toSorted()).toEqual([1001, 1002, 1003, 1004, 1005, 1006, 1007, 1008])
})

test('what does not exist, is out of use or out of sight is refused by name, and leaves nothing behind', async () => {
  const org = await createSalesOrg(t)
  const rep = await org.user('rep', '小李')
  const other = await org.user('rep', '小王')
  const disabled = await org.user('rep', '离职', rep.teamId)
  await org.admin.ok(changeUser, { params: { id: disabled.userId }, version: 1, body: { status: 'disabled' } })
  const hidden = await org.admin.ok(createAccount, { body: { name: '看不见' } })
  const hiddenContact = await org.admin.ok(createContact, { body: { name: '看不见的人' } })
  const product = await org.admin.ok(createProduct, { body: { name: '旧品' } })
  await org.admin.ok(changeProduct, { params: { id: product.id }, version: product.version, body: { isArchived: true } })
  await org.admin.ok(changePipeline, { params: { id: org.otherPipelineId }, version: 1, body: { isArchived: true } })
  for (const [body, code] of [
    [{ pipelineId: newId() }, 'deal.unknown_pipeline'], [{ pipelineId: org.otherPipelineId }, 'deal.unknown_pipeline'],
    [{ stageId: org.otherStages[0] }, 'deal.unknown_stage'], [{ ownerId: newId() }, 'record.unknown_owner'], [{ ownerId: other.userId }, 'record.unknown_owner'],
    [{ ownerId: disabled.userId }, 'record.unknown_owner'], [{ ownerId: null }, 'permission.denied'], [{ sourceId: newId() }, 'record.unknown_tag'],
    [{ tagIds: [newId()] }, 'record.unknown_tag'], [{ accountId: hidden.id }, 'account.unknown'], [{ contactIds: [{ id: hiddenContact.id }] }, 'contact.unknown'],
    [{ products: [{ id: product.id }] }, 'deal.unknown_product'], [{ title: ' ' }, 'request.invalid'], [{ amountMinor: -1 }, 'request.invalid'],
    [{ amountMinor: 1.5 }, 'request.invalid'], [{ expectedCloseOn: '2026-02-30' }, 'request.invalid'],
  ] as const) {
    const answer = await rep.call(createDeal, { body: { title: '不成', pipelineId: org.pipelineId, ...body } as never })
    expect([body, answer.code]).toEqual([body, code])
  }
  for (const role of ['viewer', 'finance', 'marketing', 'service'] as const) {
    const client = await org.user(role)
    expect((await client.call(createDeal, { body: { title: '不成', pipelineId: org.pipelineId } })).code).toBe('permission.denied')
  }
  expect((await org.admin.ok(listDeals)).total).toBe(0)
  expect((await org.deal(org.admin, '头一个')).number).toBe(1001)
})

test('only real changes are written and told; of two who edit at once the second is told', async () => {
  const deal = await org.deal(org.admin, '改动', { amountMinor: 100, nextStep: '电话' })
  const params = { id: deal.id }
  const same = await org.admin.ok(changeDeal, { params, version: 1, body: { title: '改动', amountMinor: 100, nextStep: '电话', note: '' } })
  expect(same.version).toBe(1)
  expect(await changesOf(deal.id)).toEqual([])
  const changed = await org.admin.ok(changeDeal, { params, version: 1, body: { amountMinor: 250, nextStep: null, note: '涨价', forecastCategory: 'commit' } })
  expect(changed).toMatchObject({ version: 2, amountMinor: 250, nextStep: null, note: '涨价', forecastCategory: 'commit' })
  expect(await changesOf(deal.id)).toEqual([{ amountMinor: [100, 250], nextStep: ['电话', null], note: ['', '涨价'], forecastCategory: [null, 'commit'] }])
  const stale = await org.admin.call(changeDeal, { params, version: 1, body: { amountMinor: 999 } })
  expect([stale.status, stale.code]).toEqual([412, 'conflict.stale_version'])
  expect((await org.admin.call(changeDeal, { params, body: { amountMinor: 999 } })).code).toBe('conflict.version_required')
  const answers = await Promise.all([300, 400].map((amountMinor) => org.admin.call(changeDeal, { params, version: 2, body: { amountMinor } })))
  expect(answers.map((answer) => answer.status).toSorted()).toEqual([200, 412])
  expect((await org.admin.ok(getDeal, { params })).amountMinor).toBe(answers[0]?.status === 200 ? 300 : 400)
})

test('a new owner brings the team along; the one who gave it away sees it once more and then no longer', async () => {
  const rep = await org.user('rep', '老李')
  const mate = await org.user('rep', '同组', rep.teamId)
  const deal = await org.deal(rep, '交接')
  const params = { id: deal.id }
  expect((await rep.call(changeDeal, { params, version: 1, body: { ownerId: org.admin.userId } })).code).toBe('record.unknown_owner')
  expect((await rep.call(changeDeal, { params, version: 1, body: { ownerId: null } })).code).toBe('permission.denied')
  const given = await rep.ok(changeDeal, { params, version: 1, body: { ownerId: mate.userId } })
  expect(given).toMatchObject({ owner: { id: mate.userId }, teamId: rep.teamId, canWrite: false })
  expect((await rep.call(getDeal, { params })).code).toBe('record.not_found')
  expect((await rep.call(changeDeal, { params, version: 2, body: { title: '我的' } })).code).toBe('record.not_found')
  const taken = await org.admin.ok(changeDeal, { params, version: 2, body: { ownerId: org.admin.userId } })
  expect(taken).toMatchObject({ teamId: org.rootTeamId })
  expect(await changesOf(deal.id)).toEqual([{ ownerId: [rep.userId, mate.userId] }, { ownerId: [mate.userId, org.admin.userId], teamId: [rep.teamId, org.rootTeamId] }])
})

test('a disabled owner does not stand in the way of other changes', async () => {
  const rep = await org.user('rep', '已离职')
  const deal = await org.deal(rep, '留下的')
  await org.admin.ok(changeUser, { params: { id: rep.userId }, version: 1, body: { status: 'disabled' } })
  expect((await org.admin.ok(changeDeal, { params: { id: deal.id }, version: 1, body: { title: '接手', ownerId: rep.userId } })).title).toBe('接手')
})

test('contacts have roles; linking twice changes nothing', async () => {
  const contact = await org.admin.ok(createContact, { body: { name: '李工' } })
  const deal = await org.deal(org.admin, '人')
  const params = { id: deal.id, contactId: contact.id }
  await org.admin.ok(setDealContact, { params, body: { role: 'coach' } })
  await org.admin.ok(setDealContact, { params, body: { role: 'coach' } })
  const changed = await org.admin.ok(setDealContact, { params, body: { role: 'opponent' } })
  expect(changed).toMatchObject({ version: 3, contacts: [{ id: contact.id, role: 'opponent' }] })
  expect((await org.admin.ok(removeDealContact, { params })).contacts).toEqual([])
  expect((await org.admin.call(removeDealContact, { params })).code).toBe('record.not_found')
  expect((await org.admin.call(setDealContact, { params: { id: deal.id, contactId: newId() }, body: { role: 'user' } })).code).toBe('contact.unknown')
  expect(await org.rows(sql`select payload from event where subject_id = ${deal.id} and type = 'deal.contacts_changed' order by seq`)).toEqual([
    { payload: { added: [contact.id], removed: [], role: 'coach' } }, { payload: { added: [contact.id], removed: [], role: 'opponent' } },
    { payload: { added: [], removed: [contact.id], role: null } },
  ])
})

test('a collaborator sees and changes the deal; when taken off, no longer', async () => {
  const rep = await org.user('rep', '主办')
  const helper = await org.user('rep', '协办')
  const deal = await org.deal(rep, '合作')
  const params = { id: deal.id }
  expect((await helper.call(getDeal, { params })).code).toBe('record.not_found')
  const set = await rep.ok(setDealCollaborators, { params, body: { userIds: [helper.userId, rep.userId] } })
  expect(set.collaborators).toEqual([{ id: helper.userId, name: '协办' }])
  expect(await helper.ok(getDeal, { params })).toMatchObject({ canWrite: true })
  expect((await helper.ok(listDeals)).items.map((one) => one.id)).toEqual([deal.id])
  await helper.ok(changeDeal, { params, version: 2, body: { title: '合作中' } })
  expect((await rep.call(setDealCollaborators, { params, body: { userIds: [newId()] } })).code).toBe('deal.unknown_collaborator')
  await rep.ok(setDealCollaborators, { params, body: { userIds: [] } })
  expect((await helper.call(getDeal, { params })).code).toBe('record.not_found')
  expect(await changesOf(deal.id)).toEqual([{ collaboratorIds: [[], [helper.userId]] }, { title: ['合作', '合作中'] }, { collaboratorIds: [[helper.userId], []] }])
})

test('products are set as a whole; one archived since may stay', async () => {
  const [a, b] = [await org.admin.ok(createProduct, { body: { name: '甲品' } }), await org.admin.ok(createProduct, { body: { name: '乙品' } })]
  const deal = await org.deal(org.admin, '货')
  const params = { id: deal.id }
  await org.admin.ok(setDealProducts, { params, body: { products: [{ id: a.id, quantity: 2, priceMinor: 500 }] } })
  await org.admin.ok(changeProduct, { params: { id: a.id }, version: 1, body: { isArchived: true } })
  const set = await org.admin.ok(setDealProducts, { params, body: { products: [{ id: b.id, quantity: 0.125, priceMinor: null }, { id: a.id, quantity: 3, priceMinor: 500 }] } })
  expect(set.products.map((product) => [product.name, product.quantity, product.priceMinor]).toSorted()).toEqual([['乙品', 0.125, null], ['甲品', 3, 500]].toSorted())
  await org.admin.ok(setDealProducts, { params, body: { products: [] } })
  expect((await org.admin.call(setDealProducts, { params, body: { products: [{ id: a.id, quantity: 1, priceMinor: null }] } })).code).toBe('deal.unknown_product')
  expect((await org.admin.ok(getDeal, { params })).version).toBe(4)
})

test('a neighbour and another organisation find nothing; who may only look may not change', async () => {
  const rep = await org.user('rep', '甲')
  const neighbour = await org.user('rep', '乙')
  const boss = await org.user('manager', '经理', rep.teamId)
  const finance = await org.user('finance')
  const foreign = await createSalesOrg(t)
  const contact = await rep.ok(createContact, { body: { name: '客户联系人' } })
  const deal = await org.deal(rep, '只给自己', { contactIds: [{ id: contact.id }] })
  const params = { id: deal.id }
  const contactParams = { id: deal.id, contactId: contact.id }
  const codes = async (client: typeof rep | typeof org.admin) => [...new Set((await Promise.all([
    client.call(changeDeal, { params, version: 1, body: { title: '改' } }), client.call(setDealContact, { params: contactParams, body: { role: 'user' } }),
    client.call(removeDealContact, { params: contactParams }), client.call(setDealCollaborators, { params, body: { userIds: [] } }),
    client.call(setDealProducts, { params, body: { products: [] } }),
  ])).map((answer) => answer.code))]
  for (const client of [neighbour, foreign.admin]) {
    expect((await client.call(getDeal, { params })).code).toBe('record.not_found')
    expect((await client.ok(listDeals)).total).toBe(0)
    expect(await codes(client)).toEqual(['record.not_found'])
  }
  expect(await finance.ok(getDeal, { params })).toMatchObject({ canWrite: false })
  expect(await codes(finance)).toEqual(['permission.denied'])
  expect(await boss.ok(getDeal, { params })).toMatchObject({ canWrite: true })
  expect((await rep.ok(getDeal, { params })).version).toBe(1)
})
