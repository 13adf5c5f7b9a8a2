import type { Deal } from '@sluice/core/pipeline/contract'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { dayKey } from '../../../ui/format.ts'
import { useFormat } from '../../../ui/use-format.ts'
import { UserAvatar } from '../../../ui/UserAvatar.tsx'
import { AgeBadge } from '../AgeBadge.tsx'
import { DealMarks } from '../DealMarks.tsx'
import { NextStepLine } from '../NextStepLine.tsx'
import styles from './DealCard.module.css'
import { UnreadMark } from '../../talk/UnreadMark.tsx'

/** What a card shows of its deal; dragging and opening are the business of its place. */
export const DealCard = memo(function DealCard({ deal, plannedDays }: { deal: Deal; plannedDays: number | null }) {
  const { t } = useTranslation('deals')
  const format = useFormat()
  const open = deal.status === 'open'
  const passed = open && deal.expectedCloseOn !== null && deal.expectedCloseOn < dayKey(Date.now(), format.timeZone)
  const day = format.day(deal.expectedCloseOn)
  return (
    <div className={styles.card}>
      <div className={styles.title} title={deal.title}>
        <UnreadMark subjectType="deal" subjectId={deal.id} />
        {deal.title}
      </div>
      <div className={styles.who}>
        <span className={deal.account ? styles.account : `${styles.account} ${styles.absent}`} title={deal.account?.name}>
          {deal.account?.name ?? t('card.noAccount')}
        </span>
        <DealMarks deal={deal} />
        {open && <AgeBadge enteredAt={deal.stageEnteredAt} plannedDays={plannedDays} />}
        {deal.owner && <UserAvatar name={deal.owner.name} size={20} />}
      </div>
      <div className={styles.figures}>
        <span className={deal.amountMinor === null ? styles.absent : `num ${styles.amount}`} title={format.money(deal.amountMinor, deal.currency)}>
          {deal.amountMinor === null ? t('card.noAmount') : format.moneyShort(deal.amountMinor, deal.currency)}
        </span>
        {open
          ? deal.expectedCloseOn && (
              <span className={passed ? `num ${styles.close} ${styles.passed}` : `num ${styles.close}`}>{t(passed ? 'card.closePassed' : 'card.close', { day })}</span>
            )
          : deal.closedAt && <span className={`num ${styles.close}`}>{format.date(deal.closedAt)}</span>}
      </div>
      {open && (
        <div className={styles.step}>
          <NextStepLine text={deal.nextStep} due={deal.nextStepDue} />
        </div>
      )}
    </div>
  )
})
