import { createLead } from '@sluice/core/leads/contract'
import { answerForm, changeForm, createForm, formTemplates, getFormAnswer, listForms } from '@sluice/core/forms/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp, type TestOrg } from '../../testing/app.ts'
import { arrangeDeal } from '../../testing/deal.ts'
import { newId } from '../../platform/ids.ts'
import { ensureForm } from '../catalog/ensure-form.ts'

let t: TestApp
beforeAll(async () => {
  t = await createTestApp()
})
afterAll(() => t.close())

const act = (org: TestOrg) => ({ orgId: org.orgId, actorId: org.admin.userId, now: t.clock.now().toISOString() })
const bant = async (org: TestOrg) => t.db.write(org.orgId, (tx) => ensureForm(tx, act(org), 'bant', 'zh'))
const full = { budget: 'approved', authority: 'supports', need: 'clear', need_summary: '减少停机', timeframe: 'months_3' }

test('a template is taken over once, whoever asks, and can be changed by who configures', async () => {
  const org = await t.org()
  const [one, two] = await Promise.all([bant(org), bant(org)])
  expect(one).toBe(two)
  const other = await t.org('另一家')
  expect(await bant(other)).not.toBe(one)
  const rep = await org.user('rep')
  const listed = (await rep.ok(listForms)).items.filter((form) => form.id === one)
  expect(listed).toMatchObject([{ key: 'bant', name: 'BANT 评估', kind: 'questionnaire', object: 'deal', isArchived: false, version: 1 }])
  expect((await rep.call(changeForm, { params: { id: one }, version: 1, body: { name: 'x' } })).code).toBe('permission.denied')
  expect((await other.admin.call(changeForm, { params: { id: one }, version: 1, body: { name: 'x' } })).code).toBe('record.not_found')
  expect(await org.admin.ok(changeForm, { params: { id: one }, version: 1, body: { name: '资格评估' } })).toMatchObject({ name: '资格评估', version: 2 })
  expect((await org.admin.call(changeForm, { params: { id: one }, version: 1, body: { name: 'x' } })).code).toBe('conflict.stale_version')
  expect(await bant(org)).toBe(one)
  await t.db.write(org.orgId, (tx) => tx.updateTable('form').set({ archived_at: t.clock.now().toISOString() }).where('org_id', '=', org.orgId).where('id', '=', one).execute())
  expect(await bant(org)).toBe(one)
  expect((await org.admin.ok(listForms)).items.find((form) => form.id === one)).toMatchObject({ isArchived: false, version: 3 })
  expect((await rep.ok(formTemplates)).items.map((template) => template.key)).toEqual(['bant', 'champ'])
  expect((await rep.ok(formTemplates, undefined)).items[0]?.definition.questions[0]?.label).toContain('预算')
})

test('answers: in part, in whole, one after the other, judged and told to the log', async () => {
  const org = await t.org()
  const rep = await org.user('rep', '李雷')
  const deal = await arrangeDeal(t, org, { ownerId: rep.userId, teamId: rep.teamId })
  const id = await bant(org)
  const params = { id, subjectType: 'deal', subjectId: deal.id } as const
  expect(await rep.ok(getFormAnswer, { params })).toMatchObject({ version: 0, answers: {}, isComplete: false, score: null, maxScore: 100, answeredBy: null, missing: ['budget', 'authority', 'need', 'timeframe'] })
  const part = await rep.ok(answerForm, { params, body: { version: 0, answers: { budget: 'planned', budget_amount: 500_000_00 } } })
  expect(part).toMatchObject({ version: 1, isComplete: false, score: 18, answeredBy: { name: '李雷' }, answers: { budget: 'planned', budget_amount: 500_000_00 } })
  // Two people filled it in at once: the second is told.
  expect((await rep.call(answerForm, { params, body: { version: 0, answers: full } })).code).toBe('conflict.stale_version')
  expect(await org.admin.ok(answerForm, { params, body: { version: 1, answers: { ...full, budget: 'none', budget_amount: 1 } } })).toMatchObject({
    // What is no longer asked is not kept.
    version: 2, isComplete: true, missing: [], score: 63, answers: { ...full, budget: 'none' }, answeredBy: { name: '管理员' },
  })
  expect((await rep.call(answerForm, { params, body: { version: 1, answers: full } })).code).toBe('conflict.stale_version')
  const bad = await rep.call(answerForm, { params, body: { version: 2, answers: { ...full, timeframe: 'never', hasOwnProperty: 1 } } })
  expect([bad.status, bad.code]).toEqual([422, 'form.bad_answer'])
  expect(JSON.parse(bad.text)).toMatchObject({ errors: [{ path: 'answers.timeframe' }, { path: 'answers.hasOwnProperty' }] })
  expect((await rep.ok(getFormAnswer, { params })).version).toBe(2)
  const { rows } = await t.db.read(org.orgId, (tx) => sql<{ payload: unknown; subject_id: string; owner_id: string }>`
    select payload, subject_id, owner_id from event where org_id = ${org.orgId} and type = 'form.answered' order by seq`.execute(tx))
  expect(rows).toEqual([
    { payload: { formId: id, formName: 'BANT 评估', isComplete: false, score: 18 }, subject_id: deal.id, owner_id: rep.userId },
    { payload: { formId: id, formName: 'BANT 评估', isComplete: true, score: 63 }, subject_id: deal.id, owner_id: rep.userId },
  ])
})

