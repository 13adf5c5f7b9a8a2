import { AuditOutlined, MoonOutlined, WarningOutlined } from '@ant-design/icons'
import type { Deal } from '@sluice/core/pipeline/contract'
import { useTranslation } from 'react-i18next'
import styles from './DealMarks.module.css'

/** Small marks beside a deal: what it owes its gates, that it waits for approval, that it sleeps. */
export function DealMarks({ deal }: { deal: Pick<Deal, 'debtCount' | 'approvalsWaiting' | 'dormantAt'> }) {
  const { t } = useTranslation('gates')
  return (
    <>
      {deal.approvalsWaiting > 0 && (
        <span className={styles.approval} role="img" aria-label={t('marks.approval')} title={t('marks.approval')}>
          <AuditOutlined />
        </span>
      )}
      {deal.debtCount > 0 && (
        <span className={`num ${styles.debt}`} role="img" aria-label={t('marks.debt', { count: deal.debtCount })} title={t('marks.debt', { count: deal.debtCount })}>
          <WarningOutlined />
          {deal.debtCount > 1 && deal.debtCount}
        </span>
      )}
      {deal.dormantAt !== null && (
        <span className={styles.dormant} role="img" aria-label={t('dormant.badge')} title={t('dormant.badge')}>
          <MoonOutlined />
        </span>
      )}
    </>
  )
}
