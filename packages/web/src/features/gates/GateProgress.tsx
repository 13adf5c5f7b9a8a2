import { useTranslation } from 'react-i18next'
import styles from './GateProgress.module.css'

/** How much of what is asked for is there: 3 / 5, and as a bar. */
export function GateProgress({ done, asked }: { done: number; asked: number }) {
  const { t } = useTranslation('gates')
  if (asked === 0) return null
  return (
    <div className={styles.progress}>
      <div className={styles.bar} role="progressbar" aria-label={t('progressLabel', { done, asked })} aria-valuemin={0} aria-valuemax={asked} aria-valuenow={done}>
        <i className={done === asked ? `${styles.fill} ${styles.full}` : styles.fill} style={{ width: `${(done / asked) * 100}%` }} />
      </div>
      <span className={`num ${styles.words}`}>{t('progress', { done, asked })}</span>
    </div>
  )
}
