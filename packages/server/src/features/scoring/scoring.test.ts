import { bulkChangeLeads, changeLead, createLead, getLead, listLeads } from '@sluice/core/leads/contract'
import {
  backTestScoring, discardScoreDraft, getFitModel, getLeadScore, getScoring, listScoreVersions, previewScoring, publishScoring, rescoreLeads, saveScoreDraft, trainFitModel, useFitModel,
} from '@sluice/core/scoring/contract'
import { defaultScoreRules } from '@sluice/core/scoring/default-rules'
import type { ScoreRules } from '@sluice/core/scoring/rules'
import type { BehaviourKind } from '@sluice/core/tracking/behaviour'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { newId } from '../../platform/ids.ts'
import type { JobData, Jobs } from '../../platform/jobs.ts'
import { createTestApp, day, type TestApp, type TestClient, type TestOrg } from '../../testing/app.ts'
import { loadLeads, type NewLead } from '../leads/load-leads.ts'
import { noteBehaviour } from '../tracking/note-behaviour.ts'
import { fadingTask } from './fading-task.ts'
import { fitModelQueue, retrainTask } from './fit-model.ts'
import { scoreBehaviour } from './follow-behaviour.ts'

let t: TestApp
beforeAll(async () => {
  t = await createTestApp()
})
afterAll(() => t.close())

const waitFor = { timeout: 90_000, interval: 50 }
const name = { zh: '规则', en: 'Rule' }

async function publish(org: TestOrg, change: Partial<ScoreRules> = {}): Promise<void> {
  const { draft } = await org.admin.ok(getScoring)
  const saved = await org.admin.ok(saveScoreDraft, { body: { rules: { ...draft.rules, ...change }, version: draft.version } })
  await org.admin.ok(publishScoring, { body: { version: saved.draft.version } })
  await vi.waitFor(async () => expect((await org.admin.ok(getScoring)).rescore?.status).toBe('done'), waitFor)
}

/** What a lead did, as tracking writes it; then it is scored. */
async function did(org: TestOrg, leadId: string, kind: BehaviourKind, subject: string, n = 1): Promise<void> {
  const at = t.clock.now()
  await t.db.write(org.orgId, (tx) => noteBehaviour(tx, org.orgId, leadId, { kind, subject, at: at.toISOString(), n }))
  await scoreBehaviour(t.db, org.orgId, at)
  // The app's own round may have taken the signal first.
  await vi.waitFor(async () => expect(await countOf(org, sql`select count(*) as n from lead_signal where org_id = ${org.orgId}`)).toBe(0), waitFor)
}

const countOf = (org: TestOrg, query: ReturnType<typeof sql>) => t.db.read(org.orgId, async (tx) => Number((await query.execute(tx)).rows.map((row) => (row as { n: number }).n)[0] ?? 0))
const eventsOf = (org: TestOrg, leadId: string) => t.db.read(org.orgId, async (tx) => (await sql<{ type: string; payload: Record<string, unknown> }>`
  select type, payload from event where org_id = ${org.orgId} and subject_id = ${leadId} and type in ('lead.scored', 'lead.ready') order by seq`.execute(tx)).rows)
const scored = async (client: TestClient, id: string) => vi.waitFor(async () => {
  const { score } = await client.ok(getLeadScore, { params: { id } })
  if (score === null) throw new Error('not scored yet')
  return score
}, waitFor)

