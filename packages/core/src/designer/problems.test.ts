import { expect, test } from 'vitest'
import { dealObject } from '../conditions/objects.ts'
import type { Criterion, GateGroup } from '../config/gate.ts'
import type { PipelineDefinition, StageMapping } from '../config/pipeline-definition.ts'
import { definitionWith, idOf, stageOf } from './designer.fixture.ts'
import { problemsOf, type Known } from './problems.ts'

const known: Known = {
  formIds: new Set([idOf(70)]), flowIds: new Set([idOf(80)]), attachmentKinds: new Set(['contract']), catalogue: dealObject, foreignStageIds: new Set([idOf(90)]),
}
const base = { severity: 'block', label: '', help: '' } as const
const all = (...items: GateGroup['items']): GateGroup => ({ op: 'all', items })
const problems = (draft: PipelineDefinition, mapping: StageMapping = [], live = draft, held = 0) =>
  problemsOf(live, draft, mapping, new Map(live.stages.map((stage) => [stage.id, { openDeals: held, stays: held, amountMinor: 0, ownWeightedMinor: 0 }])), known)
const withExit = (...items: GateGroup['items']) => definitionWith([stageOf(1, { exitGate: all(...items) })])

test('a sound definition has no problems', () => {
  const draft = withExit(
    { ...base, id: idOf(21), type: 'field', field: 'amount' },
    { ...base, id: idOf(22), type: 'form', formId: idOf(70), minScore: 5 },
    { ...base, id: idOf(23), type: 'approval', flowId: idOf(80) },
    { ...base, id: idOf(24), type: 'attachment', kinds: ['contract'] },
    { ...base, id: idOf(25), type: 'condition', condition: { field: 'amount', op: 'gte', value: 100 } },
    { ...base, id: idOf(26), type: 'activity', kinds: ['call'], outcomes: ['connected'], effective: true, withinDays: null, count: 1 },
    { op: 'any', items: [{ ...base, id: idOf(27), type: 'milestone', kinds: ['quote_sent'] }, { ...base, id: idOf(28), type: 'contact', roles: ['user'] }] },
  )
  expect(problems({ ...draft, routing: { field: 'owner', op: 'is', value: { me: true } } })).toEqual([])
})

const broken: [string, Criterion | GateGroup, string, string][] = [
  ['an unknown field', { ...base, id: idOf(21), type: 'field', field: '__proto__' }, '.field', 'designer.unknown_field'],
  ['an unknown form', { ...base, id: idOf(21), type: 'form', formId: idOf(71), minScore: null }, '.formId', 'designer.unknown_form'],
  ['an unknown flow', { ...base, id: idOf(21), type: 'approval', flowId: idOf(81) }, '.flowId', 'designer.unknown_flow'],
  ['an unknown kind of attachment', { ...base, id: idOf(21), type: 'attachment', kinds: ['contract', 'selfie'] }, '.kinds', 'designer.unknown_kind'],
  ['an unknown outcome', { ...base, id: idOf(21), type: 'activity', kinds: [], outcomes: ['dreamt'], effective: true, withinDays: null, count: 1 }, '.outcomes', 'designer.unknown_kind'],
  ['a checklist item that says nothing', { ...base, id: idOf(21), type: 'checklist' }, '.label', 'designer.label_required'],
  ['an empty any-group', { op: 'any', items: [] }, '', 'designer.empty_any'],
  ['a condition over a field that is not there', { ...base, id: idOf(21), type: 'condition', condition: { field: 'constructor', op: 'is', value: 'x' } }, '.condition', 'condition.unknown_field'],
  ['a condition with SQL for an operator', { ...base, id: idOf(21), type: 'condition', condition: { field: 'amount', op: '= 1; drop table deal --', value: 1 } }, '.condition', 'condition.unknown_operator'],
]
test.each(broken)('%s is told with its place', (_, item, step, code) => {
  expect(problems(withExit(item))).toEqual([{ path: `stages.0.exitGate.items.0${step}`, code }])
  // Nested just as well.
  expect(problems(withExit({ op: 'all', items: [item] }))).toEqual([{ path: `stages.0.exitGate.items.0.items.0${step}`, code }])
})

test('a gate says the same to everyone: a condition about "me" is refused there, and allowed in routing', () => {
  const condition = { field: 'owner', op: 'is', value: { me: true } } as const
  expect(problems(withExit({ ...base, id: idOf(21), type: 'condition', condition }))).toHaveLength(1)
  expect(problems(definitionWith([stageOf(1)], { routing: condition }))).toEqual([])
  expect(problems(definitionWith([stageOf(1)], { routing: { field: 'nothing', op: 'is', value: 'x' } }))).toEqual([{ path: 'routing', code: 'condition.unknown_field' }])
})

test('ids are used once, names too, and stages of other pipelines are refused', () => {
  const item: Criterion = { ...base, id: idOf(21), type: 'field', field: 'amount' }
  const draft = definitionWith([stageOf(1, { exitGate: all(item) }), stageOf(1, { name: '又一个', entryGate: all(item) }), stageOf(90, { name: '阶段1' })])
  expect(problems(draft)).toEqual([
    { path: 'stages.1.id', code: 'designer.duplicate_id' }, { path: 'stages.1.entryGate.items.0.id', code: 'designer.duplicate_id' },
    { path: 'stages.2.id', code: 'designer.foreign_stage' }, { path: 'stages.2.name', code: 'designer.duplicate_name' },
  ])
})

test('a removed stage that holds anything must be mapped, and to a stage that stays', () => {
  const live = definitionWith([stageOf(1), stageOf(2), stageOf(3)])
  const draft = definitionWith([stageOf(1)])
  expect(problems(draft, [], live, 0)).toEqual([])
  expect(problems(draft, [], live, 2).map((one) => [one.path, one.code])).toEqual([[`mapping.${idOf(2)}`, 'designer.unmapped_stage'], [`mapping.${idOf(3)}`, 'designer.unmapped_stage']])
  expect(problems(draft, [{ from: idOf(2), to: idOf(1) }, { from: idOf(3), to: idOf(1) }], live, 2)).toEqual([])
  expect(problems(draft, [{ from: idOf(2), to: idOf(2) }, { from: idOf(3), to: idOf(2) }], live, 2).map((one) => one.code)).toEqual(['designer.bad_mapping', 'designer.bad_mapping'])
})

test('what a mapping says of a stage that was put back does not count', () => {
  const live = definitionWith([stageOf(1), stageOf(2)])
  expect(problems(live, [{ from: idOf(2), to: idOf(77) }], live, 3)).toEqual([])
})
