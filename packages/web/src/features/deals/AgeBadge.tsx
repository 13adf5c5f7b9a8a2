import { CheckCircleOutlined, ClockCircleOutlined, ExclamationCircleOutlined, FieldTimeOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './AgeBadge.module.css'
import { stageAge } from './deal-age.ts'
import type { AgeLevel } from './deal-age.ts'

// A shape for each level: the colour alone says nothing to one man in twelve.
const icons: Record<AgeLevel, ReactNode> = {
  unmeasured: <ClockCircleOutlined aria-hidden />,
  fine: <CheckCircleOutlined aria-hidden />,
  slow: <FieldTimeOutlined aria-hidden />,
  overdue: <ExclamationCircleOutlined aria-hidden />,
}

/** Days in the current stage, judged by the stage's planned days. */
export function AgeBadge({ enteredAt, plannedDays }: { enteredAt: string; plannedDays: number | null }) {
  const { t } = useTranslation('deals')
  const { days, level } = stageAge(enteredAt, Date.now(), plannedDays)
  const words =
    plannedDays === null ? t('age.explainNone', { count: days }) : t('age.explain', { level: t(`age.${level}`), count: days, planned: plannedDays })
  return (
    <span className={`num ${styles.age} ${styles[level]}`} title={words} aria-label={words} role="img">
      {icons[level]}
      {t('age.days', { count: days })}
    </span>
  )
}
