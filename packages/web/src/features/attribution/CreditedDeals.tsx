import { listAttributedDeals } from '@sluice/core/attribution/contract'
import type { AttributedDeal } from '@sluice/core/attribution/contract'
import type { QueryInputOf } from '@sluice/core/lib/contract'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useContractPages } from '../../api/query.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { useFormat } from '../../ui/use-format.ts'
import styles from './Attribution.module.css'

/** The deals behind a credit, each with the way it came: every touch with what it is credited with. */
export function CreditedDeals({ query }: { query: QueryInputOf<typeof listAttributedDeals> }) {
  const { t } = useTranslation('attribution')
  const format = useFormat()
  const list = useContractPages(listAttributedDeals, { query: { ...query, limit: 20 } })
  if (list.isLoading) return <Skeletons kind="rows" count={4} />
  if (list.error) return <ErrorState error={list.error} onRetry={list.retry} />
  const hidden = list.firstPage?.hidden ?? 0
  const name = (touch: AttributedDeal['path'][number]) => [touch.channel?.name, touch.campaign?.name, touch.promoter?.name].filter((one) => one !== undefined).join(' · ') || t('deals.noSource')
  return (
    <div className={styles.stack}>
      {list.rows.length === 0 && <EmptyState compact title={t('deals.none')} />}
      <ul className={styles.deals} aria-label={t('deals.list')}>
        {list.rows.map((deal) => (
          <li key={deal.id} className={styles.deal}>
            <div className={styles.dealHead}>
              <Link to={paths.deal(deal.id)} className={styles.dealName}>
                {deal.title}
              </Link>
              <strong className="num">{format.money(deal.creditMinor, deal.currency)}</strong>
            </div>
            <div className={styles.facts}>
              {deal.account !== null && <span>{deal.account}</span>}
              <span className="num">{t('deals.wonAt', { day: format.date(deal.wonAt) })}</span>
              <span className="num">{t('deals.of', { money: format.money(deal.amountMinor, deal.currency), share: format.percent(deal.share, 0) })}</span>
            </div>
            {deal.path.length === 0 ? (
              <p className={styles.foot}>{t('deals.noPath')}</p>
            ) : (
              <ol className={styles.path} aria-label={t('deals.path')}>
                {deal.path.map((touch) => (
                  <li key={touch.id} className={touch.isAsked ? styles.asked : undefined}>
                    <span className="num">{format.dateTime(touch.at)}</span>
                    <span className={styles.touch} title={name(touch)}>
                      {name(touch)}
                    </span>
                    <span className="num">{touch.share === 0 ? '–' : `${format.money(touch.creditMinor, deal.currency)}（${format.percent(touch.share, 0)}）`}</span>
                  </li>
                ))}
              </ol>
            )}
            {deal.after > 0 && <p className={styles.foot}>{t('deals.after', { n: format.count(deal.after) })}</p>}
          </li>
        ))}
      </ul>
      {list.hasMore && (
        <Button onClick={list.loadMore} loading={list.isLoadingMore}>
          {t('deals.more')}
        </Button>
      )}
      {hidden > 0 && <p className={styles.foot}>{t('deals.hidden', { n: format.count(hidden) })}</p>}
    </div>
  )
}
