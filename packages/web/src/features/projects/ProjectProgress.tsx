import type { ProjectSummary } from '@sluice/core/projects/contract'
import { useTranslation } from 'react-i18next'
import styles from './Projects.module.css'

/** How many tasks are done of all, as a bar and in words. */
export function ProjectProgress({ progress: { done, all, late }, isWide }: { progress: ProjectSummary['progress']; isWide?: boolean }) {
  const { t } = useTranslation('projects')
  if (all === 0) return <span className={styles.quiet}>{t('noTasks')}</span>
  return (
    <span className={isWide === true ? `${styles.progress} ${styles.wideBar}` : styles.progress}>
      <span className={styles.bar} role="progressbar" aria-label={t('progressLabel')} aria-valuemin={0} aria-valuemax={all} aria-valuenow={done}>
        <i style={{ width: `${(100 * done) / all}%` }} data-late={late > 0} />
      </span>
      <span className="num">{t('progress', { done, all })}</span>
    </span>
  )
}
