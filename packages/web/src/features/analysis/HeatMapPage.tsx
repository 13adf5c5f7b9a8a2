import { listDimensions, getHeatMap } from '@sluice/core/funnel/report-contracts'
import type { HeatCell, HeatColumn } from '@sluice/core/funnel/measures/heat-map'
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
import type { FunnelUrl } from '../funnel/funnel-url.ts'
import { withSlice } from '../funnel/slices.ts'
import { useFunnelPage } from '../funnel/use-funnel-page.ts'
import { seldom } from '../pickers/seldom.ts'
import styles from './HeatMapPage.module.css'
import { useMeasureWords } from './use-measure-words.ts'

const measures = ['conversion', 'dwell', 'loss'] as const
const heatUrl = z.object({ measure: z.enum(measures).default('conversion'), across: z.string().max(64).default('week') })

/** Stage × week and stage × segment: where and since when deals get stuck, are lost or get through. */
export default function HeatMapPage() {
  const { t } = useTranslation('analysis')
  const format = useFormat()
  const navigate = useNavigate()
  const page = useFunnelPage()
  const { questions, names, url } = page
  const [heat, change] = useUrlState(heatUrl)
  const pipeline = questions.main.pipeline
  const dimensions = useContractQuery(listDimensions, { query: { pipeline } }, { ...seldom, enabled: pipeline !== '' })
  const about = useMeasureWords()
  const answer = useContractQuery(getHeatMap, { query: { ...questions.main, across: heat.across, limit: 12 } }, { keepPrevious: true, enabled: pipeline !== '' })
  const map = answer.data

  const columnName = (column: HeatColumn): MatrixName => {
    if (column.kind === 'week') {
      return { key: column.week, name: column.week.slice(5), note: shortDay(column.from, map?.zone) }
    }
    if (column.isOther) return { key: 'other', name: t('other') }
    return { key: `=${column.value ?? ''}`, name: column.value === null ? t('none') : (map?.names[`${heat.across}:${column.value}`] ?? column.value) }
  }
  const cellOf = (cell: HeatCell): MatrixCell => {
    const { value, n, enough, low, high, hits } = cell[heat.measure]
    const interval = low === null || high === null ? null : heat.measure === 'dwell' ? `${format.days(low)} – ${format.days(high)}` : format.interval(low, high)
    const about = t('heat.cell', { entered: format.count(cell.entered), n: format.count(n) })
    return { value, n, enough, small: hits === null ? undefined : `${format.count(hits)} / ${format.count(n)}`, young: !cell.mature && heat.measure !== 'dwell', title: interval === null ? about : `${about} · ${t('heat.interval', { interval })}` }
  }
  const openColumn = (column: HeatColumn) => {
    const part: Partial<FunnelUrl> =
      column.kind === 'week'
        ? { period: 'custom', first: dayOf(column.from, map?.zone), last: dayOf(column.to - 1, map?.zone), cohort: 'stage' }
        : column.isOther
          ? {}
          : heat.across === 'owner' || heat.across === 'team' || heat.across === 'source'
            ? { [heat.across]: [column.value ?? ''] }
            : { slice: withSlice(url.slice, { dimension: heat.across, values: [column.value ?? ''] }) }
    void navigate({ pathname: paths.funnel, search: writeUrlState(funnelUrl, { ...url, ...part }, new URLSearchParams()).toString() })
  }
  const read = (value: number) => (heat.measure === 'dwell' ? format.days(value) : format.percent(value, 0))
  const acrossOptions = [
    { value: 'week', label: t('heat.week') },
    ...(dimensions.data?.items ?? []).map((one) => ({ value: one.key, label: format.language === 'en' ? one.label.en : one.label.zh })),
  ]
  return (
    <FunnelFrame page={page} tab="heat" without={['compare']}>
      <Section
        title={t('heat.title')}
        note={t('heat.note')}
        actions={
          <div className={styles.tools}>
            <Segmented size="small" aria-label={t('heat.measure')} value={heat.measure} onChange={(measure) => change({ measure })} options={measures.map((value) => ({ value, label: t(`heat.${value}`) }))} />
            <Select size="small" aria-label={t('heat.across')} value={heat.across} onChange={(across) => change({ across })} options={acrossOptions} popupMatchSelectWidth={false} className={styles.across} />
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
              fromEnd={heat.across === 'week'}
              onOpen={(_row, at) => {
                const column = map.columns[at - 1]
                if (column === undefined) void navigate({ pathname: paths.funnel, search: window.location.search })
                else openColumn(column)
              }}
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
function shortDay(instant: number, timeZone: string | undefined): string {
  const [, month = '', day = ''] = dayOf(instant, timeZone).split('-')
  return `${Number(month)}/${Number(day)}`
}

/** The calendar day of an instant in the organisation's zone. */
function dayOf(instant: number, timeZone: string | undefined): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(instant)
}
