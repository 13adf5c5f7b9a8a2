import type { Approval } from '@sluice/core/approvals/contract'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/use-format.ts'
import { ApprovalStatusTag } from './ApprovalStatusTag.tsx'
import styles from './Approvals.module.css'
import { nearestDue } from './approval-steps.ts'
import { useAsks } from './use-asks.ts'
import { WhereItWaits } from './WhereItWaits.tsx'

/** One approval in the inbox: the deal, what is asked, since when and until when; what waits for oneself is decided right here. */
export function ApprovalCard(props: { approval: Approval; busy: boolean; onOpen: () => void; onApprove: () => void; onRefuse: (decision: 'reject' | 'return') => void }) {
  const { t } = useTranslation('approvals')
  const format = useFormat()
  const asks = useAsks()
  const { approval } = props
  const { deal } = approval
  const due = approval.status === 'waiting' ? nearestDue(approval) : null
  return (
    <li className={styles.card}>
      <div className={styles.about}>
        <button type="button" className={styles.title} title={deal.title} onClick={props.onOpen}>
          {deal.title}
        </button>
        <span className={styles.asks}>
          {approval.target !== null && <strong>{asks(approval)}</strong>}
          <span>
            {approval.flowName} <span className="num">{t('number', { number: approval.number })}</span>
          </span>
        </span>
        {approval.comment !== '' && (
          <span className={styles.said} title={approval.comment}>
            {approval.comment}
          </span>
        )}
        <span className={`num ${styles.facts}`}>
          {deal.account && <span>{deal.account.name}</span>}
          <span>{t('by', { name: approval.requestedBy.name })}</span>
          <span title={format.dateTime(approval.requestedAt)}>{format.relative(approval.requestedAt)}</span>
        </span>
      </div>
      <div className={styles.figures}>
        <span className={`num ${styles.amount}`} title={format.money(deal.amountMinor, deal.currency)}>
          {format.moneyShort(deal.amountMinor, deal.currency)}
        </span>
        <span className={styles.facts}>
          {approval.status === 'waiting' ? <WhereItWaits approval={approval} /> : <ApprovalStatusTag status={approval.status} />}
          {due && <span className={due.isOverdue ? `num ${styles.late}` : 'num'}>{t(due.isOverdue ? 'overdue' : 'due', { when: format.dateTime(due.dueAt) })}</span>}
        </span>
      </div>
      <div className={styles.actions}>
        {approval.myTaskId !== null && (
          <>
            <Button disabled={props.busy} onClick={() => props.onRefuse('return')}>
              {t('return')}
            </Button>
            <Button danger disabled={props.busy} onClick={() => props.onRefuse('reject')}>
              {t('reject')}
            </Button>
            <Button type="primary" loading={props.busy} aria-label={`${t('approve')} ${deal.title}`} onClick={props.onApprove}>
              {t('approve')}
            </Button>
          </>
        )}
      </div>
    </li>
  )
}
