import { expect, test } from 'vitest'
import { concerns } from './live-rules.ts'
import type { LiveMessage, ReadKey } from './live-rules.ts'

const moved: LiveMessage = { id: '7', type: 'deal.moved', subjectType: 'deal', subjectId: 'd1', pipelineId: 'p1' }
const read = (path: string, params: ReadKey['params'] = null, query: ReadKey['query'] = null): ReadKey => ({ path, params, query })

test('a moved deal concerns its own record, the lists and the reports of its pipeline', () => {
  expect(concerns(moved, read('/deals/:id', { id: 'd1' }))).toBe(true)
  expect(concerns(moved, read('/deals'))).toBe(true)
  expect(concerns(moved, read('/board', null, { pipelineId: 'p1' }))).toBe(true)
  expect(concerns(moved, read('/reports/funnel', null, { pipelineId: 'p1' }))).toBe(true)
  expect(concerns(moved, read('/deals/:id/timeline', { id: 'd1' }))).toBe(true)
})

test('it leaves other deals, other pipelines and other nouns alone', () => {
  expect(concerns(moved, read('/deals/:id', { id: 'd2' }))).toBe(false)
  expect(concerns(moved, read('/board', null, { pipelineId: 'p2' }))).toBe(false)
  expect(concerns(moved, read('/leads'))).toBe(false)
  expect(concerns(moved, read('/users'))).toBe(false)
  expect(concerns(moved, read('/dealsomething'))).toBe(false)
})

test('an activity concerns the timeline of the deal it is written on', () => {
  const logged: LiveMessage = { id: '8', type: 'activity.logged', subjectType: 'deal', subjectId: 'd1' }
  expect(concerns(logged, read('/activities', null, { dealId: 'd1' }))).toBe(true)
  expect(concerns(logged, read('/deals/:id', { id: 'd1' }))).toBe(true)
  expect(concerns(logged, read('/deals/:id', { id: 'd2' }))).toBe(false)
})

test('an unknown kind of event concerns everything rather than nothing', () => {
  expect(concerns({ ...moved, type: 'quote.sent' }, read('/users'))).toBe(true)
})
