import { expect, test } from 'vitest'
import { creationsBefore, monthAfter } from './earlier.ts'

const known = [
  { month: '2025-11', created: 10, share: 1 }, { month: '2025-12', created: 20, share: 1 }, { month: '2026-01', created: 30, share: 1 },
  { month: '2026-02', created: 40, share: 1 }, { month: '2026-03', created: 15, share: 0.5 },
]

test('the months before the plan, the latest first; the running one to its end, later ones as usual', () => {
  expect(creationsBefore('2026-03', known)).toEqual([40, 30, 20, 10])
  expect(creationsBefore('2026-04', known)).toEqual([30, 40, 30, 20, 10])
  expect(creationsBefore('2026-06', known)).toEqual([30, 30, 30, 40, 30, 20, 10])
  expect(creationsBefore('2026-04', [...known.slice(0, 4), { month: '2026-03', created: 2, share: 0.1 }])[0]).toBe(30)
  expect(creationsBefore('2026-04', [])).toEqual([])
})

test('the month after', () => {
  expect([monthAfter('2026-01'), monthAfter('2026-09'), monthAfter('2026-12')]).toEqual(['2026-02', '2026-10', '2027-01'])
})
