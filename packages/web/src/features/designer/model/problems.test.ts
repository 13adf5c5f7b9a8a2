import { pipelineDefinition } from '@sluice/core/config/pipeline-definition'
import { expect, test } from 'vitest'
import { placeOf, problemsOf } from './problems.ts'

const stageId = '00000000-0000-4000-8000-000000000001'
const definition = pipelineDefinition.parse({
  name: '标准', wonName: '赢单', lostName: '丢单',
  stages: [{ id: stageId, name: '接洽', winProbability: 0.1, forecastCategory: 'pipeline', layer: 'nurture', color: '#2e7cb6' }],
})
const [stage] = definition.stages
if (!stage) throw new Error('no stage')

test('a complete definition has no problems; an emptied name, a long text and a bad link are told where they stand', () => {
  expect(problemsOf(definition)).toEqual([])
  expect(problemsOf({ ...definition, name: ' ' })).toEqual([{ path: 'name', code: 'empty' }])
  expect(problemsOf({ ...definition, stages: [{ ...stage, name: '阶'.repeat(61) }] })).toEqual([{ path: 'stages.0.name', code: 'too_long' }])
  const playbook = { ...stage.playbook, materials: [{ name: '手册', url: 'javascript:alert(1)' }] }
  expect(problemsOf({ ...definition, stages: [{ ...stage, playbook }] })).toEqual([{ path: 'stages.0.playbook.materials.0.url', code: 'invalid' }])
})

test('each path leads to the place where it is edited', () => {
  expect(placeOf('stages.0.name', definition)).toEqual({ at: stageId, section: 'basics' })
  expect(placeOf('stages[0].entryGate.items.1', definition)).toEqual({ at: stageId, section: 'gates' })
  expect(placeOf(`stages.${stageId}.dwell`, definition)).toEqual({ at: stageId, section: 'dwell' })
  expect(placeOf('definition.stages.0.playbook.materials.0.url', definition)).toEqual({ at: stageId, section: 'playbook' })
  expect(placeOf('stages.7.name', definition)).toEqual({ at: 'pipeline', section: 'basics' })
  expect(placeOf('wonGate.items', definition)).toEqual({ at: 'won', section: 'gates' })
  expect(placeOf('rules.dormantDays', definition)).toEqual({ at: 'pipeline', section: 'rules' })
  expect(placeOf('routing', definition)).toEqual({ at: 'pipeline', section: 'routing' })
  expect(placeOf('', definition)).toEqual({ at: 'pipeline', section: 'basics' })
})
