import type { AlarmDetail } from '@sluice/core/alarms/contract'
import { getSeries } from '@sluice/core/funnel/report-contracts'
import { sliceText } from '@sluice/core/funnel/slice'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../api/query.ts'
import { ThresholdLine } from '../../charts/ThresholdLine.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { PlainTable } from '../../ui/table/PlainTable.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { addDays } from '../funnel/calendar-days.ts'
import styles from './AlarmPage.module.css'
import { courseOf, courseValues } from './rolling.ts'
import { useAlarmValue } from './use-alarm-value.ts'

const withinDays = 30
const daysBefore = 150

/** The figure behind an alarm, day by day, with the line it crossed and the days on which it held. */
export function AlarmCourse({ alarm }: { alarm: AlarmDetail }) {
  const { t } = useTranslation('alarms')
  const format = useFormat()
  const read = useAlarmValue()
  const { verdict } = alarm
  const course = courseOf(verdict.kind)
  const windowDays = verdict.kind === 'inflow_drop' ? (verdict.evidence['days'] ?? 7) : verdict.kind === 'win_rate_swing' ? 30 : 28
  const to = addDays(alarm.lastDay, 1)
  const slice = verdict.slice === null ? undefined : sliceText({ dimension: verdict.slice.dimension, values: [verdict.slice.value] })
  const answer = useContractQuery(
    getSeries,
    { query: { pipeline: alarm.pipelineId, from: addDays(to, -daysBefore - windowDays), to, step: 'day', withinDays, slice } },
    { enabled: course !== null, staleTime: 5 * 60_000 },
  )
  const drawn = useMemo(() => {
    if (!answer.data || course === null) return null
    const all = courseValues(answer.data, verdict.stageId, course, windowDays)
    const skip = Math.max(0, all.length - daysBefore)
    const days = answer.data.steps.slice(skip).map((step) => step.name)
    const values = all.slice(skip)
    const from = days.findIndex((day) => day >= alarm.firstDay)
    const last = days.findLastIndex((day) => day <= alarm.lastDay)
    return { days, values, mark: from >= 0 && last >= from ? { from, to: last } : undefined }
  }, [answer.data, course, verdict.stageId, windowDays, alarm.firstDay, alarm.lastDay])

  if (course === null) return <p className={styles.note}>{t('detail.noChart')}</p>
  if (answer.error) return <ErrorState compact error={answer.error} onRetry={() => void answer.refetch()} />
  if (!drawn) return <Skeletons kind="chart" />
  // The share over the limit has no course of its own: its stock is shown, without a line.
  const comparable = verdict.kind !== 'stage_days'
  const as = (value: number) => (course === 'conversion' || course === 'win' ? format.percent(value, 0) : format.count(Math.round(value)))
  return (
    <figure>
      <ThresholdLine
        days={drawn.days.map((day) => format.day(day))}
        values={drawn.values}
        as={as}
        label={t(`detail.measure.${course}`)}
        fromZero={course === 'stock' || course === 'inflow'}
        mark={drawn.mark}
        threshold={comparable ? { value: verdict.threshold, label: t('detail.threshold') } : undefined}
        baseline={comparable && verdict.baseline !== null ? { value: verdict.baseline, label: t('detail.baseline') } : undefined}
      />
      <figcaption className={styles.note}>{t(`detail.note.${course}`, { days: windowDays, within: withinDays })}</figcaption>
      <details className={styles.twin}>
        <summary>{t('detail.chartTable')}</summary>
        <div className={styles.twinTable} tabIndex={0} role="region" aria-label={t('detail.chartTable')}>
          <PlainTable
            rows={drawn.days.map((day, at) => ({ day, value: drawn.values[at] ?? null })).toReversed()}
            rowKey={(row) => row.day}
            columns={[
              { title: t('detail.day'), cell: (row) => format.day(row.day) },
              { title: t(`detail.measure.${course}`), num: true, cell: (row) => (row.value === null ? '—' : comparable ? read(verdict.kind, row.value) : as(row.value)) },
            ]}
          />
        </div>
      </details>
    </figure>
  )
}
