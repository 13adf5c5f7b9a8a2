import type { AlarmDetail, AlarmTimeline } from '@sluice/core/alarms/contract'
import type { AlarmKind } from '@sluice/core/diagnosis/alarms/rule'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { ThresholdLine } from '../../charts/ThresholdLine.tsx'
import { PlainTable } from '../../ui/table/PlainTable.tsx'
import { useFormat } from '../../ui/use-format.ts'
import styles from './AlarmPage.module.css'
import { useAlarmValue } from './use-alarm-value.ts'

/** What a kind of alarm measures. */
const measures = {
  conversion_below_mean: 'conversion', below_line: 'conversion', stock_growth: 'stock', dwell_over: 'dwell', win_rate_swing: 'win', stage_days: 'over', inflow_drop: 'inflow',
} as const satisfies Record<AlarmKind, string>

/** The figure of an alarm's rule day by day, with the line that it crossed and the days of the alarm; a table says the same. */
export function AlarmCourse({ alarm, course }: { alarm: AlarmDetail; course: AlarmTimeline['course'] }) {
  const { t } = useTranslation('alarms')
  const format = useFormat()
  const read = useAlarmValue()
  const { kind } = alarm.rule
  const measure = measures[kind]
  const drawn = useMemo(() => {
    if (course === null) return null
    const from = course.days.findIndex((day) => day >= alarm.firstDay)
    const last = course.days.findLastIndex((day) => day <= alarm.lastDay)
    return {
      days: course.days.map((day) => format.day(day)),
      line: { label: t(`detail.measure.${measure}`), values: course.values },
      threshold: { label: t('detail.threshold'), values: course.thresholds },
      ...(course.baselines.some((value) => value !== null) && { baseline: { label: t('detail.baseline'), values: course.baselines } }),
      ...(from >= 0 && last >= from && { mark: { from, to: last, label: t('detail.span') } }),
      as: (value: number) => (measure === 'stock' || measure === 'inflow' ? format.count(Math.round(value)) : measure === 'dwell' ? format.days(value) : format.percent(value, 0)),
    }
  }, [course, alarm.firstDay, alarm.lastDay, measure, t, format])

  if (course === null || drawn === null) return <p className={styles.note}>{t('detail.noChart')}</p>
  const figure = (value: number | null) => (value === null ? '—' : read(kind, value))
  return (
    <figure aria-label={t('detail.chart')}>
      <ThresholdLine {...drawn} fromZero={measure === 'stock' || measure === 'inflow' || measure === 'over'} />
      <figcaption className={styles.note}>
        {t(`detail.note.${measure}`, { days: course.windowDays ?? 0 })} {t('detail.byRule')}
      </figcaption>
      <details className={styles.twin}>
        <summary>{t('detail.chartTable')}</summary>
        <div className={styles.twinTable} tabIndex={0} role="region" aria-label={t('detail.chartTable')}>
          <PlainTable
            rows={course.days.map((day, at) => ({ day, at })).toReversed()}
            rowKey={(row) => row.day}
            columns={[
              { title: t('detail.day'), cell: (row) => format.day(row.day) },
              { title: t(`detail.measure.${measure}`), num: true, cell: (row) => figure(course.values[row.at] ?? null) },
              { title: t('detail.threshold'), num: true, cell: (row) => figure(course.thresholds[row.at] ?? null) },
              { title: t('detail.held'), cell: (row) => (course.holds[row.at] ? t('detail.yes') : '') },
            ]}
          />
        </div>
      </details>
    </figure>
  )
}
