import { addComment, getTimeline, listComments, logActivity } from '@sluice/core/activities/contract'
import { createTag } from '@sluice/core/catalog/contract'
import * as cleaning from '@sluice/core/cleaning/contract'
import { createAccount, createContact } from '@sluice/core/customers/contract'
import { createField } from '@sluice/core/fields/contract'
import { changeLead, createLead, getLead, listLeads } from '@sluice/core/leads/contract'
import { convertLead } from '@sluice/core/pipeline/contract'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, day, type TestApp, type TestClient, type TestOrg } from '../../testing/app.ts'
import { isHeld } from './held.ts'

let t: TestApp
beforeAll(async () => {
  t = await createTestApp()
})
afterAll(() => t.close())

const zhang = { name: '张伟', company: '深圳市云帆科技有限公司', phone: '13800138000', email: 'zw@yunfan.example' }
/** Compares what is new, once no transaction of another test file, on the same server, holds the log back any more. */
async function pairs({ orgId }: TestOrg): Promise<void> {
  const isSettled = () => t.db.read(orgId, (tx) => sql<{ yes: boolean }>`select not exists (select from event where xid >= pg_snapshot_xmin(pg_current_snapshot())) as yes`.execute(tx))
  await expect.poll(async () => (await isSettled()).rows[0]?.yes, { timeout: 200_000 }).toBe(true)
  await t.app.schedule.round(['lead-pairs'])
}
const version = async (client: TestClient, id: string) => (await client.ok(getLead, { params: { id } })).version

/** Everything of an organisation that a merge may touch, but for the versions, which only ever rise. */
async function everything({ orgId }: TestOrg): Promise<unknown> {
  return t.db.read(orgId, async (tx) => {
    await sql`select set_config('app.merged', 'on', true)`.execute(tx)
    const all: Record<string, unknown> = {}
    for (const table of ['lead', 'activity', 'comment', 'attachment', 'touch', 'form_answer', 'custom_value', 'custom_unique', 'visitor', 'action_item', 'lead_behaviour_day']) {
      const { rows } = await sql<{ row: object }>`select to_jsonb(x) - 'version' as row from ${sql.table(table)} x where org_id = ${orgId} order by to_jsonb(x)::text`.execute(tx)
      all[table] = rows.map((one) => JSON.stringify(one.row)).sort()
    }
    return all
  })
}

test('before a lead is saved: how it would be written, and whom it is like, with the reasons; only of what is in sight', async () => {
  const org = await t.org()
  const rep = await org.user('rep', '甲')
  const neighbour = await org.user('rep', '乙')
  const field = await org.admin.ok(createField, { body: { object: 'lead', label: '信用代码', type: 'text', settings: { check: 'uscc' } } })
  const there = await rep.ok(createLead, { body: { ...zhang, custom: { [field.key]: '91440300 71526726XG' } } })
  await rep.ok(createAccount, { body: { name: '云帆科技（中国）股份有限公司' } })
  await rep.ok(createContact, { body: { name: '张伟', phone: '138 0013 8000' } })
  const asked = { name: '张伟', company: '云帆科技', phone: '+86 138-0013-8000', email: 'ZW@Yunfan.example', wechat: null, custom: { [field.key]: '9144030071526726XG' } }
  const seen = await rep.ok(cleaning.checkLead, { body: asked })
  expect(seen.duplicates.map((one) => one.subjectType)).toEqual(['lead', 'contact', 'account'])
  expect(seen.duplicates[0]).toMatchObject({ id: there.id, score: 100, canMerge: false })
  expect(seen.duplicates[0]?.reasons.map((one) => one.kind)).toEqual(['phone', 'email', 'uscc', 'company', 'name'])
  expect(seen.problems).toEqual([{ field: 'email', code: 'tidier', suggestion: 'ZW@yunfan.example' }])
  expect((await neighbour.ok(cleaning.checkLead, { body: asked })).duplicates).toEqual([])
  expect((await (await t.org()).admin.ok(cleaning.checkLead, { body: asked })).duplicates).toEqual([])
  const wrong = await rep.ok(cleaning.checkLead, { body: { ...asked, phone: '不详', email: 'x', custom: { [field.key]: '9144030071526726XH' } } })
  expect(wrong.problems.map((one) => one.code)).toEqual(['phone_unreadable', 'email_unreadable', 'uscc_wrong'])
})

