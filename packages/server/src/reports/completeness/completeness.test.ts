import { listLossReasons, listPipelines } from '@sluice/core/catalog/contract'
import { createAccount, createContact } from '@sluice/core/customers/contract'
import { changeField, createField, listFields, getCompleteness, getCompletenessReport } from '@sluice/core/fields/contract'
import { createForm } from '@sluice/core/forms/contract'
import { createLead } from '@sluice/core/leads/contract'
import { createDeal, loseDeal } from '@sluice/core/pipeline/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../platform/ids.ts'
import { createTestApp, type TestApp } from '../../testing/app.ts'

let t: TestApp
beforeAll(async () => {
  t = await createTestApp()
})
afterAll(() => t.close())

test('a deal, field by field, and the report equal a count by hand', async () => {
  const org = await t.org()
  const [li, han] = [await org.user('rep', '李雷'), await org.user('rep', '韩梅')]
  const pipeline = (await org.admin.ok(listPipelines)).items[0]
  const pipelineId = pipeline?.id ?? ''
  const [, second] = pipeline?.stages ?? []
  const field = (key: string, settings: object) => org.admin.ok(createField, { body: { object: 'deal', key, label: `字段 ${key}`, type: 'text', settings } })
  // What a new organisation is asked for from the start does not count here.
  for (const first of (await org.admin.ok(listFields)).items) await org.admin.ok(changeField, { params: { id: first.id }, version: first.version, body: { isArchived: true } })
  const standard = (await org.admin.ok(getCompletenessReport, { query: {} })).fields.map((one) => one.key)
  const layout = ['title', 'account', 'amount', 'account.industry', 'contacts.role'].map((key) => ({ field: key, required: key === 'amount' }))
  expect(standard).toEqual(expect.arrayContaining(['account', 'amount', 'expectedClose', 'account.industry', 'contacts.role', 'nextStep', 'source']))
  await org.admin.ok(createForm, { body: { kind: 'page', name: '商机', object: 'deal', definition: { sections: [{ id: newId(), items: layout }] } } })
  await field('plan', { recommended: true })
  await field('secret', { recommended: true, readRoles: ['admin'] })
  await field('big', { recommended: true, visibleIf: { field: 'amount', op: 'gte', value: 1_000_000 } })
  await field('late', { requiredFromStages: [second?.id ?? ''] })
  await field('free', {})
  const account = (await li.ok(createAccount, { body: { name: '云帆', industry: '软件' } })).id
  const contact = (await li.ok(createContact, { body: { name: '王芳', accountId: account } })).id

  // account 1, industry 1, amount 1, role 1, plan 0, big 1 → 5/6
  const one = await li.ok(createDeal, { body: { title: '一', pipelineId, accountId: account, amountMinor: 1_000_000, contactIds: [{ id: contact, role: 'user' }], custom: { big: '是' } } })
  // account 0, industry 0, amount 0, role 0, plan 1 → 1/5
  const two = await li.ok(createDeal, { body: { title: '二', pipelineId, custom: { plan: '有' } } })
  // account 0, industry 0, amount 1, role 0, plan 0 → 1/5; the role `other` is none
  const contactOfHan = (await han.ok(createContact, { body: { name: '赵敏' } })).id
  await han.ok(createDeal, { body: { title: '三', pipelineId, amountMinor: 500, contactIds: [{ id: contactOfHan }] } })
  const closed = await han.ok(createDeal, { body: { title: '四', pipelineId } })
  const reason = (await org.admin.ok(listLossReasons)).items.find((r) => r.parentId !== null && !r.asksText && !r.asksCompetitor)?.id ?? ''
  await han.ok(loseDeal, { params: { id: closed.id }, body: { reasonId: reason } })

  expect(await li.ok(getCompleteness, { params: { object: 'deal', id: one.id } })).toMatchObject({ filled: 5, asked: 6, score: 5 / 6, missing: [{ key: 'c_plan', label: '字段 plan', required: false }] })
  expect(await li.ok(getCompleteness, { params: { object: 'deal', id: two.id } })).toMatchObject({
    filled: 1, asked: 5, missing: [{ key: 'amount', label: '预计成交金额', required: true }, { key: 'account' }, { key: 'account.industry', label: '客户行业' }, { key: 'contacts.role', label: '决策链角色' }],
  })
  // Who sees more fields is asked more.
  expect((await org.admin.ok(getCompleteness, { params: { object: 'deal', id: two.id } })).missing.map((field_) => field_.key)).toContain('c_secret')
  // From its stage on, a field is required.
  await t.db.write(org.orgId, (tx) => tx.updateTable('deal').set({ stage_id: second?.id ?? '' }).where('org_id', '=', org.orgId).where('id', '=', two.id).execute())
  expect(await li.ok(getCompleteness, { params: { object: 'deal', id: two.id } })).toMatchObject({ filled: 1, asked: 6, missing: expect.arrayContaining([{ key: 'c_late', label: '字段 late', required: true }]) })

  const own = await li.ok(getCompletenessReport, { query: {} })
  expect(own.records).toBe(2)
  expect(own.score).toBeCloseTo((5 / 6 + 1 / 6) / 2, 12)
  const finance = await (await org.user('finance')).ok(getCompletenessReport, { query: { pipeline: pipelineId } })
  const mean = (...scores: number[]) => scores.reduce((sum, score) => sum + score, 0) / scores.length
  expect(finance.records).toBe(3)
  expect(finance.score).toBeCloseTo(mean(5 / 6, 1 / 6, 1 / 5), 12)
  expect(finance.owners.map(({ owner, records, score }) => [owner?.name, records, Math.round(score * 1e9)])).toEqual([['韩梅', 1, 200_000_000], ['李雷', 2, 500_000_000]])
  expect(finance.teams.map(({ team, records }) => [team?.name, records])).toEqual([['韩梅的团队', 1], ['李雷的团队', 2]])
  const counts = Object.fromEntries(finance.fields.map(({ key, filled, asked }) => [key, [filled, asked]]))
  expect(counts).toMatchObject({ account: [1, 3], amount: [2, 3], 'account.industry': [1, 3], 'contacts.role': [1, 3], c_plan: [1, 3], c_big: [1, 1], c_late: [0, 1] })
  expect(Object.keys(counts)).not.toContain('c_secret')
  expect(Object.keys(counts)).not.toContain('c_free')
  expect((await org.admin.ok(getCompletenessReport, { query: { pipeline: newId() } }))).toMatchObject({ records: 0, score: null, owners: [], teams: [] })
})

