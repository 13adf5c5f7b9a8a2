import { AuditOutlined, LockOutlined } from '@ant-design/icons'
import { listApprovals } from '@sluice/core/approvals/contract'
import type { Approval } from '@sluice/core/approvals/contract'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useContractQuery } from '../../api/query.ts'
import { paths } from '../../paths.ts'
import { useFormat } from '../../ui/use-format.ts'
import { ApprovalStatusTag } from './ApprovalStatusTag.tsx'
import styles from './DealApprovals.module.css'
import { useAsks } from './use-asks.ts'
import { WhereItWaits } from './WhereItWaits.tsx'

/** The approvals of a deal: what waits and for whom, what it locks, and how the last ones ended. Nothing while there are none. */
export function DealApprovals({ dealId }: { dealId: string }) {
  const { t } = useTranslation('approvals')
  const { data } = useContractQuery(listApprovals, { query: { box: 'all', deal: dealId, limit: 20 } })
  const items = [...(data?.items ?? [])].sort((a, b) => b.number - a.number)
  const running = items.filter((one) => one.status === 'waiting' || one.status === 'returned')
  const ended = items.filter((one) => !running.includes(one)).slice(0, 3)
  const lock = running.some((one) => one.status === 'waiting' && one.lock === 'all') ? 'all' : running.some((one) => one.status === 'waiting' && one.lock === 'stage') ? 'stage' : null
  if (items.length === 0) return null
  return (
    <div className={styles.approvals}>
      {lock && (
        <p className={styles.lock} role="note">
          <LockOutlined aria-hidden /> {t(lock === 'all' ? 'lockedAll' : 'lockedMove')}
        </p>
      )}
      <ul className={styles.list} aria-label={t('dealTitle')}>
        {[...running, ...ended].map((approval) => (
          <Line key={approval.id} approval={approval} />
        ))}
      </ul>
    </div>
  )
}

function Line({ approval }: { approval: Approval }) {
  const { t } = useTranslation('approvals')
  const format = useFormat()
  const asks = useAsks()
  return (
    <li className={styles.line}>
      <AuditOutlined aria-hidden className={styles.icon} />
      <Link to={paths.approval(approval.id)} className={styles.words}>
        <span className={styles.name}>
          {approval.flowName}
          <small className="num"> {t('number', { number: approval.number })}</small>
        </span>
        <span className={styles.where}>
          {approval.status === 'waiting' ? <WhereItWaits approval={approval} /> : asks(approval)}
          {' · '}
          {format.relative(approval.endedAt ?? approval.requestedAt)}
        </span>
      </Link>
      <ApprovalStatusTag status={approval.status} />
    </li>
  )
}
