import { backCalculateTarget } from '@sluice/core/planning/contract'
import { permissions } from '@sluice/core/identity/role'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../api/query.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { FunnelFrame } from '../funnel/FunnelFrame.tsx'
import { useFunnelPage } from '../funnel/use-funnel-page.ts'
import { useSession } from '../session/session.ts'
import { BackCalculation } from './BackCalculation.tsx'
import { CoverageTile } from './CoverageTile.tsx'
import { monthsFrom, planningUrl, questionOf } from './planning-url.ts'
import styles from './Planning.module.css'
import { SavedPlans } from './SavedPlans.tsx'
import { TargetForm } from './TargetForm.tsx'
import { WhatIf } from './WhatIf.tsx'

/** From a target back to the deals and leads it takes, what other rates would bring, and plans kept against what happens. */
export default function PlanningPage() {
  const { t } = useTranslation('planning')
  const { user } = useSession()
  const page = useFunnelPage()
  const { pipeline, names, today } = page
  const [url, change] = useUrlState(planningUrl)
  const mayRead = permissions[user.role].deal.read !== 'own'
  const months = monthsFrom(url.start === '' ? today.slice(0, 7) : url.start, url.months)
  const question = questionOf(url, pipeline?.id ?? '', months)
  const answer = useContractQuery(backCalculateTarget, { body: question ?? { pipelineId: pipeline?.id ?? '', target: { kind: 'deals', deals: 0 }, months } }, { keepPrevious: true, enabled: mayRead && pipeline !== undefined && question !== null })
  const stage = (key: string) => (key === 'lead' ? t('lead') : names.stage(key))
  return (
    <FunnelFrame page={page} tab="plan" without={['period', 'asOf', 'compare', 'method', 'narrow']}>
      {!mayRead ? (
        <EmptyState title={t('notAllowed')} text={t('notAllowedText')} />
      ) : (
        <div className={styles.page}>
          <TargetForm url={url} change={change} months={months} />
          {pipeline && question?.target.kind === 'money' && <CoverageTile pipeline={pipeline.id} months={months} targetMinor={question.target.amountMinor} currency={question.target.currency} />}
          {answer.error ? (
            <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
          ) : question === null || !answer.data ? (
            <EmptyState title={t('noTarget')} text={t('noTargetText')} compact />
          ) : (
            <div className={answer.isPlaceholderData ? styles.stale : styles.page} aria-busy={answer.isPlaceholderData}>
              <BackCalculation answer={answer.data} target={question.target} stage={stage} months={months} canSave={permissions[user.role].config.write !== 'none' || user.role === 'manager'} />
              <WhatIf flow={answer.data.baseline.flow} stage={stage} next={names.next} />
            </div>
          )}
          {pipeline && <SavedPlans pipeline={pipeline.id} stage={stage} />}
        </div>
      )}
    </FunnelFrame>
  )
}
