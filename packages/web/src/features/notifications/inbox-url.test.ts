import type { Notification } from '@sluice/core/notifications/contract'
import { expect, test } from 'vitest'
import { groupNotices } from './inbox-url.ts'

test('notices of one record stand together where the latest stands; those of none each for itself', () => {
  const of = (id: string, subjectId: string | null): Notification => ({ id, kind: 'lead_ready', data: {}, subjectType: 'lead', subjectId, createdAt: '', readAt: null, doneAt: null, snoozedUntil: null })
  expect(groupNotices([of('1', 'a'), of('2', 'b'), of('3', 'a'), of('4', null), of('5', null)]).map((group) => group.map((one) => one.id))).toEqual([['1', '3'], ['2'], ['4'], ['5']])
  expect(groupNotices([])).toEqual([])
})
