import { createApprovalFlow } from '@sluice/core/approvals/contract'
import { createAccount, createContact, changeAccount, getAccount, getContact, listAccounts, listContacts } from '@sluice/core/customers/contract'
import { getTimeline, logActivity, removeAttachment } from '@sluice/core/activities/contract'
import { createProduct, listPipelines, listProducts } from '@sluice/core/catalog/contract'
import { changeField, createField, getFieldUsage, listFields, type FieldInUse } from '@sluice/core/fields/contract'
import { createLead, getLead, listLeads } from '@sluice/core/leads/contract'
import type { BodyInputOf } from '@sluice/core/lib/contract'
import { getFunnel } from '@sluice/core/funnel/contract'
import { createView, listViews } from '@sluice/core/views/contract'
import { changeDeal, createDeal, exportDeals, getDeal, listDeals } from '@sluice/core/pipeline/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../platform/ids.ts'
import { createTestApp, type TestApp, type TestClient, type TestOrg } from '../../testing/app.ts'

let t: TestApp
let org: TestOrg
let pipelineId: string

beforeAll(async () => {
  t = await createTestApp()
  org = await t.org()
  pipelineId = (await org.admin.ok(listPipelines)).items[0]?.id ?? ''
})
afterAll(() => t.close())

type NewField = BodyInputOf<typeof createField>
const field = (body: NewField, by: TestClient = org.admin): Promise<FieldInUse> => by.ok(createField, { body })
const dealField = (key: string, type: NewField['type'], settings: NewField['settings'] = {}) => field({ object: 'deal', key, label: `字段 ${key}`, type, settings })
const options = (...values: string[]) => values.map((value) => ({ value, label: `选项 ${value}` }))
const deal = (custom: Record<string, unknown> = {}, by: TestClient = org.admin, title = '商机') => by.ok(createDeal, { body: { title, pipelineId, custom } })
const asked = (where: string, by: TestClient = org.admin) => by.call(listDeals, { query: { where, limit: 200 } })
const idsOf = async (where: string) => (await asked(where)).body.items.map((one) => one.id).sort()

