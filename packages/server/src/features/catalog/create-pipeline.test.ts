import { createPipeline, listPipelines, type Pipeline } from '@sluice/core/catalog/contract'
import { criteriaOf, type Criterion } from '@sluice/core/config/gate'
import { pipelineTemplates } from '@sluice/core/config/pipeline-templates'
import { getDraftEffect, listPipelineVersions } from '@sluice/core/designer/contract'
import { listForms } from '@sluice/core/forms/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../../testing/app.ts'

let t: TestApp
beforeAll(async () => {
  t = await createTestApp()
})
afterAll(() => t.close())

const criteria = (pipeline: Pipeline): Criterion[] => [pipeline.wonGate, ...pipeline.stages.flatMap((stage) => [stage.entryGate, stage.exitGate])].flatMap(criteriaOf)

test('every template makes a pipeline that could be published as it stands, with gates, playbooks and version 1', async () => {
  const { admin } = await t.org()
  const ids = new Set<string>()
  for (const { key } of pipelineTemplates) {
    const pipeline = await admin.ok(createPipeline, { body: { template: key } })
    expect(pipeline).toMatchObject({ templateKey: key, publishedN: 1, hasDraft: false, version: 1 })
    for (const stage of pipeline.stages) expect([stage.key, stage.playbook.questions.length > 0, stage.dwell?.type]).toEqual([stage.key, true, 'days'])
    expect((await admin.ok(getDraftEffect, { params: { id: pipeline.id } })).problems).toEqual([])
    const [version] = (await admin.ok(listPipelineVersions, { params: { id: pipeline.id } })).items
    expect([version?.n, version?.criteriaCount, version?.stageCount]).toEqual([1, criteria(pipeline).length, pipeline.stages.length])
    for (const { id } of criteria(pipeline)) ids.add(id)
  }
  const all = (await admin.ok(listPipelines)).items.flatMap(criteria)
  expect(new Set(all.map((one) => one.id)).size).toBe(all.length)
  expect(all.every((one) => ids.has(one.id))).toBe(true)
})

test('the questionnaire that a template needs is taken over once, and its gates refer to it', async () => {
  const { admin } = await t.org()
  const before = (await admin.ok(listForms)).items.filter((form) => form.key === 'bant')
  const [first, second] = [await admin.ok(createPipeline, { body: { template: 'standard' } }), await admin.ok(createPipeline, { body: { template: 'standard', name: '又一个' } })]
  const forms = (await admin.ok(listForms)).items.filter((form) => form.key === 'bant')
  expect(forms).toHaveLength(1)
  expect(forms).toEqual(before)
  for (const pipeline of [first, second]) expect(criteria(pipeline).flatMap((one) => (one.type === 'form' ? [one.formId] : []))).toEqual([forms[0]?.id])
  expect(new Set([...criteria(first), ...criteria(second)].map((one) => one.id)).size).toBe(2 * criteria(first).length)
})

test('a template is taken over in the language of who asks; plain stage names have no gates', async () => {
  const { admin } = await t.org()
  const english = await admin.ok(createPipeline, { body: { template: 'large_equipment' }, headers: { 'accept-language': 'en' } })
  expect(english.rules).toMatchObject({ dormantDays: 90, allowSkip: true })
  const [tender] = english.stages.filter((stage) => stage.key === 'tender')
  expect(criteriaOf(tender?.entryGate ?? null)).toMatchObject([{ type: 'checklist', label: 'The bid has passed internal review', severity: 'block' }])
  expect(tender?.playbook.scripts).toContain('Clarify')
  const plain = await admin.ok(createPipeline, { body: { name: '朴素', stages: ['一', '二'] } })
  expect(criteria(plain)).toEqual([])
  expect(plain.stages.map((stage) => [stage.key, stage.winProbability, stage.dwell])).toEqual([['stage_1', 0.3333, null], ['stage_2', 0.6667, null]])
})
