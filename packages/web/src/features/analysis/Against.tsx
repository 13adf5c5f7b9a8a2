import type { Difference } from '@sluice/core/funnel/measures/difference'
import { useTranslation } from 'react-i18next'
import { Delta } from '../../ui/Delta.tsx'
import { useFormat } from '../../ui/use-format.ts'
import styles from './MeasuredText.module.css'

/** Below this adjusted p a difference is called one. */
const line = 0.05

/** How far a segment lies from the others, and whether that is more than chance. */
export function Against({ difference: one, better = 'up' }: { difference: Pick<Difference, 'difference' | 'low' | 'high' | 'p' | 'q' | 'enough'>; better?: 'up' | 'down' }) {
  const { t } = useTranslation('analysis')
  const format = useFormat()
  if (one.difference === null || !one.enough || one.q === null) return <span className={styles.few}>{t('untested')}</span>
  const title = [
    ...(one.low === null || one.high === null ? [] : [t('heat.interval', { interval: `${format.points(one.low)} – ${format.points(one.high)}` })]),
    t('p', { p: one.p === null ? '–' : format.number(one.p, 4), q: format.number(one.q, 4) }),
  ].join(' · ')
  return (
    <span title={title}>
      {one.q < line ? <Delta value={one.difference} text={format.points(one.difference)} better={better} /> : <span className={styles.few}>{t('notSignificant', { points: format.points(one.difference) })}</span>}
    </span>
  )
}
