import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dateDifference } from './cycle.ts'
import { calendarDays, workingDays } from './working-days.ts'
import { dateOfDay, dayOfDate, localDays } from './zone-days.ts'

const FROM = Date.parse('2025-09-01T00:00:00Z')
const TO = Date.parse('2027-01-01T00:00:00Z')
const at = (text: string) => Date.parse(text)

/** Mon–Fri; the National Day holiday 2025 (1–8 October) off, Sunday 28 September and Saturday 11 October made up. */
const china = {
  isWorkday: (date: string) => {
    if (date >= '2025-10-01' && date <= '2025-10-08') return false
    if (date === '2025-09-28' || date === '2025-10-11') return true
    const weekday = new Date(`${date}T00:00:00Z`).getUTCDay()
    return weekday >= 1 && weekday <= 5
  },
}

test('day numbers and dates', () => {
  expect(dateOfDay(dayOfDate('2026-02-28') + 1)).toBe('2026-03-01')
  const shanghai = localDays('Asia/Shanghai', FROM, TO)
  expect(Math.floor(shanghai(at('2026-03-01T00:00:00+08:00')))).toBe(dayOfDate('2026-03-01'))
  expect(Math.floor(shanghai(at('2026-02-28T23:59:59+08:00')))).toBe(dayOfDate('2026-02-28'))
  expect(localDays('Asia/Shanghai', 0.25, 1)(0.25)).toBeCloseTo(1 / 3, 6)
  expect(() => localDays('Mars/Olympus', FROM, TO)).toThrow(RangeError)
})

test('dates across a change of daylight-saving time', () => {
  const local = localDays('Europe/Amsterdam', FROM, TO)
  const dates = dateDifference(local)
  expect(dates(at('2026-03-29T00:00:00+01:00'), at('2026-03-30T00:00:00+02:00'))).toBe(1)
  expect(calendarDays(at('2026-03-29T00:00:00+01:00'), at('2026-03-30T00:00:00+02:00'))).toBeCloseTo(23 / 24, 12)
  expect(dates(at('2026-10-25T00:30:00+02:00'), at('2026-10-25T23:30:00+01:00'))).toBe(0)
})

test('working days: weekends, holidays and make-up days', () => {
  const days = workingDays(china, localDays('Asia/Shanghai', FROM, TO), FROM, TO)
  const between = (from: string, to: string) => days(at(`${from}+08:00`), at(`${to}+08:00`))
  expect(between('2026-03-06T12:00:00', '2026-03-09T12:00:00')).toBeCloseTo(1, 9)
  expect(between('2025-10-01T00:00:00', '2025-10-09T00:00:00')).toBe(0)
  expect(between('2025-09-26T00:00:00', '2025-10-01T00:00:00')).toBe(4)
  expect(between('2025-10-09T00:00:00', '2025-10-13T00:00:00')).toBe(3)
  expect(between('2026-03-07T08:00:00', '2026-03-08T20:00:00')).toBe(0)
})

test('working days add up, and are never more than the dates', () => {
  const days = workingDays(china, localDays('Asia/Shanghai', FROM, TO), FROM, TO)
  const instant = fc.integer({ min: FROM, max: TO })
  fc.assert(
    fc.property(instant, instant, instant, (...any) => {
      const [a, b, c] = any.sort((x, y) => x - y)
      expect(days(a, b) + days(b, c)).toBeCloseTo(days(a, c), 6)
      expect(days(a, c)).toBeLessThanOrEqual(calendarDays(a, c) + 1e-6)
      expect(days(a, c)).toBeGreaterThanOrEqual(0)
    }),
  )
})
