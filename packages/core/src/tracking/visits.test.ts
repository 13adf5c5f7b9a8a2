import { expect, test } from 'vitest'
import { behaviourByDay, visitsOf, type VisitEvent } from './visits.ts'

const event = (at: string, visitorId = 'a', subject = 'w/'): VisitEvent => ({ at: `2026-03-02T${at}:00.000Z`, visitorId, kind: 'page_view', subject, title: null })

test('half an hour of silence ends a visit; two browsers are two visits', () => {
  const visits = visitsOf([event('10:50'), event('10:00'), event('10:29'), event('10:59', 'b'), event('11:20')])
  expect(visits.map(({ from, to, events }) => [from.slice(11, 16), to.slice(11, 16), events.length])).toEqual([['11:20', '11:20', 1], ['10:59', '10:59', 1], ['10:00', '10:50', 3]])
})
test('by day: what a visit shows is not told again, what is beyond it is', () => {
  const visits = visitsOf([event('10:00'), event('10:01', 'a', 'w/x')])
  const byDay = behaviourByDay(visits, [
    { day: '2026-03-02', kind: 'page_view', subject: 'w/', n: 3 }, { day: '2026-03-02', kind: 'page_view', subject: 'w/x', n: 1 },
    { day: '2026-03-01', kind: 'mail_open', subject: '春季邀请', n: 2 },
  ], (at) => at.slice(0, 10))
  expect(byDay).toEqual([
    { day: '2026-03-02', visits, others: [{ kind: 'page_view', subject: 'w/', n: 2 }] },
    { day: '2026-03-01', visits: [], others: [{ kind: 'mail_open', subject: '春季邀请', n: 2 }] },
  ])
})
test('nothing at all', () => {
  expect(behaviourByDay(visitsOf([]), [], (at) => at)).toEqual([])
})
