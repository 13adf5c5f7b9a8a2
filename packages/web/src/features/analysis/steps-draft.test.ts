import type { CustomView } from '@sluice/core/funnel/measures/custom-view'
import { expect, test } from 'vitest'
import { isSame, keyOfStep, missingOf, plainKinds, questionOf, readDraft, stepOfKey } from './steps-draft.ts'

const view: CustomView = {
  name: '全程',
  steps: [{ name: '线索', step: { kind: 'lead_created' } }, { name: '赢单', step: { kind: 'deal_won' } }],
  order: 'linear', windowDays: null, where: null, visibility: 'private',
}
const pipelineId = '01a200f8-b76d-7033-b2d1-1b7df9e078ff'

test('what a step asks survives as a key', () => {
  const steps = [...plainKinds.map((kind) => ({ kind })), { kind: 'stage_reached', pipelineId, stageId: pipelineId } as const, { kind: 'milestone_reached', milestoneKind: 'quote_sent' } as const]
  for (const step of steps) expect(stepOfKey(keyOfStep(step))).toEqual(step)
  for (const key of ['', 'stage', 'stage:one', 'milestone:', 'deal_lost']) expect(stepOfKey(key)).toBeNull()
})

test('a draft in an address is read only when it is one', () => {
  expect(readDraft(JSON.stringify(view))).toEqual(view)
  for (const text of ['', '{', '{"name":"x"}', JSON.stringify({ ...view, steps: view.steps.slice(1) })]) expect(readDraft(text)).toBeNull()
})

test('names change nothing in what is asked, steps do', () => {
  const renamed = { ...view, name: '别的', steps: view.steps.map((step) => ({ ...step, name: '甲' })) }
  expect(questionOf(renamed)).toBe(questionOf(view))
  expect(questionOf({ ...view, order: 'strict' })).not.toBe(questionOf(view))
  expect(isSame(renamed, view)).toBe(false)
  expect(isSame({ ...view }, view)).toBe(true)
})

test('a funnel needs two steps, and names', () => {
  expect(missingOf(view)).toBeNull()
  expect(missingOf({ ...view, steps: view.steps.slice(1) })).toBe('few')
  expect(missingOf({ ...view, name: ' ' })).toBe('name')
})
