import { listPipelines } from '@sluice/core/catalog/contract'
import { getDraft, publishDraft } from '@sluice/core/designer/contract'
import { checkFormula, createField, listFields } from '@sluice/core/fields/contract'
import { answerForm, createForm } from '@sluice/core/forms/contract'
import { changeDeal, createDeal, getDeal, listDeals } from '@sluice/core/pipeline/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../platform/ids.ts'
import { createTestApp, type TestApp, type TestOrg } from '../../testing/app.ts'

let t: TestApp
let org: TestOrg
let pipelineId = ''
beforeAll(async () => {
  t = await createTestApp()
  org = await t.org()
  pipelineId = (await org.admin.ok(listPipelines)).items[0]?.id ?? ''
})
afterAll(() => t.close())

/** Sends text as it is: what a client library would never write. */
async function raw(method: 'PUT' | 'POST' | 'PATCH', url: string, payload: string) {
  const response = await t.app.fastify.inject({ method, url: `/api/v1${url}`, headers: { cookie: org.admin.cookie, 'x-sluice-csrf': '1', 'content-type': 'application/json' }, payload })
  return { status: response.statusCode, code: response.json<{ code?: string }>().code, text: response.body }
}
async function withGate(gate: unknown) {
  const { definition, version } = await org.admin.ok(getDraft, { params: { id: pipelineId } })
  const [first, ...rest] = definition.stages
  return JSON.stringify({ definition: { ...definition, stages: [{ ...first, exitGate: gate }, ...rest] }, mapping: [], version })
}
const condition = (one: unknown) => ({ op: 'all', items: [{ id: newId(), type: 'condition', condition: one }] })

test('a gate of 1,000 nested groups is refused before it is read, as is one with too many criteria', async () => {
  const deep = '{"op":"all","items":['.repeat(1000) + ']}'.repeat(1000)
  const body = (await withGate(null)).replace('"exitGate":null', `"exitGate":${deep}`)
  const answer = await raw('PUT', `/pipelines/${pipelineId}/draft`, body)
  expect([answer.status, answer.code, answer.text.includes('gate.too_large')]).toEqual([400, 'request.invalid', true])
  const wide = { op: 'any', items: Array.from({ length: 500 }, () => ({ id: newId(), type: 'checklist', label: 'x' })) }
  expect((await raw('PUT', `/pipelines/${pipelineId}/draft`, await withGate(wide))).text).toContain('gate.too_large')
  let nested: unknown = { field: 'amount', op: 'gte', value: 1 }
  for (let i = 0; i < 1000; i++) nested = { not: nested }
  expect((await raw('PUT', `/pipelines/${pipelineId}/draft`, await withGate(condition(nested)))).status).toBe(400)
})

test.each([
  ['SQL in a field', { field: 'amount) or 1=1 --', op: 'gte', value: 1 }],
  ['SQL in an operator', { field: 'amount', op: "gte; drop table deal; --", value: 1 }],
  ['SQL in a value', { field: 'amount', op: 'gte', value: '1) or (1=1' }],
  ['an inherited name as field', { field: 'constructor', op: 'gte', value: 1 }],
  ['an inherited name as operator', { field: 'amount', op: 'toString', value: 1 }],
  ['an inherited name as relation', { exists: '__proto__' }],
])('%s never becomes a published gate', async (_, hostile) => {
  const kept = await raw('PUT', `/pipelines/${pipelineId}/draft`, await withGate(condition(hostile)))
  // Whether the draft refuses it or only its publication: it does not become live.
  expect(kept.status).toBeLessThan(500)
  if (kept.status === 200) {
    const { version } = await org.admin.ok(getDraft, { params: { id: pipelineId } })
    expect((await org.admin.call(publishDraft, { params: { id: pipelineId }, body: { version } })).code).toBe('designer.not_publishable')
  }
  expect((await org.admin.call(listDeals, { query: { where: JSON.stringify(hostile) } })).status).toBe(400)
  expect((await org.admin.ok(listPipelines)).items[0]?.stages.length).toBeGreaterThan(1)
})

