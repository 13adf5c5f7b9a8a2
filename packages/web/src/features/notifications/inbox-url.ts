import { z } from 'zod'
import type { Notification } from '@sluice/core/notifications/contract'
import { topicNames } from '@sluice/core/notifications/topics'
import type { Topic } from '@sluice/core/notifications/topics'

export const boxes = ['open', 'snoozed', 'done'] as const
export const inboxUrl = z.object({ box: z.enum(boxes).catch('open').default('open'), about: z.enum(['', ...topicNames] as ['', ...Topic[]]).catch('').default('') })

/** Notices of one record stand together, at the place of the latest. */
export function groupNotices(rows: readonly Notification[]): Notification[][] {
  const groups = new Map<string, Notification[]>()
  for (const row of rows) {
    const key = row.subjectId === null ? row.id : `${row.subjectType ?? ''}:${row.subjectId}`
    groups.set(key, [...(groups.get(key) ?? []), row])
  }
  return [...groups.values()]
}