test('rules: draft, publication, versions; before the first nothing is scored', async () => {
  const org = await t.org()
  const marketing = await org.user('marketing')
  const lead = await org.admin.ok(createLead, { body: { name: '王总', title: '总经理', company: '云帆', phone: '13912345678' } })
  const first = await marketing.ok(getScoring)
  expect(first).toMatchObject({ published: null, draft: { isDraft: false, version: 0, rules: defaultScoreRules }, rescore: null, canWrite: true, leads: { all: 1, scored: 0, ready: 0 } })
  expect((await marketing.ok(getLeadScore, { params: { id: lead.id } })).score).toBeNull()
  expect((await marketing.call(rescoreLeads)).code).toBe('score.not_published')
  expect((await marketing.call(publishScoring, { body: { version: 1 } })).code).toBe('score.no_draft')

  const kept = await marketing.ok(saveScoreDraft, { body: { rules: { ...defaultScoreRules, threshold: 70 }, version: 0 } })
  expect(kept.draft).toMatchObject({ isDraft: true, version: 1, changedBy: { name: 'marketing' } })
  expect((await org.admin.call(saveScoreDraft, { body: { rules: defaultScoreRules, version: 0 } })).code).toBe('conflict.stale_version')
  expect((await marketing.ok(discardScoreDraft)).draft).toMatchObject({ isDraft: false, rules: { threshold: 80 } })
  expect((await marketing.call(publishScoring, { body: { version: 2 } })).code).toBe('score.no_draft')

  await publish(org, { threshold: 75 })
  const after = await marketing.ok(getScoring)
  expect(after).toMatchObject({ published: { n: 1, rules: { threshold: 75 } }, leads: { all: 1, scored: 1 }, rescore: { status: 'done', done: 1, total: 1, versionN: 1 } })
  expect((await marketing.ok(listScoreVersions)).items.map(({ n }) => n)).toEqual([1])
  expect(await org.admin.ok(getLead, { params: { id: lead.id } })).toMatchObject({ score: 33, grade: 'D', version: 1 })
  const { score } = await org.admin.ok(getLeadScore, { params: { id: lead.id } })
  expect(score).toMatchObject({ score: 33, fit: 33, behaviour: 0, threshold: 75, isReady: false })
  expect(score?.lines.map((line) => ('ruleKey' in line ? [line.ruleKey, line.left] : line.part))).toEqual([['decides', 20], ['company_known', 8], ['phone_known', 5]])
  expect(score?.wants[0]).toMatchObject({ part: 'behaviour', ruleKey: 'form_submit', points: 20, isEnough: false })
  // The lead's creation may be read from the log only after the publication: then it is scored for that.
  expect(score?.steps).toMatchObject([{ because: expect.stringMatching(/^(rules|attributes)$/), fromScore: null, score: 33, versionN: 1 }])
}, 180_000)

test('behaviour raises a score over the threshold: ready once, with hysteresis, every point explained', async () => {
  const org = await t.org()
  await publish(org)
  const rep = await org.user('rep')
  const lead = await rep.ok(createLead, { body: { name: '李总', title: '总经理', company: '云帆', phone: '13912345678' } })
  expect((await scored(rep, lead.id)).score).toBe(33)
  await did(org, lead.id, 'form_submit', '试用申请')
  expect((await scored(rep, lead.id)).score).toBe(53)
  await did(org, lead.id, 'pricing_view', '/pricing', 2)
  await did(org, lead.id, 'download', '白皮书.pdf')
  const hot = await scored(rep, lead.id)
  expect(hot).toMatchObject({ score: 83, grade: 'A', isReady: true, behaviour: 50, wants: [] })
  expect(hot.lines.filter((line) => line.part === 'behaviour').map(({ kind, subject, day: on, times, granted }) => [kind, subject, on, times, granted])).toEqual([
    ['pricing_view', '/pricing', '2026-03-02', 2, 20], ['form_submit', '试用申请', '2026-03-02', 1, 20], ['download', '白皮书.pdf', '2026-03-02', 1, 10],
  ])
  expect(hot.steps.find(({ score }) => score === 53)).toMatchObject({ because: 'behaviour', what: [{ kind: 'form_submit', subject: '试用申请', n: 1 }], fromScore: 33 })
  // A cap: prices looked at again today give nothing.
  await did(org, lead.id, 'pricing_view', '/pricing', 5)
  expect((await scored(rep, lead.id)).score).toBe(83)
  expect((await scored(rep, lead.id)).lines.find((line) => line.part === 'behaviour' && line.kind === 'pricing_view')).toMatchObject({ times: 7, points: 70, granted: 20, cappedBy: 'day' })
  expect((await eventsOf(org, lead.id)).map(({ type, payload }) => [type, payload.grade])).toEqual([['lead.scored', 'C'], ['lead.scored', 'B'], ['lead.scored', 'A'], ['lead.ready', 'A']])

  // It fades: 50 points of behaviour lose a few each day. Ready until it is below 64.
  t.clock.advance(5 * day)
  await fadingTask.run(t.db, org.orgId, t.clock.now())
  const later = await rep.ok(getLead, { params: { id: lead.id } })
  expect(later.score).toBeLessThan(80)
  expect(later.grade).toBe('B')
  expect((await scored(rep, lead.id)).isReady).toBe(true)
  t.clock.advance(25 * day)
  await fadingTask.run(t.db, org.orgId, t.clock.now())
  expect((await scored(rep, lead.id)).isReady).toBe(false)
  await did(org, lead.id, 'form_submit', '报价申请', 2)
  await did(org, lead.id, 'pricing_view', '/pricing', 2)
  const told = await eventsOf(org, lead.id)
  expect(told.filter(({ type }) => type === 'lead.ready')).toHaveLength(2)
  expect(told.filter(({ payload }) => payload.isReady === false && payload.because === 'fading').at(-1)?.payload).toMatchObject({ from: { isReady: true }, isReady: false })
}, 180_000)

