import { getBreakdown, listDimensions } from '@sluice/core/funnel/report-contracts'
import type { BreakdownFigures } from '@sluice/core/funnel/measures/breakdown'
import type { Difference } from '@sluice/core/funnel/measures/difference'
import { Segmented, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { z } from 'zod'
import { useContractQuery } from '../../api/query.ts'
import { ValueMatrix } from '../../charts/ValueMatrix.tsx'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Section } from '../../ui/Page.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { writeUrlState } from '../../ui/url-state.ts'
import { useFormat } from '../../ui/use-format.ts'
import { useUrlState } from '../../ui/use-url-state.ts'
import { FunnelFrame } from '../funnel/FunnelFrame.tsx'
import { funnelUrl } from '../funnel/funnel-url.ts'
import { withSlice } from '../funnel/slices.ts'
import { useFunnelPage } from '../funnel/use-funnel-page.ts'
import { seldom } from '../pickers/seldom.ts'
import { Against } from './Against.tsx'
import { ChannelTable } from './ChannelTable.tsx'
import { MeasuredText } from './MeasuredText.tsx'
import styles from './Report.module.css'
import { ReportTable } from './ReportTable.tsx'
import type { ReportColumn } from './ReportTable.tsx'

const breakdownUrl = z.object({
  by: z.string().max(64).default('source'),
  by2: z.string().max(64).default(''),
  /** Of channels: what they are worth, or every figure as of any dimension. */
  channels: z.enum(['worth', 'all']).default('worth'),
})

/** A segment, or (without values) all of them together. */
type Row = BreakdownFigures & { values: readonly (string | null)[]; isOther: boolean; isTotal?: boolean; against?: { overall: Difference; closedWinRate: Difference } }

