import { listNotifications, settleNotifications } from '@sluice/core/notifications/contract'
import type { Notification } from '@sluice/core/notifications/contract'
import type { BodyInputOf } from '@sluice/core/lib/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import { useToast } from '../../ui/use-toast.tsx'

type To = BodyInputOf<typeof settleNotifications>['to']

/** Settles notices: they leave the list at once, come back when that is refused, and may be taken back for some seconds. */
export function useSettle() {
  const { t } = useTranslation('notifications')
  const client = useQueryClient()
  const toast = useToast()
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set())
  const read = () => client.invalidateQueries({ queryKey: [listNotifications.path] })
  const settle = async (notices: readonly Notification[], to: To, text: string) => {
    const ids = notices.map((one) => one.id)
    setGone((now) => new Set([...now, ...ids]))
    const back = () => setGone((now) => new Set([...now].filter((id) => !ids.includes(id))))
    try {
      await call(settleNotifications, { body: { ids, to } })
      toast.undoable(text, async () => {
        await undo(notices)
        back()
        await read()
      })
      // Only what the list no longer holds is forgotten: it may be asked for again in another box.
      await read()
      back()
    } catch (error) {
      back()
      toast.failed(error)
    }
  }
  return { gone, settle, said: { done: (count: number) => t('inbox.said.done', { count }), open: (count: number) => t('inbox.said.open', { count }) } }
}

/** As they were before: unread ones unread again, those put off until when they were. */
async function undo(notices: readonly Notification[]): Promise<void> {
  const groups = new Map<string, { ids: string[]; to: To }>()
  for (const notice of notices) {
    const to: To = notice.snoozedUntil !== null && notice.doneAt === null && notice.snoozedUntil > new Date().toISOString()
      ? { state: 'snoozed', until: notice.snoozedUntil } : { state: notice.doneAt !== null ? 'done' : notice.readAt === null ? 'unread' : 'open' }
    const key = JSON.stringify(to)
    groups.set(key, { ids: [...(groups.get(key)?.ids ?? []), notice.id], to })
  }
  for (const body of groups.values()) await call(settleNotifications, { body })
}
