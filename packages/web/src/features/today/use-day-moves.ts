import { finishAction, reopenAction } from '@sluice/core/actions/contract'
import { acceptLead } from '@sluice/core/assignment/contract'
import { readNotifications } from '@sluice/core/notifications/contract'
import { snoozeItem, unsnoozeItem, type DayItem, type Today } from '@sluice/core/suggestions/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import type { ContractKey } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { useFormat } from '../../ui/use-format.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { setDue } from '../actions/set-due.ts'

/** What one tap does to an item: it leaves the list at once, comes back when the server refuses, and can be undone. */
export function useDayMoves(key: ContractKey) {
  const { t } = useTranslation('today')
  const client = useQueryClient()
  const refresh = useRefresh()
  const format = useFormat()
  const toast = useToast()
  const reload = () => client.invalidateQueries({ queryKey: [key[0]] })

  /** Shows the day with `change` made of the item while `work` runs, and as it was when that fails. */
  const ahead = async (item: DayItem, change: (one: DayItem) => DayItem | null, work: () => Promise<void>) => {
    // An answer that is on its way would bring the item back for a moment.
    await client.cancelQueries({ queryKey: key })
    const before = client.getQueryData<Today>(key)
    if (before) client.setQueryData<Today>(key, { ...before, items: before.items.flatMap((one) => (one.key === item.key ? (change(one) ?? []) : [one])) })
    try {
      await work()
    } catch (error) {
      if (before) client.setQueryData(key, before)
      toast.failed(error)
      await reload()
    }
  }
  const gone = () => null
  const subjectOf = ({ subjectType, subjectId }: DayItem) => ({ type: `${subjectType}.changed`, subjectType, subjectId })

  const setDueOf = async (item: DayItem, due: string, version: number): Promise<number> => {
    const next = await setDue(item, due, version)
    refresh(subjectOf(item))
    return next
  }

  return {
    snooze: (item: DayItem, until: string) =>
      ahead(item, (one) => ({ ...one, snoozedUntil: until }), async () => {
        await call(snoozeItem, { params: { key: item.key }, body: { until } })
        toast.undoable(t('said.snoozed', { when: format.dateTime(until) }), async () => {
          await call(unsnoozeItem, { params: { key: item.key } })
          await reload()
        })
      }),
    unsnooze: (item: DayItem) => ahead(item, (one) => ({ ...one, snoozedUntil: null }), () => call(unsnoozeItem, { params: { key: item.key } }).then(() => undefined)),
    /** Another day for the agreed step or the task. */
    postpone: (item: DayItem, due: string) =>
      ahead(item, gone, async () => {
        const [from, version] = [item.dueOn, item.version]
        if (version === null) return
        const next = await setDueOf(item, due, version)
        toast.undoable(t('said.postponed', { day: format.day(due) }), async () => {
          if (from !== null) await setDueOf(item, from, next)
        })
      }),
    finish: (item: DayItem) =>
      ahead(item, gone, async () => {
        await call(finishAction, { params: { id: item.subjectId }, body: { outcome: '' } })
        refresh(subjectOf(item))
        toast.undoable(t('said.done', { title: item.title }), async () => {
          await call(reopenAction, { params: { id: item.subjectId } })
          refresh(subjectOf(item))
        })
      }),
    accept: (item: DayItem) =>
      ahead(item, (one) => ({ ...one, mayAccept: false }), async () => {
        await call(acceptLead, { params: { id: item.subjectId } })
        toast.done(t('said.accepted', { title: item.title }))
        refresh(subjectOf(item))
      }),
    read: (item: DayItem) =>
      ahead(item, gone, async () => {
        if (item.notificationId !== null) await call(readNotifications, { body: { ids: [item.notificationId] } })
        await client.invalidateQueries({ queryKey: ['/notifications'] })
      }),
    reload,
  }
}
export type DayMoves = ReturnType<typeof useDayMoves>