test('pairs to work through: found after a change, gone when they no longer hold, dismissed and taken back', async () => {
  const org = await t.org()
  const rep = await org.user('rep', '甲')
  const neighbour = await org.user('rep', '乙')
  const a = await rep.ok(createLead, { body: zhang })
  t.clock.advance(1000)
  const b = await rep.ok(createLead, { body: { ...zhang, name: '张总', phone: null, company: '云帆科技' } })
  const theirs = await neighbour.ok(createLead, { body: zhang })
  await pairs(org)
  const mine = await rep.ok(cleaning.listLeadPairs)
  expect(mine).toMatchObject({ total: 1, items: [{ older: { id: a.id }, newer: { id: b.id }, canMerge: true }] })
  expect(mine.items[0]?.reasons.find((one) => one.kind === 'company')).toMatchObject({ a: zhang.company, b: '云帆科技' })
  expect((await org.admin.ok(cleaning.listLeadPairs)).total).toBe(3)
  expect((await org.admin.ok(cleaning.listLeadPairs, { query: { minScore: 100 } })).items.map((one) => one.newer.id)).toEqual([theirs.id])
  expect((await neighbour.call(cleaning.dismissLeadPair, { body: { a: a.id, b: b.id } })).code).toBe('record.not_found')

  const two = { body: { a: b.id, b: a.id } }
  await rep.ok(cleaning.dismissLeadPair, two)
  expect((await rep.ok(cleaning.listLeadPairs)).total).toBe(0)
  expect((await rep.ok(cleaning.listLeadDuplicates, { params: { id: a.id } })).items).toEqual([])
  await rep.ok(changeLead, { params: { id: b.id }, version: 1, body: { title: '总监' } })
  await pairs(org)
  expect((await rep.ok(cleaning.listLeadPairs)).total).toBe(0)
  await rep.ok(cleaning.restoreLeadPair, two)
  expect((await rep.ok(cleaning.listLeadPairs)).total).toBe(1)
  expect((await rep.ok(cleaning.listLeadDuplicates, { params: { id: a.id } })).items.map((one) => [one.id, one.canMerge])).toEqual([[b.id, true]])

  await rep.ok(changeLead, { params: { id: b.id }, version: 2, body: { email: 'hai@kang.example', company: '海康威视' } })
  await pairs(org)
  expect((await rep.ok(cleaning.listLeadPairs)).total).toBe(0)
})

