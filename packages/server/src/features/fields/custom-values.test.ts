import { createAccount, createContact, changeAccount, getAccount, getContact, listAccounts, listContacts } from '@sluice/core/customers/contract'
import { getTimeline, logActivity } from '@sluice/core/activities/contract'
import { createProduct, listPipelines, listProducts } from '@sluice/core/catalog/contract'
import { changeField, createField, getFieldUsage, listFields, type FieldInUse } from '@sluice/core/fields/contract'
import type { Role } from '@sluice/core/identity/role'
import { createLead, getLead, listLeads } from '@sluice/core/leads/contract'
import type { BodyInputOf } from '@sluice/core/lib/contract'
import { changeDeal, createDeal, exportDeals, getDeal, listDeals } from '@sluice/core/pipeline/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
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
