import { changePipeline, createPipeline, listPipelines } from '@sluice/core/catalog/contract'
import type { Condition } from '@sluice/core/conditions/condition'
import {
  copyPipeline, discardDraft, getDraft, getDraftEffect, getPipelineVersion, listPipelineVersions, orderPipelines, proposePipeline, publishDraft, saveDraft, undoPublication,
} from '@sluice/core/designer/contract'
import { criteriaOf } from '@sluice/core/config/gate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../platform/ids.ts'
import { createTestApp, type TestApp } from '../../testing/app.ts'
import { createDesignOrg, newStage } from './designer.fixture.ts'

let t: TestApp
beforeAll(async () => {
  t = await createTestApp()
})
afterAll(() => t.close())

test('a draft begins with the live definition, is kept apart from it, and can be thrown away', async () => {
  const org = await createDesignOrg(t)
  const first = await org.admin.ok(getDraft, { params: org.params })
  expect(first).toMatchObject({ version: 0, isDraft: false, publishedN: 1, changedBy: null, definition: { name: '试验流程', stages: [{ name: '甲' }, { name: '乙' }, { name: '丙' }, { name: '丁' }] } })
  const saved = await org.save((live) => ({ ...live, businessLine: '医疗', stages: [...live.stages, newStage('戊')] }))
  expect(saved).toMatchObject({ version: 1, isDraft: true, changedBy: { id: org.admin.userId, name: '管理员' } })
  expect(await org.live()).toMatchObject({ hasDraft: true, businessLine: '', stages: { length: 4 } })
  await org.admin.ok(discardDraft, { params: org.params })
  expect(await org.admin.ok(getDraft, { params: org.params })).toMatchObject({ version: 0, isDraft: false, definition: { stages: { length: 4 } } })
  expect((await org.admin.call(publishDraft, { params: org.params, body: { version: 1 } })).code).toBe('designer.no_draft')
})

test('two people at one draft: the second is told, and nothing is overwritten', async () => {
  const org = await createDesignOrg(t)
  const { definition } = await org.admin.ok(getDraft, { params: org.params })
  const save = (name: string, version: number) => org.admin.call(saveDraft, { params: org.params, body: { definition: { ...definition, name }, version } })
  const both = await Promise.all([save('我的', 0), save('你的', 0)])
  expect(both.map((answer) => answer.status).sort()).toEqual([200, 412])
  expect(both.find((answer) => answer.status === 412)?.code).toBe('conflict.stale_version')
  expect((await save('又一次', 0)).code).toBe('conflict.stale_version')
  expect((await save('看过之后', 1)).body).toMatchObject({ version: 2, definition: { name: '看过之后' } })
  expect((await org.admin.call(publishDraft, { params: org.params, body: { version: 1 } })).code).toBe('conflict.stale_version')
})

test('a publication writes everything of the definition, and reading gives it back', async () => {
  const org = await createDesignOrg(t)
  const added = newStage('成交准备', {
    definition: '客户已选定我方', dwell: { type: 'percentile', percentile: 80 }, nextStepRequired: true, layer: 'sign', forecastCategory: 'commit', winProbability: 0.8125,
    playbook: { scripts: '先恭喜', questions: ['谁签字？'], materials: [{ name: '合同范本', url: 'https://example.com/a' }], objections: [{ objection: '太贵', answer: '算总成本' }] },
    entryGate: { op: 'all', items: [{ id: newId(), type: 'field', severity: 'warn', label: '', help: '', field: 'amount' }] },
  })
  const routing: Condition = { field: 'amount', op: 'gte', value: 5_000_000 }
  const rules = { allowSkip: false, allowBack: true, backNeedsReason: true, allowReopen: false, overrideRoles: ['admin' as const], dormantDays: 60, dormantWarnDays: 5 }
  const wonGate = { op: 'any' as const, items: [{ id: newId(), type: 'attachment' as const, severity: 'block' as const, label: '', help: '', kinds: ['contract'] }] }
  const draft = await org.save((live) => ({ ...live, name: '大客户', businessLine: 'KA', routing, routingPriority: 7, rules, wonGate, wonName: '签约', stages: [...live.stages.slice(0, 2).reverse(), added] }))
  const effect = await org.admin.ok(getDraftEffect, { params: org.params })
  expect(effect).toMatchObject({ problems: [], reordered: true, addedStages: [{ id: added.id, name: '成交准备' }], gates: [{ stageId: added.id, side: 'entry', before: 0, after: 1 }, { stageId: null, side: 'won', before: 0, after: 1 }] })
  const live = await org.publish()
  expect(live).toMatchObject({ name: '大客户', businessLine: 'KA', routing, routingPriority: 7, rules, wonGate, wonName: '签约' })
  expect(live.stages[2]).toMatchObject({ ...added, dwellDays: null, position: 3 })
  expect((await org.admin.ok(getDraft, { params: org.params })).definition).toEqual(draft.definition)
  expect((await org.admin.ok(getPipelineVersion, { params: { ...org.params, n: 2 } })).definition).toEqual(draft.definition)
})

