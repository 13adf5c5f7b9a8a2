import type { NotificationKind } from '@sluice/core/notifications/contract'
import type { Tx } from './db.ts'
import type { Act } from './event-log.ts'
import { newId } from './ids.ts'

/** Something to tell one person. `data` fills the words of its kind (core/notifications). */
export interface Notice {
  userId: string
  kind: NotificationKind
  data: Readonly<Record<string, unknown>>
  subjectType: 'deal' | 'lead' | 'account' | 'contact' | 'config' | 'alarm' | 'action' | 'meeting' | 'project' | 'chart' | 'meeting_point'
  subjectId: string
}

/** Puts notices into people's inboxes, in the transaction of what they tell of. Nobody is told of their own act. */
export async function notify(tx: Tx, act: Act, notices: readonly Notice[]): Promise<void> {
  const others = notices.filter((notice) => notice.userId !== act.actorId)
  if (others.length === 0) return
  await tx
    .insertInto('notification')
    .values(others.map((notice) => ({
      org_id: act.orgId, id: newId(), user_id: notice.userId, kind: notice.kind, data: JSON.stringify(notice.data),
      subject_type: notice.subjectType, subject_id: notice.subjectId, created_at: act.now,
    })))
    .execute()
}