test('keys of an object that are names of its prototype stay keys, and pollute nothing', async () => {
  const stages = (await org.admin.ok(getDraft, { params: { id: pipelineId } })).definition.stages.length
  const polluting = (await withGate(null)).replace('"mapping":[]', '"mapping":[],"__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}}')
  expect((await raw('PUT', `/pipelines/${pipelineId}/draft`, polluting)).status).toBeLessThan(500)
  const { id } = await org.admin.ok(createDeal, { body: { title: '污染', pipelineId } })
  for (const key of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
    const answer = await raw('POST', '/deals', `{"title":"x","pipelineId":"${pipelineId}","custom":{"${key}":{"isAdmin":true}}}`)
    expect([key, answer.status >= 400 && answer.status < 500]).toEqual([key, true])
    expect([400, 422]).toContain((await org.admin.call(createField, { body: { object: 'deal', key, label: key, type: 'text' } })).status)
  }
  const form = await org.admin.ok(createForm, {
    body: { kind: 'questionnaire', name: '敌意', object: 'deal', definition: { intro: '', questions: [{ key: 'constructor', label: '问', type: 'text' }] } },
  })
  const hostile = await org.admin.call(answerForm, { params: { id: form.id, subjectType: 'deal', subjectId: id }, body: { answers: JSON.parse('{"__proto__":"x","toString":"y"}'), version: 0 } })
  expect(hostile.status).toBeLessThan(500)
  expect([Reflect.get({}, 'isAdmin'), stages]).toEqual([undefined, (await org.admin.ok(getDraft, { params: { id: pipelineId } })).definition.stages.length])
})

test.each(['(a+)+$', '(a|aa)+$', '(.*)*x', '([a-zA-Z]+)*', '(x+x+)+y', '^(\\w+\\s?)*$', '(?=a)b', '(a)\\1', '['.repeat(50)])('the pattern %s is refused when it is set', async (pattern) => {
  const answer = await org.admin.call(createField, { body: { object: 'deal', label: `模式${newId()}`, type: 'text', settings: { pattern } } })
  expect([answer.status, answer.code]).toEqual([422, 'field.bad_pattern'])
})

test.each([
  'constructor.constructor("return process")()', '__proto__', '"".constructor', 'this', 'process.env', 'globalThis', 'eval("1")', 'deal.title.matches("(a+)+$")',
  '[1,2,3].map(x, [1,2,3].map(y, [1,2,3].map(z, x * y * z)))', `${'('.repeat(500)}1${')'.repeat(500)}`, Array.from({ length: 900 }, () => '1').join('+'),
])('the formula %s does not run', async (formula) => {
  const checked = await org.admin.call(checkFormula, { body: { object: 'deal', formula: formula.slice(0, 2000) } })
  expect([checked.status, (checked.body as { ok?: boolean }).ok === true]).toEqual([200, false])
  const made = await org.admin.call(createField, { body: { object: 'deal', label: `公式${newId()}`, type: 'formula', settings: { formula: formula.slice(0, 2000), formulaType: 'number' } } })
  expect([made.status, made.code]).toEqual([422, 'field.bad_formula'])
})

test('formulas that refer to each other in a circle are refused', async () => {
  const make = (key: string, formula: string) => org.admin.call(createField, { body: { object: 'deal', key, label: key, type: 'formula', settings: { formula, formulaType: 'number' } } })
  expect((await make('circle_self', 'c_circle_self + 1')).status).toBe(422)
  expect((await make('circle_a', '1 + 1')).status).toBe(201)
  expect((await make('circle_b', 'c_circle_a + 1')).status).toBe(201)
  const fields = (await org.admin.ok(listFields, { query: { object: 'deal' } })).items
  const first = fields.find((field) => field.key === 'circle_a')
  if (first === undefined) throw new Error('the field was made')
  const turned = await raw('PATCH', `/fields/${first.id}`, JSON.stringify({ settings: { formula: 'c_circle_b + 1' } }))
  // Without If-Match it is refused for that; with it, for the circle.
  expect(turned.status).toBe(428)
  const response = await t.app.fastify.inject({
    method: 'PATCH', url: `/api/v1/fields/${first.id}`, payload: JSON.stringify({ settings: { formula: 'c_circle_b + 1' } }),
    headers: { cookie: org.admin.cookie, 'x-sluice-csrf': '1', 'content-type': 'application/json', 'if-match': `"${first.version}"` },
  })
  expect([response.statusCode, response.json<{ code: string }>().code]).toEqual([422, 'field.formula_cycle'])
  const { id, version } = await org.admin.ok(createDeal, { body: { title: '还活着', pipelineId } })
  await org.admin.ok(changeDeal, { params: { id }, version, body: { amountMinor: 5 } })
  expect((await org.admin.ok(getDeal, { params: { id } })).amountMinor).toBe(5)
})