test('changes of the lead are followed, by hand and in bulk; lists filter and sort', async () => {
  const org = await t.org()
  await publish(org)
  const [a, b] = [await org.admin.ok(createLead, { body: { name: '甲', title: '工程师' } }), await org.admin.ok(createLead, { body: { name: '乙', title: '学生', company: '大学' } })]
  expect((await scored(org.admin, a.id)).score).toBe(0)
  await scored(org.admin, b.id)
  await org.admin.ok(changeLead, { params: { id: a.id }, version: 1, body: { title: '总经理', company: '云帆', phone: '13912345678' } })
  await vi.waitFor(async () => expect((await org.admin.ok(getLead, { params: { id: a.id } })).score).toBe(33), waitFor)
  expect((await scored(org.admin, a.id)).steps[0]).toMatchObject({ because: 'attributes', fromScore: 0, score: 33, what: [{ field: 'phone' }, { field: 'title' }, { field: 'company' }] })
  await org.admin.ok(bulkChangeLeads, { body: { ids: [a.id, b.id], status: 'working' } })
  expect((await org.admin.ok(listLeads, { query: { sort: 'score' } })).items.map(({ id }) => id)).toEqual([a.id, b.id])
  expect((await org.admin.ok(listLeads, { query: { grade: 'D' } })).total).toBe(2)
  expect((await org.admin.ok(listLeads, { query: { grade: 'A,B' } })).total).toBe(0)
  expect((await org.admin.ok(listLeads, { query: { quick: 'ready' } })).total).toBe(0)
  expect((await org.admin.ok(listLeads, { query: { where: 'grade is "D" and score >= 33' } })).items.map(({ id }) => id)).toEqual([a.id])
}, 180_000)

test('hostile rules are refused with codes, each by its place', async () => {
  const org = await t.org()
  const save = (change: object) => org.admin.call(saveScoreDraft, { body: { rules: { ...defaultScoreRules, ...change }, version: 0 } })
  const fit = (when: object) => ({ fit: [{ key: 'x', name, points: 1, when }] }) as object
  const told = async (change: object) => {
    const answer = await save(change)
    return [answer.status, answer.code, (answer.body as unknown as { errors?: { path: string; code: string }[] }).errors?.[0]]
  }
  expect(await told(fit({ field: 'score', op: 'gte', value: 1 }))).toEqual([422, 'score.rules_invalid', { path: 'rules.fit.0.when', code: 'condition.unknown_field' }])
  expect(await told(fit({ exists: 'activities' }))).toEqual([422, 'score.rules_invalid', { path: 'rules.fit.0.when', code: 'condition.unknown_relation' }])
  expect(await told(fit({ field: '__proto__', op: 'is', value: 'x' }))).toMatchObject([422, 'score.rules_invalid', { code: 'condition.unknown_field' }])
  expect(await told(fit({ field: 'title', op: 'constructor', value: 'x' }))).toMatchObject([422, 'score.rules_invalid', { code: 'condition.unknown_operator' }])
  expect((await told(fit({ field: 'owner', op: 'is_me' })))[0]).toBe(422)
  let deep: object = { field: 'title', op: 'not_empty' }
  for (let i = 0; i < 200; i++) deep = { not: deep }
  expect(await told(fit(deep))).toMatchObject([400, 'request.invalid', { code: 'condition.too_deep' }])
  expect(await told({ behaviour: [{ ...defaultScoreRules.behaviour[0], when: { field: 'title', op: 'not_empty' } }] })).toMatchObject([422, 'score.rules_invalid', { path: 'rules.behaviour.0.when' }])
  expect(await told({ threshold: 0 })).toMatchObject([400, 'request.invalid', { path: 'rules.threshold' }])
  expect(await told({ grades: [{ key: '<b>', from: 0 }] })).toMatchObject([400, 'request.invalid', { path: 'rules.grades.0.key' }])
  expect(await told({ fit: [...defaultScoreRules.fit, ...defaultScoreRules.fit] })).toMatchObject([400, 'request.invalid', { code: 'score.duplicate_key' }])
  // Script is a name like any other, kept as it is.
  const script = { zh: '<script>alert(1)</script>', en: "'; drop table lead; --" }
  expect((await save({ fit: [{ key: 'x', name: script, points: 1, when: { field: 'title', op: 'contains', value: "' or 1=1 --" } }] })).body.draft.rules.fit[0]?.name).toEqual(script)
})