test('every type is written, read, filtered by and exported', async () => {
  const rival = await org.user('rep', '张伟')
  const account = await org.admin.ok(createAccount, { body: { name: '云帆' } })
  const values: Record<string, { type: NewField['type']; settings?: NewField['settings']; sent: unknown; stored?: unknown; hit: string; miss: string; cell: string }> = {
    e_text: { type: 'text', sent: '  Alpha ', stored: 'Alpha', hit: 'c_e_text contains alp', miss: 'c_e_text is beta', cell: 'Alpha' },
    e_long: { type: 'long_text', sent: '第一行\n第二行', hit: 'c_e_long contains 第二', miss: 'c_e_long contains 第三', cell: '"第一行\n第二行"' },
    e_number: { type: 'number', sent: 12.5, hit: 'c_e_number >= 12.5', miss: 'c_e_number > 12.5', cell: '12.5' },
    e_money: { type: 'money', sent: 1_234_567, hit: 'c_e_money = 12345.67', miss: 'c_e_money < 12345.67', cell: '12345.67' },
    e_percent: { type: 'percent', sent: 0.125, hit: 'c_e_percent < 0.2', miss: 'c_e_percent > 0.2', cell: '12.5%' },
    e_date: { type: 'date', sent: '2026-05-01', hit: 'c_e_date >= 2026-05-01', miss: 'c_e_date < 2026-05-01', cell: '2026-05-01' },
    e_time: { type: 'time', sent: '2026-05-01T10:00:00+08:00', stored: '2026-05-01T02:00:00.000Z', hit: 'c_e_time >= 2026-05-01', miss: 'c_e_time < 2026-05-01', cell: '2026-05-01 10:00' },
    e_select: { type: 'select', settings: { options: options('low', 'high') }, sent: 'high', hit: 'c_e_select is high', miss: 'c_e_select is low', cell: '选项 high' },
    e_multi: { type: 'multi_select', settings: { options: options('x', 'y', 'z') }, sent: ['z', 'x'], stored: ['x', 'z'], hit: 'c_e_multi has_all (x, z)', miss: 'c_e_multi has_any (y)', cell: '选项 x; 选项 z' },
    e_user: { type: 'user', sent: rival.userId, hit: 'c_e_user is 张伟', miss: 'c_e_user is 管理员', cell: '张伟' },
    e_team: { type: 'team', sent: rival.teamId, hit: `c_e_team is 张伟的团队`, miss: 'c_e_team empty', cell: '张伟的团队' },
    e_ref: { type: 'reference', settings: { of: 'account' }, sent: account.id, hit: 'c_e_ref is 云帆', miss: 'c_e_ref empty', cell: '云帆' },
    e_phone: { type: 'phone', sent: '138 0013 8000', hit: 'c_e_phone starts_with 138', miss: 'c_e_phone is 139', cell: '138 0013 8000' },
    e_mail: { type: 'mail', sent: 'a@example.com', hit: 'c_e_mail contains example', miss: 'c_e_mail contains other', cell: 'a@example.com' },
    e_url: { type: 'url', sent: 'example.com/a', stored: 'https://example.com/a', hit: 'c_e_url contains example', miss: 'c_e_url empty', cell: 'https://example.com/a' },
    e_address: {
      type: 'address', sent: { province: '浙江省', city: '杭州市' }, stored: { province: '浙江省', city: '杭州市', district: null, detail: null },
      hit: 'c_e_address contains 杭州', miss: 'c_e_address contains 宁波', cell: '浙江省杭州市',
    },
    e_bool: { type: 'boolean', sent: false, hit: 'c_e_bool is false', miss: 'c_e_bool is true', cell: '否' },
  }
  for (const [key, { type, settings }] of Object.entries(values)) await dealField(key, type, settings)
  const made = await deal(Object.fromEntries(Object.entries(values).map(([key, { sent }]) => [key, sent])))
  await deal({}, org.admin, '空的')
  const detail = await org.admin.ok(getDeal, { params: { id: made.id } })
  expect(detail.custom).toEqual(Object.fromEntries(Object.entries(values).map(([key, { sent, stored }]) => [key, stored ?? sent])))
  expect(detail.customNames).toEqual({ [rival.userId]: '张伟', [rival.teamId]: '张伟的团队', [account.id]: '云帆' })

  for (const [key, { hit, miss, cell }] of Object.entries(values)) {
    const answer = await asked(hit)
    expect({ hit, code: answer.code, ids: answer.status === 200 ? answer.body.items.map((one) => one.id) : answer.text }).toEqual({ hit, code: undefined, ids: [made.id] })
    expect({ miss, ids: await idsOf(miss) }).not.toMatchObject({ ids: expect.arrayContaining([made.id]) })
    expect(await idsOf(`c_${key} not_empty`)).toEqual([made.id])
    expect(await idsOf(`not (c_${key} empty)`)).toEqual([made.id])
    const csv = await org.admin.call(exportDeals, { query: { columns: `title,c_${key}`, where: hit } })
    expect(csv.text).toBe(`\ufeff商机名称,字段 ${key}\r\n商机,${cell}\r\n`)
  }
  // The log says what was changed, by key.
  await org.admin.ok(changeDeal, { params: { id: made.id }, version: made.version, body: { custom: { e_number: 13, e_text: null } } })
  const { items } = await org.admin.ok(getTimeline, { params: { subjectType: 'deal', id: made.id }, query: { kind: 'change' } })
  expect(items[0]?.payload).toMatchObject({ changes: { c_e_number: [12.5, 13], c_e_text: ['Alpha', null] } })
  expect(await idsOf('c_e_text not_empty')).toEqual([])
  expect(await idsOf('c_e_number = 13')).toEqual([made.id])
})

