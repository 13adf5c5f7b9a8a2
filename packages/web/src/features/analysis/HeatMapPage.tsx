import { listDimensions, getHeatMap } from '@sluice/core/funnel/report-contracts'
import type { HeatCellOut } from '@sluice/core/funnel/report-contracts'
import { Segmented, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { z } from 'zod'
import { useContractQuery } from '../../api/query.ts'
import { ValueMatrix } from '../../charts/ValueMatrix.tsx'
import type { MatrixCell, MatrixName } from '../../charts/ValueMatrix.tsx'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Explained } from '../../ui/Explained.tsx'
import { Section } from '../../ui/Page.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { writeUrlState } from '../../ui/url-state.ts'
import { useFormat } from '../../ui/use-format.ts'
import { useUrlState } from '../../ui/use-url-state.ts'
import { FunnelFrame } from '../funnel/FunnelFrame.tsx'
import { funnelUrl } from '../funnel/funnel-url.ts'
import { useFunnelPage } from '../funnel/use-funnel-page.ts'
import { seldom } from '../pickers/seldom.ts'
import { useMetricWords } from '../metrics/use-metric-words.ts'
import { dayOf, daysOf, drillOf, isPart } from './heat-drill.ts'
import type { HeatColumnOut } from './heat-drill.ts'
import styles from './HeatMapPage.module.css'

const measures = ['conversion', 'dwell', 'loss'] as const
const steps = ['week', 'month'] as const
/** `across`: week, month, or a dimension. */
const heatUrl = z.object({ measure: z.enum(measures).default('conversion'), across: z.string().max(64).default('week') })

/** Stage × week, month or segment: where and since when deals get stuck, are lost or get through. */
export default function HeatMapPage() {
  const { t } = useTranslation('analysis')
  const format = useFormat()
  const navigate = useNavigate()
  const page = useFunnelPage()
  const { questions, names, url } = page
  const [heat, change] = useUrlState(heatUrl)
  const pipeline = questions.main.pipeline
  const dimensions = useContractQuery(listDimensions, { query: { pipeline } }, { ...seldom, enabled: pipeline !== '' })
  const about = useMetricWords()
  const answer = useContractQuery(getHeatMap, { query: { ...questions.main, across: heat.across, limit: 12 } }, { keepPrevious: true, enabled: pipeline !== '' })
  const map = answer.data

  const step = steps.find((one) => one === heat.across)
  const month = new Intl.DateTimeFormat(format.language, { month: 'short', timeZone: 'UTC' })
  const columnName = (column: HeatColumnOut): MatrixName => {
    if (column.kind === 'segment') {
      if (column.isOther) return { key: 'other', name: t('other') }
      return { key: `=${column.value ?? ''}`, name: column.value === null ? t('none') : (map?.names[`${heat.across}:${column.value}`] ?? column.value) }
    }
    const { name, kind } = column
    const days = daysOf(column, map?.zone ?? 'UTC')
    const part = `${shortDay(days.first)}–${shortDay(days.last)}`
    if (kind === 'week') return { key: name, name: name.slice(5), note: isPart(column) ? part : shortDay(days.first) }
    return { key: name, name: month.format(Date.parse(`${name}-01T00:00:00Z`)), note: isPart(column) ? part : name.slice(0, 4) }
  }
  const cellOf = (cell: HeatCellOut | null): MatrixCell | undefined => {
    if (cell === null) return undefined
    const { value, n, enough, low, high, hits } = cell[heat.measure]
    const interval = low === null || high === null ? null : heat.measure === 'dwell' ? `${format.days(low)} – ${format.days(high)}` : format.interval(low, high)
    const about = t('heat.cell', { entered: format.count(cell.entered), n: format.count(n) })
    return { value, n, enough, small: hits === null ? undefined : `${format.count(hits)} / ${format.count(n)}`, young: !cell.mature && heat.measure !== 'dwell', title: interval === null ? about : `${about} · ${t('heat.interval', { interval })}` }
  }
  const openColumn = (column: HeatColumnOut | undefined) => {
    if (!map) return
    void navigate({ pathname: paths.funnel, search: writeUrlState(funnelUrl, { ...url, ...drillOf(map, column, heat.across, url) }, new URLSearchParams()).toString() })
  }
  const read = (value: number) => (heat.measure === 'dwell' ? format.days(value) : format.percent(value, 0))
  const acrossOptions = (dimensions.data?.items ?? []).map((one) => ({ value: one.key, label: format.language === 'en' ? one.label.en : one.label.zh }))
  // Nobody chose a beginning: the map says which days it shows.
  const usual = map && questions.main.from === undefined ? t('heat.usual', { from: format.day(dayOf(map.period.from, map.zone)) }) : null
  return (
    <FunnelFrame page={page} tab="heat" without={['compare']}>
      <Section
        title={t('heat.title')}
        note={usual === null ? t('heat.note') : `${t('heat.note')} · ${usual}`}
        actions={
          <div className={styles.tools}>
            <Segmented size="small" aria-label={t('heat.measure')} value={heat.measure} onChange={(measure) => change({ measure })} options={measures.map((value) => ({ value, label: t(`heat.${value}`) }))} />
            <Segmented size="small" aria-label={t('heat.step')} value={step ?? ''} onChange={(across) => change({ across })} options={steps.map((value) => ({ value, label: t(`heat.${value}`) }))} />
            <Select size="small" aria-label={t('heat.across')} placeholder={t('heat.bySegment')} value={step === undefined ? heat.across : undefined} allowClear onChange={(across: string | undefined) => change({ across: across ?? 'week' })} options={acrossOptions} popupMatchSelectWidth={false} className={styles.across} />
          </div>
        }
      >
        {answer.error ? (
          <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
        ) : !map ? (
          <Skeletons kind="chart" />
        ) : map.stages.every((stage) => stage.whole.entered === 0) ? (
          <EmptyState title={t('noData')} text={t('noDataText')} />
        ) : (
          <div className={answer.isPlaceholderData ? styles.stale : undefined} aria-busy={answer.isPlaceholderData}>
            <ValueMatrix
              label={`${t('heat.title')} · ${t(`heat.${heat.measure}`)}`}
              rowHead={t('heat.stage')}
              rows={map.stages.map((stage) => ({ key: stage.stageId, name: names.stage(stage.stageId) }))}
              columns={[{ key: 'whole', name: t('heat.whole') }, ...map.columns.map(columnName)]}
              cells={map.stages.map((stage) => [cellOf(stage.whole), ...stage.cells.map(cellOf)])}
              scale={heat.measure === 'dwell' ? 'row' : 'all'}
              read={read}
              fromEnd={step !== undefined}
              onOpen={(_row, at) => openColumn(map.columns[at - 1])}
            />
            <p className={styles.foot}>
              <Explained explanation={about(`heat.${heat.measure}`)}>{t('about.how')}</Explained> · {t('heat.open')} · {t('heat.young', { days: map.matureDays })}
            </p>
          </div>
        )}
      </Section>
    </FunnelFrame>
  )
}

/** `11/17`: a column of a map has no room for more. */
function shortDay(day: string): string {
  const [, month = '', date = ''] = day.split('-')
  return `${Number(month)}/${Number(date)}`
}
