import type { Calendar, CalendarItem } from '@sluice/core/calendar/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ContractKey } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { useFormat } from '../../ui/use-format.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { setDue } from '../actions/set-due.ts'
import { useActionMoves } from '../actions/use-action-moves.ts'
import { moved } from './moved.ts'

/** Another day for an item, shown at once and with a way back; and done. */
export function useCalendarMoves(key: ContractKey) {
  const { t } = useTranslation('calendar')
  const client = useQueryClient()
  const refresh = useRefresh()
  const toast = useToast()
  const format = useFormat()
  const { end } = useActionMoves()
  const tell = (item: CalendarItem) => refresh({ type: `${item.subjectType}.changed`, subjectType: item.subjectType, subjectId: item.subjectId })

  return {
    move: async (item: CalendarItem, day: string) => {
      const { version } = item
      if (!item.canMove || version === null || item.day === day) return
      // An answer that is on its way would bring it back for a moment.
      await client.cancelQueries({ queryKey: key })
      const before = client.getQueryData<Calendar>(key)
      if (before) client.setQueryData<Calendar>(key, moved(before, item, day))
      try {
        const next = await setDue(item, day, version)
        tell(item)
        toast.undoable(t('said.moved', { title: item.title, day: format.day(day) }), async () => {
          await setDue(item, item.day, next)
          tell(item)
        })
      } catch (error) {
        if (before) client.setQueryData(key, before)
        toast.failed(error)
        tell(item)
      }
    },
    finish: (item: CalendarItem) => end({ id: item.subjectId, title: item.title }, 'done', ''),
  }
}
export type CalendarMoves = ReturnType<typeof useCalendarMoves>