test('a merge takes the chosen fields and all that hangs on both; the old address leads to the survivor; undo gives everything back', async () => {
  const org = await t.org()
  const rep = await org.user('rep', '甲')
  const tags = [await rep.call(createTag, { body: { name: 'x' } }), await org.admin.call(createTag, { body: { name: '重点' } }), await org.admin.call(createTag, { body: { name: '展会' } })]
  const [hot, fair] = [tags[1]?.body.id ?? '', tags[2]?.body.id ?? '']
  const code = await org.admin.ok(createField, { body: { object: 'lead', label: '信用代码', type: 'text', settings: { check: 'uscc', unique: true } } })
  const kept = await rep.ok(createLead, { body: { name: '张伟', company: '云帆科技', note: '来电', tagIds: [hot], arrival: { url: 'https://a.example/?utm_source=baidu' } } })
  t.clock.advance(day)
  const merged = await rep.ok(createLead, { body: { ...zhang, title: '总监', note: '展会', tagIds: [fair], custom: { [code.key]: '9144030071526726XG' }, arrival: { url: 'https://a.example/?utm_source=bing' } } })
  const about = { subjectType: 'lead' as const, subjectId: merged.id }
  await rep.ok(logActivity, { body: { kind: 'call', ...about, outcome: 'connected', body: '谈过' } })
  await rep.ok(addComment, { params: { subjectType: 'lead', id: merged.id }, body: { body: '要快' } })
  await t.db.write(org.orgId, (tx) => sql`insert into lead_behaviour_day (org_id, lead_id, day, kind, subject, n, last_at) values
    (${org.orgId}, ${kept.id}, '2026-03-02', 'page_view', '/a', 2, ${t.clock.now()}), (${org.orgId}, ${merged.id}, '2026-03-02', 'page_view', '/a', 3, ${new Date(t.clock.now().getTime() + 1000)}), (${org.orgId}, ${merged.id}, '2026-03-03', 'page_view', '/a', 1, ${t.clock.now()})`.execute(tx))
  const before = await everything(org)

  const at = { params: { id: kept.id } }
  expect((await rep.call(cleaning.mergeLeads, { ...at, version: 9, body: { mergedId: merged.id } })).code).toBe('conflict.stale_version')
  expect((await rep.call(cleaning.mergeLeads, { ...at, version: 1, body: { mergedId: kept.id } })).code).toBe('merge.same_lead')
  expect((await rep.call(cleaning.mergeLeads, { ...at, version: 1, body: { mergedId: merged.id, choices: { owner_id: 'kept' } } })).status).toBe(400)
  expect((await rep.call(cleaning.mergeLeads, { ...at, version: 1, body: { mergedId: merged.id, choices: { c_nix: 'kept' } } })).code).toBe('merge.unknown_field')
  const answer = await rep.ok(cleaning.mergeLeads, { ...at, version: 1, body: { mergedId: merged.id, choices: { company: 'merged', title: 'kept' } } })
  expect(answer.lead).toMatchObject({
    id: kept.id, name: '张伟', company: zhang.company, title: null, phone: zhang.phone, email: zhang.email, note: '来电\n\n展会', tagIds: [hot, fair], custom: { [code.key]: '9144030071526726XG' }, version: 2,
  })
  expect(answer.lead.lastActivityAt).toBe(t.clock.now().toISOString())
  // Both in one: found once, by either's words, and by the address of the one that is gone.
  expect((await rep.ok(listLeads)).items.map((one) => one.id)).toEqual([kept.id])
  expect((await rep.ok(listLeads, { query: { q: '13800138000' } })).total).toBe(1)
  expect((await rep.ok(getLead, { params: { id: merged.id } })).id).toBe(kept.id)
  expect((await rep.ok(listComments, { params: { subjectType: 'lead', id: kept.id } })).items).toHaveLength(1)
  const told = (await rep.ok(getTimeline, { params: { subjectType: 'lead', id: kept.id } })).items
  expect(told.map((one) => one.type)).toEqual(expect.arrayContaining(['lead.merged', 'lead.merged_into', 'activity.logged', 'comment.added']))
  expect(told.filter((one) => one.type === 'lead.created')).toHaveLength(2)
  const listed = (await rep.ok(cleaning.listLeadMerges)).items
  expect(listed).toMatchObject([{ id: answer.mergeId, by: { name: '甲' }, ruleName: null, moved: { activities: 1, comments: 1, touches: 1 }, canUndo: true, changes: { company: ['云帆科技', zhang.company] } }])
  expect((await rep.call(changeLead, { params: { id: merged.id }, version: 1, body: { name: 'x' } })).code).toBe('record.not_found')
  expect((await rep.call(cleaning.mergeLeads, { ...at, version: 2, body: { mergedId: merged.id } })).code).toBe('record.not_found')

  expect((await (await org.user('rep', '乙')).call(cleaning.undoLeadMerge, { params: { id: answer.mergeId } })).code).toBe('record.not_found')
  await rep.ok(cleaning.undoLeadMerge, { params: { id: answer.mergeId } })
  expect(await everything(org)).toEqual(before)
  expect((await rep.call(cleaning.undoLeadMerge, { params: { id: answer.mergeId } })).code).toBe('merge.undone')
  expect((await rep.ok(getLead, { params: { id: merged.id } })).id).toBe(merged.id)
})

