import type { Calendar, CalendarItem } from '@sluice/core/calendar/contract'
import { expect, test } from 'vitest'
import { moved } from './moved.ts'

const item: CalendarItem = {
  key: 'task:action:1', kind: 'task', day: null, at: null, minutes: null, title: '资料', about: null, subjectType: 'action', subjectId: '1', owner: null, amountMinor: null, currency: null,
  isLate: false, isRepeating: false, isForeseen: false, canMove: true, version: 1,
}
const day = (on: string, load: number) => ({ day: on, isWorkday: true, origin: null, note: '', load, hidden: 0 })
const week: Calendar = { today: '2026-03-04', days: [day('2026-03-04', 0), day('2026-03-05', 0)], items: [], unplanned: [item], unplannedHidden: 0 }

test('what is planned leaves the side and counts on its day; moved on, it counts there', () => {
  const planned = moved(week, item, '2026-03-04')
  expect([planned.unplanned, planned.items.map((one) => one.day), planned.days.map((one) => one.load)]).toEqual([[], ['2026-03-04'], [1, 0]])
  const [first = item] = planned.items
  // Not to be moved again before the server has answered with the new version.
  expect(first.canMove).toBe(false)
  const again = moved(planned, first, '2026-03-05')
  expect(again.days.map((one) => one.load)).toEqual([0, 1])
  expect(moved(again, { ...first, day: '2026-03-05' }, '2026-04-01')).toMatchObject({ items: [], days: [{ load: 0 }, { load: 0 }] })
})
