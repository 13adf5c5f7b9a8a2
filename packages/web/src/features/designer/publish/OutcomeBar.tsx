import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../ui/use-format.ts'
import styles from './Publish.module.css'

/** What became of stopped deals, as shares of a bar; the figures are in its name. */
export function OutcomeBar({ won, lost, open }: { won: number; lost: number; open: number }) {
  const { t } = useTranslation('designer')
  const format = useFormat()
  const parts = [
    { key: 'won' as const, count: won, color: 'var(--s-won)' },
    { key: 'lost' as const, count: lost, color: 'var(--s-lost)' },
    { key: 'open' as const, count: open, color: 'var(--s-open)' },
  ]
  const all = won + lost + open
  const words = parts.map((part) => `${t(`backtest.outcomes.${part.key}`)} ${format.count(part.count)}`).join(' · ')
  if (all === 0) return <>—</>
  return (
    <span className={styles.bar} role="img" aria-label={words} title={words}>
      {parts.map((part) => part.count > 0 && <i key={part.key} style={{ width: `${(part.count / all) * 100}%`, background: part.color }} />)}
    </span>
  )
}
