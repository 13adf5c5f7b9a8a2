import type { ImportSummary } from '@sluice/core/imports/contract'
import { useTranslation } from 'react-i18next'
import { Section } from '../../../ui/Page.tsx'
import { useFormat } from '../../../ui/use-format.ts'
import styles from './steps.module.css'

/** What is missing here and is made besides the records themselves, with the first names. */
export function MadeThings({ made, title }: { made: ImportSummary['made']; title: string }) {
  const { t } = useTranslation('imports')
  const format = useFormat()
  if (made.length === 0) return null
  return (
    <Section title={title} note={t('made.note')} flush>
      {made.map(({ what, count, names }) => (
        <div key={what} className={styles.madeRow}>
          <span className={styles.strong}>{t(`made.${what}`)}</span>
          <span className="num">{format.count(count)}</span>
          <span className={styles.names} title={names.join('、')}>
            {names.slice(0, 8).join('、')}
            {count > Math.min(names.length, 8) ? ` ${t('made.more', { n: format.count(count - Math.min(names.length, 8)) })}` : ''}
          </span>
        </div>
      ))}
    </Section>
  )
}
