import fc from 'fast-check'
import { expect, test } from 'vitest'
import { causesOfWords } from './cause-codes.ts'
import { countTerms } from './count-terms.ts'
import { tellingWords } from './telling-words.ts'
import { termsOf } from './terms.ts'

test('terms: words and what stands side by side, without stop words and numbers', () => {
  const terms = termsOf('客户预算有限，希望分期付款；下周二再联系')
  expect(terms.has('预算有限')).toBe(true)
  expect(terms.has('分期付款')).toBe(true)
  expect(terms.has('客户')).toBe(false)
  // Not across a comma.
  expect([...terms].some((term) => term.includes('有限分期') || term.includes('限分'))).toBe(false)
  expect([...termsOf('The customer asked for a payment plan, 300 k')]).toEqual(expect.arrayContaining(['payment plan']))
  expect(termsOf('２０２６ 100')).toEqual(new Set())
})

test('deals are counted, not occurrences, and deals without a word nowhere', () => {
  expect(countTerms([['预算有限', '预算有限！预算有限'], ['预算有限'], [], ['……']], 1)).toMatchObject({ deals: 2, terms: { 预算有限: 2 } })
  expect(countTerms([['__proto__ constructor'], ['__proto__ constructor']]).deals).toBe(2)
})

const of = (deals: number, terms: Record<string, number>) => ({ deals, terms })

test('what the group says more often comes first, the long form instead of its pieces', () => {
  const found = tellingWords(of(100, { 预算有限: 60, 预算: 62, 有限: 61, 分期付款: 40, 分期: 41, 付款: 45, 接口: 50 }), of(200, { 预算有限: 6, 预算: 20, 有限: 7, 分期付款: 5, 分期: 6, 付款: 14, 接口: 100 }))
  expect(found.map(({ term }) => term)).toEqual(['预算有限', '分期付款'])
  expect(found[0]!.shareGroup).toBe(0.6)
})

test('rare words shrink to nothing, and like groups tell nothing', () => {
  expect(tellingWords(of(100, { 罕见: 5 }), of(100, { 罕见: 3 }))).toEqual([])
  expect(tellingWords(of(0, {}), of(100, { a: 10 }))).toEqual([])
  fc.assert(
    fc.property(fc.dictionary(fc.string({ minLength: 1 }), fc.nat(50)), (terms) => {
      expect(tellingWords(of(50, terms), of(50, terms))).toEqual([])
    }),
  )
})

test('the prior pulls the log odds towards 0', () => {
  const at = (priorDeals: number) => tellingWords(of(100, { x: 30 }), of(100, { x: 5 }), { priorDeals, minDeals: 1, minDifference: 0, limit: 1, maxP: 1 })[0]!.logOdds
  expect(at(1)).toBeGreaterThan(at(20))
  expect(at(20)).toBeGreaterThan(at(200))
  // Without a prior: log(30/70) − log(5/95).
  expect(at(1e-9)).toBeCloseTo(Math.log(30 / 70) - Math.log(5 / 95), 6)
})

test('words speak of causes', () => {
  expect(causesOfWords(['预算有限', '分期付款'])).toEqual(['budget', 'payment_terms'])
  expect(causesOfWords(['天气'])).toEqual([])
})
