import { expect, test } from 'vitest'
import { keySet } from './key-set.ts'

test('knows every key it has met, and no other, through all its growth', () => {
  const keys = keySet()
  const met = new Set<string>()
  for (let i = 0; i < 20_000; i++) {
    const key = `K${(i * 7919) % 13_001}`
    expect(keys.add(key)).toBe(!met.has(key))
    met.add(key)
  }
  expect(keys.size).toBe(met.size)
  expect(keys.add('')).toBe(true)
  expect(keys.add('')).toBe(false)
})
