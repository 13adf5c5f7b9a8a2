import type { ImportDetail, ImportSummary } from '@sluice/core/imports/contract'
import { fieldOf } from '@sluice/core/imports/fields'
import { Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Section } from '../../../ui/Page.tsx'
import { useFormat } from '../../../ui/use-format.ts'
import { reasonWords } from '../model/reason-words.ts'
import { useFieldName } from '../use-field-name.ts'
import styles from './steps.module.css'

const kinds = ['created', 'updated', 'rejected'] as const

/** Some records as they would be, some changes, some refused rows: what a person looks at before saying yes. */
export function ExampleRows({ summary, header, kind }: { summary: ImportSummary; header: readonly string[]; kind: ImportDetail['kind'] }) {
  const { t } = useTranslation('imports')
  const format = useFormat()
  const fieldName = useFieldName()
  const some = kinds.filter((one) => summary.examples[one].length > 0)
  const [chosen, choose] = useState<(typeof kinds)[number] | null>(null)
  const [first] = some
  if (first === undefined) return null
  const shown = chosen !== null && some.includes(chosen) ? chosen : first
  const name = (field: string) => (kind !== null && fieldOf(kind, field) ? fieldName(kind, field) : field)
  return (
    <Section
      title={t('examples.title')}
      actions={<Segmented value={shown} onChange={choose} options={some.map((one) => ({ value: one, label: t(`examples.${one}`) }))} />}
      flush
    >
      {shown === 'created' &&
        summary.examples.created.map(({ line, title, fields }) => (
          <Example key={line} line={line} title={title}>
            {Object.entries(fields).map(([field, text]) => (
              <span key={field} className={styles.pair}>
                <span className={styles.note}>{name(field)}</span> {text}
              </span>
            ))}
          </Example>
        ))}
      {shown === 'updated' &&
        summary.examples.updated.map(({ line, title, changes }) => (
          <Example key={line} line={line} title={title}>
            {Object.entries(changes).map(([field, [before, after]]) => (
              <span key={field} className={styles.pair}>
                <span className={styles.note}>{name(field)}</span> <s className={styles.before}>{plain(before)}</s> → {plain(after)}
              </span>
            ))}
          </Example>
        ))}
      {shown === 'rejected' &&
        summary.examples.rejected.map(({ line, cells, reasons }) => (
          <Example key={line} line={line} title={reasons.map((reason) => reasonWords(reason, format.language)).join(format.language === 'en' ? '; ' : '；')} tone="bad">
            {cells.slice(0, 12).map(
              (cell, index) =>
                cell !== '' && (
                  // Cells have no identity but their column.
                  // eslint-disable-next-line react/no-array-index-key
                  <span key={index} className={styles.pair}>
                    <span className={styles.note}>{header[index] ?? index + 1}</span> {cell}
                  </span>
                ),
            )}
          </Example>
        ))}
    </Section>
  )
}

function Example({ line, title, tone, children }: { line: number; title: string; tone?: 'bad'; children: React.ReactNode }) {
  const { t } = useTranslation('imports')
  return (
    <div className={styles.example}>
      <span className={`num ${styles.note}`}>{t('check.line', { line })}</span>
      <span className={styles.exampleBody}>
        <span className={tone === 'bad' ? styles.bad : styles.strong}>{title}</span>
        <span className={styles.pairs}>{children}</span>
      </span>
    </div>
  )
}

function plain(value: unknown): string {
  if (value === null || value === undefined || value === '') return '—'
  return typeof value === 'object' ? JSON.stringify(value) : String(value as string | number | boolean)
}
