import { decideApproval } from '@sluice/core/approvals/contract'
import type { Approval } from '@sluice/core/approvals/contract'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import { CommentSheet } from './CommentSheet.tsx'
import { useApprovalAction } from './use-approval-actions.ts'

type Asked = Pick<Approval, 'id' | 'deal' | 'myTaskId'>

/** Deciding one's own task: yes at once, no and return after their reason. Names the task on the screen, so that a second tap does nothing to the next one. */
export function useDecide(): { busy: boolean; approve: (approval: Asked, comment?: string) => Promise<boolean>; refuse: (approval: Asked, decision: 'reject' | 'return') => void; sheet: ReactNode } {
  const { t } = useTranslation('approvals')
  const { busy, run } = useApprovalAction()
  const [asking, setAsking] = useState<{ approval: Asked; decision: 'reject' | 'return' } | null>(null)
  const decide = (approval: Asked, decision: 'approve' | 'reject' | 'return', comment: string) =>
    run(
      approval.deal.id,
      () => call(decideApproval, { params: { id: approval.id }, body: { decision, comment, taskId: approval.myTaskId ?? undefined } }),
      t(`done.${decision}`, { title: approval.deal.title }),
    )
  const sheet = asking && (
    <CommentSheet
      required
      danger={asking.decision === 'reject'}
      title={t(asking.decision === 'reject' ? 'decide.rejectTitle' : 'decide.returnTitle', { title: asking.approval.deal.title })}
      text={t(asking.decision === 'reject' ? 'decide.rejectText' : 'decide.returnText')}
      placeholder={t('decide.comment')}
      submit={t(asking.decision)}
      onClose={() => setAsking(null)}
      onSubmit={(comment) => decide(asking.approval, asking.decision, comment)}
    />
  )
  return { busy, approve: (approval, comment = '') => decide(approval, 'approve', comment), refuse: (approval, decision) => setAsking({ approval, decision }), sheet }
}
