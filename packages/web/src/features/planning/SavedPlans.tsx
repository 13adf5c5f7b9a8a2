import { changePlan, listPlans, trackPlan } from '@sluice/core/planning/contract'
import type { PlanRecord, PlanTrack } from '@sluice/core/planning/contract'
import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractMutation, useContractPages, useContractQuery } from '../../api/query.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Section } from '../../ui/Page.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { AboutMetric } from '../metrics/AboutMetric.tsx'
import styles from './Planning.module.css'

/** Plans that were kept, each beside what has happened since. */
export function SavedPlans({ pipeline, stage }: { pipeline: string; stage: (key: string) => string }) {
  const { t } = useTranslation('planning')
  const format = useFormat()
  const plans = useContractPages(listPlans, { query: { pipeline, limit: 20 } })
  const [open, setOpen] = useState<string | null>(null)
  const shown = plans.rows.filter((one) => one.status !== 'archived')
  const chosen = shown.find((one) => one.id === open) ?? shown[0]
  return (
    <Section title={t('plans')} note={t('plansNote')}>
      {plans.error ? (
        <ErrorState error={plans.error} onRetry={plans.retry} compact />
      ) : plans.isLoading ? (
        <Skeletons kind="rows" />
      ) : chosen === undefined ? (
        <EmptyState title={t('noPlans')} text={t('noPlansText')} compact />
      ) : (
        <>
          <div className={styles.planTabs}>
            {shown.map((one) => (
              <button key={one.id} type="button" className={one.id === chosen.id ? `${styles.plan} ${styles.chosen}` : styles.plan} aria-pressed={one.id === chosen.id} onClick={() => setOpen(one.id)}>
                <span>{one.name}</span>
                <span className={`num ${styles.quiet}`}>{`${one.fromOn.slice(0, 7)} – ${one.toOn.slice(0, 7)}`}</span>
                <Tag tone={one.status === 'active' ? 'good' : 'neutral'}>{t(`status.${one.status}`)}</Tag>
              </button>
            ))}
          </div>
          <Track plan={chosen} stage={stage} />
          <p className={styles.help}>{t('madeBy', { name: chosen.owner.name, at: format.dateTime(chosen.createdAt), method: t(`methods.${chosen.definition.method}`) })}</p>
        </>
      )}
    </Section>
  )
}

function Track({ plan, stage }: { plan: PlanRecord; stage: (key: string) => string }) {
  const { t } = useTranslation('planning')
  const format = useFormat()
  const toast = useToast()
  const cache = useQueryClient()
  const track = useContractQuery(trackPlan, { params: { id: plan.id } })
  const refresh = () => void cache.invalidateQueries({ queryKey: ['/plans'] })
  const archive = useContractMutation(changePlan, { onSuccess: refresh, onError: toast.failed })
  const turn = (status: PlanRecord['status'], version: number) => archive.mutateAsync({ params: { id: plan.id }, body: { status }, ifMatch: version })
  const name = (measure: PlanTrack['measures'][number]['measure']) =>
    measure.kind === 'stage' ? stage(measure.stageKey) : measure.kind === 'channel' ? measure.channelKey : t(`measures.${measure.kind}`)
  const value = (kind: string, one: number) => (kind === 'won_minor' ? format.moneyShort(one) : format.number(one, one % 1 === 0 ? 0 : 1))
  if (track.error) return <ErrorState error={track.error} onRetry={() => void track.refetch()} compact />
  if (!track.data) return <Skeletons kind="rows" />
  const measures = track.data.measures.filter(({ measure }) => measure.kind !== 'channel')
  return (
    <>
      <div className={styles.scroll} tabIndex={0} role="region" aria-label={plan.name}>
        <table className={styles.table} aria-label={plan.name}>
          <thead>
            <tr>
              <th scope="col">{t('measure')}</th>
              <th scope="col">
                <AboutMetric metric="track.expected_by_now">{t('soFar')}</AboutMetric>
              </th>
              {measures[0]?.periods.map((one) => (
                <th key={one.period} scope="col" className="num">{one.period}</th>
              ))}
            </tr>
          </thead>
          <tbody className="num">
            {measures.map(({ measure, periods, total }) => (
              <tr key={`${measure.kind} ${'stageKey' in measure ? measure.stageKey : ''}`}>
                <th scope="row">{name(measure)}</th>
                <td className={styles.total}>
                  {t('ofPlan', { actual: value(measure.kind, total.actual), planned: value(measure.kind, total.planned) })}
                  <small className={total.actual < total.expectedByNow ? styles.behind : undefined}>
                    {total.expectedByNow === 0 ? t('notYet') : t(total.actual < total.expectedByNow ? 'behind' : 'ahead', { n: value(measure.kind, Math.abs(total.actual - total.expectedByNow)) })}
                  </small>
                </td>
                {periods.map((one) => (
                  <td key={one.period}>
                    {one.actual === null ? '–' : value(measure.kind, one.actual)}
                    <small>{t('planned', { n: value(measure.kind, one.planned) })}</small>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {plan.canWrite && (
        <div className={styles.foot}>
          {plan.status === 'draft' && (
            <Button size="small" type="primary" onClick={() => void turn('active', plan.version)} loading={archive.isPending}>
              {t('activate')}
            </Button>
          )}
          <Button
            size="small"
            onClick={() => void turn('archived', plan.version).then((done) => toast.undoable(t('archived', { name: plan.name }), () => turn(plan.status, done.version)))}
            loading={archive.isPending}
          >
            {t('archive')}
          </Button>
        </div>
      )}
    </>
  )
}
