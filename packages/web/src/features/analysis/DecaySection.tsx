import { getDecay } from '@sluice/core/funnel/measure-contracts'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../api/query.ts'
import { DecayLines } from '../../charts/DecayLines.tsx'
import { ValueMatrix } from '../../charts/ValueMatrix.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Section } from '../../ui/Page.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { useFormat } from '../../ui/use-format.ts'
import type { FunnelAsk } from '../funnel/funnel-url.ts'
import styles from './DecaySection.module.css'
import report from './Report.module.css'

/** What is left of a deal's chance as it stays in a stage: as lines, and as a table with where each value comes from. */
export function DecaySection({ ask, stage }: { ask: FunnelAsk; stage: (id: string) => string }) {
  const { t } = useTranslation('analysis')
  const format = useFormat()
  const answer = useContractQuery(getDecay, { query: ask }, { keepPrevious: true, enabled: ask.pipeline !== '' })
  const found = answer.data
  const known = found?.stages.filter((one) => one.points.some((point) => point.value !== null)) ?? []
  const ages = known[0]?.points.map((point) => point.age) ?? []
  return (
    <Section title={t('decay.title')} note={t('decay.note')}>
      {answer.error ? (
        <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
      ) : !found ? (
        <Skeletons kind="chart" />
      ) : known.length === 0 ? (
        <EmptyState title={t('noData')} text={t('noDataText')} compact />
      ) : (
        <div className={answer.isPlaceholderData ? report.stale : undefined} aria-busy={answer.isPlaceholderData}>
          <div className={styles.both}>
            <DecayLines
              label={t('decay.title')}
              days={t('decay.days')}
              formula={t('decay.formula')}
              lines={known.map((one) => ({ name: stage(one.stageId), points: one.points.flatMap((point) => (point.value === null ? [] : [{ day: point.age, value: point.value, isMeasured: point.use === 'data' }])) }))}
            />
            <ValueMatrix
              label={t('decay.table')}
              rowHead={t('heat.stage')}
              rows={known.map((one) => ({ key: one.stageId, name: stage(one.stageId), note: one.medianDwell === null ? undefined : t('decay.halfLife', { days: format.days(one.medianDwell) }) }))}
              columns={ages.map((age) => ({ key: String(age), name: age === 0 ? t('decay.begin') : t('decay.age', { age }) }))}
              cells={known.map((one) =>
                one.points.map((point) =>
                  point.value === null
                    ? undefined
                    : {
                        value: point.value,
                        n: Math.max(1, point.win.n),
                        enough: true,
                        isReckoned: point.use === 'formula',
                        title:
                          point.use === 'formula'
                            ? t('decay.byFormula', { n: format.count(point.win.n) })
                            : `${t('n', { n: format.count(point.win.n) })}${point.win.low === null || point.win.high === null ? '' : ` · ${t('heat.interval', { interval: format.interval(point.win.low, point.win.high) })}`}`,
                      },
                ),
              )}
              read={(one) => format.percent(one, 0)}
            />
          </div>
          <p className={report.foot}>{t('decay.foot')}</p>
        </div>
      )}
    </Section>
  )
}
