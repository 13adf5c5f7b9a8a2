import { ArrowRightOutlined, CalendarOutlined, WarningOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { dayKey } from '../../ui/format.ts'
import { useFormat } from '../../ui/use-format.ts'
import { nextStepState } from './deal-age.ts'
import styles from './NextStepLine.module.css'

/** A deal's next step in one line: what and when; missing and overdue ones are marked by sign and colour. */
export function NextStepLine({ text, due }: { text: string | null; due: string | null }) {
  const { t } = useTranslation('deals')
  const format = useFormat()
  const state = nextStepState(text, due, dayKey(Date.now(), format.timeZone))
  if (state === 'missing') {
    return (
      <span className={`${styles.line} ${styles.missing}`}>
        <WarningOutlined aria-hidden />
        <span>{t('card.noNextStep')}</span>
      </span>
    )
  }
  const day = format.day(due)
  const when = state === 'overdue' ? t('card.overdue', { day }) : state === 'today' ? t('card.dueToday') : due === null ? null : day
  return (
    <span className={`${styles.line} ${styles[state]}`} title={[text, when].filter(Boolean).join(' · ')}>
      <ArrowRightOutlined className={styles.arrow} aria-hidden />
      <span className={styles.text}>{text ?? t('field.nextStep')}</span>
      {when && (
        <span className={`num ${styles.due}`}>
          {state === 'overdue' ? <WarningOutlined aria-hidden /> : <CalendarOutlined aria-hidden />} {when}
        </span>
      )}
    </span>
  )
}
