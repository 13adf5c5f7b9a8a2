import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayOf, startOfDay } from '../lib/dates.ts'
import { workCalendar, type WorkCalendar } from '../lib/work-calendar.ts'
import { nextOccurrence, recurrence, type Recurrence } from './recurrence.ts'

const everyDay: WorkCalendar = { isWorkday: () => true }
const china = workCalendar('Asia/Shanghai')
const rule = (every: unknown, over: object = {}): Recurrence => recurrence.parse({ every, ...over })
/** The first `n` days from a first one on. */
function days(of: Recurrence, firstOn: string, n: number, calendar = everyDay): string[] {
  const found: string[] = []
  let after = new Date(Date.parse(firstOn) - 86_400_000).toISOString().slice(0, 10)
  while (found.length < n) {
    const next = nextOccurrence(of, firstOn, after, calendar)
    if (next === null) break
    found.push(next)
    after = next
  }
  return found
}

test('days, weeks on weekdays, months on a day', () => {
  expect(days(rule({ unit: 'day', n: 3 }), '2026-02-26', 3)).toEqual(['2026-02-26', '2026-03-01', '2026-03-04'])
  // From a Wednesday on: the Monday of that week is over.
  expect(days(rule({ unit: 'week', n: 1, on: [4, 1, 1] }), '2026-03-04', 4)).toEqual(['2026-03-05', '2026-03-09', '2026-03-12', '2026-03-16'])
  expect(days(rule({ unit: 'week', n: 2, on: [1, 4] }), '2026-03-05', 4)).toEqual(['2026-03-05', '2026-03-16', '2026-03-19', '2026-03-30'])
  expect(days(rule({ unit: 'month', n: 1, on: 15 }), '2026-03-20', 2)).toEqual(['2026-04-15', '2026-05-15'])
})

test('short months and leap years: the 31st is the last day, the 29th of February is there when it is', () => {
  expect(days(rule({ unit: 'month', n: 1, on: 31 }), '2026-01-31', 4)).toEqual(['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30'])
  expect(days(rule({ unit: 'month', n: 12, on: 29 }), '2027-02-01', 3)).toEqual(['2027-02-28', '2028-02-29', '2029-02-28'])
  expect(days(rule({ unit: 'day', n: 1 }), '2028-02-28', 3)).toEqual(['2028-02-28', '2028-02-29', '2028-03-01'])
})

test('working days: weekends and holidays move on, and what lands on the same day is one', () => {
  expect(days(rule({ unit: 'day', n: 1 }, { onWorkdays: true }), '2026-03-06', 3, china)).toEqual(['2026-03-06', '2026-03-09', '2026-03-10'])
  // 1 to 7 October 2026 are off; Saturday the 10th is worked.
  expect(days(rule({ unit: 'month', n: 1, on: 1 }, { onWorkdays: true }), '2026-09-01', 3, china)).toEqual(['2026-09-01', '2026-10-08', '2026-11-02'])
  expect(days(rule({ unit: 'month', n: 1, on: 'last_workday' }), '2026-01-01', 3, china)).toEqual(['2026-01-30', '2026-02-28', '2026-03-31'])
  expect(days(rule({ unit: 'week', n: 1, on: [6] }, { onWorkdays: true }), '2026-10-03', 2, china)).toEqual(['2026-10-08', '2026-10-10'])
})

test('it ends with its last day, moved days included', () => {
  expect(days(rule({ unit: 'week', n: 1, on: [1] }, { until: '2026-03-16' }), '2026-03-02', 9)).toEqual(['2026-03-02', '2026-03-09', '2026-03-16'])
  expect(days(rule({ unit: 'week', n: 1, on: [6] }, { until: '2026-03-07', onWorkdays: true }), '2026-03-07', 9, china)).toEqual([])
})

const someDay = fc.integer({ min: 0, max: 4000 }).map((n) => new Date(Date.UTC(2023, 0, 1) + n * 86_400_000).toISOString().slice(0, 10))
const someEvery = fc.oneof(
  fc.record({ unit: fc.constant('day'), n: fc.integer({ min: 1, max: 40 }) }),
  fc.record({ unit: fc.constant('week'), n: fc.integer({ min: 1, max: 6 }), on: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }) }),
  fc.record({ unit: fc.constant('month'), n: fc.integer({ min: 1, max: 6 }), on: fc.oneof(fc.integer({ min: 1, max: 31 }), fc.constant('last_workday')) }),
)

test('for any rule: days rise, none lies before the first, and asking from any day between gives the same next one', () => {
  fc.assert(fc.property(someEvery, fc.boolean(), someDay, fc.nat(400), (every, onWorkdays, firstOn, gap) => {
    const of = rule(every, { onWorkdays })
    const found = days(of, firstOn, 12, china)
    expect(found).toEqual([...new Set(found)].toSorted())
    expect(found.every((one) => one >= firstOn)).toBe(true)
    const asked = new Date(Date.parse(firstOn) + gap * 86_400_000).toISOString().slice(0, 10)
    const [last = ''] = found.slice(-1)
    if (asked < last) expect(nextOccurrence(of, firstOn, asked, china)).toBe(found.find((one) => one > asked))
  }))
})

test('for any rule that skips days off: all are working days, and every day that the rule names is represented', () => {
  fc.assert(fc.property(someEvery, someDay, (every, firstOn) => {
    const found = days(rule(every, { onWorkdays: true }), firstOn, 12, china)
    expect(found.filter((one) => !china.isWorkday(one))).toEqual([])
    const forward = (one: string): string => (china.isWorkday(one) ? one : forward(new Date(Date.parse(one) + 86_400_000).toISOString().slice(0, 10)))
    const named = days(rule(every), firstOn, 12, china).map(forward)
    expect(named.filter((one) => one <= (found.at(-1) ?? '') && !found.includes(one))).toEqual([])
  }))
})

test('days are calendar days: in every zone a day begins at its own midnight, over changes of daylight-saving time too', () => {
  fc.assert(fc.property(fc.constantFrom('Asia/Shanghai', 'America/New_York', 'Pacific/Apia', 'Europe/Berlin'), someDay, (zone, firstOn) => {
    for (const one of days(rule({ unit: 'day', n: 1 }), firstOn, 5)) expect(dayOf(startOfDay(one, zone), zone)).toBe(one)
  }))
})
