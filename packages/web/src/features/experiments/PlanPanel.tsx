import { planExperiment, type PlanFigures } from '@sluice/core/experiments/contract'
import { experimentDefinition, type ExperimentDefinition } from '@sluice/core/experiments/definition'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractMutation } from '../../api/query.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Section } from '../../ui/Page.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { AboutMetric } from '../metrics/AboutMetric.tsx'
import styles from './Experiments.module.css'

/** So long after the last change the figures are asked for anew. */
const settleMs = 400
/** Half a year of waiting is worth a word. */
const longWeeks = 26

/** What the definition takes, while it is edited. */
export function PlanPanel({ definition }: { definition: ExperimentDefinition }) {
  const { t } = useTranslation('experiments')
  const [plan, setPlan] = useState<PlanFigures | null>(null)
  const { mutate, isPending, error } = useContractMutation(planExperiment, { onSuccess: setPlan })
  const asked = JSON.stringify(definition)
  useEffect(() => {
    const timer = setTimeout(() => {
      const body = experimentDefinition.safeParse(JSON.parse(asked))
      // What does not hold together yet (an empty task) is asked about when it does.
      if (body.success) mutate({ body: body.data })
    }, settleMs)
    return () => clearTimeout(timer)
  }, [asked, mutate])
  return (
    <Section title={t('plan.title')}>
      {plan === null ? error ? <ErrorState compact error={error} onRetry={() => mutate({ body: definition })} /> : <Skeletons kind="rows" count={4} /> : <div className={isPending ? styles.stale : undefined} aria-busy={isPending}><PlanSummary plan={plan} definition={definition} /></div>}
    </Section>
  )
}

export function PlanSummary({ plan, definition }: { plan: PlanFigures; definition: ExperimentDefinition }) {
  const { t } = useTranslation('experiments')
  const format = useFormat()
  const { arms, smallestEffect } = definition
  const isEven = new Set(plan.perArm).size === 1
  const unit = t('plan.countUnit')
  return (
    <div className={styles.stack}>
      <dl className={styles.figures}>
        <div>
          <dt><AboutMetric metric="experiments.baseline">{t('plan.baseline')}</AboutMetric></dt>
          <dd className="num">{format.percent(plan.baseline ?? plan.assumed)}</dd>
          <dd><small>{plan.baseline === null ? t('plan.none') : `${t('plan.baselineNote', { n: format.count(plan.n), hits: format.count(plan.hits) })} · ${format.interval(plan.low, plan.high)}`}</small></dd>
        </div>
        <div>
          <dt>{t('plan.perWeek')}</dt>
          <dd className="num">{format.number(plan.perWeek, 1)} <small>{unit}</small></dd>
        </div>
        <div>
          <dt><AboutMetric metric="experiments.needed">{t('plan.perArm')}</AboutMetric></dt>
          <dd className="num">{isEven ? format.count(plan.perArm[0]) : arms.map((_, i) => format.count(plan.perArm[i])).join(' / ')} <small>{unit}</small></dd>
          <dd className="num"><small>{t('plan.total', { n: format.count(plan.total) })}</small></dd>
        </div>
        <div>
          <dt>{t('plan.weeks')}</dt>
          <dd className="num">{plan.weeks === null ? '–' : format.count(plan.weeks)} <small>{plan.weeks === null ? '' : t('plan.weekUnit')}</small></dd>
          {plan.weeks === null && <dd><small>{t('weeksUnknown')}</small></dd>}
        </div>
      </dl>
      {plan.weeks !== null && plan.weeks > longWeeks && <p className={styles.text}>{t('plan.long')}</p>}
      <p className={styles.muted} style={{ margin: 0 }}>{t('plan.note', { effect: format.number(smallestEffect * 100, 1) })}</p>
    </div>
  )
}