test('who may: marketing and administrators write; others read; the neighbour and another organisation find no lead', async () => {
  const org = await t.org()
  const other = await t.org()
  await publish(org)
  const [rep, neighbour, service, manager] = [await org.user('rep'), await org.user('rep', '邻居'), await org.user('service'), await org.user('manager')]
  const lead = await rep.ok(createLead, { body: { name: '秘密', title: '总经理' } })
  await scored(rep, lead.id)
  for (const client of [rep, manager]) {
    expect((await client.ok(getScoring)).canWrite).toBe(false)
    for (const [contract, body] of [[saveScoreDraft, { rules: defaultScoreRules, version: 0 }], [publishScoring, { version: 1 }], [previewScoring, { rules: defaultScoreRules }], [backTestScoring, { rules: defaultScoreRules }], [trainFitModel, {}], [useFitModel, { points: 10 }]] as const) {
      expect([contract.name, (await client.call(contract, { body } as never)).code]).toEqual([contract.name, 'permission.denied'])
    }
    expect((await client.call(discardScoreDraft)).code).toBe('permission.denied')
    expect((await client.call(rescoreLeads)).code).toBe('permission.denied')
  }
  expect((await service.call(getScoring)).code).toBe('permission.denied')
  expect((await service.call(getFitModel)).code).toBe('permission.denied')
  for (const client of [neighbour, other.admin, service]) expect((await client.call(getLeadScore, { params: { id: lead.id } })).code).toBe('record.not_found')
  expect((await other.admin.ok(getScoring)).published).toBeNull()
  // Counts are of what one sees.
  expect((await neighbour.ok(getScoring)).leads.all).toBe(0)
}, 180_000)

test('preview: who would cross the threshold, and how scores would move; nothing is written', async () => {
  const org = await t.org()
  await publish(org)
  const leads = await Promise.all(['总经理', '经理', '学生'].map((title) => org.admin.ok(createLead, { body: { name: title, title, company: '云帆' } })))
  for (const { id } of leads) await scored(org.admin, id)
  const rules = { ...defaultScoreRules, threshold: 25, grades: [{ key: 'A', from: 25 }, { key: 'B', from: 0 }] }
  const seen = await org.admin.ok(previewScoring, { body: { rules } })
  expect(seen).toMatchObject({ leads: 3, isSample: false, ready: { before: 0, after: 1 }, up: 1, down: 0 })
  expect(seen.movers).toEqual([{ id: leads[0]?.id, name: '总经理', company: '云帆', before: 28, after: 28, gradeBefore: 'D', gradeAfter: 'A', move: 'up' }])
  expect(seen.grades).toEqual([{ grade: 'A', before: 0, after: 1 }, { grade: 'B', before: 0, after: 2 }, { grade: 'D', before: 3, after: 0 }])
  expect(seen.bands.map(({ before, after }) => [before, after]).slice(0, 3)).toEqual([[1, 1], [0, 0], [2, 2]])
  expect((await org.admin.ok(getScoring)).leads).toMatchObject({ ready: 0 })
}, 180_000)

/** Past leads, one a quarter of a day; decision makers convert more often. Known outcomes, and titles that were mended after conversion. */
async function history(org: TestOrg, n: number): Promise<void> {
  const now = t.clock.now().getTime()
  const leads = Array.from({ length: n }, (_, i): NewLead => {
    const decides = i % 3 === 0
    const converts = decides ? i % 2 === 0 : i % 15 === 1
    const createdAt = now - 130 * day - (n - i) * (day / 4)
    return {
      id: newId(createdAt), name: `线索${i}`, title: decides ? '总经理' : i % 3 === 1 ? '工程师' : '采购经理', company: `公司${i}`, phone: i % 5 === 0 ? null : '13912345678', ownerId: null, teamId: null, createdAt: new Date(createdAt).toISOString(),
      ...(converts && { status: 'converted' as const, convertedAt: new Date(createdAt + 20 * day).toISOString(), convertedAccountId: newId(), convertedContactId: newId() }),
    }
  })
  await t.db.write(org.orgId, (tx) => loadLeads(tx, { orgId: org.orgId, actorId: null, now: t.clock.now().toISOString(), isAutomatic: true }, leads, { imported: true }))
}

