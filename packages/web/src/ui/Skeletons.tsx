import { useTranslation } from 'react-i18next'
import styles from './Skeletons.module.css'
import { VisuallyHidden } from './VisuallyHidden.tsx'

/** Grey shapes in the places the data will take, so that nothing jumps when it comes. */
export function Skeletons({ kind, count = 6 }: { kind: 'rows' | 'tiles' | 'cards' | 'record' | 'chart'; count?: number }) {
  const { t } = useTranslation('ui')
  const items = Array.from({ length: kind === 'chart' ? 1 : count }, (_, index) => index)
  return (
    <div className={styles[kind]} aria-busy="true">
      <VisuallyHidden>{t('loading')}</VisuallyHidden>
      {items.map((index) => (
        <div key={index} className={styles.item} aria-hidden>
          {kind !== 'chart' && <span className={styles.bone} style={{ width: `${[62, 48, 71, 55][index % 4]}%` }} />}
          {kind !== 'chart' && <span className={styles.bone} style={{ width: `${[34, 27, 22, 38][index % 4]}%` }} />}
        </div>
      ))}
    </div>
  )
}
