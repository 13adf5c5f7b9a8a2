import { eventCatalogue } from '@sluice/core/events/catalogue'
import { expect, test } from 'vitest'
import { concerns } from './live-rules.ts'
import type { LiveMessage, ReadKey } from './live-rules.ts'

const moved: LiveMessage = { type: 'deal.moved', subjectType: 'deal', subjectId: 'd1', pipelineId: 'p1' }
const read = (path: string, params: ReadKey['params'] = null, query: ReadKey['query'] = null): ReadKey => ({ path, params, query })

test('a moved deal concerns its own record, the lists, and the board and reports of its pipeline', () => {
  expect(concerns(moved, read('/deals/:id', { id: 'd1' }))).toBe(true)
  expect(concerns(moved, read('/deals'))).toBe(true)
  expect(concerns(moved, read('/pipelines/:id/board', { id: 'p1' }))).toBe(true)
  expect(concerns(moved, read('/pipelines/:id/board/:column', { id: 'p1', column: 's1' }))).toBe(true)
  expect(concerns(moved, read('/reports/funnel', null, { pipelineId: 'p1' }))).toBe(true)
  expect(concerns(moved, read('/timeline/:subjectType/:id', { subjectType: 'deal', id: 'd1' }))).toBe(true)
})

test('it leaves other deals, other pipelines and other nouns alone', () => {
  expect(concerns(moved, read('/deals/:id', { id: 'd2' }))).toBe(false)
  expect(concerns(moved, read('/pipelines/:id/board', { id: 'p2' }))).toBe(false)
  expect(concerns(moved, read('/reports/funnel', null, { pipelineId: 'p2' }))).toBe(false)
  expect(concerns(moved, read('/timeline/:subjectType/:id', { subjectType: 'deal', id: 'd2' }))).toBe(false)
  expect(concerns(moved, read('/pipelines'))).toBe(false)
  expect(concerns(moved, read('/leads'))).toBe(false)
  expect(concerns(moved, read('/users'))).toBe(false)
  expect(concerns(moved, read('/dealsomething'))).toBe(false)
})

test('an activity concerns the record it is written on, and lists that show the last touch', () => {
  const logged: LiveMessage = { type: 'activity.logged', subjectType: 'deal', subjectId: 'd1', pipelineId: 'p1' }
  expect(concerns(logged, read('/timeline/:subjectType/:id', { subjectType: 'deal', id: 'd1' }))).toBe(true)
  expect(concerns(logged, read('/timeline/:subjectType/:id', { subjectType: 'deal', id: 'd2' }))).toBe(false)
  expect(concerns(logged, read('/timeline/:subjectType/:id', { subjectType: 'account', id: 'a1' }))).toBe(true)
  expect(concerns(logged, read('/deals/:id', { id: 'd1' }))).toBe(true)
  expect(concerns(logged, read('/deals/:id', { id: 'd2' }))).toBe(false)
  expect(concerns(logged, read('/today'))).toBe(true)
  expect(concerns(logged, read('/reports/funnel'))).toBe(false)
})

test('an unknown kind of event concerns everything rather than nothing', () => {
  expect(concerns({ ...moved, type: 'quote.sent' }, read('/users'))).toBe(true)
})

test('every event of the catalogue has a rule: none falls back to refreshing everything', () => {
  for (const type of Object.keys(eventCatalogue)) {
    expect(concerns({ type, subjectType: 'none', subjectId: 'x' }, read('/nothing')), type).toBe(false)
  }
})

test('a change of fields or forms concerns what is laid out and filled in by them', () => {
  const changed: LiveMessage = { type: 'config.changed', subjectType: 'config', subjectId: 'f1' }
  for (const path of ['/fields', '/forms', '/completeness/:object/:id']) expect(concerns(changed, read(path))).toBe(true)
})