test('other records: account, contact, lead, product, activity', async () => {
  for (const object of ['account', 'contact', 'lead', 'product', 'activity'] as const) await field({ object, key: 'o_level', label: '级别', type: 'number' })
  const custom = { o_level: 3 }
  const account = await org.admin.ok(createAccount, { body: { name: '有级别', custom } })
  const contact = await org.admin.ok(createContact, { body: { name: '王芳', custom } })
  const lead = await org.admin.ok(createLead, { body: { name: '线索', custom } })
  const product = await org.admin.ok(createProduct, { body: { name: '带级别的产品', custom } })
  const activity = await org.admin.ok(logActivity, { body: { kind: 'note', subjectType: 'account', subjectId: account.id, body: '记一笔', custom } })
  for (const made of [account, contact, lead, product, activity]) expect(made.custom).toEqual(custom)
  expect((await org.admin.ok(getAccount, { params: { id: account.id } })).custom).toEqual(custom)
  expect((await org.admin.ok(getContact, { params: { id: contact.id } })).custom).toEqual(custom)
  expect((await org.admin.ok(getLead, { params: { id: lead.id } })).custom).toEqual(custom)
  expect((await org.admin.ok(listProducts)).items.find((one) => one.id === product.id)?.custom).toEqual(custom)
  const query = { where: 'c_o_level = 3', sort: 'c_o_level' as const }
  expect((await org.admin.ok(listAccounts, { query })).items.map((one) => one.id)).toEqual([account.id])
  expect((await org.admin.ok(listContacts, { query })).items.map((one) => one.id)).toEqual([contact.id])
  expect((await org.admin.ok(listLeads, { query })).items.map((one) => one.id)).toEqual([lead.id])
  // Conditions reach the custom fields of related records.
  expect((await org.admin.ok(listAccounts, { query: { where: 'exists activities (c_o_level = 3)' } })).items.map((one) => one.id)).toEqual([account.id])
  const changed = await org.admin.ok(changeAccount, { params: { id: account.id }, version: account.version, body: { custom: { o_level: 4 } } })
  expect([changed.version, changed.custom]).toEqual([account.version + 1, { o_level: 4 }])
})

test('what is wrong is told field by field, and nothing is written', async () => {
  await dealField('w_must', 'text', { required: true })
  await dealField('w_range', 'number', { min: 1, max: 10, decimals: 0 })
  await dealField('w_form', 'text', { pattern: '[A-Z]{2}\\d+' })
  await dealField('w_province', 'select', { options: options('zj', 'js') })
  await dealField('w_city', 'select', { dependsOn: 'w_province', options: [{ value: 'hz', label: '杭州', when: ['zj'] }, { value: 'nj', label: '南京', when: ['js'] }] })
  const attempt = (custom: Record<string, unknown>) => org.admin.call(createDeal, { body: { title: '不该有', pipelineId, custom } })
  const refused = async (custom: Record<string, unknown>) => (JSON.parse((await attempt(custom)).text) as { errors: { path: string; code: string }[] }).errors
  expect(await refused({ w_range: 11, w_form: 'a1', w_city: 'hz', nowhere: 1 })).toEqual(expect.arrayContaining([
    { path: 'custom.w_range', code: 'field.range' }, { path: 'custom.w_form', code: 'field.pattern' }, { path: 'custom.nowhere', code: 'field.unknown' },
    { path: 'custom.w_city', code: 'field.bad_option' }, { path: 'custom.w_must', code: 'field.required' },
  ]))
  expect(await refused({ w_must: 'x', w_range: 1.5 })).toEqual([{ path: 'custom.w_range', code: 'field.decimals' }])
  const constructor = await attempt({ w_must: 'x', ['constructor']: 'x' })
  expect(constructor.status).toBeGreaterThanOrEqual(400)
  const polluted = await org.admin.call(createDeal, { body: { title: '不该有', pipelineId, custom: JSON.parse('{"w_must":"x","__proto__":{"isAdmin":true}}') as Record<string, unknown> } })
  expect(polluted.status).toBe(400)
  expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined()
  expect((await asked('title is 不该有')).body.total).toBe(0)

  const made = await org.admin.ok(createDeal, { body: { title: '对的', pipelineId, custom: { w_must: 'x', w_province: 'zj', w_city: 'hz' } } })
  const change = (custom: Record<string, unknown>) => org.admin.call(changeDeal, { params: { id: made.id }, version: made.version, body: { custom } })
  expect((await change({ w_must: null })).code).toBe('field.required')
  expect((await change({ w_province: 'js' })).code).toBe('field.bad_option')
  const moved = await change({ w_province: 'js', w_city: 'nj' })
  expect(moved.body.custom).toMatchObject({ w_must: 'x', w_province: 'js', w_city: 'nj' })
  // A version that is not the record's own changes nothing.
  expect((await change({ w_must: 'y' })).code).toBe('conflict.stale_version')
  const must = (await org.admin.ok(listFields, { query: { object: 'deal' } })).items.find((one) => one.key === 'w_must')
  await org.admin.ok(changeField, { params: { id: must?.id ?? '' }, version: must?.version ?? 0, body: { settings: { required: false } } })
})

