import { icalFile, icalInstant, icalText } from '../lib/ical.ts'
import type { CalendarItem } from './contract.ts'

const usualMinutes = 30

/**
 * What is in a person's calendar, for a calendar programme that asks for it again and again (RFC 5545, RFC 7986): what has a time as an
 * event of its length, the rest as whole days that do not make busy. `origin`: where Sluice is reached, null when it does not know.
 */
export function feedFile(items: readonly CalendarItem[], { name, origin, now }: { name: string; origin: string | null; now: Date }): string {
  return icalFile([
    'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Sluice//Calendar//EN', 'CALSCALE:GREGORIAN', 'METHOD:PUBLISH', `NAME:${icalText(name)}`, `X-WR-CALNAME:${icalText(name)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H', ...items.flatMap((item) => event(item, origin, now)), 'END:VCALENDAR',
  ])
}

function event(item: CalendarItem, origin: string | null, now: Date): string[] {
  if (item.day === null) return []
  const on = item.day.replaceAll('-', '')
  return [
    'BEGIN:VEVENT', `UID:${item.key}:${item.day}@sluice`, `DTSTAMP:${icalInstant(now)}`,
    ...(item.at === null ? [`DTSTART;VALUE=DATE:${on}`, 'TRANSP:TRANSPARENT'] : [`DTSTART:${icalInstant(new Date(item.at))}`, `DURATION:PT${item.minutes ?? usualMinutes}M`]),
    `SUMMARY:${icalText(item.title)}`, ...(item.about === null ? [] : [`DESCRIPTION:${icalText(item.about)}`]), ...(origin === null ? [] : [`URL:${origin}/calendar?date=${item.day}&view=day`]), 'END:VEVENT',
  ]
}