test('what does not fit is told with its place, and cannot be published', async () => {
  const org = await createDesignOrg(t)
  const other = (await org.admin.ok(listPipelines)).items.find((one) => one.id !== org.pipelineId)?.stages[0]
  const base = { severity: 'block' as const, label: '', help: '' }
  const gate = { op: 'all' as const, items: [
    { ...base, id: newId(), type: 'form' as const, formId: newId(), minScore: null }, { ...base, id: newId(), type: 'approval' as const, flowId: newId() },
    { ...base, id: newId(), type: 'field' as const, field: 'c_nothing' }, { op: 'any' as const, items: [] },
    { ...base, id: newId(), type: 'condition' as const, condition: { field: 'amount', op: "= 0) or true --", value: 1 } },
  ] }
  const foreign = newStage('偷来的', { id: other?.id ?? '' })
  await org.save((live) => ({ ...live, stages: [...live.stages.map((stage, i) => (i === 0 ? { ...stage, exitGate: gate } : stage)), foreign] }))
  const { problems } = await org.admin.ok(getDraftEffect, { params: org.params })
  expect(problems.map((one) => one.code)).toEqual([
    'designer.unknown_form', 'designer.unknown_flow', 'designer.unknown_field', 'designer.empty_any', 'condition.unknown_operator', 'designer.foreign_stage',
  ])
  expect(problems[2]?.path).toBe('stages.0.exitGate.items.2.field')
  const refused = await org.admin.call(publishDraft, { params: org.params, body: { version: 1 } })
  expect([refused.status, refused.code]).toEqual([422, 'designer.not_publishable'])
  expect(JSON.parse(refused.text)).toMatchObject({ errors: problems })
})

test('hostile documents are refused before they are read', async () => {
  const org = await createDesignOrg(t)
  const { definition } = await org.admin.ok(getDraft, { params: org.params })
  const put = (change: object) => org.admin.call(saveDraft, { params: org.params, body: { definition: { ...definition, ...change }, version: 0 } })
  let nested: unknown = { op: 'all', items: [] }
  for (let i = 0; i < 1000; i++) nested = { op: 'all', items: [nested] }
  let condition: unknown = { and: [] }
  for (let i = 0; i < 1000; i++) condition = { not: condition }
  for (const change of [
    { wonGate: nested }, { routing: condition }, { stages: [] }, { stages: [{ ...definition.stages[0], color: 'red;background:url(//x)' }] },
    { stages: [{ ...definition.stages[0], playbook: { materials: [{ name: '资料', url: 'javascript:alert(1)' }] } }] }, { stages: [{ ...definition.stages[0], winProbability: 1.5 }] },
    { rules: { overrideRoles: ['root'] } },
  ]) expect((await put(change)).status).toBe(400)
  const polluted = await org.admin.call(saveDraft, {
    params: org.params, body: JSON.parse(JSON.stringify({ definition, version: 0 }).replace('"name"', '"__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}},"name"')) as never,
  })
  expect([200, 400]).toContain(polluted.status)
  expect(Reflect.get({}, 'isAdmin')).toBeUndefined()
  expect(JSON.stringify(await org.admin.ok(getDraft, { params: org.params }))).not.toContain('isAdmin')
})

