import { getChannels } from '@sluice/core/funnel/measure-contracts'
import type { Channel } from '@sluice/core/funnel/measures/channels'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { To } from 'react-router'
import { useContractQuery } from '../../api/query.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { useFormat } from '../../ui/use-format.ts'
import type { FunnelAsk } from '../funnel/funnel-url.ts'
import { useMetricWords } from '../metrics/use-metric-words.ts'
import { Against } from './Against.tsx'
import styles from './ChannelTable.module.css'
import { MeasuredText } from './MeasuredText.tsx'
import report from './Report.module.css'
import { ReportTable } from './ReportTable.tsx'

/** What each channel is worth: how much comes × what becomes of it × how much a win is, and so what one more deal of it brings. */
export function ChannelTable({ ask, linkOf }: { ask: FunnelAsk; linkOf: (source: string | null) => To }) {
  const { t } = useTranslation('analysis')
  const format = useFormat()
  const about = useMetricWords()
  const answer = useContractQuery(getChannels, { query: ask }, { keepPrevious: true, enabled: ask.pipeline !== '' })
  const found = answer.data
  if (answer.error) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} compact />
  if (!found) return <Skeletons kind="rows" />
  if (found.channels.length === 0) return <EmptyState title={t('noData')} text={t('noDataText')} />
  const nameOf = (row: Channel) => (row.isOther ? t('other') : row.source === null ? t('none') : (found.names[`source:${row.source}`] ?? row.source))
  const money = { money: found.currency }
  const most = (of: (row: Channel) => number | null) => Math.max(1e-9, ...found.channels.map((row) => of(row) ?? 0))
  const worth = (row: Channel) => (row.perEntered.enough ? row.perEntered.value : null)
  const bar = (value: number | null, greatest: number) => <span className={styles.bar} style={{ width: `${((value ?? 0) / greatest) * 64}px` }} aria-hidden />
  return (
        <div className={answer.isPlaceholderData ? report.stale : undefined} aria-busy={answer.isPlaceholderData}>
          <ReportTable<Channel>
            label={t('channels.title')}
            head={{ title: t('channels.channel'), cell: (row) => (row.isOther ? nameOf(row) : <Link to={linkOf(row.source)} title={nameOf(row)}>{nameOf(row)}</Link>) }}
            rows={found.channels}
            rowKey={(row) => (row.isOther ? 'other' : (row.source ?? ''))}
            columns={[
              { key: 'inflow', title: t('channels.inflow'), metric: 'channel.inflow', cell: (row) => <>{bar(row.entered, most((one) => one.entered))}<span className={styles.number}>{format.count(row.entered)}<small>{format.percent(row.inflow.value, 0)}</small></span></>, sort: (row) => row.entered },
              { key: 'conversion', title: t('channels.conversion'), metric: 'channel.conversion', cell: (row) => <MeasuredText measured={row.conversion} unit="share" interval />, sort: (row) => (row.conversion.enough ? row.conversion.value : null) },
              { key: 'against', title: t('breakdown.against'), metric: 'breakdown.difference', cell: (row) => <Against difference={row.against} />, sort: (row) => row.against.difference, wide: true },
              { key: 'mean', title: t('breakdown.mean'), metric: 'channel.mean_won', cell: (row) => <MeasuredText measured={row.meanWon} unit={money} />, sort: (row) => (row.meanWon.enough ? row.meanWon.value : null) },
              { key: 'cycle', title: t('breakdown.cycle'), metric: 'breakdown.cycle', cell: (row) => <MeasuredText measured={row.cycle} unit="days" />, sort: (row) => (row.cycle.enough ? row.cycle.value : null), wide: true },
              { key: 'worth', title: t('channels.worth'), metric: 'channel.per_entered', cell: (row) => <>{row.perEntered.enough && bar(row.perEntered.value, most(worth))}<span className={styles.number}><MeasuredText measured={row.perEntered} unit={money} /></span></>, sort: worth },
            ]}
          />
          <p className={report.foot}>{about('channel.per_entered').definition}</p>
        </div>
  )
}
