import { type ActionPattern, createExperiment, getActionPatterns } from '@sluice/core/experiments/contract'
import { Button, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useContractMutation, useContractQuery } from '../../api/query.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { FilterBar } from '../../ui/FilterBar.tsx'
import { Section } from '../../ui/Page.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { kindName } from '../activities/activity-names.ts'
import { ReportTable } from '../analysis/ReportTable.tsx'
import styles from './Experiments.module.css'
import { experimentsUrl, patternDays } from './experiments-url.ts'
import { useExperimentWords } from './use-experiment-words.ts'

const tones = { more: 'good', less: 'bad', alike: 'neutral', too_few: 'neutral' } as const
/** Of what shows nothing, so many are listed. */
const quietAtMost = 12

/** 打法归因: which first steps go together with winning, at the same mix of deals; what is worth knowing for sure becomes an experiment. */
export function PatternsTab({ canCreate }: { canCreate: boolean }) {
  const { t } = useTranslation('experiments')
  const format = useFormat()
  const [url, setUrl] = useUrlState(experimentsUrl)
  const { pipelines } = useExperimentWords()
  const pipeline = pipelines.find(({ id }) => id === url.pipeline)?.id ?? pipelines[0]?.id ?? ''
  const read = useContractQuery(getActionPatterns, { query: { pipeline, days: Number(url.days) } }, { keepPrevious: true, enabled: pipeline !== '' })
  const name = usePatternName()
  const begin = useBegin(pipeline)
  const found = read.data
  const rows = found === undefined ? [] : [...found.rows.filter((row) => row.verdict === 'more' || row.verdict === 'less'), ...found.rows.filter((row) => row.verdict !== 'more' && row.verdict !== 'less').slice(0, quietAtMost)]
  return (
    <>
      <FilterBar
        quick={
          <>
            {pipelines.length > 1 && <Select aria-label={t('forPipeline')} value={pipeline} onChange={(next) => setUrl({ pipeline: next })} popupMatchSelectWidth={false} options={pipelines.map((one) => ({ value: one.id, label: one.name }))} />}
            <Select aria-label={t('patterns.window')} value={url.days} onChange={(days) => setUrl({ days })} popupMatchSelectWidth={false} options={patternDays.map((value) => ({ value, label: t('patterns.firstDays', { n: Number(value) }) }))} />
          </>
        }
      />
      {found === undefined ? read.error ? <ErrorState error={read.error} onRetry={() => void read.refetch()} /> : <Skeletons kind="rows" count={6} /> : found.n === 0 ? <EmptyState title={t('patterns.empty')} text={t('patterns.emptyText', { n: Number(url.days) })} /> : (
        <Section title={t('patterns.title')} note={t('patterns.note', { n: format.count(found.n), hits: format.count(found.hits), early: format.count(found.early), days: Number(url.days) })}>
          <div className={read.isPlaceholderData ? `${styles.stack} ${styles.stale}` : styles.stack} aria-busy={read.isPlaceholderData}>
            <p className={styles.text}>{t('patterns.caution')}</p>
            {rows.length === 0 ? <EmptyState compact title={t('patterns.few')} /> : (
              <ReportTable<ActionPattern>
                label={t('patterns.title')}
                head={{ title: t('patterns.pattern'), cell: (row) => <span title={name(row.pattern)}>{name(row.pattern)}</span> }}
                rows={rows}
                rowKey={({ pattern }) => [pattern.kind, ...pattern.steps].join(' ')}
                columns={[
                  { key: 'n', title: t('patterns.with'), cell: (row) => format.count(row.with.n), sort: (row) => row.with.n },
                  { key: 'rates', title: t('patterns.rates'), wide: true, cell: (row) => (row.standardised.with === null ? '–' : `${format.percent(row.standardised.with)} / ${format.percent(row.standardised.without)}`) },
                  { key: 'raw', title: t('patterns.raw'), wide: true, cell: (row) => format.points(row.with.hits / row.with.n - row.without.hits / row.without.n) },
                  {
                    key: 'difference', title: t('patterns.difference'), metric: 'experiments.pattern_difference', sort: (row) => row.standardised.difference,
                    cell: ({ standardised: { difference, low, high }, q }) => (
                      <span title={q === null ? undefined : `q = ${q < 0.001 ? '< 0.001' : format.number(q, 3)}`}>{difference === null ? '–' : t('patterns.points', { value: signed(difference, format), low: signed(low, format), high: signed(high, format) })}</span>
                    ),
                  },
                  { key: 'verdict', title: t('patterns.verdict'), cell: (row) => <Tag tone={tones[row.verdict]}>{t(`patterns.verdicts.${row.verdict}`)}</Tag> },
                  ...(canCreate ? [{ key: 'try', title: '', cell: (row: ActionPattern) => <Button size="small" type="link" loading={begin.isPending} onClick={() => begin.start(name(row.pattern))}>{t('patterns.try')}</Button> }] : []),
                ]}
              />
            )}
          </div>
        </Section>
      )}
    </>
  )
}

const signed = (share: number | null, format: ReturnType<typeof useFormat>) => (share === null ? '–' : `${share > 0 ? '+' : ''}${format.number(share * 100, 1)}`)

/** A pattern in words. */
function usePatternName() {
  const { t, i18n } = useTranslation('experiments')
  const language = i18n.language === 'en' ? 'en' : 'zh-CN'
  const step = (kind: string) => (kind === 'demo' || kind === 'quote' ? t(`patterns.steps.${kind}`) : kindName(kind, language))
  return ({ kind, steps }: ActionPattern['pattern']) => {
    switch (kind) {
      case 'first': return t('patterns.kinds.first', { step: step(steps[0] ?? '') })
      case 'path': return t('patterns.kinds.path', { steps: steps.map(step).join(' → ') })
      case 'times': return t('patterns.kinds.times', { step: step(steps[0] ?? '') })
      default: return t(`patterns.kinds.${kind}`)
    }
  }
}

/** Makes a draft that tries a pattern against what is done today. */
function useBegin(pipelineId: string) {
  const { t } = useTranslation('experiments')
  const toast = useToast()
  const navigate = useNavigate()
  const create = useContractMutation(createExperiment, { onError: toast.failed, onSuccess: (made) => void navigate(paths.experiment(made.id)) })
  const start = (pattern: string) => create.mutate({
    body: {
      name: t('patterns.newName', { pattern }).slice(0, 100),
      definition: {
        pipelineId, hypothesis: t('patterns.newHypothesis', { pattern }),
        arms: [
          { key: 'a', name: t('edit.first'), path: t('patterns.asToday') },
          { key: 'b', name: pattern.slice(0, 40), path: pattern, tasks: [{ title: pattern.slice(0, 120), days: 7 }] },
        ],
      },
    },
  })
  return { start, isPending: create.isPending }
}
