import { expect, test } from 'vitest'
import { workCalendar } from './calendar.ts'

const DAY = 86_400_000
const start = Date.parse('2025-09-15T03:00:00Z')
const calendar = workCalendar(start, start + 365 * DAY)

test('order is kept, and nothing moves by more than a week and a half', () => {
  let last = -Infinity
  for (let days = 0; days < 365; days += 0.05) {
    const at = calendar.toInstant(days)
    expect(at).toBeGreaterThan(last)
    last = at
    expect(Math.abs(at - (start + days * DAY))).toBeLessThan(10.5 * DAY)
  }
})

test('a stay is neither lengthened nor shortened on average', () => {
  let sum = 0
  let n = 0
  for (let days = 0; days < 350; days += 0.37, n++) sum += (calendar.toInstant(days + 9.3) - calendar.toInstant(days)) / DAY
  expect(Math.abs(sum / n - 9.3)).toBeLessThan(0.1)
})

test('only working hours of working days come out', () => {
  for (let days = 0; days < 365; days += 0.013) {
    const t = new Date(calendar.toInstant(days) + 8 * 3_600_000)
    const iso = t.toISOString()
    expect([1, 2, 3, 4, 5]).toContain(t.getUTCDay())
    expect(t.getUTCHours()).toBeGreaterThanOrEqual(9)
    expect(t.getUTCHours()).toBeLessThanOrEqual(19)
    expect(iso >= '2025-10-01' && iso < '2025-10-08').toBe(false)
    expect(iso >= '2026-02-16' && iso < '2026-02-24').toBe(false)
  }
})
