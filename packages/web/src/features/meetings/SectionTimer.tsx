import type { MeetingState } from '@sluice/core/meetings/contract'
import { useTranslation } from 'react-i18next'
import styles from './Run.module.css'
import { useSpentSeconds } from './use-meeting-room.ts'

const clock = (seconds: number) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`

/** What is left of the section's time; beyond it how much over, amber at first and red from a fifth over. */
export function SectionTimer({ state, readAt }: { state: MeetingState; readAt: number }) {
  const { t } = useTranslation('meetings')
  const spent = useSpentSeconds(state, readAt)
  const budget = (state.sections.find(({ section }) => section === state.section)?.minutes ?? 0) * 60
  const over = spent - budget
  const tone = over <= 0 ? '' : over > budget / 5 ? styles.late : styles.warn
  return (
    <span className={`num ${styles.timer} ${tone}`} role="timer" aria-label={t('run.timer')}>
      {over > 0 ? t('run.over', { time: clock(over) }) : t('run.left', { time: clock(-over) })}
      {state.runningSince === null && <small>{t('run.paused')}</small>}
    </span>
  )
}
