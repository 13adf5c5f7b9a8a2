import { expect, test } from 'vitest'
import { trigger as triggerSchema } from './definition.ts'
import { isSetOff, type Happening } from './match.ts'

const [a, b, c] = ['01970000-0000-7000-8000-00000000000a', '01970000-0000-7000-8000-00000000000b', '01970000-0000-7000-8000-00000000000c']
const happening = (type: Happening['type'], payload: Record<string, unknown>, more: Partial<Happening> = {}): Happening => ({ type, payload, subjectType: type.split('.')[0] ?? '', subjectId: a, ...more })
const sets = (trigger: unknown, event: Happening) => isSetOff(triggerSchema.parse(trigger), event)

test('records that are made set off, those that a file brought do not', () => {
  expect(sets({ kind: 'created', object: 'deal' }, happening('deal.created', { importId: null }))).toBe(true)
  expect(sets({ kind: 'created', object: 'deal' }, happening('deal.created', { importId: b }))).toBe(false)
  expect(sets({ kind: 'created', object: 'lead' }, happening('deal.created', { importId: null }))).toBe(false)
})

test('changes by field, from and to, by whatever event tells of them', () => {
  const event = happening('lead.assigned', { changes: { ownerId: [null, b], c_region: ['华东', null] } })
  expect(sets({ kind: 'changed', object: 'lead' }, event)).toBe(true)
  expect(sets({ kind: 'changed', object: 'lead', fields: ['owner'] }, event)).toBe(true)
  expect(sets({ kind: 'changed', object: 'lead', fields: ['status'] }, event)).toBe(false)
  expect(sets({ kind: 'changed', object: 'deal', fields: ['owner'] }, event)).toBe(false)
  expect(sets({ kind: 'field_changed', object: 'lead', field: 'owner', from: null }, event)).toBe(true)
  expect(sets({ kind: 'field_changed', object: 'lead', field: 'owner', from: c }, event)).toBe(false)
  expect(sets({ kind: 'field_changed', object: 'lead', field: 'c_region', from: '华东', to: null }, event)).toBe(true)
  expect(sets({ kind: 'field_changed', object: 'lead', field: 'c_region', to: '华南' }, event)).toBe(false)
})

test('stages entered and left, closed deals leave theirs', () => {
  const moved = happening('deal.moved', { pipelineId: a, from: b, to: c, direction: 'advance', reason: null })
  expect(sets({ kind: 'stage_entered', pipelineId: a, stageId: c }, moved)).toBe(true)
  expect(sets({ kind: 'stage_entered', stageId: b }, moved)).toBe(false)
  expect(sets({ kind: 'stage_left', stageId: b }, moved)).toBe(true)
  expect(sets({ kind: 'stage_entered' }, happening('deal.remapped', { pipelineId: a, from: b, to: c, versionN: 1 }))).toBe(false)
  const won = happening('deal.won', { pipelineId: a, stageId: c })
  expect(sets({ kind: 'stage_left', stageId: c }, won)).toBe(true)
  expect([sets({ kind: 'closed', outcome: 'won' }, won), sets({ kind: 'closed', outcome: 'lost' }, won), sets({ kind: 'closed', outcome: 'any', pipelineId: b }, won)]).toEqual([true, false, false])
})

test('alarms by kind and severity, approvals by result and flow, forms', () => {
  const alarm = happening('alarm.opened', { kind: 'inflow_drop', severity: 'warn' })
  expect(sets({ kind: 'alarm_opened', minSeverity: 'warn' }, alarm)).toBe(true)
  expect(sets({ kind: 'alarm_opened', minSeverity: 'critical' }, alarm)).toBe(false)
  expect(sets({ kind: 'alarm_opened', kinds: ['stock_growth'] }, alarm)).toBe(false)
  const ended = happening('approval.ended', { approvalId: b, status: 'rejected' }, { flowId: c, subjectType: 'deal' })
  expect([sets({ kind: 'approval_ended', result: 'any' }, ended), sets({ kind: 'approval_ended', result: 'approved' }, ended), sets({ kind: 'approval_ended', result: 'rejected', flowId: c }, ended), sets({ kind: 'approval_ended', result: 'rejected', flowId: a }, ended)]).toEqual([true, false, true, false])
  const sent = happening('lead.form_submitted', { formId: b })
  expect([sets({ kind: 'form_submitted' }, sent), sets({ kind: 'form_submitted', formIds: [a] }, sent)]).toEqual([true, false])
  expect(sets({ kind: 'schedule', every: 'day' }, sent)).toBe(false)
})
