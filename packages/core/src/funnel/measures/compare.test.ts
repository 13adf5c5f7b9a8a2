import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newcombe, twoProportionP } from '../../lib/ratio.ts'
import { columnsOf } from '../columns-of.ts'
import type { Selection } from '../columns.ts'
import { DAY, deals, stagesNamed } from '../testing/sample.ts'
import { comparison, type CompareSide } from './compare.ts'
import { factsOf, randomColumns } from './testing/random-columns.ts'

const all: Selection = { mask: null, owners: null, teams: null, sources: null }
const side = (from: number, to: number, asOf = 1000): CompareSide => ({ from: from * DAY, to: to * DAY, asOf: asOf * DAY, zone: 'Asia/Shanghai', currency: 'CNY' })

test('two periods: each step with its interval and p, q over all that was compared', () => {
  const columns = columnsOf([
    ...deals(60, 'a-on', [['A', 0], ['B', 5]], { won: 9 }), ...deals(40, 'a-lost', [['A', 0]], { lost: 8 }),
    ...deals(40, 'b-on', [['A', 100], ['B', 105]], { won: 109 }), ...deals(60, 'b-lost', [['A', 100]], { lost: 108 }),
  ], stagesNamed('AB'))
  const answer = comparison(columns, { side: side(0, 50), selection: all }, { side: side(100, 150), selection: all }, { withinDays: null })
  expect(answer.entered).toEqual({ a: 100, b: 100 })
  const first = answer.steps[0]?.conversion
  expect(first?.difference).toBeCloseTo(-0.2, 12)
  expect(first).toMatchObject({ p: twoProportionP({ hits: 60, n: 100 }, { hits: 40, n: 100 }) })
  const interval = newcombe({ hits: 40, n: 100 }, { hits: 60, n: 100 })
  expect([first?.low, first?.high]).toEqual([interval?.low, interval?.high])
  expect(answer.steps[0]?.loss.difference).toBeCloseTo(0.2, 12)
  expect(answer.steps[1]?.conversion).toMatchObject({ difference: 0, p: 1 })
  // Six differences, four of them alike and small: q = p · 6/4.
  expect(first?.q).toBeCloseTo(((first?.p ?? 0) * 6) / 4, 12)
})

test('a young period is not worse for its age when both are given the same time', () => {
  // The same behaviour twice: one in two moves on after 20 days. The second cohort is watched for 10 days only.
  const columns = columnsOf([
    ...deals(50, 'a', [['A', 0], ['B', 20]]), ...deals(50, 'aa', [['A', 0]]),
    ...deals(50, 'b', [['A', 100], ['B', 120]]), ...deals(50, 'bb', [['A', 100]]),
  ], stagesNamed('AB'))
  const [before, young] = [{ side: side(0, 50, 110), selection: all }, { side: side(100, 150, 110), selection: all }]
  expect(comparison(columns, before, young, { withinDays: null }).steps[0]?.conversion.difference).toBe(-0.5)
  expect(comparison(columns, before, young, { withinDays: 10 }).steps[0]?.conversion).toMatchObject({ difference: 0, enough: true })
  // Those that have not had 30 days are not judged at all.
  expect(comparison(columns, before, young, { withinDays: 30 }).steps[0]?.conversion).toMatchObject({ difference: null, enough: false, p: null })
})

test('equal to counting plainly', () => {
  fc.assert(
    fc.property(randomColumns, fc.constantFrom(null, 5, 30), fc.constantFrom<'entry' | 'stage'>('entry', 'stage'), (columns, withinDays, cohort) => {
      const one = { ...side(10, 70, 120), cohort }
      const answer = comparison(columns, { side: one, selection: all }, { side: side(70, 110, 120), selection: all }, { withinDays })
      const facts = factsOf(columns, all, 120 * DAY)
      const within = (at: number) => at >= 10 * DAY && at < 70 * DAY
      const span = withinDays === null ? Infinity : withinDays * DAY
      const due = (at: number) => withinDays === null || at <= 120 * DAY - span
      answer.steps.forEach((step, k) => {
        const members = facts.filter((f) => f.reachedAt[k] !== Infinity && within(cohort === 'entry' ? f.entryAt : (f.reachedAt[k] as number)) && due(f.reachedAt[k] as number))
        const on = members.filter((f) => (f.reachedAt[k + 1] as number) < (f.reachedAt[k] as number) + span)
        const lost = members.filter((f) => !on.includes(f) && f.standing === 2 && f.endedAt < (f.reachedAt[k] as number) + span)
        expect([step.conversion.a.n, step.conversion.a.hits, step.loss.a.hits]).toEqual([members.length, on.length, lost.length])
      })
      const cohortDeals = facts.filter((f) => within(f.entryAt) && due(f.entryAt))
      expect([answer.overall.a.n, answer.overall.a.hits]).toEqual([cohortDeals.length, cohortDeals.filter((f) => f.standing === 1 && f.endedAt < f.entryAt + span).length])
      expect(answer.closedWinRate.a.n).toBe(facts.filter((f) => within(f.closedAt)).length)
    }),
    { numRuns: 100 },
  )
})
