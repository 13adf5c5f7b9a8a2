import { expect, test } from 'vitest'
import { dealObject } from '../conditions/objects.ts'
import type { Condition } from '../conditions/condition.ts'
import { proposalOf, type Candidate } from './proposal.ts'

const context = { now: new Date('2026-03-02T02:00:00Z'), timeZone: 'Asia/Shanghai', me: null, myTeams: [], teamSubtree: () => [] }
const candidate = (id: string, routing: Condition | null, routingPriority = 0, position = 1): Candidate => ({ id, routing, routingPriority, position })
const large: Condition = { field: 'amount', op: 'gte', value: 1_000_000 }
const anything: Condition = { and: [] }
const proposed = (candidates: Candidate[], amountMinor: number | null) => proposalOf(candidates, { amountMinor, activities: [] }, dealObject, context)?.id ?? null

test('the higher priority first, then the position; a pipeline without a rule is never proposed', () => {
  const candidates = [candidate('rest', anything, -5, 1), candidate('large', large, 0, 3), candidate('also large', large, 0, 2), candidate('none', null, 99)]
  expect(proposed(candidates, 2_000_000)).toBe('also large')
  expect(proposed(candidates, 5)).toBe('rest')
  expect(proposed(candidates.slice(1), 5)).toBeNull()
  expect(proposed(candidates.slice(1), null)).toBeNull()
})

test('a rule whose field is gone matches nothing and harms no other', () => {
  expect(proposed([candidate('stale', { field: 'c_gone', op: 'is', value: 'x' }, 10), candidate('rest', anything)], 5)).toBe('rest')
})