test('leads, accounts and contacts; what is out of sight is not there and not counted', async () => {
  const org = await t.org()
  const rep = await org.user('rep', '甲')
  const neighbour = await org.user('rep', '乙')
  const other = await t.org('另一家')
  const lead = await rep.ok(createLead, { body: { name: '王芳', company: '云帆', phone: '13800138000' } })
  const account = await rep.ok(createAccount, { body: { name: '云帆', industry: '软件' } })
  const contact = await rep.ok(createContact, { body: { name: '王芳', accountId: account.id } })
  const standing = async (object: 'lead' | 'account' | 'contact', id: string) => {
    const { filled, asked } = await rep.ok(getCompleteness, { params: { object, id } })
    return `${filled}/${asked}`
  }
  expect([await standing('lead', lead.id), await standing('account', account.id), await standing('contact', contact.id)]).toEqual(['2/5', '1/4', '1/4'])
  for (const stranger of [neighbour, other.admin]) {
    expect((await stranger.call(getCompleteness, { params: { object: 'lead', id: lead.id } })).code).toBe('record.not_found')
    for (const object of ['lead', 'account', 'contact', 'deal'] as const) expect(await stranger.ok(getCompletenessReport, { query: { object } })).toMatchObject({ records: 0, score: null })
  }
  expect(await org.admin.ok(getCompletenessReport, { query: { object: 'lead' } })).toMatchObject({ records: 1, score: 0.4 })
  const english = await rep.call(getCompleteness, { params: { object: 'contact', id: contact.id }, headers: { 'accept-language': 'en' } })
  expect(english.body.missing[0]).toEqual({ key: 'phone', label: 'Phone', required: true })
})