test('a field that is not visible keeps its value and is not asked for', async () => {
  await dealField('v_kind', 'select', { options: options('gov', 'firm'), default: 'firm' })
  await dealField('v_tender', 'text', { required: true, visibleIf: { field: 'c_v_kind', op: 'is', value: 'gov' } })
  const made = await deal({})
  expect(made.custom).toEqual({ v_kind: 'firm' })
  const change = async (custom: Record<string, unknown>) =>
    org.admin.call(changeDeal, { params: { id: made.id }, version: (await org.admin.ok(getDeal, { params: { id: made.id } })).version, body: { custom } })
  expect((await change({ v_tender: 'T-1' })).body.custom).toEqual({ v_kind: 'firm' })
  expect((await change({ v_kind: 'gov' })).code).toBe('field.required')
  expect((await change({ v_kind: 'gov', v_tender: 'T-1' })).body.custom).toEqual({ v_kind: 'gov', v_tender: 'T-1' })
  expect((await change({ v_kind: 'firm', v_tender: null })).body.custom).toEqual({ v_kind: 'firm', v_tender: 'T-1' })
})

test('a field hidden from a role appears to it nowhere', async () => {
  const hidden = await dealField('h_margin', 'number', { readRoles: ['admin', 'finance'] })
  await dealField('h_rebate', 'number', { writeRoles: ['admin'] })
  const rep = await org.user('rep', '看不到的销售')
  const made = await deal({ h_margin: 77123, h_rebate: 5 }, org.admin)
  await org.admin.ok(changeDeal, { params: { id: made.id }, version: made.version, body: { ownerId: rep.userId } })
  const seen = await rep.ok(getDeal, { params: { id: made.id } })
  await org.admin.ok(changeDeal, { params: { id: made.id }, version: seen.version, body: { custom: { h_margin: 77124 } } })
  const all: string[] = []
  const listed = await rep.call(listFields, { query: { object: 'deal' } })
  const detail = await rep.call(getDeal, { params: { id: made.id } })
  all.push(listed.text, detail.text, (await rep.call(listDeals, { query: {} })).text, (await rep.call(exportDeals, { query: {} })).text)
  all.push((await rep.call(getTimeline, { params: { subjectType: 'deal', id: made.id }, query: {} })).text)
  for (const text of all) {
    expect(text).not.toContain('h_margin')
    expect(text).not.toContain('7712')
  }
  expect(detail.body.custom).toEqual({ v_kind: 'firm', h_rebate: 5 })
  // Somebody else's view that asks for it neither.
  const definition = { query: { where: 'c_h_margin > 5' }, columns: ['title'] }
  await org.admin.ok(createView, { body: { object: 'deal', name: '高毛利', isShared: true, definition } })
  await org.admin.ok(createView, { body: { object: 'deal', name: '返点', isShared: true, definition: { query: {}, columns: ['c_h_rebate'] } } })
  expect((await rep.ok(listViews, { query: { object: 'deal' } })).items.map((view) => view.name)).toEqual(['返点'])
  expect((await org.admin.ok(getFieldUsage, { params: { id: hidden.id } })).usedIn).toEqual([{ kind: 'view', name: '高毛利' }])
  const funnel = { pipeline: pipelineId, where: 'c_h_margin > 5' }
  expect((await org.admin.call(getFunnel, { query: funnel })).status).toBe(200)
  expect((await rep.call(getFunnel, { query: funnel })).code).toBe('condition.unknown_field')
  // Neither by asking nor by sorting nor by exporting nor by writing.
  expect((await asked('c_h_margin > 0', rep)).code).toBe('condition.unknown_field')
  expect((await rep.call(listDeals, { query: { sort: 'c_h_margin' } })).code).toBe('field.unknown')
  expect((await rep.call(exportDeals, { query: { columns: 'c_h_margin' } })).status).toBe(400)
  expect((await rep.call(listAccounts, { query: { where: 'exists deals (c_h_margin > 0)' } })).code).toBe('condition.unknown_field')
  const { version } = detail.body
  expect((await rep.call(changeDeal, { params: { id: made.id }, version, body: { custom: { h_margin: 1 } } })).code).toBe('field.unknown')
  expect((await rep.call(changeDeal, { params: { id: made.id }, version, body: { custom: { h_rebate: 6 } } })).code).toBe('field.read_only')
  // As it was is no change; and what the rep writes leaves the hidden value alone.
  const kept = await rep.ok(changeDeal, { params: { id: made.id }, version, body: { title: '改名', custom: { h_rebate: 5 } } })
  expect(kept.custom).toEqual({ v_kind: 'firm', h_rebate: 5 })
  expect((await org.admin.ok(getDeal, { params: { id: made.id } })).custom).toMatchObject({ h_margin: 77124 })
  const finance = await org.user('finance')
  expect((await finance.ok(getDeal, { params: { id: made.id } })).custom).toMatchObject({ h_margin: 77124 })
  expect((await rep.call(getFieldUsage, { params: { id: hidden.id } })).code).toBe('permission.denied')
  expect((await rep.call(createField, { body: { object: 'deal', label: '不许', type: 'text' } })).code).toBe('permission.denied')
})

