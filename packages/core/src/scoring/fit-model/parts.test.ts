import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRng } from '../../simulator/rng.ts'
import { calibrate, calibrated, isotonic, platt } from './calibrate.ts'
import { featuresOf, learnEncoding, MISSING, OTHER, takenFor } from './encoding.ts'
import { judge } from './judge.ts'
import { fitLogistic, logitOf, sigmoid } from './logistic.ts'

describe('logistic regression', () => {
  test('a single yes-or-no feature: the log-odds of the two shares', () => {
    // 30 of 100 without, 60 of 100 with: intercept ln(3/7), weight ln(6/4 · 7/3).
    const rows = Array.from({ length: 200 }, (_, i) => ({ places: i < 100 ? [] : [0] }))
    const targets = rows.map((_, i) => (i % 100 < (i < 100 ? 30 : 60) ? 1 : 0))
    const fit = fitLogistic(rows, targets, 1, 1e-9)
    expect(fit.intercept).toBeCloseTo(Math.log(3 / 7), 6)
    expect(fit.weights[0]).toBeCloseTo(Math.log(1.5 * (7 / 3)), 6)
    expect(fit.converged).toBe(true)
    expect(Math.abs(fitLogistic(rows, targets, 1, 50).weights[0] ?? 0)).toBeLessThan(Math.abs(fit.weights[0] ?? 0))
  })

  test('at the answer the gradient vanishes, with values and penalty, whatever the data, even when outcomes separate', () => {
    const row = fc.record({ on: fc.subarray([0, 1, 2]), value: fc.double({ min: -3, max: 3, noNaN: true }), target: fc.constantFrom(0, 1) })
    fc.assert(fc.property(fc.array(row, { minLength: 2, maxLength: 40 }), fc.constantFrom(0.1, 1, 10), (drawn, lambda) => {
      const rows = drawn.map(({ on, value }) => ({ places: [...on, 3], values: [...on.map(() => 1), value] }))
      const { intercept, weights } = fitLogistic(rows, drawn.map(({ target }) => target), 4, lambda)
      const off = rows.map((one, i) => sigmoid(logitOf(one, { intercept, weights })) - (drawn[i]?.target ?? 0))
      for (let j = 0; j < 4; j++) {
        const gradient = rows.reduce((sum, { places, values }, i) => sum + (off[i] ?? 0) * (places.includes(j) ? (values[places.indexOf(j)] ?? 0) : 0), 0) + lambda * (weights[j] ?? 0)
        expect(Math.abs(gradient)).toBeLessThan(1e-4)
      }
      expect([intercept, ...weights].every(Number.isFinite)).toBe(true)
    }))
  })

  test('no penalty, no unique answer: refused', () => expect(() => fitLogistic([{ places: [0] }], [1], 1, 0)).toThrow(RangeError))
})

describe('calibration', () => {
  const rng = createRng(11)
  const logits = Array.from({ length: 3000 }, () => rng.normal() * 2)
  const converted = logits.map((x) => rng.chance(sigmoid(0.5 * x - 1)))

  test('Platt finds slope and offset of a model that is too bold', () => {
    const found = platt(logits, converted)
    expect(found).toMatchObject({ method: 'platt', slope: expect.closeTo(0.5, 1), offset: expect.closeTo(-0.95, 1) })
    expect(calibrate(logits, converted).method).toBe('platt')
  })

  test('where the curve is no sigmoid, steps are better', () => {
    const bent = logits.map((x) => rng.chance(x < 0 ? 0.1 : x < 2 ? 0.5 : 0.55))
    const found = calibrate(logits, bent)
    expect(found.method).toBe('isotonic')
    expect(calibrated(-1, found)).toBeCloseTo(0.1, 1)
    expect(calibrated(1, found)).toBeCloseTo(0.5, 1)
  })

  test('more log-odds never mean less chance, and nothing is certain', () => {
    const pairs = fc.array(fc.tuple(fc.integer({ min: -6, max: 6 }), fc.boolean()), { minLength: 2, maxLength: 60 })
    fc.assert(fc.property(pairs, fc.constantFrom(platt, isotonic), (drawn, method) => {
      const found = method(drawn.map(([x]) => x), drawn.map(([, y]) => y))
      const said = Array.from({ length: 33 }, (_, i) => calibrated(i / 2 - 8, found))
      said.forEach((p, i) => {
        expect(p).toBeGreaterThan(0)
        expect(p).toBeLessThan(1)
        if (i > 0) expect(p).toBeGreaterThanOrEqual((said[i - 1] ?? 0) - 1e-12)
      })
    }))
  })
})

test('judged: log loss, calibration error and the table of said and seen', () => {
  const predictions = [...Array.from({ length: 50 }, (_, i) => ({ probability: 0.2, converted: i < 10 })), ...Array.from({ length: 50 }, (_, i) => ({ probability: 0.9, converted: i < 40 }))]
  const found = judge(predictions, 0.5)
  expect(found.logLossOfShare).toBeCloseTo(Math.LN2, 12)
  expect(found.logLoss).toBeCloseTo(-(10 * Math.log(0.2) + 40 * Math.log(0.8) + 40 * Math.log(0.9) + 10 * Math.log(0.1)) / 100, 12)
  expect(found.brier).toBeCloseTo((10 * 0.64 + 40 * 0.04 + 40 * 0.01 + 10 * 0.81) / 100, 12)
  expect(found.reliability.map(({ n }) => n)).toEqual(Array.from({ length: 10 }, () => 10))
  expect(found.reliability.reduce((sum, { n, seen }) => sum + n * seen, 0)).toBeCloseTo(50, 9)
  expect(found.auc?.auc).toBeCloseTo((40 * 40 + 0.5 * (10 * 40 + 40 * 10)) / 2500 + (10 * 10 * 0.5 - 10 * 10 * 0.5) / 2500, 12)
})

test('columns become features: levels, edges that a number reaches, missing by itself', () => {
  const [source, visits] = learnEncoding(
    [{ key: 'source', kind: 'category' }, { key: 'visits', kind: 'number' }],
    ({ kind }) => Array.from({ length: 100 }, (_, i) => (kind === 'number' ? i : i < 60 ? (i % 2 === 0 ? 'Google' : 'ｇｏｏｇｌｅ') : i < 95 ? '展會' : 'rare')),
  )
  if (source?.kind !== 'category' || visits?.kind !== 'number') throw new Error('kinds')
  expect(source.levels).toEqual(['google', '展会'])
  expect([featuresOf(source, 'GOOGLE'), featuresOf(source, '展会'), featuresOf(source, 'never seen'), featuresOf(source, null)]).toEqual([[0], [1], [2], [3]])
  expect([takenFor(source, 'GOOGLE'), takenFor(source, 'x'), takenFor(source, null)]).toEqual([{ level: 'google' }, { level: OTHER }, { level: MISSING }])
  expect(visits.first).toBe(4)
  expect(visits.edges).toHaveLength(12)
  expect(featuresOf(visits, -5)).toEqual([])
  expect(featuresOf(visits, visits.edges[1] ?? 0)).toEqual([4, 5])
  expect(featuresOf(visits, 1e9)).toHaveLength(12)
  expect(featuresOf(visits, null)).toEqual([16])
  expect(takenFor(visits, -5)).toEqual({ from: null, to: visits.edges[0] })
  expect(takenFor(visits, 1e9)).toEqual({ from: visits.edges[11], to: null })
})