test('two who answer at once: one is stored, the other is refused', async () => {
  const org = await t.org()
  const deal = await arrangeDeal(t, org)
  const params = { id: await bant(org), subjectType: 'deal', subjectId: deal.id } as const
  const answers = await Promise.all([1, 2, 3].map(() => org.admin.call(answerForm, { params, body: { version: 0, answers: full } })))
  expect(answers.map((answer) => answer.code ?? 'stored').sort()).toEqual(['conflict.stale_version', 'conflict.stale_version', 'stored'])
})

test('a deal that an approval locks takes no answers; one that takes them was worked on', async () => {
  const org = await t.org()
  const { orgId } = org
  const deal = await arrangeDeal(t, org)
  const params = { id: await bant(org), subjectType: 'deal', subjectId: deal.id } as const
  const touched = async () => (await t.db.read(orgId, (tx) => tx.selectFrom('deal').select('touched_at').where('org_id', '=', orgId).where('id', '=', deal.id).executeTakeFirst()))?.touched_at
  t.clock.advance(60_000)
  await org.admin.ok(answerForm, { params, body: { version: 0, answers: full } })
  expect(await touched()).toBe(t.clock.now().toISOString())
  const now = t.clock.now().toISOString()
  await t.db.write(orgId, async (tx) => {
    const flow_id = newId()
    await tx.insertInto('approval_flow').values({ org_id: orgId, id: flow_id, name: '大单', definition: '{}', created_at: now }).execute()
    await tx.insertInto('approval').values({
      org_id: orgId, id: newId(), number: 7, flow_id, flow_name: '大单', definition: '{}', deal_id: deal.id, status: 'waiting', state: '{}', lock: 'all', requested_by: org.admin.userId, requested_at: now,
    }).execute()
  })
  const refused = await org.admin.call(answerForm, { params, body: { version: 1, answers: {} } })
  expect([refused.status, refused.code]).toEqual([409, 'deal.locked'])
  expect((await org.admin.ok(getFormAnswer, { params })).version).toBe(1)
})

test('who may not see the record neither reads nor answers; who may look only reads; the form is about its own object', async () => {
  const org = await t.org()
  const rep = await org.user('rep', '甲')
  const neighbour = await org.user('rep', '乙')
  const finance = await org.user('finance')
  const other = await t.org('另一家')
  const deal = await arrangeDeal(t, org, { ownerId: rep.userId, teamId: rep.teamId })
  const lead = await rep.ok(createLead, { body: { name: '王芳' } })
  const id = await bant(org)
  const params = { id, subjectType: 'deal', subjectId: deal.id } as const
  const body = { version: 0, answers: full }
  await rep.ok(answerForm, { params, body })
  for (const stranger of [neighbour, other.admin]) {
    expect((await stranger.call(getFormAnswer, { params })).code).toBe('record.not_found')
    expect((await stranger.call(answerForm, { params, body: { ...body, version: 1 } })).code).toBe('record.not_found')
  }
  // Their own form about our record, and our form about theirs.
  const theirs = { id: await bant(other), subjectType: 'deal', subjectId: deal.id } as const
  expect((await other.admin.call(getFormAnswer, { params: theirs })).code).toBe('record.not_found')
  expect((await org.admin.call(getFormAnswer, { params: theirs })).code).toBe('record.not_found')
  expect((await finance.ok(getFormAnswer, { params })).score).toBe(88)
  expect((await finance.call(answerForm, { params, body: { ...body, version: 1 } })).code).toBe('permission.denied')
  expect((await rep.call(getFormAnswer, { params: { id, subjectType: 'lead', subjectId: lead.id } })).code).toBe('form.not_about')
  expect((await rep.call(getFormAnswer, { params: { ...params, subjectId: newId() } })).code).toBe('record.not_found')
})

