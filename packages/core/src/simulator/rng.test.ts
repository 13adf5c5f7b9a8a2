import { expect, test } from 'vitest'
import { createRng } from './rng.ts'

const draw = <T>(n: number, f: () => T) => Array.from({ length: n }, f)
const mean = (x: readonly number[]) => x.reduce((a, b) => a + b, 0) / x.length

test('a stream repeats itself, and forks depend on seed and label alone', () => {
  const a = createRng(5)
  const b = createRng(5)
  expect(draw(20, a.next)).toEqual(draw(20, b.next))
  a.next()
  expect(draw(5, a.fork('x').next)).toEqual(draw(5, b.fork('x').next))
  expect(draw(5, a.fork('x').next)).not.toEqual(draw(5, a.fork('y').next))
  expect(draw(5, createRng(6).next)).not.toEqual(draw(5, createRng(5).next))
})

test('moments are those of the distributions', () => {
  const rng = createRng(42)
  const n = 40_000
  expect(mean(draw(n, rng.next))).toBeCloseTo(0.5, 1)
  expect(Math.abs(mean(draw(n, rng.exponential)) - 1)).toBeLessThan(0.025)
  const normal = draw(n, rng.normal)
  expect(Math.abs(mean(normal))).toBeLessThan(0.025)
  expect(Math.abs(mean(normal.map((x) => x * x)) - 1)).toBeLessThan(0.04)
  expect(Math.abs(mean(draw(n, () => rng.poisson(6))) - 6)).toBeLessThan(0.06)
  const keys = draw(n, () => rng.weighted({ a: 1, b: 3, never: 0 }))
  expect(Math.abs(keys.filter((k) => k === 'b').length / n - 0.75)).toBeLessThan(0.01)
  expect(keys).not.toContain('never')
})

test('first draws of neighbouring forks are not alike', () => {
  const root = createRng(1)
  const firsts = Array.from({ length: 20_000 }, (_, i) => root.fork(`lead ${i}`).next())
  expect(Math.abs(mean(firsts) - 0.5)).toBeLessThan(0.01)
  const lag = mean(firsts.slice(1).map((x, i) => (x - 0.5) * ((firsts[i] ?? 0) - 0.5))) * 12
  expect(Math.abs(lag)).toBeLessThan(0.03)
  expect(new Set(firsts).size).toBeGreaterThan(19_900)
})
