import { expect, test } from 'vitest'
import { withFields } from '../conditions/catalogue.ts'
import { dealObject } from '../conditions/objects.ts'
import { flowDefinition, type FlowDefinition } from './flow.ts'
import { vetFlow, type FlowWorld } from './vet.ts'

const uuid = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const world: FlowWorld = {
  catalogue: withFields(dealObject, {
    c_legal: { type: 'user', label: { zh: '法务', en: 'Legal' }, sql: () => 'null' },
    c_level: { type: 'text', label: { zh: '级别', en: 'Level' }, sql: () => 'null' },
  }),
  activeUserIds: new Set([uuid(1)]), stageIds: new Set([uuid(2)]), changeable: new Set(['amountMinor']),
}
const step = (n: number, more: object = {}) => ({ id: uuid(n), name: '主管', approvers: [{ type: 'manager' }], ...more })
const flow = (more: object = {}): FlowDefinition => flowDefinition.parse({ trigger: { type: 'manual' }, steps: [step(10)], ...more })
const problems = (more: object) => vetFlow(flow(more), world).map((one) => `${one.path} ${one.code}`)

test('a flow that fits has no problems', () => {
  expect(problems({})).toEqual([])
  expect(problems({
    trigger: { type: 'stage_entry', stageId: uuid(2) }, condition: { field: 'amount', op: 'gt', value: 100 },
    steps: [step(10, { dueHours: 24, escalateTo: { type: 'user', userId: uuid(1) } }), step(11, { isParallel: true, approvers: [{ type: 'field', field: 'c_legal' }, { type: 'field', field: 'owner' }] })],
  })).toEqual([])
  expect(problems({ trigger: { type: 'stage_entry', stageId: 'won' } })).toEqual([])
})

test('every mistake is named with its place', () => {
  expect(problems({ steps: [step(10, { isParallel: true }), step(10)] })).toEqual(['definition.steps.0.isParallel flow.first_is_parallel', 'definition.steps.1.id flow.same_step'])
  expect(problems({ condition: { field: 'nonsense', op: 'eq', value: 1 } })).toEqual(['definition.condition condition.unknown_field'])
  expect(problems({ condition: { field: 'owner', op: 'is', value: { me: true } } })).toEqual(['definition.condition condition.no_user'])
  expect(problems({ steps: [step(10, { condition: { field: 'amount', op: 'starts_with', value: 1 } })] })).toEqual(['definition.steps.0.condition condition.unknown_operator'])
  expect(problems({ steps: [step(10, { approvers: [{ type: 'user', userId: uuid(9) }, { type: 'field', field: 'c_level' }, { type: 'field', field: 'stage' }] })] }))
    .toEqual(['definition.steps.0.approvers.0 flow.unknown_person', 'definition.steps.0.approvers.1 flow.unknown_field', 'definition.steps.0.approvers.2 flow.unknown_field'])
  expect(problems({ steps: [step(10, { escalateTo: { type: 'user', userId: uuid(9) } })] })).toEqual(['definition.steps.0.escalateTo flow.unknown_person', 'definition.steps.0.dueHours flow.no_deadline'])
  expect(problems({ trigger: { type: 'stage_exit', stageId: uuid(9) } })).toEqual(['definition.trigger.stageId flow.unknown_stage'])
  expect(problems({ trigger: { type: 'amount' } })).toEqual(['definition.trigger flow.no_threshold'])
  expect(problems({ trigger: { type: 'field_change', field: '__proto__' } })).toEqual(['definition.trigger.field flow.unknown_field'])
})

test('nesting without end and huge lists are refused before they are read', () => {
  let deep: unknown = { field: 'amount', op: 'gt', value: 1 }
  for (let i = 0; i < 1000; i++) deep = { and: [deep] }
  expect(flowDefinition.safeParse({ ...flow(), condition: deep }).success).toBe(false)
  expect(flowDefinition.safeParse({ ...flow(), steps: Array.from({ length: 21 }, (_, i) => step(100 + i)) }).success).toBe(false)
  expect(flowDefinition.safeParse({ ...flow(), steps: [step(10, { approvers: Array.from({ length: 21 }, () => ({ type: 'manager' })) })] }).success).toBe(false)
})
