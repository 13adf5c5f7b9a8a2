import { dropAction, finishAction, reopenAction } from '@sluice/core/actions/contract'
import type { ActionItem } from '@sluice/core/actions/contract'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import { useRefresh } from '../../api/refresh.ts'
import { useToast } from '../../ui/use-toast.tsx'

/** Ends an action item or opens it again; each says so and can be taken back. Answers whether it was done. */
export function useActionMoves() {
  const { t } = useTranslation('actions')
  const toast = useToast()
  const refresh = useRefresh()
  const changed = useCallback((id: string) => refresh({ type: 'action.changed', subjectType: 'action', subjectId: id }), [refresh])

  const reopen = useCallback(
    async (item: Pick<ActionItem, 'id' | 'title'>) => {
      try {
        await call(reopenAction, { params: { id: item.id } })
        toast.done(t('reopened', { title: item.title }))
        return true
      } catch (error) {
        toast.failed(error)
        return false
      } finally {
        changed(item.id)
      }
    },
    [changed, toast, t],
  )
  const end = useCallback(
    async (item: Pick<ActionItem, 'id' | 'title'>, how: 'done' | 'dropped', outcome: string) => {
      try {
        await call(how === 'done' ? finishAction : dropAction, { params: { id: item.id }, body: { outcome } })
        toast.undoable(t(how, { title: item.title }), async () => {
          await call(reopenAction, { params: { id: item.id } })
          changed(item.id)
        })
        return true
      } catch (error) {
        toast.failed(error)
        return false
      } finally {
        changed(item.id)
      }
    },
    [changed, toast, t],
  )
  return { end, reopen, changed }
}
