import type { Duplicate } from '@sluice/core/cleaning/contract'
import { LIKELY_FROM } from '@sluice/core/cleaning/likeness'
import { useTranslation } from 'react-i18next'
import { Tag } from '../../ui/Tag.tsx'
import styles from './Cleaning.module.css'

/** Why two records look like one: each sign with its points, and both values where they differ. */
export function Reasons({ reasons }: { reasons: Duplicate['reasons'] }) {
  const { t } = useTranslation('cleaning')
  return (
    <span className={styles.reasons}>
      {reasons.map((one) => (
        <span key={one.kind} title={one.a === one.b ? one.a : `${one.a} ↔ ${one.b}`}>
          <Tag tone={one.points > 0 ? 'brand' : 'warn'}>
            {t(`reasons.${one.kind}`)} <span className="num">{one.points > 0 ? `+${one.points}` : one.points}</span>
          </Tag>
        </span>
      ))}
    </span>
  )
}

/** How likely it is, in colour and number. */
export function Score({ score }: { score: number }) {
  const { t } = useTranslation('cleaning')
  return (
    <Tag tone={score >= LIKELY_FROM ? 'bad' : 'warn'}>
      <span className="num" title={t('score', { score })}>{score}</span>
    </Tag>
  )
}
