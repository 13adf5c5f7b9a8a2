import type { LeadMerge } from '@sluice/core/cleaning/contract'
import { undoLeadMerge } from '@sluice/core/cleaning/contract'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useContractMutation } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { Tag } from '../../ui/Tag.tsx'
import { useToast } from '../../ui/use-toast.tsx'

/** The way back of a merge, or why there is none. */
export function UndoMerge({ merge }: { merge: LeadMerge }) {
  const { t } = useTranslation('cleaning')
  const toast = useToast()
  const refresh = useRefresh()
  const undo = useContractMutation(undoLeadMerge, {
    onSuccess: ({ keptId, mergedId }) => {
      toast.done(t('undone'))
      for (const subjectId of [keptId, mergedId]) refresh({ type: 'lead.unmerged', subjectType: 'lead', subjectId })
    },
    onError: toast.failed,
  })
  if (merge.undoneAt !== null) return <Tag>{t('isUndone')}</Tag>
  return (
    <Button size="small" disabled={!merge.canUndo} title={merge.canUndo ? undefined : t('undoFirst')} loading={undo.isPending} onClick={(event) => (event.stopPropagation(), undo.mutate({ params: { id: merge.id } }))}>
      {t('undo')}
    </Button>
  )
}
