import type { Calendar, CalendarItem } from '@sluice/core/calendar/contract'

/** The calendar as it will be once an item has another day: shown at once, before the server has answered. */
export function moved(calendar: Calendar, item: CalendarItem, day: string): Calendar {
  const away = ({ key }: CalendarItem) => key !== item.key
  const there = calendar.days.some((one) => one.day === day)
  const wasThere = calendar.items.some(({ key }) => key === item.key)
  const next: CalendarItem = { ...item, day, isLate: day < calendar.today, version: null, canMove: false }
  return {
    ...calendar,
    items: [...calendar.items.filter(away), ...(there ? [next] : [])],
    unplanned: [...calendar.unplanned.filter(away), ...(day < calendar.today ? [next] : [])],
    days: calendar.days.map((one) => ({ ...one, load: one.load + Number(one.day === day) - Number(wasThere && one.day === item.day) })),
  }
}