test('references name what one may see', async () => {
  await dealField('r_rival', 'reference', { of: 'account' })
  const owner = await org.user('rep', '客户的主人')
  const other = await org.user('rep', '另一个销售')
  const account = await owner.ok(createAccount, { body: { name: '别人的客户' } })
  expect((await other.call(createDeal, { body: { title: 'x', pipelineId, custom: { r_rival: account.id } } })).code).toBe('field.unknown_reference')
  const made = await org.admin.ok(createDeal, { body: { title: 'x', pipelineId, ownerId: other.userId, custom: { r_rival: account.id } } })
  const seen = await other.call(getDeal, { params: { id: made.id } })
  expect(seen.body.custom).toMatchObject({ r_rival: account.id })
  expect(seen.text).not.toContain('别人的客户')
})

test('a file is one of the record itself, and there once the record is', async () => {
  await dealField('f_papers', 'file')
  const [made, other] = [await deal({}), await deal({})]
  const attach = async (dealId: string, name: string) => {
    const id = newId()
    await t.db.write(org.orgId, (tx) => tx.insertInto('attachment').values({
      org_id: org.orgId, id, subject_type: 'deal', subject_id: dealId, kind: 'contract', name, media_type: 'application/pdf', size_bytes: 1, sha256: Buffer.alloc(32),
      uploaded_by: org.admin.userId, created_at: t.clock.now().toISOString(),
    }).execute())
    return id
  }
  const own = await attach(made.id, '合同.pdf')
  const foreign = await attach(other.id, '别的.pdf')
  const change = (id: string) => org.admin.call(changeDeal, { params: { id: made.id }, version: made.version, body: { custom: { f_papers: [id] } } })
  expect((await change(foreign)).code).toBe('field.unknown_reference')
  const changed = await change(own)
  expect([changed.body.custom.f_papers, changed.body.customNames]).toEqual([[own], { [own]: '合同.pdf' }])
  expect(await idsOf('c_f_papers not_empty')).toEqual([made.id])
  // A file that is removed fills no field any more.
  await org.admin.ok(removeAttachment, { params: { id: own } })
  expect((await org.admin.ok(getDeal, { params: { id: made.id } })).custom).not.toHaveProperty('f_papers')
  expect(await idsOf('c_f_papers not_empty')).toEqual([])
})

