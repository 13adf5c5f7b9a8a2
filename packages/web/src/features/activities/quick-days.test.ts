import { expect, test } from 'vitest'
import { addDays, quickCloseKeys, quickDay, quickDayKeys } from './quick-days.ts'

test('tomorrow and a week pass the ends of months and years', () => {
  expect(quickDay('tomorrow', '2026-02-28')).toBe('2026-03-01')
  expect(quickDay('tomorrow', '2028-02-28')).toBe('2028-02-29')
  expect(quickDay('inAWeek', '2026-12-28')).toBe('2027-01-04')
  expect(addDays('2026-03-01', -1)).toBe('2026-02-28')
})

test('next Monday is always a Monday after today, at most a week ahead', () => {
  // 2026-03-02 is a Monday: the next one is a week later; from Sunday it is the next day.
  expect(quickDay('nextMonday', '2026-03-02')).toBe('2026-03-09')
  expect(quickDay('nextMonday', '2026-03-01')).toBe('2026-03-02')
  for (let offset = 0; offset < 14; offset += 1) {
    const today = addDays('2026-03-02', offset)
    const monday = quickDay('nextMonday', today)
    expect(new Date(`${monday}T00:00:00Z`).getUTCDay()).toBe(1)
    expect(monday > today && monday <= addDays(today, 7)).toBe(true)
  }
})

test('no quick day lies in the past', () => {
  for (const key of [...quickDayKeys, ...quickCloseKeys]) expect(quickDay(key, '2026-07-31') >= '2026-07-31').toBe(true)
})

test('ends of months and quarters', () => {
  const ends = (today: string) => quickCloseKeys.map((key) => quickDay(key, today))
  expect(ends('2026-01-31')).toEqual(['2026-01-31', '2026-02-28', '2026-03-31'])
  expect(ends('2026-11-15')).toEqual(['2026-11-30', '2026-12-31', '2026-12-31'])
  expect(ends('2026-12-01')).toEqual(['2026-12-31', '2027-01-31', '2026-12-31'])
})
