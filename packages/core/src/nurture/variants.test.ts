import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chooseVariant, compareVariants } from './variants.ts'

test('an enrolment gets the same variant always, and weights are kept', () => {
  const variants = [{ id: 'a', weight: 75 }, { id: 'b', weight: 25 }]
  const counts = { a: 0, b: 0 }
  for (let i = 0; i < 4000; i++) {
    const chosen = chooseVariant(variants, `enrolment-${i}`, 'mail1')?.id as 'a' | 'b'
    expect(chooseVariant(variants, `enrolment-${i}`, 'mail1')?.id).toBe(chosen)
    counts[chosen]++
  }
  expect(counts.a / 4000).toBeCloseTo(0.75, 1)
  expect(chooseVariant([], 'x', 'y')).toBeUndefined()
})

test('two steps of one enrolment choose apart from each other', () => {
  const halves = [{ id: 'a', weight: 1 }, { id: 'b', weight: 1 }]
  const same = Array.from({ length: 2000 }, (_, i) => chooseVariant(halves, `e${i}`, 'mail1')?.id === chooseVariant(halves, `e${i}`, 'mail2')?.id).filter(Boolean).length
  expect(Math.abs(same - 1000)).toBeLessThan(120)
})

test('variants are compared when there is enough, corrected for how many there are', () => {
  expect(compareVariants([])).toEqual([])
  expect(compareVariants([{ id: 'a', sent: 49, clicked: 20 }, { id: 'b', sent: 500, clicked: 10 }])[1]).toEqual({ id: 'b', p: null, verdict: 'too_few' })
  expect(compareVariants([{ id: 'a', sent: 200, clicked: 3 }, { id: 'b', sent: 200, clicked: 4 }])[1]?.verdict).toBe('too_few')
  const [base, better] = compareVariants([{ id: 'a', sent: 200, clicked: 10 }, { id: 'b', sent: 200, clicked: 26 }])
  expect(base).toEqual({ id: 'a', p: null, verdict: 'base' })
  // z = (0.13 − 0.05) / √(0.09·0.91·2/200) = 2.795, p = 0.0052
  expect(better?.verdict).toBe('better')
  expect(better?.p).toBeCloseTo(0.0052, 3)
  const three = compareVariants([{ id: 'a', sent: 200, clicked: 10 }, { id: 'b', sent: 200, clicked: 26 }, { id: 'c', sent: 200, clicked: 11 }])
  expect(three[1]?.p).toBeCloseTo(0.0104, 3)
  expect(three[2]?.verdict).toBe('no_difference')
  expect(compareVariants([{ id: 'a', sent: 200, clicked: 40 }, { id: 'b', sent: 200, clicked: 10 }])[1]?.verdict).toBe('worse')
})

test('the comparison answers for any counts', () => {
  const count = fc.record({ id: fc.string(), sent: fc.nat(1000) }).chain((one) => fc.record({ ...one, id: fc.constant(one.id), sent: fc.constant(one.sent), clicked: fc.nat(one.sent) }))
  fc.assert(fc.property(fc.array(count, { maxLength: 4 }), (counts) => {
    for (const { p } of compareVariants(counts)) if (p !== null) expect(p >= 0 && p <= 1).toBe(true)
  }), { seed: 5 })
})