test('only who may configure reaches drafts; everybody of the organisation reads what was published; a stranger nothing', async () => {
  const org = await createDesignOrg(t)
  const { definition } = await org.admin.ok(getDraft, { params: org.params })
  await org.save((live) => ({ ...live, wonName: '改名' }))
  const stranger = (await t.org('别家')).admin
  const { params } = org
  for (const role of ['manager', 'rep', 'finance', 'viewer'] as const) {
    const client = await org.user(role)
    const denied = [
      client.call(getDraft, { params }), client.call(getDraftEffect, { params }), client.call(saveDraft, { params, body: { definition, version: 1 } }), client.call(discardDraft, { params }),
      client.call(publishDraft, { params, body: { version: 1 } }), client.call(undoPublication, { params, body: { n: 1 } }), client.call(copyPipeline, { params, body: { name: '偷抄' } }),
      client.call(orderPipelines, { body: { ids: [org.pipelineId] } }),
    ]
    for (const answer of await Promise.all(denied)) expect([answer.status, answer.code]).toEqual([403, 'permission.denied'])
    expect((await client.ok(listPipelineVersions, { params })).items).toHaveLength(1)
  }
  const foreign = [
    stranger.call(getDraft, { params }), stranger.call(getDraftEffect, { params }), stranger.call(saveDraft, { params, body: { definition, version: 0 } }), stranger.call(discardDraft, { params }),
    stranger.call(publishDraft, { params, body: { version: 1 } }), stranger.call(undoPublication, { params, body: { n: 1 } }), stranger.call(copyPipeline, { params, body: { name: '偷抄' } }),
    stranger.call(orderPipelines, { body: { ids: [org.pipelineId] } }), stranger.call(listPipelineVersions, { params }), stranger.call(getPipelineVersion, { params: { ...params, n: 1 } }),
  ]
  for (const answer of await Promise.all(foreign)) expect([answer.status, answer.code]).toEqual([404, 'record.not_found'])
  expect(await org.admin.ok(getDraft, { params })).toMatchObject({ version: 1, definition: { wonName: '改名' } })
})

test('a pipeline renamed while a draft is open keeps its new name when the draft is published; what is written after a publication stays when that is undone', async () => {
  const org = await createDesignOrg(t)
  await org.save((live) => ({ ...live, wonName: '成交' }))
  const { version } = await org.live()
  await org.admin.ok(changePipeline, { params: org.params, body: { name: '新名字' }, version })
  expect(await org.publish()).toMatchObject({ name: '新名字', wonName: '成交' })
  const named = await org.live()
  await org.admin.ok(changePipeline, { params: org.params, body: { definition: '给大客户' }, version: named.version })
  expect(await org.undo(2)).toMatchObject({ definition: '给大客户', wonName: '赢单' })
})

test('a copy is a pipeline of its own: other ids, its own history, no deals', async () => {
  const org = await createDesignOrg(t)
  const criterion = { id: newId(), type: 'condition' as const, severity: 'block' as const, label: '', help: '', condition: { field: 'stage', op: 'is', value: org.stages[0] } }
  await org.save((live) => ({ ...live, stages: live.stages.map((stage, i) => (i === 1 ? { ...stage, entryGate: { op: 'all', items: [criterion] } } : stage)) }))
  const original = await org.publish()
  await org.deal('原流程的商机')
  const copy = await org.admin.ok(copyPipeline, { params: org.params, body: { name: '试验流程（副本）' } })
  expect(copy).toMatchObject({ name: '试验流程（副本）', publishedN: 1, hasDraft: false, version: 1 })
  expect(copy.stages.map((stage) => stage.name)).toEqual(original.stages.map((stage) => stage.name))
  expect(new Set([...copy.stages, ...original.stages].map((stage) => stage.id)).size).toBe(8)
  const [copied] = criteriaOf(copy.stages[1]?.entryGate ?? null)
  expect(copied).toMatchObject({ type: 'condition', condition: { field: 'stage', op: 'is', value: copy.stages[0]?.id } })
  expect(copied?.id).not.toBe(criterion.id)
  const effect = await org.admin.ok(getDraftEffect, { params: { id: copy.id } })
  expect(effect).toMatchObject({ problems: [], weightedMinor: { before: 0, after: 0 } })
})

