import { getSequenceFigures, type SequencePage, type StepFigures } from '@sluice/core/nurture/contract'
import { placeSteps } from '@sluice/core/nurture/walk'
import { ratio } from '@sluice/core/lib/ratio'
import { Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../api/query.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Section } from '../../ui/Page.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { PlainTable, type PlainColumn } from '../../ui/table/PlainTable.tsx'
import { Tag, type Tone } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import styles from './Nurture.module.css'
import { useStepWords } from './use-step-words.ts'

const verdictTones: Record<StepFigures['variants'][number]['verdict'], Tone> = { base: 'neutral', too_few: 'neutral', no_difference: 'neutral', better: 'good', worse: 'bad' }

/** What each step of a version came to: who reached it, what its mails did, how variants compare, why leads left. */
export function ResultsTab({ sequence }: { sequence: SequencePage }) {
  const { t } = useTranslation('nurture')
  const format = useFormat()
  const [version, setVersion] = useState(sequence.publishedVersion)
  const read = useContractQuery(getSequenceFigures, { params: { id: sequence.id }, query: { ...(version !== null && { version }) } }, { keepPrevious: true, enabled: sequence.publishedVersion !== null })
  const definition = read.data?.definition ?? sequence.draft
  const words = useStepWords(definition)
  if (sequence.publishedVersion === null) return <EmptyState title={t('results.none')} text={t('results.noneText')} />
  if (read.isPending) return <Skeletons kind="rows" />
  if (read.error) return <ErrorState error={read.error} onRetry={() => void read.refetch()} />
  const placed = placeSteps(definition)
  const { steps, exits } = read.data
  const nameOf = (id: string) => {
    const step = placed.get(id)?.step
    return step === undefined ? id : `${words.number(id)}. ${t(`steps.${step.type}`)} · ${words.step(step)}`
  }
  const share = (n: number, of: number) => (of === 0 ? '' : ` (${format.percent(ratio(n, of), 0)})`)
  const isMail = (row: StepFigures) => placed.get(row.stepId)?.step.type === 'mail'
  const mail = (key: 'sent' | 'opened' | 'clicked' | 'replied' | 'bounced' | 'unsubscribed'): PlainColumn<StepFigures> => ({
    title: t(`results.${key}`), num: true, cell: (row) => (isMail(row) ? `${format.count(row[key])}${key === 'sent' ? '' : share(row[key], row.sent)}` : '—'),
  })
  const columns: PlainColumn<StepFigures>[] = [
    { title: t('results.step'), cell: (row) => nameOf(row.stepId) },
    { title: t('results.entered'), num: true, cell: (row) => format.count(row.entered) },
    { title: t('results.waiting'), num: true, cell: (row) => format.count(row.waiting) },
    { title: t('results.wentOn'), num: true, cell: (row) => (placed.get(row.stepId)?.step.type === 'branch' ? `${t('canvas.yes')} ${format.count(row.yes)} · ${t('canvas.no')} ${format.count(row.no)}` : format.count(row.wentOn)) },
    mail('sent'), mail('opened'), mail('clicked'), mail('replied'), mail('bounced'), mail('unsubscribed'),
  ]
  const tested = steps.filter((row) => row.variants.length > 1)
  return (
    <>
      <Section
        title={t('page.tabs.results')}
        actions={sequence.versions.length > 1 && <Select size="small" aria-label={t('page.tabs.versions')} value={version} onChange={setVersion} options={sequence.versions.map((one) => ({ value: one.number, label: t('results.version', { n: one.number }) }))} />}
      >
        <div className={styles.scroll} tabIndex={0} role="region" aria-label={t('page.tabs.results')}><PlainTable rows={steps} rowKey={(row) => row.stepId} columns={columns} /></div>
      </Section>
      {tested.map((row) => (
        <Section key={row.stepId} title={t('results.variants')} note={nameOf(row.stepId)}>
          <div className={styles.scroll} tabIndex={0} role="region" aria-label={`${t('results.variants')} ${nameOf(row.stepId)}`}>
            <PlainTable
              rows={row.variants.map((one, i) => ({ ...one, n: i + 1 }))}
              rowKey={(one) => one.id}
              columns={[
                { title: t('results.step'), cell: (one) => t('results.variant', { n: one.n }) },
                { title: t('results.sent'), num: true, cell: (one) => format.count(one.sent) },
                { title: t('results.clicked'), num: true, cell: (one) => `${format.count(one.clicked)}${share(one.clicked, one.sent)}` },
                { title: '', cell: (one) => <span className={styles.row}><Tag tone={verdictTones[one.verdict]}>{t(`results.verdict.${one.verdict}`)}</Tag>{one.p !== null && <span className={`num ${styles.muted}`}>{t('results.p', { p: one.p < 0.001 ? '<0.001' : format.number(one.p, 3) })}</span>}</span> },
              ]}
            />
          </div>
          <p className={styles.help} style={{ marginTop: 8 }}>{t('results.tooFewNote')}</p>
        </Section>
      ))}
      {exits.length > 0 && (
        <Section title={t('results.exits')}>
          <div className={styles.row}>{exits.map((one) => <Tag key={one.reason}>{`${t(`reasons.${one.reason as 'done'}`)} ${format.count(one.n)}`}</Tag>)}</div>
        </Section>
      )}
    </>
  )
}
