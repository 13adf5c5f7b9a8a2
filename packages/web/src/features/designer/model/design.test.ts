import { pipelineDefinition } from '@sluice/core/config/pipeline-definition'
import type { StageDefinition } from '@sluice/core/config/pipeline-definition'
import { expect, test } from 'vitest'
import { addStage, changePipeline, changeStage, duplicateStage, mapStage, mergeStage, moveStage, removeStage, splitStage } from './design.ts'
import type { Design } from './design.ts'

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
let made = 100
const makeId = () => id((made += 1))

const design: Design = {
  definition: pipelineDefinition.parse({
    name: '标准', wonName: '赢单', lostName: '丢单',
    stages: [1, 2, 3].map((n) => ({
      id: id(n), name: `阶段${n}`, winProbability: n / 10, forecastCategory: 'pipeline', layer: 'advance', color: '#2e7cb6',
      entryGate: { op: 'all', items: [{ type: 'checklist', id: id(10 + n), label: `进${n}` }] }, exitGate: { op: 'all', items: [{ type: 'checklist', id: id(20 + n), label: `出${n}` }] },
    })),
  }),
  mapping: [],
}
const names = (of: Design) => of.definition.stages.map((stage) => stage.name)
const stage = (of: Design, name: string): StageDefinition => of.definition.stages.find((one) => one.name === name) ?? expect.fail(name)
const labels = (gate: StageDefinition['entryGate']) => gate?.items.map((item) => ('op' in item ? '' : item.label)) ?? []
const valid = (of: Design) => pipelineDefinition.safeParse(of.definition).success

test('parts are changed, stages move', () => {
  expect(changePipeline(design, { name: '新' }).definition.name).toBe('新')
  expect(names(changeStage(design, id(2), { name: '二' }))).toEqual(['阶段1', '二', '阶段3'])
  expect(names(moveStage(design, id(1), 2))).toEqual(['阶段2', '阶段3', '阶段1'])
  expect(names(moveStage(design, id(3), 0))).toEqual(['阶段3', '阶段1', '阶段2'])
  expect(moveStage(design, id(9), 0)).toBe(design)
})

test('a new stage is valid and stands between its neighbours in probability, too', () => {
  const added = addStage(design, id(1), { id: makeId(), name: '新', color: '#2e7cb6' })
  expect(names(added)).toEqual(['阶段1', '新', '阶段2', '阶段3'])
  expect(stage(added, '新').winProbability).toBe(0.15)
  expect(valid(added)).toBe(true)
  const last = addStage(design, id(3), { id: makeId(), name: '末', color: '#2e7cb6' })
  expect(stage(last, '末').winProbability).toBe(0.65)
  expect(names(addStage(design, null, { id: makeId(), name: '首', color: '#2e7cb6' }))[0]).toBe('首')
})

test('a copy has criteria of its own', () => {
  const copied = duplicateStage(design, id(1), '副本', makeId)
  expect(names(copied)).toEqual(['阶段1', '副本', '阶段2', '阶段3'])
  expect(labels(stage(copied, '副本').entryGate)).toEqual(['进1'])
  expect(JSON.stringify(stage(copied, '副本'))).not.toContain(id(11))
})

test('a removed stage is mapped; what was mapped to it follows', () => {
  const once = removeStage(design, id(1), id(2), true)
  expect(once.mapping).toEqual([{ from: id(1), to: id(2) }])
  const twice = removeStage(once, id(2), id(3), true)
  expect(twice.mapping).toEqual([{ from: id(1), to: id(3) }, { from: id(2), to: id(3) }])
  expect(mapStage(once, id(1), id(3)).mapping).toEqual([{ from: id(1), to: id(3) }])
})

test('a stage that was never live needs no mapping, and passes on what was mapped to it', () => {
  const added = addStage(design, id(1), { id: id(50), name: '新', color: '#2e7cb6' })
  const removed = removeStage(added, id(1), id(50), true)
  expect(removeStage(removed, id(50), id(2), false).mapping).toEqual([{ from: id(1), to: id(2) }])
  expect(removeStage(removed, id(50), null, false).mapping).toEqual([])
})

test('a split makes two new stages; the chosen one takes over deals and past', () => {
  const split = splitStage(design, id(2), ['二甲', '二乙'], 1, true, makeId)
  expect(names(split)).toEqual(['阶段1', '二甲', '二乙', '阶段3'])
  expect(split.mapping).toEqual([{ from: id(2), to: stage(split, '二乙').id }])
  expect([labels(stage(split, '二甲').entryGate), labels(stage(split, '二甲').exitGate)]).toEqual([['进2'], []])
  expect([labels(stage(split, '二乙').entryGate), labels(stage(split, '二乙').exitGate)]).toEqual([[], ['出2']])
  expect(stage(split, '二乙').winProbability).toBe(0.25)
  expect(valid(split)).toBe(true)
})

test('a merge keeps the first stage with the way out of the second', () => {
  const merged = mergeStage(design, id(1), '合并', () => true)
  expect(names(merged)).toEqual(['合并', '阶段3'])
  expect(merged.mapping).toEqual([{ from: id(2), to: id(1) }])
  expect([labels(stage(merged, '合并').entryGate), labels(stage(merged, '合并').exitGate)]).toEqual([['进1'], ['出2']])
  expect(mergeStage(design, id(3), '无', () => true)).toBe(design)
})
