import { Temporal } from 'temporal-polyfill'
import { icalFile, icalInstant, icalParameter, icalText } from '../lib/ical.ts'
import { placeInMonth, type Rhythm, weekdayCode } from './cadence.ts'

export interface CalendarSeries extends Rhythm {
  id: string
  title: string
  description: string
  /** Rises with every change, so that a calendar takes the newer file for the truth. */
  sequence: number
  minutes: number
  url: string | null
  organizer: { name: string; email: string }
  attendees: readonly { name: string; email: string }[]
}

/**
 * A series as an iCalendar object (RFC 5545): one event that repeats, in the organisation's zone, which the file describes itself.
 * `now`: the instant at which the file is made.
 */
export function calendarFile(series: CalendarSeries, timeZone: string, now: Date): string {
  const start = Temporal.PlainDate.from(series.firstOn).toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(series.atTime) })
  const lines = [
    'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Sluice//Review meeting//EN', 'CALSCALE:GREGORIAN',
    ...zoneLines(timeZone, start),
    'BEGIN:VEVENT', `UID:${series.id}@sluice`, `DTSTAMP:${icalInstant(now)}`, `SEQUENCE:${series.sequence}`,
    `DTSTART;TZID=${timeZone}:${compact(start)}`, `DURATION:PT${series.minutes}M`, `RRULE:${rule(series)}`,
    `SUMMARY:${icalText(series.title)}`, `DESCRIPTION:${icalText(series.description)}`,
    ...(series.url === null ? [] : [`URL:${series.url}`]),
    `ORGANIZER;CN=${icalParameter(series.organizer.name)}:mailto:${series.organizer.email}`,
    ...series.attendees.map(({ name, email }) => `ATTENDEE;ROLE=REQ-PARTICIPANT;CN=${icalParameter(name)}:mailto:${email}`),
    'BEGIN:VALARM', 'ACTION:DISPLAY', `DESCRIPTION:${icalText(series.title)}`, 'TRIGGER:-PT15M', 'END:VALARM',
    'END:VEVENT', 'END:VCALENDAR',
  ]
  return icalFile(lines)
}

function rule({ cadence, firstOn }: Rhythm): string {
  const day = weekdayCode(firstOn)
  if (cadence === 'monthly') return `FREQ=MONTHLY;BYDAY=${placeInMonth(firstOn)}${day}`
  return `FREQ=WEEKLY;INTERVAL=${cadence === 'weekly' ? 1 : 2};BYDAY=${day}`
}

/** The zone's offset before the first meeting, and each change of it in the ten years after. */
function zoneLines(timeZone: string, start: Temporal.ZonedDateTime): string[] {
  const end = start.add({ years: 10 }).epochMilliseconds
  const before = start.getTimeZoneTransition('previous')
  const changes: Temporal.ZonedDateTime[] = before === null ? [] : [before]
  for (let next = start.getTimeZoneTransition('next'); next !== null && next.epochMilliseconds < end; next = next.getTimeZoneTransition('next')) changes.push(next)
  const parts = changes.map((change) => {
    const from = change.subtract({ nanoseconds: 1 })
    const onset = change.toInstant().add({ nanoseconds: from.offsetNanoseconds }).toZonedDateTimeISO('UTC')
    return observance(change.offsetNanoseconds > from.offsetNanoseconds ? 'DAYLIGHT' : 'STANDARD', compact(onset), from.offsetNanoseconds, change.offsetNanoseconds)
  })
  if (parts.length === 0) parts.push(observance('STANDARD', '19700101T000000', start.offsetNanoseconds, start.offsetNanoseconds))
  return ['BEGIN:VTIMEZONE', `TZID:${timeZone}`, ...parts.flat(), 'END:VTIMEZONE']
}

const observance = (kind: 'STANDARD' | 'DAYLIGHT', onset: string, from: number, to: number) =>
  [`BEGIN:${kind}`, `DTSTART:${onset}`, `TZOFFSETFROM:${offset(from)}`, `TZOFFSETTO:${offset(to)}`, `END:${kind}`]

function offset(nanoseconds: number): string {
  const minutes = Math.round(Math.abs(nanoseconds) / 60e9)
  return `${nanoseconds < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60))}${pad(minutes % 60)}`
}
const pad = (n: number, width = 2) => String(n).padStart(width, '0')
const compact = (at: Temporal.ZonedDateTime) => `${pad(at.year, 4)}${pad(at.month)}${pad(at.day)}T${pad(at.hour)}${pad(at.minute)}${pad(at.second)}`
