import type { FigureDeal } from '@sluice/core/funnel/contract'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/use-format.ts'
import { type DealPages, FigureDeals } from '../funnel/FigureDeals.tsx'
import styles from './ReportDeals.module.css'

/** The deals behind a number of a report, in a drawer beside it, and how many they are. */
export function ReportDeals<D extends FigureDeal>(props: { deals: DealPages<D>; label: string; stage: (id: string) => string; share?: { title: string; of: (deal: D) => number } }) {
  const { t } = useTranslation('analysis')
  const format = useFormat()
  const total = props.deals.firstPage?.total
  return (
    <div className={styles.content}>
      <p className={`num ${styles.total}`}>{total === undefined ? ' ' : t('dealsTotal', { n: format.count(total) })}</p>
      <div className={styles.list}>
        <FigureDeals {...props} />
      </div>
    </div>
  )
}
