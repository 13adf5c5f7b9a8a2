import type { ImportDetail } from '@sluice/core/imports/contract'
import { importKinds } from '@sluice/core/imports/fields'
import { Alert, Button, InputNumber, Progress, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Section } from '../../../ui/Page.tsx'
import { useFormat } from '../../../ui/use-format.ts'
import { useToast } from '../../../ui/use-toast.tsx'
import type { FileOptions, ImportDraft } from '../use-import-draft.ts'
import { useFailureText } from '../use-failure-text.ts'
import { JobProgress } from './JobProgress.tsx'
import { Labelled } from './Labelled.tsx'
import { PreviewTable } from './PreviewTable.tsx'
import styles from './steps.module.css'

const encodings = ['utf-8', 'gb18030', 'big5', 'utf-16le', 'utf-16be', 'windows-1252', 'shift_jis', 'euc-kr'] as const
const delimiters = [
  { value: ',', name: 'comma' },
  { value: ';', name: 'semicolon' },
  { value: '\t', name: 'tab' },
  { value: '|', name: 'bar' },
] as const

/** What was recognised in the file; each of it can be corrected, and the file is then read again. */
export function FileStep({ detail, draft, onDiscard }: { detail: ImportDetail; draft: ImportDraft; onDiscard: () => void }) {
  const { t } = useTranslation('imports')
  const format = useFormat()
  const toast = useToast()
  const say = useFailureText()
  const { reading } = detail
  const [asked, setAsked] = useState<{ file?: FileOptions; kind?: ImportDetail['kind'] }>({})
  const busy = detail.status === 'reading' || detail.status === 'uploaded'
  const given: FileOptions = { ...detail.mapping?.file, ...asked.file }

  const read = (body: { file?: FileOptions; kind?: NonNullable<ImportDetail['kind']> }) => {
    setAsked(body)
    draft.readAgain(body).catch((error: unknown) => {
      setAsked({})
      toast.failed(error)
    })
  }
  const readFile = (part: FileOptions) => read({ file: { ...given, ...part } })

  const controls = (
    <div className={styles.controls}>
      <Labelled label={t('file.kind')} note={reading && detail.kind === reading.kind && asked.kind === undefined ? t('file.kindSure', { share: format.percent(reading.kindConfidence, 0) }) : undefined}>
        <Select
          aria-label={t('file.kind')}
          disabled={busy}
          value={detail.kind ?? reading?.kind}
          options={importKinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
          onChange={(kind) => read({ kind })}
        />
      </Labelled>
      {reading?.format === 'xlsx' ? (
        <Labelled label={t('file.sheet')}>
          <Select
            aria-label={t('file.sheet')}
            disabled={busy}
            value={reading.sheet}
            options={reading.sheets.map((sheet) => ({ value: sheet.name, label: sheet.hidden ? t('file.hidden', { name: sheet.name }) : sheet.name }))}
            onChange={(sheet) => sheet !== null && readFile({ sheet })}
          />
        </Labelled>
      ) : (
        <>
          <Labelled label={t('file.encoding')}>
            <Select
              aria-label={t('file.encoding')}
              disabled={busy}
              value={reading?.encoding ?? given.encoding}
              placeholder={t('file.guessed')}
              options={[...new Set<string>([...encodings, ...(reading ? [reading.encoding] : [])])].map((name) => ({ value: name, label: encodingLabel(name) }))}
              onChange={(encoding) => readFile({ encoding })}
            />
          </Labelled>
          <Labelled label={t('file.delimiter')}>
            <Select
              aria-label={t('file.delimiter')}
              disabled={busy}
              value={reading?.delimiter ?? given.delimiter}
              placeholder={t('file.guessed')}
              options={[
                ...delimiters.map(({ value, name }) => ({ value: value as string, label: t(`file.${name}`) })),
                ...(reading && !delimiters.some(({ value }) => value === reading.delimiter) ? [{ value: reading.delimiter, label: reading.delimiter }] : []),
              ]}
              onChange={(delimiter) => readFile({ delimiter })}
            />
          </Labelled>
        </>
      )}
      <Labelled label={t('file.headerRow')} note={t('file.headerNote')}>
        <HeaderRow key={reading?.headerLine ?? 0} value={reading?.headerLine ?? 1} disabled={busy} onChange={(headerRow) => readFile({ headerRow })} />
      </Labelled>
    </div>
  )

  if (detail.status === 'failed' && reading === null) {
    return (
      <Section title={t('file.failedTitle')}>
        <Alert
          type="error"
          showIcon
          title={say(detail.error)}
          description={detail.error?.detail || undefined}
          action={
            <Button size="small" onClick={onDiscard}>
              {t('file.other')}
            </Button>
          }
        />
        <p className={styles.hint}>{t('file.failedHint')}</p>
        {controls}
      </Section>
    )
  }
  if (busy) return <JobProgress detail={detail} title={t('file.reading')} text={t('file.readingText')} />
  if (reading === null) return <Progress percent={0} />
  return (
    <>
      {detail.status === 'failed' && detail.error && <Alert type="error" showIcon title={say(detail.error)} />}
      <Section
        title={t('file.recognised')}
        note={t('file.facts', { rows: format.count(reading.rows), columns: format.count(reading.header.length) })}
      >
        {controls}
        {(reading.flawed > 0 || reading.blankLines > 0) && (
          <p className={styles.hint}>
            {[
              reading.flawed > 0 ? t('file.flawed', { n: format.count(reading.flawed) }) : '',
              reading.blankLines > 0 ? t('file.blank', { n: format.count(reading.blankLines) }) : '',
            ]
              .filter(Boolean)
              .join(' · ')}
          </p>
        )}
      </Section>
      <Section title={t('file.preview')} note={t('file.previewNote', { n: format.count(Math.min(reading.sample.length, reading.rows)) })} flush>
        <PreviewTable reading={reading} mapping={draft.mapping} />
      </Section>
    </>
  )
}

/** Sent when the user has finished typing: each change reads the file anew. */
function HeaderRow({ value, disabled, onChange }: { value: number; disabled: boolean; onChange: (row: number) => void }) {
  const { t } = useTranslation('imports')
  const [row, setRow] = useState<number | null>(value)
  const commit = () => row !== null && row !== value && onChange(row)
  return (
    <InputNumber aria-label={t('file.headerRow')} disabled={disabled} min={0} max={100} precision={0} value={row} onChange={setRow} onBlur={commit} onPressEnter={commit} style={{ width: '100%' }} />
  )
}

const encodingLabel = (name: string) => (name === 'gb18030' ? 'GB18030 / GBK' : name.toUpperCase())
