import { useTranslation } from 'react-i18next'
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'
import styles from './FunnelSkeleton.module.css'

/** Grey bands in the shape of the page, while the first answer comes. */
export function FunnelSkeleton() {
  const { t } = useTranslation('ui')
  return (
    <div className={styles.hero} aria-busy="true">
      <VisuallyHidden>{t('loading')}</VisuallyHidden>
      <div className={styles.funnel} aria-hidden>
        {[100, 74, 55, 38, 24].map((width) => (
          <span key={width} style={{ width: `${width}%` }} />
        ))}
      </div>
      <div className={styles.tiles} aria-hidden>
        {[0, 1, 2].map((group) => (
          <span key={group} />
        ))}
      </div>
    </div>
  )
}