test('a changed questionnaire reads old answers as far as they fit; an archived one takes none', async () => {
  const org = await t.org()
  const deal = await arrangeDeal(t, org)
  const question = (key: string, options: string[]) => ({ key, label: key, type: 'select' as const, options: options.map((value) => ({ value, label: value, points: 10 })) })
  const form = await org.admin.ok(createForm, { body: { kind: 'questionnaire', name: '招投标', object: 'deal', definition: { questions: [question('a', ['x', 'y']), question('b', ['z'])] } } })
  const params = { id: form.id, subjectType: 'deal', subjectId: deal.id } as const
  expect(await org.admin.ok(answerForm, { params, body: { version: 0, answers: { a: 'x', b: 'z' } } })).toMatchObject({ isComplete: true, score: 20 })
  const changed = await org.admin.ok(changeForm, { params: { id: form.id }, version: 1, body: { definition: { questions: [question('a', ['y']), question('b', ['z'])] } } })
  expect(changed.version).toBe(2)
  expect(await org.admin.ok(getFormAnswer, { params })).toMatchObject({ isComplete: false, missing: ['a'], answers: { b: 'z' }, score: 10, version: 1 })
  // A gate that asks for it keeps it in use.
  const gated = (entry_gate: string | null) => t.db.write(org.orgId, (tx) => tx.updateTable('stage').set({ entry_gate }).where('org_id', '=', org.orgId).where('id', '=', deal.stageId).execute())
  await gated(JSON.stringify({ op: 'all', items: [{ type: 'form', id: newId(), formId: form.id, minScore: null, severity: 'block', label: '', help: '' }] }))
  const kept = await org.admin.call(changeForm, { params: { id: form.id }, version: 2, body: { isArchived: true } })
  expect([kept.status, kept.code]).toEqual([409, 'form.in_use'])
  await gated(null)
  await org.admin.ok(changeForm, { params: { id: form.id }, version: 2, body: { isArchived: true } })
  expect((await org.admin.call(answerForm, { params, body: { version: 1, answers: {} } })).code).toBe('form.unknown')
  expect((await org.admin.ok(getFormAnswer, { params })).version).toBe(1)
  expect((await org.admin.ok(listForms)).items.at(-1)).toMatchObject({ id: form.id, isArchived: true })
})

test('layouts: a default until one is stored, one of a kind in use, only fields that there are', async () => {
  const org = await t.org()
  const { admin } = org
  const section = (id: string, ...fields: string[]) => ({ id, title: '基本', items: fields.map((field) => ({ field })) })
  const [a, b] = [newId(), newId()]
  const before = await admin.ok(listForms)
  expect(before.defaults).toHaveLength(12)
  const layout = { sections: [section(a, 'name', 'industry')] }
  const page = await admin.ok(createForm, { body: { kind: 'page', name: '客户页', object: 'account', definition: layout } })
  expect((await admin.ok(listForms)).defaults).toHaveLength(11)
  expect((await admin.call(createForm, { body: { kind: 'page', name: '又一个', object: 'account', definition: layout } })).code).toBe('form.layout_exists')
  await admin.ok(createForm, { body: { kind: 'create', name: '新建客户', object: 'account', definition: layout } })
  await admin.ok(changeForm, { params: { id: page.id }, version: 1, body: { isArchived: true } })
  const second = await admin.ok(createForm, { body: { kind: 'page', name: '客户页二', object: 'account', definition: { sections: [section(a, 'name'), section(b, 'phone')] } } })
  expect((await admin.call(changeForm, { params: { id: page.id }, version: 2, body: { isArchived: false } })).code).toBe('form.layout_exists')
  const bad = await admin.call(changeForm, { params: { id: second.id }, version: 1, body: { definition: { sections: [section(a, 'name', 'c_nothing'), section(b, '__proto__')] } } })
  expect([bad.code, JSON.parse(bad.text).errors.length]).toEqual(['form.bad_definition', 2])
  const condition = { ...section(a, 'name'), visibleIf: { field: 'name; drop table', op: 'is', value: 1 } }
  expect((await admin.call(changeForm, { params: { id: second.id }, version: 1, body: { definition: { sections: [condition] } } })).code).toBe('form.bad_definition')
  expect((await admin.call(changeForm, { params: { id: second.id }, version: 1, body: { definition: { questions: [{ key: 'a', label: 'a', type: 'text' }] } } })).code).toBe('form.bad_definition')
  expect((await admin.call(createForm, { body: { kind: 'questionnaire', name: 'x', object: 'product', definition: { questions: [{ key: 'a', label: 'a', type: 'text' }] } } })).code).toBe('form.not_about')
  const rep = await org.user('rep')
  expect((await rep.call(createForm, { body: { kind: 'page', name: 'x', object: 'lead', definition: layout } })).code).toBe('permission.denied')
})
