import fc from 'fast-check'
import { expect, test } from 'vitest'
import { healthScore, type HealthFacts } from './health.ts'
import { healthParts } from './health-parts.ts'
import { healthSubjects } from './health-score.ts'
import { sentence } from './sentence.ts'

const fact = (value: number | null, enough = true) => ({ value, n: 50, enough })

test('a score is the sum of its parts, and each says why', () => {
  const health = healthScore('rep', { win_rate: fact(1), dwell: fact(1), stalled: fact(0.2), next_step: fact(0.95), first_response: fact(0.6) })
  // 30·100 + 15·100 + 20·60 + 15·100 + 10·50 = 7700 of 9000: evidence is not known.
  expect(health.score).toBe(86)
  expect(health.parts.reduce((sum, { points, weightUsed }) => sum + points! * weightUsed, 0)).toBeCloseTo(7700 / 90, 9)
  expect(sentence(health.said, 'zh')).toBe('健康分 86，失分最多的是「停滞商机占比」（60 分）；未计入：不欠证据的商机占比。')
  expect(sentence(health.parts[2]!.why, 'en')).toBe('Stalled deals: 20%, 60 points (full at 0%).')
})

test('owed evidence costs points: half of the open deals owing is none of them', () => {
  const of = (value: number) => healthScore('funnel', { owed: fact(value) }).parts.find(({ key }) => key === 'owed')!
  expect([0.4, 0.5, 0.75, 1].map((value) => of(value).points)).toEqual([0, 0, 50, 100])
  expect(sentence(of(0.75).why, 'zh')).toBe('不欠证据的商机占比为 75%，得 50 分（满分线 100%）。')
  expect(sentence(of(0.75).why, 'en')).toBe('Deals that owe no evidence: 75%, 50 points (full at 100%).')
})

test('missing parts are left out, the weights of the rest said', () => {
  const health = healthScore('deal', { age: fact(0.5), silence: fact(3), evidence: fact(null), next_step: fact(1, false) })
  expect(health).toMatchObject({ score: 100, leftOut: ['next_step', 'evidence', 'close_date'], weightKnown: 0.5 })
  expect(health.parts.map(({ weightUsed }) => weightUsed)).toEqual([0.5, 0.5, 0, 0, 0])
  const none = healthScore('deal', { age: fact(0.5) })
  expect(none.score).toBeNull()
  expect(sentence(none.said, 'zh')).toMatch(/25%/)
  expect(healthScore('funnel', {}).score).toBeNull()
})

test('every subject: weights add up to 100, anchors ascend, and the score stays within 0–100', () => {
  for (const subject of healthSubjects) {
    const parts = healthParts[subject]
    expect(parts.reduce((sum, { weight }) => sum + weight, 0)).toBe(100)
    for (const { anchors } of parts) expect(anchors.map(([value]) => value)).toEqual(anchors.map(([value]) => value).toSorted((a, b) => a - b))
    fc.assert(
      fc.property(fc.array(fc.option(fc.double({ noNaN: true, min: -10, max: 1000 })), { minLength: parts.length, maxLength: parts.length }), (values) => {
        const facts: HealthFacts = Object.fromEntries(parts.map(({ key }, i) => [key, fact(values[i] ?? null)]))
        const { score, parts: done } = healthScore(subject, facts)
        if (score !== null) {
          expect(score).toBeGreaterThanOrEqual(0)
          expect(score).toBeLessThanOrEqual(100)
          expect(done.reduce((sum, { weightUsed }) => sum + weightUsed, 0)).toBeCloseTo(1, 9)
        }
      }),
    )
  }
})

test('between anchors the points run straight', () => {
  const points = (value: number) => healthScore('deal', { age: fact(value), silence: fact(3) }).parts[0]!.points
  expect([0.1, 0.5, 0.75, 1, 1.5, 2, 9].map(points)).toEqual([100, 100, 85, 70, 35, 0, 0])
})