test('a unique value belongs to one record, however many write it at once', async () => {
  const unique = await dealField('u_contract', 'text', { unique: true })
  const attempts = await Promise.all(Array.from({ length: 6 }, (_, n) =>
    org.admin.call(createDeal, { body: { title: `同时 ${n}`, pipelineId, custom: { u_contract: n % 2 === 0 ? 'HT-001' : 'ht-001' } } })))
  expect(attempts.map((one) => one.status).sort()).toEqual([201, 409, 409, 409, 409, 409])
  expect(new Set(attempts.flatMap((one) => (one.code === undefined ? [] : [one.code])))).toEqual(new Set(['field.not_unique']))
  const first = attempts.find((one) => one.status === 201)?.body
  if (first === undefined) throw new Error('one was made')
  // Given back, it is free for another.
  await org.admin.ok(changeDeal, { params: { id: first.id }, version: first.version, body: { custom: { u_contract: 'HT-002' } } })
  await deal({ u_contract: 'HT-001' })
  // Made unique afterwards: refused while two hold the same, then held.
  await org.admin.ok(changeField, { params: { id: unique.id }, version: 1, body: { settings: { unique: false } } })
  const twin = await deal({ u_contract: 'HT-002' })
  expect((await org.admin.call(changeField, { params: { id: unique.id }, version: 2, body: { settings: { unique: true } } })).code).toBe('field.duplicates')
  await org.admin.ok(changeDeal, { params: { id: twin.id }, version: twin.version, body: { custom: { u_contract: 'HT-003' } } })
  await org.admin.ok(changeField, { params: { id: unique.id }, version: 2, body: { settings: { unique: true } } })
  expect((await org.admin.call(createDeal, { body: { title: 'x', pipelineId, custom: { u_contract: 'ht-003' } } })).code).toBe('field.not_unique')
})

test('an archived field is gone from everywhere and comes back with its values', async () => {
  const gone = await dealField('a_note', 'text')
  const made = await deal({ a_note: '还在' })
  const usage = await org.admin.ok(getFieldUsage, { params: { id: gone.id } })
  expect(usage).toEqual({ records: 1, usedIn: [] })
  const archived = await org.admin.ok(changeField, { params: { id: gone.id }, version: gone.version, body: { isArchived: true } })
  const hidden = await org.admin.ok(getDeal, { params: { id: made.id } })
  expect(hidden.custom).not.toHaveProperty('a_note')
  expect((await asked('c_a_note not_empty')).code).toBe('condition.unknown_field')
  expect((await org.admin.call(createDeal, { body: { title: 'x', pipelineId, custom: { a_note: 'x' } } })).code).toBe('field.unknown')
  // Other changes go on meanwhile.
  await dealField('a_other', 'text')
  await org.admin.ok(changeDeal, { params: { id: made.id }, version: hidden.version, body: { custom: { a_other: '别的' } } })
  await org.admin.ok(changeField, { params: { id: gone.id }, version: archived.version, body: { isArchived: false } })
  expect((await org.admin.ok(getDeal, { params: { id: made.id } })).custom).toMatchObject({ a_note: '还在', a_other: '别的' })
  expect(await idsOf('c_a_note is 还在')).toEqual([made.id])
})

