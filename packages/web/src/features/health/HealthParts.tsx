import type { SpokenHealth } from '@sluice/core/diagnosis/contract'
import { healthPartLabel } from '@sluice/core/diagnosis/health-parts'
import { isMetricKey } from '@sluice/core/metrics/registry'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useFormat } from '../../ui/use-format.ts'
import { figureLink } from './figure-link.ts'
import { AboutMetric } from '../metrics/AboutMetric.tsx'
import styles from './Health.module.css'

/** A score as the sum that it is: points × weight of each part, with its sentence and a way to its figure. */
export function HealthParts({ health, owner, search }: { health: SpokenHealth; owner?: string; search?: string }) {
  const { t, i18n } = useTranslation('health')
  const format = useFormat()
  const say = (text: { zh: string; en: string }) => (i18n.language === 'en' ? text.en : text.zh)
  return (
    <div className={styles.parts}>
      <ul aria-label={t('parts')}>
        {health.parts.map((part) => {
          const { metric } = part.figure
          const label = healthPartLabel(part.key, health.subject)
          // A deal's own figures stand on its page.
          const link = health.subject === 'deal' ? null : figureLink(metric, { owner, search })
          const sum = part.points === null ? t('leftOut') : `${t('points', { points: format.number(part.points, 0) })} × ${format.percent(part.weightUsed, 0)} ＝ ${format.number(part.points * part.weightUsed, 1)}`
          return (
            <li key={part.key} className={part.points === null ? styles.left : undefined}>
              <span className={styles.partHead}>
                {link === null ? <span>{label ? say(label) : part.key}</span> : <Link to={link}>{label ? say(label) : part.key}</Link>}
                <span className="num">{isMetricKey(metric) ? <AboutMetric metric={metric} facts={{ n: part.n }}>{sum}</AboutMetric> : sum}</span>
              </span>
              <span className={styles.bar} aria-hidden>
                <i style={{ width: `${part.points ?? 0}%` }} data-low={part.points !== null && part.points < 60} />
              </span>
              <span className={styles.why}>{say(part.text)}</span>
            </li>
          )
        })}
      </ul>
      {health.score !== null && <p className={`num ${styles.why}`}>{t('sum', { score: format.number(health.score, 0) })}</p>}
    </div>
  )
}
