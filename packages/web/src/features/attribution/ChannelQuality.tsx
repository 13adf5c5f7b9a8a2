import { getChannelQuality } from '@sluice/core/channel-quality/contract'
import type { ChannelQualityAnswer } from '@sluice/core/channel-quality/contract'
import type { QueryInputOf } from '@sluice/core/lib/contract'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../api/query.ts'
import { QuadrantScatter } from '../../charts/QuadrantScatter.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Section } from '../../ui/Page.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { usePhone } from '../../ui/use-media-query.ts'
import { MeasuredText } from '../analysis/MeasuredText.tsx'
import { ReportTable } from '../analysis/ReportTable.tsx'
import styles from './Attribution.module.css'

type Row = ChannelQualityAnswer['rows'][number]
const tones = { prune: 'bad', watch: 'warn', more: 'good', keep: 'neutral', too_few: 'neutral' } as const

/** Channels by volume and conversion, the sentence for each with its evidence, and all their numbers. */
export function ChannelQuality({ query }: { query: QueryInputOf<typeof getChannelQuality> }) {
  const { t } = useTranslation('attribution')
  const format = useFormat()
  const phone = usePhone()
  const read = useContractQuery(getChannelQuality, { query }, { keepPrevious: true })
  const found = read.data
  const none = t('channels.none')
  const points = useMemo(
    () => (found?.rows ?? []).flatMap((row) => (row.conversion.value === null ? [] : [{ name: row.source === null ? none : (found?.names[`source:${row.source}`] ?? '…'), x: row.entered, y: row.conversion.value, quiet: !row.conversion.enough }])),
    [found, none],
  )
  if (!found) return read.error ? <ErrorState error={read.error} onRetry={() => void read.refetch()} /> : <Skeletons kind="chart" />
  if (found.rows.length === 0) return <EmptyState title={t('channels.empty')} text={t('channels.emptyText')} />
  const { currency } = found
  const nameOf = (row: Row) => (row.source === null ? none : (found.names[`source:${row.source}`] ?? '…'))
  const sentence = (row: Row) => {
    const { conversion, against } = row
    if (row.verdict === 'too_few') return t('channels.said.too_few', { n: format.count(row.entered), rest: format.count(against.a.n) })
    const facts = {
      conversion: format.percent(conversion.value), interval: format.interval(conversion.low, conversion.high), n: format.count(conversion.n), difference: format.points(against.difference), q: (against.q ?? 1) < 0.001 ? '<0.001' : `=${format.number(against.q, 3)}`,
      worth: format.moneyShort(row.perEntered.value, currency), money: format.moneyShort(row.wonMinor, currency), cost: format.moneyShort(row.costMinor, currency),
    }
    return `${t('channels.said.facts', facts)} ${t(`channels.said.${row.verdict}`, facts)}${row.verdict === 'prune' ? ` ${t(row.costMinor > 0 ? 'channels.said.costs' : 'channels.said.little', facts)}` : ''}`
  }
  const proposals = found.rows.filter(({ verdict }) => verdict !== 'keep' && verdict !== 'too_few')
  const trend = (row: Row) =>
    row.trend.enough && row.trend.difference !== null ? (
      <span className={(row.trend.p ?? 1) > 0.05 ? styles.muted : undefined} title={format.interval(row.trend.low, row.trend.high)}>
        {format.points(row.trend.difference)}
      </span>
    ) : (
      <span className={styles.muted}>{t('channels.tooFew')}</span>
    )
  return (
    <div className={read.isPlaceholderData ? `${styles.stack} ${styles.stale}` : styles.stack} aria-busy={read.isPlaceholderData}>
      <Section title={t('channels.proposals')} note={t('channels.proposalsNote')}>
        {proposals.length === 0 ? (
          <p className={styles.said}>{t('channels.noProposal')}</p>
        ) : (
          <ul className={styles.proposals} aria-label={t('channels.proposals')}>
            {proposals.map((row) => (
              <li key={row.source ?? '-'}>
                <Tag tone={tones[row.verdict]}>{t(`channels.verdicts.${row.verdict}`)}</Tag> <strong>{nameOf(row)}</strong> {sentence(row)}
              </li>
            ))}
          </ul>
        )}
      </Section>
      {!phone && (
        <Section title={t('channels.chart')} note={t('channels.chartNote')}>
          <QuadrantScatter label={t('channels.chart')} xName={t('columns.entered')} yName={t('columns.conversion')} points={points} xMedian={found.medianVolume} yMedian={found.medianConversion} xAs={format.count} yAs={format.percent} />
        </Section>
      )}
      <Section title={t('channels.table')}>
        <ReportTable<Row>
          label={t('channels.table')}
          head={{ title: t('by.channel'), cell: (row) => <span title={nameOf(row)}>{nameOf(row)}</span> }}
          rows={found.rows}
          rowKey={(row) => row.source ?? '-'}
          columns={[
            { key: 'verdict', title: t('columns.verdict'), cell: (row) => <span title={sentence(row)}><Tag tone={tones[row.verdict]}>{t(`channels.verdicts.${row.verdict}`)}</Tag></span> },
            { key: 'quadrant', title: t('columns.quadrant'), cell: (row) => (row.quadrant === null ? '–' : t(`channels.quadrants.${row.quadrant}`)), wide: true },
            { key: 'entered', title: t('columns.entered'), metric: 'breakdown.entered', cell: (row) => format.count(row.entered), sort: (row) => row.entered },
            { key: 'leads', title: t('columns.leads'), cell: (row) => format.count(row.leads), sort: (row) => row.leads, wide: true },
            { key: 'conversion', title: t('columns.conversion'), metric: 'channel.conversion', cell: (row) => <MeasuredText measured={row.conversion} unit="share" interval />, sort: (row) => row.conversion.value },
            { key: 'meanWon', title: t('columns.meanWon'), metric: 'channel.mean_won', cell: (row) => <MeasuredText measured={row.meanWon} unit={{ money: currency }} />, sort: (row) => row.meanWon.value },
            { key: 'cycle', title: t('columns.cycle'), metric: 'breakdown.cycle', cell: (row) => <MeasuredText measured={row.cycle} unit="days" />, sort: (row) => row.cycle.value },
            { key: 'perEntered', title: t('columns.worth'), metric: 'channel.per_entered', cell: (row) => <MeasuredText measured={row.perEntered} unit={{ money: currency }} />, sort: (row) => row.perEntered.value },
            { key: 'cost', title: t('columns.cost'), metric: 'attribution.cost', cell: (row) => format.moneyShort(row.costMinor, currency), sort: (row) => row.costMinor },
            { key: 'roi', title: t('columns.roi'), metric: 'channel.roi', cell: (row) => (row.roi === null ? '–' : format.change(row.roi)), sort: (row) => row.roi },
            { key: 'volume', title: t('columns.volume'), cell: (row) => (row.volumeChange === null ? '–' : format.change(row.volumeChange)), sort: (row) => row.volumeChange, wide: true },
            { key: 'trend', title: t('columns.trend'), metric: 'channel.trend', cell: trend, sort: (row) => row.trend.difference },
          ]}
        />
        <p className={styles.foot}>{t('channels.foot')}</p>
      </Section>
    </div>
  )
}
