import type { Lead } from '@sluice/core/leads/contract'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/use-format.ts'
import styles from './Answering.module.css'

/** What a lead waits for: its first answer while that is due, else the day on which it goes back into its pool; nothing when neither. */
export function LeadDeadline({ lead }: { lead: Pick<Lead, 'answerDueAt' | 'recycleAt'> }) {
  const { t } = useTranslation('answering')
  const format = useFormat()
  if (lead.answerDueAt !== null) {
    const isLate = Date.parse(lead.answerDueAt) <= Date.now()
    return (
      <span className={isLate ? styles.late : undefined} title={`${t('deadline.answer')} ${format.dateTime(lead.answerDueAt)}`}>
        {t(isLate ? 'deadline.late' : 'deadline.due', { time: isLate ? format.relative(lead.answerDueAt) : format.dateTime(lead.answerDueAt) })}
      </span>
    )
  }
  if (lead.recycleAt === null) return null
  return (
    <span className={styles.quiet} title={`${t('deadline.recycle')} ${format.dateTime(lead.recycleAt)}`}>
      {t('deadline.goes', { day: format.date(lead.recycleAt) })}
    </span>
  )
}
