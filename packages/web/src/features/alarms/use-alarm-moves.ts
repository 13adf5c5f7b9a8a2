import { acknowledgeAlarm, assignAlarm, judgeAlarm, reopenAlarm, resolveAlarm } from '@sluice/core/alarms/contract'
import type { AlarmRecord } from '@sluice/core/alarms/contract'
import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import { useRefresh } from '../../api/refresh.ts'
import { useToast } from '../../ui/use-toast.tsx'

/** What people do with an alarm: said when done, taken back where it can be, and read again everywhere. */
export function useAlarmMoves() {
  const { t } = useTranslation('alarms')
  const toast = useToast()
  const refresh = useRefresh()
  const [busy, setBusy] = useState<string | null>(null)
  const changed = useCallback((id: string) => refresh({ type: 'alarm.changed', subjectType: 'alarm', subjectId: id }), [refresh])

  return useMemo(() => {
    const run = async (id: string, work: () => Promise<unknown>, text: string, undo?: () => Promise<unknown>) => {
      setBusy(id)
      try {
        await work()
        if (undo)
          toast.undoable(text, async () => {
            await undo()
            changed(id)
          })
        else toast.done(text)
        return true
      } catch (error) {
        toast.failed(error)
        return false
      } finally {
        setBusy(null)
        // Refused, too: somebody else may have handled it meanwhile.
        changed(id)
      }
    }
    return {
      busy,
      acknowledge: ({ id, assignee }: AlarmRecord) =>
        run(id, () => call(acknowledgeAlarm, { params: { id }, body: {} }), t('done.acknowledged'), async () => {
          await call(reopenAlarm, { params: { id }, body: {} })
          // Acknowledging had made it one's own.
          if (assignee === null) await call(assignAlarm, { params: { id }, body: { userId: null } })
        }),
      assign: ({ id, assignee }: AlarmRecord, to: { id: string; name: string } | null) =>
        run(id, () => call(assignAlarm, { params: { id }, body: { userId: to?.id ?? null } }), to === null ? t('done.unassigned') : t('done.assigned', { name: to.name }), () =>
          call(assignAlarm, { params: { id }, body: { userId: assignee?.id ?? null } }),
        ),
      resolve: ({ id }: AlarmRecord, note: string) =>
        run(id, () => call(resolveAlarm, { params: { id }, body: { note } }), t('done.resolved'), () => call(reopenAlarm, { params: { id }, body: {} })),
      reopen: ({ id }: AlarmRecord) => run(id, () => call(reopenAlarm, { params: { id }, body: {} }), t('done.reopened')),
      judge: ({ id }: AlarmRecord, isUseful: boolean, note = '') => run(id, () => call(judgeAlarm, { params: { id }, body: { isUseful, note } }), t('feedback.thanks')),
    }
  }, [busy, changed, t, toast])
}
export type AlarmMoves = ReturnType<typeof useAlarmMoves>
