import { expect, test } from 'vitest'
import { type CalendarSeries, calendarFile } from './calendar-file.ts'

const series: CalendarSeries = {
  id: '0195f3a0-0000-7000-8000-000000000001', title: '华东, 周例会；讨论;很长很长很长很长很长很长很长很长很长的名字', description: 'https://crm.example.cn/meetings', sequence: 2, minutes: 60,
  cadence: 'biweekly', firstOn: '2026-03-09', atTime: '09:30', url: 'https://crm.example.cn/meetings', organizer: { name: '王"经理"', email: 'wang@example.cn' },
  attendees: [{ name: '李雷', email: 'lilei@example.cn' }],
}
const now = new Date('2026-03-01T02:03:04.567Z')
const unfold = (file: string) => file.replaceAll('\r\n ', '').split('\r\n')

test('one repeating event with its zone, people and an alarm', () => {
  const file = calendarFile(series, 'Asia/Shanghai', now)
  expect(unfold(file)).toEqual([
    'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Sluice//Review meeting//EN', 'CALSCALE:GREGORIAN',
    'BEGIN:VTIMEZONE', 'TZID:Asia/Shanghai', 'BEGIN:STANDARD', 'DTSTART:19910915T020000', 'TZOFFSETFROM:+0900', 'TZOFFSETTO:+0800', 'END:STANDARD', 'END:VTIMEZONE',
    'BEGIN:VEVENT', `UID:${series.id}@sluice`, 'DTSTAMP:20260301T020304Z', 'SEQUENCE:2', 'DTSTART;TZID=Asia/Shanghai:20260309T093000', 'DURATION:PT60M', 'RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO',
    'SUMMARY:华东\\, 周例会；讨论\\;很长很长很长很长很长很长很长很长很长的名字', 'DESCRIPTION:https://crm.example.cn/meetings', 'URL:https://crm.example.cn/meetings',
    'ORGANIZER;CN="王\'经理\'":mailto:wang@example.cn', 'ATTENDEE;ROLE=REQ-PARTICIPANT;CN="李雷":mailto:lilei@example.cn',
    'BEGIN:VALARM', 'ACTION:DISPLAY', 'DESCRIPTION:华东\\, 周例会；讨论\\;很长很长很长很长很长很长很长很长很长的名字', 'TRIGGER:-PT15M', 'END:VALARM', 'END:VEVENT', 'END:VCALENDAR', '',
  ])
  // RFC 5545 3.1: no line is longer than 75 octets.
  const bytes = new TextEncoder()
  expect(Math.max(...file.split('\r\n').map((line) => bytes.encode(line).length))).toBeLessThanOrEqual(75)
})

test('changes of daylight-saving time are described by their local onset; a zone without any by its offset', () => {
  const berlin = unfold(calendarFile(series, 'Europe/Berlin', now)).join('\n')
  expect(berlin).toContain('BEGIN:DAYLIGHT\nDTSTART:20260329T020000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nEND:DAYLIGHT')
  expect(berlin).toContain('BEGIN:STANDARD\nDTSTART:20261025T030000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nEND:STANDARD')
  expect(unfold(calendarFile(series, 'UTC', now))).toContain('DTSTART:19700101T000000')
})

test('monthly: by the place of the weekday in its month', () => {
  const rule = (firstOn: string) => unfold(calendarFile({ ...series, cadence: 'monthly', firstOn }, 'UTC', now)).find((line) => line.startsWith('RRULE'))
  expect([rule('2026-03-09'), rule('2026-03-31')]).toEqual(['RRULE:FREQ=MONTHLY;BYDAY=2MO', 'RRULE:FREQ=MONTHLY;BYDAY=-1TU'])
})
