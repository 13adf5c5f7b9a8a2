import { calendarDayItems, calendarDaysAtMost, calendarKinds, getCalendar, type Calendar, type CalendarDay, type CalendarItem } from '@sluice/core/calendar/contract'
import type { QueryOf } from '@sluice/core/lib/contract'
import { dayOf } from '@sluice/core/lib/dates'
import type { WorkCalendar } from '@sluice/core/lib/work-calendar'
import type { Api } from '../../platform/api.ts'
import type { Asker } from '../../platform/condition-filter.ts'
import type { Reader } from '../../platform/db.ts'
import { refuse } from '../../platform/refusal.ts'
import { route } from '../../platform/route.ts'
import { type Asked, type Found, selectForeseen, selectKind, selectMeetingItems, selectUnplanned } from './calendar.query.ts'
import { whoseCalendar } from './whose.ts'

/** What the work calendar knows; `app.ts` hands it in. */
export interface WorkDays {
  between(tx: Reader, orgId: string, from: string, to: string): Promise<Pick<CalendarDay, 'day' | 'isWorkday' | 'origin' | 'note'>[]>
  calendar(tx: Reader, orgId: string): Promise<WorkCalendar>
}

const unplannedAtMost = 100

/** 日程. */
export function calendarRoutes(api: Api, work: WorkDays): void {
  route(api, getCalendar, ({ tx, viewer, session, query }) => calendarOf(tx, { viewer, timeZone: session.org.timeZone, now: api.clock.now() }, query, work))
}

/** All that has a time on the days asked for, day by day; what no longer fits into a day is counted. */
export async function calendarOf(tx: Reader, asker: Asker, query: QueryOf<typeof getCalendar>, work: WorkDays): Promise<Calendar> {
  const { from, to, kinds = calendarKinds } = query
  if (from >= to || Date.parse(to) - Date.parse(from) > calendarDaysAtMost * 86_400_000) refuse('calendar.period', {}, [{ path: 'to', code: 'calendar.period' }])
  const { orgId } = asker.viewer
  const today = dayOf(asker.now, asker.timeZone)
  const asked: Asked = { tx, asker, whose: await whoseCalendar(tx, asker.viewer, query), from, to, today }
  const found: Found[] = []
  const load = new Map<string, number>()
  for (const kind of calendarKinds.filter((one) => kinds.includes(one))) {
    const ofKind = kind === 'meeting' ? [await selectMeetingItems(asked)] : [await selectKind(asked, kind), ...(kind === 'task' ? [await selectForeseen(asked, await work.calendar(tx, orgId))] : [])]
    found.push(...ofKind)
    if (kind !== 'close') for (const { ofDay } of ofKind) for (const [day, n] of ofDay) load.set(day, (load.get(day) ?? 0) + n)
  }
  const byDay = Map.groupBy(found.flatMap(({ items }) => items).toSorted(inDay), ({ day }) => day ?? '')
  const all = (day: string) => found.reduce((sum, { ofDay }) => sum + (ofDay.get(day) ?? 0), 0)
  const days = (await work.between(tx, orgId, from, to)).map((one) => {
    const items = (byDay.get(one.day) ?? []).slice(0, calendarDayItems)
    return { items, day: { ...one, load: load.get(one.day) ?? 0, hidden: all(one.day) - items.length } }
  })
  const unplanned = await selectUnplanned(asked, kinds, unplannedAtMost)
  return { today, days: days.map(({ day }) => day), items: days.flatMap(({ items }) => items), unplanned: unplanned.items, unplannedHidden: unplanned.count - unplanned.items.length }
}

/** Of one day: what has a time first, by it; then by kind. */
function inDay(a: CalendarItem, b: CalendarItem): number {
  if (a.at !== b.at) return a.at === null ? 1 : b.at === null ? -1 : a.at < b.at ? -1 : 1
  return calendarKinds.indexOf(a.kind) - calendarKinds.indexOf(b.kind)
}