test('what somebody changed after a merge stays when it is undone; merges come apart in reverse order; a converted lead stays', async () => {
  const { admin } = await t.org()
  const [a, b, c] = [await admin.ok(createLead, { body: zhang }), await admin.ok(createLead, { body: { ...zhang, title: '总监' } }), await admin.ok(createLead, { body: { ...zhang, wechat: 'zw' } })]
  const merge = async (kept: string, mergedId: string) => (await admin.ok(cleaning.mergeLeads, { params: { id: kept }, version: await version(admin, kept), body: { mergedId } })).mergeId
  const first = await merge(a.id, b.id)
  const second = await merge(a.id, c.id)
  expect((await admin.call(cleaning.undoLeadMerge, { params: { id: first } })).code).toBe('merge.not_latest')
  await admin.ok(changeLead, { params: { id: a.id }, version: await version(admin, a.id), body: { title: '副总', name: '张伟博' } })
  await admin.ok(cleaning.undoLeadMerge, { params: { id: second } })
  await admin.ok(cleaning.undoLeadMerge, { params: { id: first } })
  expect(await admin.ok(getLead, { params: { id: a.id } })).toMatchObject({ title: '副总', name: '张伟博', wechat: null })
  // A chain: c into b, b into a; c's address leads to a.
  await merge(b.id, c.id)
  const last = await merge(a.id, b.id)
  expect((await admin.ok(getLead, { params: { id: c.id } })).id).toBe(a.id)
  expect((await admin.ok(getTimeline, { params: { subjectType: 'lead', id: a.id } })).items.filter((one) => one.type === 'lead.created')).toHaveLength(3)
  await admin.ok(cleaning.undoLeadMerge, { params: { id: last } })
  await admin.ok(convertLead, { params: { id: b.id }, body: { deal: null } })
  expect((await admin.call(cleaning.mergeLeads, { params: { id: a.id }, version: await version(admin, a.id), body: { mergedId: b.id } })).code).toBe('merge.converted')
  await merge(b.id, a.id)
  expect((await admin.ok(getLead, { params: { id: a.id } })).status).toBe('converted')
})

test('whatever two leads hold and whatever is chosen: merge, then undo, and every row is as it was', async () => {
  const org = await t.org()
  const { admin } = org
  const tag = (await admin.ok(createTag, { body: { name: '甲' } })).id
  const code = (await admin.ok(createField, { body: { object: 'lead', label: '工号', type: 'text', settings: { unique: true } } })).key
  const text = (...some: string[]) => fc.option(fc.constantFrom(...some), { nil: null })
  let n = 0
  const one = fc.record({
    name: fc.constantFrom('张伟', '<b>王芳</b>', "'; drop table lead; --", '𠮷野'), company: text('云帆科技', '海康'), title: text('总监'), phone: text('13800138000', '打不通'), email: text('a@b.example'),
    wechat: text('zw'), note: fc.constantFrom('', '甲', '甲\n乙'), nextStep: text('回电'), tagIds: fc.constantFrom<string[]>([], [tag]), unique: fc.boolean(), calls: fc.nat(2), status: fc.constantFrom('new', 'working', 'nurturing'),
  })
  const choices = fc.dictionary(fc.constantFrom('name', 'company', 'title', 'phone', 'email', 'wechat', 'status', 'source', 'owner', 'nextStep', 'tags', 'note', `c_${code}`), fc.constantFrom('kept', 'merged', 'both'), { maxKeys: 6 })
  await fc.assert(fc.asyncProperty(one, one, choices, async (left, right, chosen) => {
    const ids: string[] = []
    for (const { calls, unique, status, ...body } of [left, right]) {
      const made = await admin.ok(createLead, { body: { ...body, ...(unique && { custom: { [code]: `k${++n}` } }) } })
      if (status !== 'new') await admin.ok(changeLead, { params: { id: made.id }, version: 1, body: { status: status as 'working' } })
      for (let i = 0; i < calls; i++) await admin.ok(logActivity, { body: { kind: 'call', subjectType: 'lead', subjectId: made.id } })
      ids.push(made.id)
    }
    const [kept = '', mergedId = ''] = ids
    const before = await everything(org)
    const { mergeId } = await admin.ok(cleaning.mergeLeads, { params: { id: kept }, version: await version(admin, kept), body: { mergedId, choices: chosen } })
    expect(await everything(org)).not.toEqual(before)
    await admin.ok(cleaning.undoLeadMerge, { params: { id: mergeId } })
    expect(await everything(org)).toEqual(before)
  }), { numRuns: 25, seed: 20_260_302 })
}, 300_000)

