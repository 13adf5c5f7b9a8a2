import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Turns } from './model.ts'
import { type Candidate, nextTurn } from './turn.ts'

function run(candidates: readonly Candidate[], rounds: number, from: Turns = {}): { order: string[]; turns: Turns } {
  const order: string[] = []
  let turns = from
  for (let i = 0; i < rounds; i++) {
    const next = nextTurn(candidates, turns)
    if (next === null) break
    order.push(next.id)
    turns = next.turns
  }
  return { order, turns }
}

test('equal weights take turns, others in proportion and well mixed', () => {
  expect(run([{ id: 'b', weight: 1 }, { id: 'a', weight: 1 }, { id: 'c', weight: 1 }], 7).order.join('')).toBe('abcabca')
  expect(run([{ id: 'a', weight: 5 }, { id: 'b', weight: 1 }, { id: 'c', weight: 1 }], 7).order.filter((id) => id === 'a')).toHaveLength(5)
  expect(nextTurn([], {})).toBeNull()
})

test('everybody is within one lead of the ideal share, after every single lead', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 12 }), (weights) => {
    const candidates = weights.map((weight, i) => ({ id: `p${i}`, weight }))
    const total = weights.reduce((a, b) => a + b, 0)
    const counts = new Map<string, number>()
    let furthest = 0
    run(candidates, Math.min(400, 2 * total)).order.forEach((id, n) => {
      counts.set(id, (counts.get(id) ?? 0) + 1)
      for (const one of candidates) furthest = Math.max(furthest, Math.abs((counts.get(one.id) ?? 0) * total - (n + 1) * one.weight))
    })
    expect(furthest).toBeLessThan(total)
  }), { numRuns: 200 })
})

test('after a whole round everything is as at the beginning', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 8 }), (weights) => {
    const candidates = weights.map((weight, i) => ({ id: `p${i}`, weight }))
    const { turns } = run(candidates, weights.reduce((a, b) => a + b, 0))
    expect(Object.values(turns).every((claim) => claim === 0)).toBe(true)
  }))
})

test('who comes back from leave is not flooded', () => {
  const all = [{ id: 'a', weight: 1 }, { id: 'b', weight: 1 }, { id: 'c', weight: 1 }]
  const { turns } = run(all.slice(0, 2), 101, run(all, 4).turns)
  const back = run(all, 9, turns).order
  for (const { id } of all) expect(Math.abs(back.filter((one) => one === id).length - 3)).toBeLessThanOrEqual(1)
  expect(back.join('')).not.toContain('ccc')
})
