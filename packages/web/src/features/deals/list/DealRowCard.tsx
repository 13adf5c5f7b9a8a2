import type { Deal } from '@sluice/core/pipeline/contract'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../ui/use-format.ts'
import { AgeBadge } from '../AgeBadge.tsx'
import { DealMarks } from '../DealMarks.tsx'
import type { StageAt } from '../lookups.ts'
import { NextStepLine } from '../NextStepLine.tsx'
import { StageName } from './deal-list-columns.tsx'
import styles from './DealRowCard.module.css'
import { UnreadMark } from '../../talk/UnreadMark.tsx'

/** A deal in a phone's list. */
export function DealRowCard({ deal, at, color }: { deal: Deal; at: StageAt | undefined; color: string | undefined }) {
  const { t } = useTranslation('deals')
  const format = useFormat()
  return (
    <div className={styles.card}>
      <div className={styles.row}>
        <strong className={styles.title} title={deal.title}>
          <UnreadMark subjectType="deal" subjectId={deal.id} />
          {deal.title}
        </strong>
        <span className={`num ${styles.amount}`}>{deal.amountMinor === null ? t('card.noAmount') : format.moneyShort(deal.amountMinor, deal.currency)}</span>
      </div>
      <div className={`${styles.row} ${styles.quiet}`}>
        <span className={styles.title}>{deal.account?.name ?? t('card.noAccount')}</span>
        <span>{deal.owner?.name}</span>
      </div>
      <div className={`${styles.row} ${styles.quiet}`}>
        <StageName deal={deal} at={at} color={color} />
        <DealMarks deal={deal} />
        {deal.status === 'open' && <AgeBadge enteredAt={deal.stageEnteredAt} plannedDays={at?.stage.dwellDays ?? null} />}
      </div>
      {deal.status === 'open' && <NextStepLine text={deal.nextStep} due={deal.nextStepDue} />}
    </div>
  )
}