test('lists are sorted by custom fields, page by page, empty values last', async () => {
  const sorted = await t.org('排序')
  const [pipeline] = (await sorted.admin.ok(listPipelines)).items
  const add = (key: string, type: NewField['type'], settings: NewField['settings'] = {}) => sorted.admin.ok(createField, { body: { object: 'deal', key, label: key, type, settings } })
  await add('n', 'number', { decimals: 6 })
  await add('d', 'date')
  await add('m', 'time')
  await add('s', 'text')
  await add('c', 'select', { options: options('low', 'mid', 'high') })
  const numbers = [3, -1.5, 1e15, 0.000001, 3, 0]
  const made = await Promise.all(numbers.map((n, i) => sorted.admin.ok(createDeal, {
    body: {
      title: `商机 ${i}`, pipelineId: pipeline?.id ?? '',
      custom: { n, d: `2026-0${i + 1}-01`, m: `2026-0${i + 1}-01T00:00:00.123Z`, s: ['丙', '甲', '乙', 'b', 'A', '丁'][i], c: ['high', 'low', 'mid', 'low', 'high', 'mid'][i] },
    },
  })))
  for (let i = 0; i < 3; i += 1) made.push(await sorted.admin.ok(createDeal, { body: { title: `空 ${i}`, pipelineId: pipeline?.id ?? '' } }))
  const chinese = new Intl.Collator('zh-Hans')
  const walk = async (sort: `c_${string}`, direction: 'asc' | 'desc') => {
    const items: { id: string; custom: Record<string, unknown> }[] = []
    for (let cursor: string | undefined; ; ) {
      const page = await sorted.admin.ok(listDeals, { query: { sort, direction, limit: 2, ...(cursor !== undefined && { cursor }) } })
      items.push(...page.items)
      if (page.nextCursor === null) return items
      cursor = page.nextCursor
    }
  }
  for (const [key, expected] of [
    ['n', [-1.5, 0, 0.000001, 3, 3, 1e15]], ['d', [1, 2, 3, 4, 5, 6].map((m) => `2026-0${m}-01`)], ['m', [1, 2, 3, 4, 5, 6].map((m) => `2026-0${m}-01T00:00:00.123Z`)],
    ['s', ['丙', '甲', '乙', 'b', 'A', '丁']], ['c', ['low', 'low', 'mid', 'mid', 'high', 'high']],
  ] as const) {
    for (const direction of ['asc', 'desc'] as const) {
      const items = await walk(`c_${key}`, direction)
      expect(new Set(items.map((one) => one.id)).size).toBe(9)
      const values = items.map((one) => one.custom[key])
      expect(values.slice(6)).toEqual([undefined, undefined, undefined])
      if (key === 's') expect(values.slice(0, 6)).toEqual(expected.toSorted((x, y) => (direction === 'asc' ? 1 : -1) * chinese.compare(String(x), String(y))))
      else expect(values.slice(0, 6)).toEqual(direction === 'asc' ? expected : expected.toReversed())
    }
  }
  const answer = await sorted.admin.call(listDeals, { query: { sort: 'c_nowhere' } })
  expect(answer.code).toBe('field.unknown')
})

test('an option that records hold stays when it is taken away, archived', async () => {
  const grade = await dealField('o_grade', 'select', { options: options('gold', 'silver', 'tin') })
  const made = await deal({ o_grade: 'silver' })
  const changed = await org.admin.ok(changeField, { params: { id: grade.id }, version: grade.version, body: { settings: { options: options('gold') } } })
  expect(changed.settings.options.map(({ value, isArchived }) => [value, isArchived])).toEqual([['gold', false], ['silver', true]])
  expect((await org.admin.ok(listDeals, { query: { sort: 'c_o_grade', limit: 1 } })).items.map((one) => one.id)).toEqual([made.id])
  expect((await org.admin.call(createDeal, { body: { title: 'x', pipelineId, custom: { o_grade: 'silver' } } })).code).toBe('field.bad_option')
})

test('an approval that guards a custom field is asked about the deal as it was', async () => {
  await dealField('g_discount', 'percent')
  await dealField('g_level', 'select', { options: options('vip', 'plain') })
  await org.admin.ok(createApprovalFlow, {
    body: {
      name: '折扣', definition: {
        trigger: { type: 'field_change', field: 'c_g_discount' }, condition: { field: 'c_g_level', op: 'is', value: 'vip' }, lock: 'none',
        steps: [{ id: newId(), name: '管理员', approvers: [{ type: 'role', role: 'admin' }] }],
      },
    },
  })
  const made = await deal({ g_level: 'vip' })
  const change = (custom: Record<string, unknown>) => org.admin.call(changeDeal, { params: { id: made.id }, version: made.version, body: { custom } })
  // Nor does leaving the condition in the same go get past it.
  expect((await change({ g_discount: 0.5, g_level: 'plain' })).code).toBe('approval.required')
  expect((await org.admin.ok(getDeal, { params: { id: made.id } })).custom).not.toHaveProperty('g_discount')
  expect((await change({ g_level: 'plain' })).status).toBe(200)
})