test('only a rule merges without being asked, and says which', async () => {
  const org = await t.org()
  const { admin } = org
  const rep = await org.user('rep', '甲')
  const [a, b] = [await admin.ok(createLead, { body: zhang }), await admin.ok(createLead, { body: { ...zhang, title: '总监' } })]
  await pairs(org)
  expect((await admin.ok(listLeads)).total).toBe(2)
  expect((await rep.call(cleaning.createMergeRule, { body: { name: '一样的', minScore: 90 } })).code).toBe('permission.denied')
  expect((await admin.call(cleaning.createMergeRule, { body: { name: '一样的', minScore: 90, condition: 'nix = 1' } })).status).toBeGreaterThanOrEqual(400)
  const rule = await admin.ok(cleaning.createMergeRule, { body: { name: '一样的', minScore: 90, condition: 'company contains "云帆"', keep: 'older', isEnabled: true } })
  const c = await admin.ok(createLead, { body: { ...zhang, company: '海康威视', email: null } })
  await admin.ok(changeLead, { params: { id: b.id }, version: 1, body: { title: '副总' } })
  await pairs(org)
  expect((await admin.ok(listLeads)).items.map((one) => one.id).sort()).toEqual([a.id, c.id].sort())
  expect((await admin.ok(cleaning.listLeadMerges)).items).toMatchObject([{ kept: { id: a.id }, merged: { id: b.id }, by: null, ruleName: '一样的', score: 100 }])
  expect((await admin.ok(cleaning.listMergeRules)).items).toMatchObject([{ id: rule.id, merged: 1 }])
  await admin.ok(cleaning.removeMergeRule, { params: { id: rule.id } })
  await admin.ok(cleaning.undoLeadMerge, { params: { id: (await admin.ok(cleaning.listLeadMerges)).items[0]?.id ?? '' } })
})

