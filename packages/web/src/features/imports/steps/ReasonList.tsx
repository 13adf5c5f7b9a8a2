import type { ImportSummary } from '@sluice/core/imports/contract'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../ui/use-format.ts'
import { reasonWords } from '../model/reason-words.ts'
import styles from './steps.module.css'

/** Each reason in words, how many rows have it, and the first of them by line and cell. */
export function ReasonList({ reasons, tone }: { reasons: ImportSummary['reasons']; tone: 'bad' | 'warn' }) {
  const { t } = useTranslation('imports')
  const format = useFormat()
  return (
    <div>
      {reasons.map(({ code, column, count, examples }) => (
        <div key={`${code} ${column ?? ''}`} className={styles.reasonRow}>
          <span className={`num ${tone === 'bad' ? styles.bad : styles.warn}`}>{format.count(count)}</span>
          <span className={styles.reason}>
            <span>{reasonWords({ code, column, value: null }, format.language)}</span>
            <span className={styles.note}>
              {examples
                .slice(0, 3)
                .map(({ line, value }) => (value === null || value === '' ? t('check.line', { line }) : t('check.lineValue', { line, value })))
                .join(' · ')}
            </span>
          </span>
          <code className={styles.code}>{code}</code>
        </div>
      ))}
    </div>
  )
}