test('back-test: bands, lift, AUC and a threshold; a title given after the outcome counts for nothing; honest with few', async () => {
  const org = await t.org()
  expect((await org.admin.call(backTestScoring, { body: { rules: defaultScoreRules } })).code).toBe('score.too_few_to_test')
  await history(org, 600)
  const tested = await org.admin.ok(backTestScoring, { body: { rules: defaultScoreRules } })
  expect(tested).toMatchObject({ n: 600, converted: 140, verdict: 'separates', isSample: false, leftOut: { settled: 0, young: 0 }, inForce: null })
  expect(tested.auc.auc).toBeGreaterThan(0.65)
  expect(tested.advice).toMatchObject({ threshold: expect.any(Number) })
  expect(tested.bands.reduce((sum, { n }) => sum + n, 0)).toBe(600)
  expect(tested.lift.at(-1)).toMatchObject({ share: 1, captured: 1, lift: 1 })

  // All who converted were made decision makers afterwards: rules that look at today's titles would seem perfect.
  const other = await t.org()
  await history(other, 600)
  await t.db.write(other.orgId, async (tx) => {
    await sql`insert into event (org_id, at, recorded_at, known_at, type, subject_type, subject_id, payload)
      select org_id, converted_at + interval '1 hour', now(), converted_at + interval '1 hour', 'lead.changed', 'lead', id, jsonb_build_object('changes', jsonb_build_object('title', jsonb_build_array(title, '总裁')))
      from lead where org_id = ${other.orgId} and status = 'converted'`.execute(tx)
    await sql`update lead set title = '总裁' where org_id = ${other.orgId} and status = 'converted'`.execute(tx)
  })
  expect((await other.admin.ok(backTestScoring, { body: { rules: defaultScoreRules } })).auc).toEqual(tested.auc)
}, 60_000)

test('a learnt fit score: refused below the floor, trained on the past, counts when it is let, and says why', async () => {
  const org = await t.org()
  const settled = () => vi.waitFor(async () => {
    const state = await org.admin.ok(getFitModel)
    if (state.latest?.status === 'training') throw new Error('still training')
    return state
  }, waitFor)
  expect(await org.admin.ok(getFitModel)).toMatchObject({ latest: null, ready: null, modelPoints: null })
  expect((await org.admin.call(useFitModel, { body: { points: 20 } })).code).toBe('fit_model.none')
  await org.admin.ok(trainFitModel, { body: {} })
  expect((await settled()).latest).toMatchObject({ status: 'refused', refusal: { code: 'fit_model.too_few_leads', detail: { leads: 0, needed: 500 } }, report: null })

  await history(org, 900)
  await publish(org)
  // The schedule asks again once the last attempt is a month old.
  await retrainTask(t.app.api.jobs).run(t.db, org.orgId, t.clock.now())
  expect((await org.admin.ok(getFitModel)).latest?.status).toBe('refused')
  // Its job is held back meanwhile, so that the training is not over before it is asked for again.
  const held: JobData[] = []
  const holding: Jobs = { ...t.app.api.jobs, send: (_tx, _queue, data) => Promise.resolve(void held.push(data)) }
  await retrainTask(holding).run(t.db, org.orgId, new Date(t.clock.now().getTime() + 31 * day))
  expect((await org.admin.call(trainFitModel, { body: {} })).code).toBe('fit_model.already_training')
  expect(held).toHaveLength(1)
  await t.db.write(org.orgId, async (tx) => {
    for (const data of held) await t.app.api.jobs.send(tx, fitModelQueue, data)
  })
  const { ready } = await settled()
  expect(ready).toMatchObject({ status: 'ready', leads: 900, windowDays: 90 })
  expect(ready?.report?.model.auc?.auc).toBeGreaterThan(0.6)
  expect(ready?.report?.rules?.verdict).toBeDefined()
  expect(ready?.report?.coefficients[0]).toMatchObject({ column: 'title' })
  expect(ready?.report?.columns.find(({ key }) => key === 'has_company')?.refused).toBe('fit_column.constant')

  const lead = await org.admin.ok(createLead, { body: { name: '新', title: '总经理', company: '云帆' } })
  const before = await scored(org.admin, lead.id)
  await org.admin.ok(useFitModel, { body: { points: 20 } })
  await vi.waitFor(async () => expect((await org.admin.ok(getScoring)).rescore).toMatchObject({ status: 'done', because: 'model' }), waitFor)
  const after = await scored(org.admin, lead.id)
  expect(after.chance).toBeGreaterThan(0.2)
  expect(after.score).toBeGreaterThan(before.score)
  const line = after.lines.find((one) => one.part === 'model')
  expect(line).toMatchObject({ part: 'model', reasons: expect.arrayContaining([expect.objectContaining({ column: 'title', value: '总经理' })]) })
  await org.admin.ok(useFitModel, { body: { points: null } })
  await vi.waitFor(async () => expect(await scored(org.admin, lead.id)).toMatchObject({ score: before.score, chance: null }), waitFor)
}, 300_000)