test('pipelines are put in order; those not named follow', async () => {
  const org = await createDesignOrg(t)
  const third = await org.admin.ok(createPipeline, { body: { name: '第三', stages: ['一'] } })
  const before = (await org.admin.ok(listPipelines)).items.map((one) => one.id)
  const { items } = await org.admin.ok(orderPipelines, { body: { ids: [third.id, org.pipelineId] } })
  expect(items.map((one) => one.id)).toEqual([third.id, org.pipelineId, before[0]])
  expect((await org.admin.ok(listPipelines)).items.map((one) => one.id)).toEqual([third.id, org.pipelineId, before[0]])
  expect((await org.admin.call(orderPipelines, { body: { ids: [newId()] } })).code).toBe('record.not_found')
})

test('the last pipeline in use cannot be archived, also not two at once', async () => {
  const org = await createDesignOrg(t)
  const pipelines = (await org.admin.ok(listPipelines)).items
  const answers = await Promise.all(pipelines.map((one) => org.admin.call(changePipeline, { params: { id: one.id }, body: { isArchived: true }, version: one.version })))
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409])
  expect(answers.find((answer) => answer.status === 409)?.code).toBe('designer.last_pipeline')
})

test('the routing rules propose a pipeline for a new deal, and say by which rule, in the reader\'s language', async () => {
  const org = await createDesignOrg(t)
  const rep = await org.user('rep')
  expect(await rep.ok(proposePipeline, { body: { amountMinor: 1 } })).toEqual({ pipelineId: null, because: '没有符合的分配规则' })
  await org.save((live) => ({ ...live, routing: { and: [{ field: 'amount', op: 'gte', value: 10_000_000 }, { field: 'owner', op: 'is', value: rep.userId }] }, routingPriority: 5 }))
  await org.publish()
  const rest = await org.admin.ok(createPipeline, { body: { name: '其余', stages: ['一'] } })
  const restDraft = await org.admin.ok(getDraft, { params: { id: rest.id } })
  await org.admin.ok(saveDraft, { params: { id: rest.id }, body: { definition: { ...restDraft.definition, routing: { and: [] } }, version: 0 } })
  await org.admin.ok(publishDraft, { params: { id: rest.id }, body: { version: 1 } })

  const large = await rep.ok(proposePipeline, { body: { amountMinor: 20_000_000 } })
  expect(large.pipelineId).toBe(org.pipelineId)
  expect(large.because).toBe('按「试验流程」的分配规则：金额 ≥ 10万 且 负责人 是 rep')
  expect((await rep.ok(proposePipeline, { body: { amountMinor: 20_000_000 }, headers: { 'accept-language': 'en' } })).because).toContain('By the routing rule of “试验流程”: Amount ≥ 100,000')
  // By the owner it shall have, not by who asks.
  expect((await org.admin.ok(proposePipeline, { body: { amountMinor: 20_000_000, ownerId: rep.userId } })).pipelineId).toBe(org.pipelineId)
  expect((await org.admin.ok(proposePipeline, { body: { amountMinor: 20_000_000 } })).pipelineId).toBe(rest.id)
  expect((await rep.ok(proposePipeline, { body: {} })).pipelineId).toBe(rest.id)
  // An archived pipeline is proposed to nobody.
  const live = await org.live()
  await org.admin.ok(changePipeline, { params: org.params, body: { isArchived: true }, version: live.version })
  expect((await rep.ok(proposePipeline, { body: { amountMinor: 20_000_000 } })).pipelineId).toBe(rest.id)
})
