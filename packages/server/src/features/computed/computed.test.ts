import { logActivity, removeActivity } from '@sluice/core/activities/contract'
import { listLossReasons, listPipelines } from '@sluice/core/catalog/contract'
import { createAccount, getAccount } from '@sluice/core/customers/contract'
import { changeField, checkFormula, createField } from '@sluice/core/fields/contract'
import type { BodyInputOf } from '@sluice/core/lib/contract'
import { changeDeal, createDeal, getDeal, listDeals, loseDeal } from '@sluice/core/pipeline/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createTestApp, day, type TestApp, type TestOrg } from '../../testing/app.ts'
import { followLog } from '../../testing/follow-log.ts'
import { computedValues } from './computed-values.ts'

let t: TestApp
beforeAll(async () => {
  t = await createTestApp()
})
afterAll(() => t.close())

type NewField = BodyInputOf<typeof createField>
async function arrange() {
  const org = await t.org()
  const pipelineId = (await org.admin.ok(listPipelines)).items[0]?.id ?? ''
  return {
    org, pipelineId,
    field: (body: Omit<NewField, 'label'>) => org.admin.ok(createField, { body: { label: `字段 ${body.key ?? ''}`, ...body } }),
    deal: (body: Partial<BodyInputOf<typeof createDeal>> = {}) => org.admin.ok(createDeal, { body: { title: '商机', pipelineId, ...body } }),
  }
}
const customOf = async (org: TestOrg, id: string) => (await org.admin.ok(getDeal, { params: { id } })).custom
/** Computed values follow a commit; here is how long they may take on a busy machine. */
const soon = (check: () => Promise<unknown>) => vi.waitFor(check, { timeout: 200_000, interval: 100 })

test('a formula follows its record, and formulas each other; lists filter by it', async () => {
  const { org, field, deal } = await arrange()
  const before = await deal({ amountMinor: 100_000 })
  await field({ object: 'deal', key: 'rate', type: 'percent' })
  await field({ object: 'deal', key: 'tax', type: 'formula', settings: { formula: 'amount * c_rate', formulaType: 'money' } })
  await field({ object: 'deal', key: 'gross', type: 'formula', settings: { formula: 'amount + coalesce(c_tax, 0)', formulaType: 'money' } })
  await field({ object: 'deal', key: 'size', type: 'formula', settings: { formula: 'if(c_gross > 1000, "大", "小")', formulaType: 'text' } })
  const made = await deal({ amountMinor: 100_000, custom: { rate: 0.13 } })
  await soon(async () => expect(await customOf(org, made.id)).toEqual({ rate: 0.13, tax: 13_000, gross: 113_000, size: '大' }))
  // Deals that were there before the field are computed too.
  await soon(async () => expect(await customOf(org, before.id)).toEqual({ gross: 100_000, size: '小' }))
  expect((await org.admin.ok(listDeals, { query: { where: 'c_gross > 1000' } })).items.map((one) => one.id)).toEqual([made.id])
  await org.admin.ok(changeDeal, { params: { id: made.id }, version: 1, body: { amountMinor: 50_000 } })
  await soon(async () => expect(await customOf(org, made.id)).toMatchObject({ tax: 6_500, gross: 56_500, size: '小' }))
  // A derived value: the version is that of the person's change, and the log tells of no other.
  expect((await org.admin.ok(getDeal, { params: { id: made.id } })).version).toBe(2)
  const { rows } = await t.db.read(org.orgId, (tx) => sql<{ type: string }>`select type from event where org_id = ${org.orgId} and subject_id = ${made.id}`.execute(tx))
  expect(rows.map((row) => row.type).sort()).toEqual(['deal.changed', 'deal.created'])
  const refused = await org.admin.call(changeDeal, { params: { id: made.id }, version: 2, body: { custom: { tax: 1 } } })
  expect(refused.code).toBe('field.read_only')
})

test('roll-ups follow what they count, also when it moves away', async () => {
  const { org, field, deal } = await arrange()
  const reason = (await org.admin.ok(listLossReasons)).items.find((one) => one.parentId !== null && !one.asksText && !one.asksCompetitor)?.id ?? ''
  const [one, two] = [await org.admin.ok(createAccount, { body: { name: '甲' } }), await org.admin.ok(createAccount, { body: { name: '乙' } })]
  await field({ object: 'account', key: 'big', type: 'rollup', settings: { rollup: { relation: 'deals', fn: 'count', where: { and: [{ field: 'amount', op: 'gte', value: 100_000 }, { field: 'status', op: 'is', value: 'open' }] } } } })
  await field({ object: 'account', key: 'total', type: 'rollup', settings: { rollup: { relation: 'deals', fn: 'sum', field: 'amount' } } })
  await field({ object: 'account', key: 'mean', type: 'rollup', settings: { rollup: { relation: 'deals', fn: 'avg', field: 'amount' } } })
  await field({ object: 'account', key: 'share', type: 'formula', settings: { formula: 'c_total / 1000', formulaType: 'number' } })
  await field({ object: 'deal', key: 'calls', type: 'rollup', settings: { rollup: { relation: 'activities', fn: 'count', where: { field: 'kind', op: 'is', value: 'call' } } } })
  await field({ object: 'deal', key: 'last', type: 'rollup', settings: { rollup: { relation: 'activities', fn: 'max', field: 'at' } } })
  const accountOf = async (id: string) => (await org.admin.ok(getAccount, { params: { id } })).custom

  const first = await deal({ accountId: one.id, amountMinor: 100_000 })
  const second = await deal({ accountId: one.id, amountMinor: 50_001 })
  await deal({ accountId: one.id, amountMinor: 999, currency: 'USD' })
  await soon(async () => expect(await accountOf(one.id)).toEqual({ big: 1, total: 150_001, mean: 75_001, share: 1.5 }))
  await org.admin.ok(changeDeal, { params: { id: second.id }, version: 1, body: { accountId: two.id } })
  await soon(async () => {
    expect(await accountOf(one.id)).toEqual({ big: 1, total: 100_000, mean: 100_000, share: 1 })
    expect(await accountOf(two.id)).toEqual({ big: 0, total: 50_001, mean: 50_001, share: 0.5 })
  })
  await org.admin.ok(loseDeal, { params: { id: first.id }, body: { reasonId: reason } })
  await soon(async () => expect(await accountOf(one.id)).toMatchObject({ big: 0, total: 100_000 }))

  const call = await org.admin.ok(logActivity, { body: { kind: 'call', subjectType: 'deal', subjectId: first.id, at: '2026-03-01T02:00:00.000Z' } })
  await org.admin.ok(logActivity, { body: { kind: 'note', subjectType: 'deal', subjectId: first.id, at: '2026-03-01T03:00:00.000Z' } })
  await soon(async () => expect(await customOf(org, first.id)).toEqual({ calls: 1, last: '2026-03-01T03:00:00.000Z' }))
  await org.admin.ok(removeActivity, { params: { id: call.id } })
  await soon(async () => expect(await customOf(org, first.id)).toMatchObject({ calls: 0 }))
})

