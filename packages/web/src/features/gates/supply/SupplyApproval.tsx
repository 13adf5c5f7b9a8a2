import { listApprovalFlows, listApprovals, requestApproval } from '@sluice/core/approvals/contract'
import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../../api/client.ts'
import { useContractQuery } from '../../../api/query.ts'
import { ApprovalPath } from '../../approvals/ApprovalPath.tsx'
import styles from './Supply.module.css'
import { SupplyFrame } from './SupplyFrame.tsx'
import type { SupplyProps } from './supply-props.ts'
import { useSupply } from './use-supply.ts'

/** An approval: asked for with a word to the approvers; once asked, where it waits. The last missing piece moves the deal (`moveTo`) as soon as it is granted. */
export function SupplyApproval({ deal, criterion, moveTo }: SupplyProps<'approval'> & { moveTo: string | null }) {
  const { t } = useTranslation('gates')
  const { busy, problem, send } = useSupply(deal.id)
  const [comment, setComment] = useState('')
  const flows = useContractQuery(listApprovalFlows, {}, { staleTime: 60_000 })
  const { data } = useContractQuery(listApprovals, { query: { box: 'all', deal: deal.id, limit: 50 } })
  const flow = flows.data?.items.find((one) => one.id === criterion.flowId)
  const last = data?.items.filter((one) => one.flowId === criterion.flowId).sort((a, b) => b.number - a.number)[0]
  if (last?.status === 'waiting' || last?.status === 'returned') return <ApprovalPath approval={last} />
  if (flows.data && (!flow || !flow.isActive || flow.isArchived)) return <p className={styles.quiet}>{t('supply.unknownFlow')}</p>

  const save = async () => {
    if (await send('approval.requested', () => call(requestApproval, { body: { flowId: criterion.flowId, dealId: deal.id, comment, target: moveTo } }))) setComment('')
  }
  return (
    <SupplyFrame busy={busy} problem={problem} save={t(last ? 'supply.askAgain' : 'supply.askApproval')} canSave onSave={() => void save()}>
      {last && <ApprovalPath approval={last} />}
      {moveTo !== null && <p className={styles.quiet}>{t('supply.movesWhenGranted')}</p>}
      <Input.TextArea
        autoSize={{ minRows: 1, maxRows: 5 }}
        maxLength={2000}
        value={comment}
        placeholder={t('supply.approvalComment')}
        aria-label={t('supply.approvalComment')}
        onChange={(event) => setComment(event.target.value)}
      />
    </SupplyFrame>
  )
}