test('pre-screening: the first rule that fits decides, once; held leads are released or refused in bulk, and that is taken back', async () => {
  const org = await t.org()
  const { admin } = org
  const manager = await org.user('manager', '经理')
  const tag = (await admin.ok(createTag, { body: { name: '海外' } })).id
  const old = await admin.ok(createLead, { body: { name: '学生甲', company: '某大学', ownerId: null } })
  t.clock.advance(1000)
  const body = { condition: 'company contains "大学"', action: 'hold' as const }
  expect(await admin.ok(cleaning.previewScreenRule, { body: { condition: body.condition } })).toMatchObject({ matched: 1, total: 1, items: [{ id: old.id }] })
  expect((await admin.call(cleaning.createScreenRule, { body: { ...body, name: '坏', condition: 'company ~~ 1' } })).status).toBeGreaterThanOrEqual(400)
  expect((await admin.call(cleaning.createScreenRule, { body: { ...body, name: '无标签', action: 'mark' } })).code).toBe('screen.tag_required')
  const rules = [
    await admin.ok(cleaning.createScreenRule, { body: { ...body, name: '院校' } }), await admin.ok(cleaning.createScreenRule, { body: { name: '海外', condition: 'phone starts_with "+1"', action: 'mark', tagId: tag } }),
    await admin.ok(cleaning.createScreenRule, { body: { name: '太早', condition: 'title = "实习生"', action: 'nurture' } }),
  ]
  const make = async (part: object) => (await admin.ok(createLead, { body: { name: '甲', ownerId: null, ...part } })).id
  const [held, alsoHeld, marked, nurtured, plain] = [await make({ company: '北方大学', title: '实习生' }), await make({ company: '南方大学' }), await make({ phone: '+1 415 555 2671' }), await make({ title: '实习生' }), await make({})]
  const ask = (id: string) => t.db.write(org.orgId, (tx) => isHeld(tx, org.orgId, id))
  expect([await ask(held), await ask(alsoHeld), await ask(marked), await ask(nurtured), await ask(plain), await ask(old.id)]).toEqual([true, true, false, false, false, false])
  expect((await admin.ok(getLead, { params: { id: marked } })).tagIds).toEqual([tag])
  expect((await admin.ok(getLead, { params: { id: nurtured } })).status).toBe('nurturing')
  expect(await manager.ok(cleaning.listHeldLeads)).toMatchObject({ counts: { held: 2, released: 0, refused: 0 }, items: [{ lead: { id: alsoHeld }, ruleName: '院校', canDecide: true }, { lead: { id: held } }] })

  const decide = (ids: string[], decision: 'release' | 'refuse' | 'hold') => manager.ok(cleaning.decideHeldLeads, { body: { ids, decision } })
  expect(await decide([held, plain], 'release')).toEqual({ changed: [held], refused: [{ id: plain, code: 'screen.not_held' }] })
  expect(await ask(held)).toBe(false)
  await decide([alsoHeld], 'refuse')
  expect(await admin.ok(getLead, { params: { id: alsoHeld } })).toMatchObject({ status: 'invalid', invalidReason: '院校' })
  expect((await manager.ok(cleaning.listHeldLeads, { query: { state: 'refused' } })).items).toMatchObject([{ lead: { id: alsoHeld }, decidedBy: { name: '经理' } }])
  await decide([held, alsoHeld], 'hold')
  expect([await ask(held), (await admin.ok(getLead, { params: { id: alsoHeld } })).status]).toEqual([true, 'new'])
  const rep = await org.user('rep', '甲')
  expect((await rep.call(cleaning.decideHeldLeads, { body: { ids: [held], decision: 'release' } })).code).toBe('permission.denied')

  // Another order, another verdict; what was screened keeps its own.
  expect((await admin.call(cleaning.orderScreenRules, { body: { ids: rules.slice(1).map((rule) => rule.id) } })).code).toBe('screen.order_incomplete')
  await admin.ok(cleaning.orderScreenRules, { body: { ids: rules.map((rule) => rule.id).toReversed() } })
  expect(await ask(await make({ company: '北方大学', title: '实习生' }))).toBe(false)
  expect(await ask(held)).toBe(true)
})

