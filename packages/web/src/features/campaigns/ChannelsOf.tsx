import type { getCampaign } from '@sluice/core/campaigns/contract'
import type { ResponseOf } from '@sluice/core/lib/contract'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PlainTable } from '../../ui/table/PlainTable.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { usePhone } from '../../ui/use-media-query.ts'
import styles from './Campaigns.module.css'
import { useCampaignWords } from './use-campaign-words.ts'

type Row = NonNullable<ResponseOf<typeof getCampaign>['channels']>[number]

/** What each channel of a campaign brought for what it cost. */
export function ChannelsOf({ channels, currency }: { channels: readonly Row[]; currency: string }) {
  const { t } = useTranslation('campaigns')
  const format = useFormat()
  const phone = usePhone()
  const words = useCampaignWords()
  if (channels.length === 0) return <EmptyState compact title={t('channels.none')} />
  const name = (row: Row) => row.channel?.name ?? <span className={styles.muted}>{t('channels.direct')}</span>
  const key = (row: Row) => row.channel?.id ?? '-'
  if (phone) {
    return (
      <ul className={styles.rows} aria-label={t('channels.title')}>
        {channels.map((row) => (
          <li key={key(row)} className={styles.row}>
            <div className={styles.rowMain}>
              <div className={styles.rowTitle}>{name(row)}</div>
              <div className={`num ${styles.rowFacts}`}>
                <span>{`${t('columns.visits')} ${format.count(row.figures.visits)}`}</span>
                <span>{`${t('columns.leads')} ${format.count(row.figures.leads)}`}</span>
                <span>{`${t('columns.won')} ${format.count(row.figures.won)}`}</span>
                <span>{`${t('columns.cost')} ${format.moneyShort(row.figures.costMinor, currency)}`}</span>
              </div>
            </div>
            <span className={`num ${styles.rowAmount}`}>{format.moneyShort(row.figures.wonMinor, currency)}</span>
          </li>
        ))}
      </ul>
    )
  }
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label={t('channels.title')}>
      <PlainTable
        rows={channels}
        rowKey={key}
        columns={[
          { title: t('columns.channel'), cell: name },
          { title: t('columns.visits'), num: true, cell: (row) => format.count(row.figures.visits) },
          { title: t('columns.leads'), num: true, cell: (row) => format.count(row.figures.leads) },
          { title: t('columns.qualified'), num: true, cell: (row) => format.count(row.figures.qualified) },
          { title: t('columns.won'), num: true, cell: (row) => format.count(row.figures.won) },
          { title: t('columns.revenue'), num: true, cell: (row) => format.money(row.figures.wonMinor, currency) },
          { title: t('columns.cost'), num: true, cell: (row) => format.money(row.figures.costMinor, currency) },
          { title: t('columns.costPerLead'), num: true, cell: (row) => format.money(row.figures.costPerLeadMinor, currency) },
          { title: t('columns.roi'), num: true, cell: (row) => words.roi(row.figures.roi) },
        ]}
      />
    </div>
  )
}
