import { answerCustomFunnel } from '@sluice/core/funnel/measure-contracts'
import type { CustomStepView } from '@sluice/core/funnel/measures/custom-steps'
import type { QueryInputOf } from '@sluice/core/lib/contract'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../api/query.ts'
import { FunnelChart } from '../../charts/FunnelChart.tsx'
import type { FunnelPart, FunnelRow } from '../../charts/funnel-types.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import type { Explanation } from '../../ui/Explained.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useMetricWords } from '../metrics/use-metric-words.ts'
import { MeasuredText } from './MeasuredText.tsx'
import { ReportTable } from './ReportTable.tsx'
import styles from './StepsAnswer.module.css'

export type StepsAsk = QueryInputOf<typeof answerCustomFunnel>

/** A funnel of one's own as a picture, and as a table with the time between the steps and who did not come. */
export function StepsAnswer({ ask, names, label }: { ask: StepsAsk; names: readonly string[]; label: string }) {
  const { t } = useTranslation('analysis')
  const format = useFormat()
  const about = useMetricWords()
  const answer = useContractQuery(answerCustomFunnel, { query: ask }, { keepPrevious: true })
  const found = answer.data
  if (answer.error) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
  if (!found) return <Skeletons kind="chart" />
  if (found.subjects === 0) return <EmptyState title={t('steps.empty')} text={t('steps.emptyText')} />
  const name = (index: number) => names[index] ?? String(index + 1)
  const rows = found.steps.map((step, at): FunnelRow => {
    const next = found.steps[at + 1]
    return {
      key: String(step.index),
      label: name(step.index),
      kind: next === undefined ? 'won' : 'stage',
      entered: step.reached,
      open: next?.undecided ?? 0,
      lost: next === undefined ? 0 : next.dropout - next.undecided,
      conversion: next?.conversion ?? null,
    }
  })
  const explain = (part: FunnelPart): Explanation | null => {
    const at = Number(part.stage)
    const next = found.steps[at + 1]
    if (next === undefined) return null
    const { n, censored, low, high } = next.conversion
    return about('custom.conversion', {
      label: t('steps.fromStep', { a: name(at), b: name(at + 1) }),
      n,
      censored,
      interval: low === null || high === null ? null : format.interval(low, high),
      asOf: new Date(found.asOf).toISOString(),
      timeZone: found.zone,
    })
  }
  return (
    <div className={answer.isPlaceholderData ? `${styles.answer} ${styles.stale}` : styles.answer} aria-busy={answer.isPlaceholderData}>
      <FunnelChart rows={rows} label={label} explain={explain} />
      <ReportTable<CustomStepView>
        label={label}
        head={{ title: t('steps.table.step'), cell: (row) => <span title={name(row.index)}>{name(row.index)}</span> }}
        rows={found.steps}
        rowKey={(row) => String(row.index)}
        columns={[
          { key: 'reached', title: t('steps.table.reached'), metric: 'custom.reached', cell: (row) => format.count(row.reached) },
          { key: 'conversion', title: t('steps.table.conversion'), metric: 'custom.conversion', cell: (row) => (row.index === 0 ? null : <MeasuredText measured={row.conversion} unit="share" interval />) },
          { key: 'overall', title: t('steps.table.overall'), metric: 'custom.overall', wide: true, cell: (row) => (row.index === 0 ? null : <MeasuredText measured={row.overall} unit="share" />) },
          { key: 'median', title: t('steps.table.median'), metric: 'custom.median_days', cell: (row) => (row.index === 0 ? null : <MeasuredText measured={row.medianDays} unit="days" />) },
          { key: 'dropout', title: t('steps.table.dropout'), metric: 'custom.dropout', cell: (row) => (row.index === 0 ? null : <>{format.count(row.dropout)}{row.undecided > 0 && <small className={styles.undecided}>{t('steps.undecided', { n: format.count(row.undecided) })}</small>}</>) },
        ]}
      />
    </div>
  )
}
