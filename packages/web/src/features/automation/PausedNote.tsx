import type { Automation } from '@sluice/core/automation/contract'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { paths } from '../../paths.ts'
import type { Tone } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import styles from './Automation.module.css'

export const stateTones: Readonly<Record<Automation['state'], Tone>> = { draft: 'neutral', active: 'good', paused: 'warn', archived: 'neutral' }

/** Why it stands still, and who fed it where it was stopped for its pace. */
export function PausedNote({ paused }: { paused: NonNullable<Automation['paused']> }) {
  const { t } = useTranslation('automation')
  const format = useFormat()
  return (
    <div className={styles.note} role="status">
      <span>{t(`paused.${paused.code}`, { time: format.dateTime(paused.at), n: paused.n ?? 0 })}</span>
      {paused.chain.length > 0 && (
        <span className={styles.row}>
          {t('paused.chain')}
          {paused.chain.map((one, i) => <span key={`${one.id}${i}`}>{i > 0 && ' → '}<Link to={paths.automation(one.id)}>{one.name}</Link></span>)}
        </span>
      )}
    </div>
  )
}
