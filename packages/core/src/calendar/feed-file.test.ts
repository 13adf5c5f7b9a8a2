import { expect, test } from 'vitest'
import type { CalendarItem } from './contract.ts'
import { feedFile } from './feed-file.ts'

const item: CalendarItem = {
  key: 'step:deal:1', kind: 'step', day: '2026-03-05', at: null, minutes: null, title: '回访, 报价;一', about: '大单', subjectType: 'deal', subjectId: '1', owner: null, amountMinor: null, currency: null,
  isLate: false, isRepeating: false, isForeseen: false, canMove: true, version: 1,
}

test('days as whole days, times as events; undated items are no events', () => {
  const file = feedFile([item, { ...item, key: 'meeting:meeting:2', kind: 'meeting', at: '2026-03-06T01:30:00.000Z', minutes: 60, title: '周会', about: null }, { ...item, day: null }], {
    name: '甲的日程', origin: 'https://crm.example.cn', now: new Date('2026-03-01T00:00:00Z'),
  })
  expect(file.replaceAll('\r\n ', '').split('\r\n').filter((line) => /^(BEGIN:VEVENT|UID|DTSTART|DURATION|SUMMARY|URL|TRANSP|NAME)/.test(line))).toEqual([
    'NAME:甲的日程',
    'BEGIN:VEVENT', 'UID:step:deal:1:2026-03-05@sluice', 'DTSTART;VALUE=DATE:20260305', 'TRANSP:TRANSPARENT', 'SUMMARY:回访\\, 报价\\;一', 'URL:https://crm.example.cn/calendar?date=2026-03-05&view=day',
    'BEGIN:VEVENT', 'UID:meeting:meeting:2:2026-03-05@sluice', 'DTSTART:20260306T013000Z', 'DURATION:PT60M', 'SUMMARY:周会', 'URL:https://crm.example.cn/calendar?date=2026-03-05&view=day',
  ])
})
