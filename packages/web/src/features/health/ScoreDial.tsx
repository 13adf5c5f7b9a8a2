import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/use-format.ts'
import styles from './Health.module.css'
import { healthLevel } from './health-level.ts'

/** A score of 0–100 as an arc with its number and a word; grey when there is none. */
export function ScoreDial({ score, size = 112 }: { score: number | null; size?: number }) {
  const { t } = useTranslation('health')
  const format = useFormat()
  const radius = 46
  const length = Math.PI * 2 * radius * 0.75
  const level = score === null ? null : healthLevel(score)
  const text = score === null ? t('noScore') : `${t('title')} ${format.number(score, 0)} ${t('outOf')}`
  return (
    <span className={styles.dial} data-level={level ?? 'none'} role="img" aria-label={text} style={{ width: size, height: size }}>
      <svg viewBox="0 0 112 112" aria-hidden>
        <circle className={styles.arcBack} cx="56" cy="56" r={radius} strokeDasharray={`${length} 400`} transform="rotate(135 56 56)" />
        {score !== null && <circle className={styles.arc} cx="56" cy="56" r={radius} strokeDasharray={`${(length * Math.max(0, Math.min(100, score))) / 100} 400`} transform="rotate(135 56 56)" />}
      </svg>
      <span className={`num ${styles.number}`} aria-hidden>
        {score === null ? '—' : format.number(score, 0)}
        <small>{level === null ? t('leftOut') : t(`level.${level}`)}</small>
      </span>
    </span>
  )
}