test('a lead is given up only after three tries over five days, or with a wrong number; who wanted to sooner is seen by managers', async () => {
  const org = await t.org()
  const rep = await org.user('rep', '甲')
  const manager = await org.user('manager', '经理', rep.teamId)
  const lead = await rep.ok(createLead, { body: zhang })
  const at = { params: { id: lead.id } }
  const giveUp = () => rep.call(changeLead, { ...at, version: 1, body: { status: 'invalid', invalidReason: '联系不上' } })
  const call = (outcome: 'no_answer' | 'wrong_number' = 'no_answer') => rep.ok(logActivity, { body: { kind: 'call', subjectType: 'lead', subjectId: lead.id, outcome } })
  expect((await giveUp()).code).toBe('lead.effort_missing')
  await call()
  await call()
  t.clock.advance(2 * day)
  await call()
  t.clock.advance(day)
  await rep.ok(logActivity, { body: { kind: 'note', subjectType: 'lead', subjectId: lead.id } })
  const refused = await giveUp()
  expect([refused.status, refused.code]).toEqual([422, 'lead.effort_missing'])
  expect(JSON.parse(refused.text)).toMatchObject({ data: { attempts: 2, overDays: 3, missingAttempts: 1, missingDays: 2 } })
  expect(JSON.parse(refused.text).title).toContain('还差 1 次、2 天')
  expect((await manager.ok(cleaning.listEffortRefusals)).items).toMatchObject([{ lead: { id: lead.id }, user: { name: '甲' }, reason: '联系不上', attempts: 2 }, { attempts: 0 }])
  expect((await rep.call(cleaning.listEffortRefusals)).code).toBe('permission.denied')
  expect(await rep.ok(cleaning.getLeadEffort, at)).toMatchObject({ attempts: 2, missingAttempts: 1, isEnough: false, isExempt: false })
  t.clock.advance(day)
  await call()
  expect((await giveUp()).status).toBe(200)

  const other = await rep.ok(createLead, { body: { name: '空号先生' } })
  await rep.ok(logActivity, { body: { kind: 'call', subjectType: 'lead', subjectId: other.id, outcome: 'wrong_number' } })
  expect((await rep.ok(changeLead, { params: { id: other.id }, version: 1, body: { status: 'invalid', invalidReason: '空号' } })).status).toBe('invalid')

  const policy = await org.admin.ok(cleaning.getEffortPolicy)
  expect(policy).toEqual({ attempts: 3, overDays: 5, exemptRoles: [], planDays: [1, 3, 5], version: 0 })
  await org.admin.ok(cleaning.changeEffortPolicy, { body: { ...policy, exemptRoles: ['manager'] } })
  expect((await org.admin.call(cleaning.changeEffortPolicy, { body: policy })).code).toBe('conflict.stale_version')
  const third = await rep.ok(createLead, { body: { name: '王五' } })
  expect((await manager.call(changeLead, { params: { id: third.id }, version: 1, body: { status: 'invalid', invalidReason: '同行' } })).status).toBe(200)
})

test('instead of giving up: tasks on the coming working days, or nurturing', async () => {
  t.clock.set('2026-03-06T02:00:00.000Z') // a Friday
  const org = await t.org()
  const rep = await org.user('rep', '甲')
  const lead = await rep.ok(createLead, { body: zhang })
  const planned = await rep.ok(cleaning.planFollowUp, { params: { id: lead.id }, body: { kind: 'tasks', why: 'no_answer' } })
  expect(planned).toMatchObject({ days: ['2026-03-09', '2026-03-11', '2026-03-13'], lead: { status: 'working', nextStepDue: '2026-03-09' } })
  const items = await t.db.read(org.orgId, (tx) => tx.selectFrom('action_item').select(['title', 'due_on', 'assignee_id']).where('org_id', '=', org.orgId).where('lead_id', '=', lead.id).orderBy('due_on').execute())
  expect(items).toMatchObject([{ title: '再联系 张伟（第 1/3 次）', due_on: '2026-03-09', assignee_id: rep.userId }, { due_on: '2026-03-11' }, { due_on: '2026-03-13' }])
  expect((await rep.ok(cleaning.planFollowUp, { params: { id: lead.id }, body: { kind: 'nurture', why: 'not_ready' } })).lead).toMatchObject({ status: 'nurturing', nextStep: null })
  const nobodys = await org.admin.ok(createLead, { body: { name: '无主', ownerId: null } })
  expect((await org.admin.call(cleaning.planFollowUp, { params: { id: nobodys.id }, body: { kind: 'tasks', why: 'no_answer' } })).code).toBe('follow_up.no_owner')
})