test('another organisation knows nothing of all that', async () => {
  const other = await t.org('别家')
  const stranger = other.admin
  expect((await stranger.ok(listFields)).items.map((one) => one.key)).toEqual(['urgency'])
  const mine = (await org.admin.ok(listFields)).items.find((one) => one.key === 'e_text')
  if (mine === undefined) throw new Error('there are fields')
  expect((await stranger.call(changeField, { params: { id: mine.id }, version: mine.version, body: { label: 'x' } })).code).toBe('record.not_found')
  expect((await stranger.call(getFieldUsage, { params: { id: mine.id } })).code).toBe('record.not_found')
  expect((await asked('c_e_text not_empty', stranger)).code).toBe('condition.unknown_field')
  // The same key in another organisation is another field.
  const otherPipeline = (await stranger.ok(listPipelines)).items[0]?.id ?? ''
  await stranger.ok(createField, { body: { object: 'deal', key: 'e_text', label: '别家的', type: 'text' } })
  const theirs = await stranger.ok(createDeal, { body: { title: '别家的', pipelineId: otherPipeline, custom: { e_text: 'theirs' } } })
  expect((await asked('c_e_text not_empty', stranger)).body.items.map((one) => one.id)).toEqual([theirs.id])
  expect(await idsOf('c_e_text is theirs')).toEqual([])
})

test('definitions that could harm are refused', async () => {
  const code = async (body: NewField) => (await org.admin.call(createField, { body })).code
  const base = { object: 'deal', label: '坏', type: 'text' } as const
  expect(await code({ ...base, key: 'constructor' })).toBe('field.bad_key')
  expect(await code({ ...base, key: 'e_text' })).toBe('field.bad_key')
  expect(await code({ ...base, settings: { pattern: '(a+)+$' } })).toBe('field.bad_pattern')
  expect(await code({ ...base, settings: { visibleIf: { field: 'nowhere', op: 'is', value: 'x' } } })).toBe('condition.unknown_field')
  expect(await code({ ...base, settings: { visibleIf: { exists: 'activities' } } })).toBe('field.bad_settings')
  expect(await code({ ...base, type: 'select', settings: { options: [] } })).toBe('field.bad_settings')
  expect(await code({ ...base, type: 'select', settings: { options: options('a'), dependsOn: 'e_text' } })).toBe('field.bad_settings')
  expect(await code({ ...base, type: 'number', settings: { min: 2, max: 1 } })).toBe('field.bad_settings')
  expect(await code({ ...base, settings: { requiredFromStages: ['00000000-0000-7000-8000-000000000000'] } })).toBe('field.bad_settings')
  const first = await dealField('c_first', 'select', { options: options('a') })
  await dealField('c_second', 'select', { options: [{ value: 'b', label: 'b', when: ['a'] }], dependsOn: 'c_first' })
  const circle = await org.admin.call(changeField, { params: { id: first.id }, version: 1, body: { settings: { dependsOn: 'c_second' } } })
  expect(circle.code).toBe('field.bad_settings')
  // A key from the label, another when it is taken; settings that were not sent stay.
  const made = await field({ object: 'deal', label: '客户行业', type: 'text', settings: { help: '说明', recommended: true } })
  const again = await field({ object: 'deal', label: '客户行业', type: 'text' })
  expect([made.key, again.key]).toEqual(['kehuhangye', 'kehuhangye_2'])
  const changed = await org.admin.ok(changeField, { params: { id: made.id }, version: 1, body: { settings: { help: '新的说明' } } })
  expect(changed.settings).toMatchObject({ help: '新的说明', recommended: true })
})
