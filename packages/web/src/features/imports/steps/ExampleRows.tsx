import type { ImportDetail, ImportSummary } from '@sluice/core/imports/contract'
import { Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Section } from '../../../ui/Page.tsx'
import { useFormat } from '../../../ui/use-format.ts'
import { reasonWords } from '../model/reason-words.ts'
import { useExampleWords } from '../use-example-words.ts'
import styles from './steps.module.css'

const kinds = ['created', 'updated', 'rejected'] as const
/** Of records that will do; refused rows are all looked at. */
const shownAtMost = 8

/** Some records as they would be, some changes, some refused rows: what a person looks at before saying yes. */
export function ExampleRows({ summary, detail }: { summary: ImportSummary; detail: ImportDetail }) {
  const { t } = useTranslation('imports')
  const format = useFormat()
  const words = useExampleWords(detail.kind, detail.mapping)
  const header = detail.reading?.header ?? []
  const some = kinds.filter((one) => summary.examples[one].length > 0)
  const [chosen, choose] = useState<(typeof kinds)[number] | null>(null)
  const [first] = some
  if (first === undefined) return null
  const shown = chosen !== null && some.includes(chosen) ? chosen : first
  return (
    <Section
      title={t('examples.title')}
      actions={<Segmented aria-label={t('examples.title')} value={shown} onChange={choose} options={some.map((one) => ({ value: one, label: t(`examples.${one}`) }))} />}
      flush
    >
      {shown === 'created' &&
        summary.examples.created.slice(0, shownAtMost).map(({ line, title, fields }) => (
          <Example key={line} line={line} title={title}>
            {Object.entries(fields).map(([field, text]) => (
              <span key={field} className={styles.pair}>
                <span className={styles.note}>{words.name(field)}</span> {words.value(field, text)}
              </span>
            ))}
          </Example>
        ))}
      {shown === 'updated' &&
        summary.examples.updated.slice(0, shownAtMost).map(({ line, title, changes }) => (
          <Example key={line} line={line} title={title}>
            {Object.entries(changes).map(([field, [before, after]]) => (
              <span key={field} className={styles.pair}>
                <span className={styles.note}>{words.name(field)}</span> <s className={styles.before}>{words.value(field, before)}</s> → {words.value(field, after)}
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
