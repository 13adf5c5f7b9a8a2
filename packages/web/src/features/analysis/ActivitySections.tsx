import { getActivityMeasures } from '@sluice/core/funnel/measure-contracts'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../api/query.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Section } from '../../ui/Page.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { useFormat } from '../../ui/use-format.ts'
import type { FunnelAsk } from '../funnel/funnel-url.ts'
import { MeasuredText } from './MeasuredText.tsx'
import styles from './Report.module.css'
import { ReportTable } from './ReportTable.tsx'

/** How the team works: how soon leads are answered, how many touches a stage takes, and where one chases in vain. */
export function ActivitySections({ ask, stage }: { ask: FunnelAsk; stage: (id: string) => string }) {
  const { t } = useTranslation('analysis')
  const format = useFormat()
  const answer = useContractQuery(getActivityMeasures, { query: ask }, { keepPrevious: true, enabled: ask.pipeline !== '' })
  const found = answer.data
  if (answer.error) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
  if (!found) return <Skeletons kind="rows" />
  const nameOf = (id: string | null) => (id === null ? t('work.nobody') : (found.names[id] ?? found.names[`owner:${id}`] ?? id))
  return (
    <div className={answer.isPlaceholderData ? `${styles.stack} ${styles.stale}` : styles.stack} aria-busy={answer.isPlaceholderData}>
      <Section title={t('work.people')} note={t('work.peopleNote')}>
        <ReportTable
          label={t('work.people')}
          head={{ title: t('people.owner'), cell: (row) => nameOf(row.ownerId) }}
          rows={found.byOwner}
          rowKey={(row) => row.ownerId ?? ''}
          columns={[
            { key: 'median', title: t('work.response'), metric: 'activity.response_median', cell: (row) => <MeasuredText measured={row.response.median} unit="hours" />, sort: (row) => row.response.median.value },
            { key: 'within', title: t('work.within'), metric: 'activity.response_within', cell: (row) => <MeasuredText measured={row.response.within} unit="share" interval />, sort: (row) => row.response.within.value },
            { key: 'waiting', title: t('work.waiting'), metric: 'activity.waiting', cell: (row) => format.count(row.response.waiting), sort: (row) => row.response.waiting },
            { key: 'touches', title: t('work.touches'), metric: 'activity.touches_per_stay', cell: (row) => <MeasuredText measured={row.touchesPerStay} unit="times" />, sort: (row) => row.touchesPerStay.value },
            { key: 'over', title: t('work.over'), metric: 'activity.over_follow_up', cell: (row) => <MeasuredText measured={row.over} unit="share" />, sort: (row) => row.over.value },
          ]}
        />
      </Section>
      <Section title={t('work.stages')} note={t('work.stagesNote')}>
        <ReportTable
          label={t('work.stages')}
          head={{ title: t('heat.stage'), cell: (row) => stage(row.stageId) }}
          rows={found.stages}
          rowKey={(row) => row.stageId}
          columns={[
            { key: 'advance', title: t('work.untilAdvance'), metric: 'activity.touches_to_advance', cell: (row) => <MeasuredText measured={row.untilAdvance} unit="times" /> },
            { key: 'loss', title: t('work.untilLoss'), metric: 'activity.touches_to_loss', cell: (row) => <MeasuredText measured={row.untilLoss} unit="times" /> },
            { key: 'limit', title: t('work.limit'), metric: 'activity.touch_limit', cell: (row) => (row.limit === null ? '–' : t('times', { n: format.number(row.limit, 0) })) },
            { key: 'over', title: t('work.over'), metric: 'activity.over_follow_up', cell: (row) => <MeasuredText measured={row.over.share} unit="share" interval /> },
          ]}
        />
      </Section>
    </div>
  )
}