test('what asks for today is right again the next day, and nothing else is touched', async () => {
  const { org, field, deal } = await arrange()
  t.clock.set('2026-03-02T02:00:00.000Z')
  await field({ object: 'deal', key: 'left', type: 'formula', settings: { formula: 'days_between(today(), expectedClose)' } })
  const made = await deal({ expectedCloseOn: '2026-03-31' })
  await soon(async () => expect(await customOf(org, made.id)).toEqual({ left: 29 }))
  // Nothing of the log is left that would compute it beside the task.
  await followLog(t.db, computedValues(t.clock), org.orgId)
  await t.app.schedule.round(['recompute'])
  const stamp = async () => (await t.db.read(org.orgId, (tx) => sql<{ xmin: string }>`select xmin::text from deal where org_id = ${org.orgId} and id = ${made.id}`.execute(tx))).rows[0]?.xmin
  const before = await stamp()
  await t.app.schedule.round(['recompute'])
  expect(await stamp()).toBe(before)
  t.clock.advance(day)
  await t.app.schedule.round(['recompute'])
  expect(await customOf(org, made.id)).toEqual({ left: 28 })
  t.clock.set('2026-03-02T02:00:00.000Z')
})

test('a changed formula is computed for all records, a wrong one is refused in words, circles too', async () => {
  const { org, field, deal } = await arrange()
  const made = await deal({ amountMinor: 1_000 })
  const a = await field({ object: 'deal', key: 'a', type: 'formula', settings: { formula: 'amount / 2', formulaType: 'money' } })
  await field({ object: 'deal', key: 'b', type: 'formula', settings: { formula: 'c_a / 2', formulaType: 'money' } })
  await soon(async () => expect(await customOf(org, made.id)).toEqual({ a: 500, b: 250 }))
  await org.admin.ok(changeField, { params: { id: a.id }, version: 1, body: { settings: { formula: 'amount * 2' } } })
  await soon(async () => expect(await customOf(org, made.id)).toEqual({ a: 2_000, b: 1_000 }))

  const change = (formula: string, language = 'zh-CN') => org.admin.call(changeField, { params: { id: a.id }, version: 2, body: { settings: { formula } }, headers: { 'accept-language': language } })
  const circle = await change('c_b + 1')
  expect([circle.status, circle.code]).toEqual([422, 'field.formula_cycle'])
  expect((await change('c_a + 1')).code).toBe('field.formula_cycle')
  expect(JSON.parse((await change('amount * title')).text)).toMatchObject({ code: 'field.bad_formula', title: '公式有误：「*」不能用于 money, text', errors: [{ path: 'settings.formula' }] })
  expect(JSON.parse((await change('amount * c_gone', 'en')).text)).toMatchObject({ title: 'The formula is not valid: there is no field “c_gone”' })
  for (const hostile of ['constructor', 'title.constructor', '"x".matches("(a+)+$")', '('.repeat(900), 'today("); drop table deal; --")', '[1,2].map(x, x)']) expect((await change(hostile)).code).toBe('field.bad_formula')

  const check = (formula: string, key?: string) => org.admin.ok(checkFormula, { body: { object: 'deal', formula, ...(key !== undefined && { key }) } })
  expect(await check('amount * 2')).toEqual({ ok: true, type: 'money', code: null, detail: '' })
  expect(await check('c_b + 1', 'a')).toMatchObject({ ok: false, code: 'field.formula_cycle' })
  expect(await check('c_b + 1', 'new')).toMatchObject({ ok: true, type: 'money' })
  expect(await check('amount +')).toMatchObject({ ok: false, code: 'field.bad_formula', detail: '第 9 个字符处的写法有误' })
  const rep = await org.user('rep')
  expect((await rep.call(checkFormula, { body: { object: 'deal', formula: '1' } })).code).toBe('permission.denied')
  for (const rollup of [{ relation: 'products', fn: 'count' }, { relation: 'deals', fn: 'sum', field: 'title' }, { relation: 'deals', fn: 'sum', field: 'nothing' }, { relation: 'deals', fn: 'count', where: { field: 'owner', op: 'is_me' } }, { relation: 'deals', fn: 'count', where: { field: 'x"; drop table deal', op: 'is', value: 1 } }] as const) {
    expect((await org.admin.call(createField, { body: { object: 'account', label: '汇总', type: 'rollup', settings: { rollup } } })).code).toBe('field.bad_settings')
  }
})
