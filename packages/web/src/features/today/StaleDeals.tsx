import { EditOutlined } from '@ant-design/icons'
import type { Today } from '@sluice/core/activities/contract'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { paths } from '../../paths.ts'
import { Tag } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import styles from './Today.module.css'

/** Deals that stand still, the largest first: how long in their stage, how long in silence. */
export function StaleDeals({ deals, showOwner, onLog }: { deals: Today['stale']; showOwner: boolean; onLog: (deal: Today['stale'][number]) => void }) {
  const { t } = useTranslation('today')
  const format = useFormat()
  return (
    <ul className={styles.list}>
      {deals.map((deal) => (
        <li key={deal.id} className={styles.stale}>
          <div className={styles.stepWords}>
            <Link to={paths.deal(deal.id)} className={styles.staleTitle} title={deal.title}>
              {deal.title}
            </Link>
            <div className={styles.facts}>
              <Tag>{deal.stageName}</Tag>
              <span className={`num ${styles.warn}`}>{t('stale.stayed', { count: format.count(deal.daysInStage) as never })}</span>
              <span className="num">{deal.daysSinceActivity === null ? t('stale.never') : t('stale.silent', { count: format.count(deal.daysSinceActivity) as never })}</span>
              {showOwner && deal.owner && <span>{deal.owner.name}</span>}
            </div>
          </div>
          <span className={`num ${styles.amount}`}>{format.moneyShort(deal.amountMinor, deal.currency)}</span>
          <Button type="text" className={styles.logButton} icon={<EditOutlined />} aria-label={`${t('steps.logShort')} ${deal.title}`} onClick={() => onLog(deal)} />
        </li>
      ))}
    </ul>
  )
}