/** The funnel by one or two dimensions: which segment comes, gets through, and is worth what; each against all the others. */
export default function BreakdownPage() {
  const { t } = useTranslation('analysis')
  const format = useFormat()
  const page = useFunnelPage()
  const { questions, names, url } = page
  const [own, change] = useUrlState(breakdownUrl)
  const pipeline = questions.main.pipeline
  const dimensions = useContractQuery(listDimensions, { query: { pipeline } }, { ...seldom, enabled: pipeline !== '' })
  const by2 = own.by2 === '' || own.by2 === own.by ? undefined : own.by2
  const answer = useContractQuery(getBreakdown, { query: { ...questions.main, by: own.by, by2, limit: 60 } }, { keepPrevious: true, enabled: pipeline !== '' })
  const found = answer.data
  const ofChannels = own.by === 'source' && by2 === undefined
  const showsWorth = ofChannels && own.channels === 'worth'
  const options = (dimensions.data?.items ?? []).map((one) => ({ value: one.key, label: format.language === 'en' ? one.label.en : one.label.zh }))
  const nameOf = (row: Pick<Row, 'values' | 'isOther' | 'isTotal'>): string => {
    if (row.isTotal) return t('heat.whole')
    if (row.isOther) return t('other')
    return row.values.map((value, at) => (value === null ? t('none') : (found?.names[`${found.by[at] ?? ''}:${value}`] ?? value))).join(' × ')
  }
  /** The funnel of this segment alone. */
  const linkOf = (row: Pick<Row, 'values'>) => {
    let next = { ...url }
    row.values.forEach((value, at) => {
      const key = found?.by[at] ?? own.by
      if (key === 'owner' || key === 'team' || key === 'source') next = { ...next, [key]: [value ?? ''] }
      else next = { ...next, slice: withSlice(next.slice, { dimension: key, values: [value ?? ''] }) }
    })
    return { pathname: paths.funnel, search: writeUrlState(funnelUrl, next, new URLSearchParams()).toString() }
  }
  const money = { money: found?.currency ?? 'CNY' }
  const columns: ReportColumn<Row>[] = [
    { key: 'entered', title: t('breakdown.entered'), metric: 'breakdown.entered', cell: (row) => format.count(row.entered), sort: (row) => row.entered },
    { key: 'overall', title: t('breakdown.overall'), metric: 'breakdown.overall_rate', cell: (row) => <MeasuredText measured={row.overall} unit="share" interval />, sort: (row) => (row.overall.enough ? row.overall.value : null) },
    { key: 'against', title: t('breakdown.against'), metric: 'breakdown.difference', cell: (row) => (row.against ? <Against difference={row.against.overall} /> : ''), sort: (row) => row.against?.overall.difference ?? null },
    { key: 'win', title: t('breakdown.win'), metric: 'breakdown.win_rate', cell: (row) => <MeasuredText measured={row.closedWinRate} unit="share" />, sort: (row) => (row.closedWinRate.enough ? row.closedWinRate.value : null) },
    { key: 'won', title: t('breakdown.won'), metric: 'cohort.won', cell: (row) => format.count(row.won), sort: (row) => row.won, wide: true },
    { key: 'amount', title: t('breakdown.amount'), metric: 'breakdown.won_amount', cell: (row) => <MeasuredText measured={row.wonAmount} unit={money} />, sort: (row) => row.wonAmount.value },
    { key: 'mean', title: t('breakdown.mean'), metric: 'breakdown.mean_won', cell: (row) => <MeasuredText measured={row.meanWon} unit={money} />, sort: (row) => row.meanWon.value, wide: true },
    { key: 'cycle', title: t('breakdown.cycle'), metric: 'breakdown.cycle', cell: (row) => <MeasuredText measured={row.cycle} unit="days" />, sort: (row) => (row.cycle.enough ? row.cycle.value : null) },
    { key: 'stock', title: t('breakdown.stock'), metric: 'breakdown.stock', cell: (row) => format.count(row.stock), sort: (row) => row.stock, wide: true },
    { key: 'stockAmount', title: t('breakdown.stockAmount'), metric: 'breakdown.stock_amount', cell: (row) => format.moneyShort(row.stockAmountMinor, found?.currency), sort: (row) => row.stockAmountMinor, wide: true },
  ]
  return (
    <FunnelFrame page={page} tab="breakdown" without={['compare']}>
      <Section
        title={showsWorth ? t('channels.title') : t('breakdown.title')}
        note={showsWorth ? t('channels.note') : found && found.segments > found.rows.length ? t('breakdown.folded', { shown: found.rows.length - 1, of: format.count(found.segments) }) : t('breakdown.note')}
        actions={
          <div className={styles.tools}>
            {ofChannels && <Segmented size="small" aria-label={t('channels.view')} value={own.channels} onChange={(channels) => change({ channels })} options={(['worth', 'all'] as const).map((value) => ({ value, label: t(`channels.${value}View`) }))} />}
            <Select size="small" aria-label={t('breakdown.by')} prefix={t('breakdown.by')} value={own.by} onChange={(by) => change({ by })} options={options} popupMatchSelectWidth={false} />
            <Select size="small" aria-label={t('breakdown.by2')} prefix="×" value={own.by2} onChange={(next) => change({ by2: next })} options={[{ value: '', label: t('breakdown.one') }, ...options.filter((one) => one.value !== own.by)]} popupMatchSelectWidth={false} />
          </div>
        }
      >
        {showsWorth ? (
          <ChannelTable ask={questions.main} linkOf={(source) => linkOf({ values: [source] })} />
        ) : answer.error ? (
          <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
        ) : !found ? (
          <Skeletons kind="rows" />
        ) : found.rows.length === 0 ? (
          <EmptyState title={t('noData')} text={t('noDataText')} />
        ) : (
          <div className={answer.isPlaceholderData ? styles.stale : undefined} aria-busy={answer.isPlaceholderData}>
            <ReportTable<Row>
              label={t('breakdown.title')}
              head={{ title: found.by.map((key) => options.find((one) => one.value === key)?.label ?? key).join(' × '), cell: (row) => (row.isOther || row.isTotal ? nameOf(row) : <Link to={linkOf(row)} title={nameOf(row)}>{nameOf(row)}</Link>) }}
              rows={found.rows}
              rowKey={(row) => (row.isOther ? 'other' : JSON.stringify(row.values))}
              columns={columns}
              total={{ ...found.total, values: [], isOther: false, isTotal: true }}
            />
          </div>
        )}
      </Section>
      {found && found.rows.length > 0 && (
        <Section title={t('breakdown.steps')} note={t('breakdown.stepsNote')}>
          <ValueMatrix
            label={t('breakdown.steps')}
            rowHead={t('breakdown.segment')}
            rows={[...found.rows.map((row) => ({ key: row.isOther ? 'other' : JSON.stringify(row.values), name: nameOf(row), note: t('n', { n: format.count(row.entered) }) })), { key: 'total', name: t('heat.whole') }]}
            columns={found.total.steps.map((step) => ({ key: step.stageId, name: names.stage(step.stageId), note: `→ ${names.next(step.stageId)}` }))}
            cells={[...found.rows, found.total].map((row) => row.steps.map((step) => ({ value: step.conversion.value, n: step.conversion.n, enough: step.conversion.enough })))}
            read={(value) => format.percent(value, 0)}
          />
        </Section>
      )}
    </FunnelFrame>
  )
}
