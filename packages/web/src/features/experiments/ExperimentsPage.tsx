import { ExperimentOutlined, PlusOutlined } from '@ant-design/icons'
import { createExperiment, experimentStates, listExperiments, type Experiment } from '@sluice/core/experiments/contract'
import { definitionFrom, experimentTemplates, type ExperimentTemplate } from '@sluice/core/experiments/templates'
import { readsWholeFunnel } from '@sluice/core/identity/policy'
import { Button, Progress, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { useContractMutation, useContractQuery } from '../../api/query.ts'
import { paths } from '../../paths.ts'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { FilterBar } from '../../ui/FilterBar.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { usePhone } from '../../ui/use-media-query.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { useSession } from '../session/session.ts'
import styles from './Experiments.module.css'
import { experimentsTabs, experimentsUrl } from './experiments-url.ts'
import { PatternsTab } from './PatternsTab.tsx'
import { stateTones, verdictTones } from './tones.ts'
import { useExperimentWords } from './use-experiment-words.ts'

/** 实验: sales paths held against each other, and which ways of selling go together with winning. */
export default function ExperimentsPage() {
  const { t } = useTranslation('experiments')
  const phone = usePhone()
  const { user } = useSession()
  const [url, setUrl] = useUrlState(experimentsUrl)
  const isReader = readsWholeFunnel(user)
  const read = useContractQuery(listExperiments, { query: url.state === 'all' ? {} : { state: url.state } }, { keepPrevious: true, enabled: isReader })
  const canCreate = read.data?.canCreate === true
  if (!isReader) {
    return (
      <>
        <PageHeader title={t('title')} />
        <Page><EmptyState title={t('notAllowed')} text={t('notAllowedText')} /></Page>
      </>
    )
  }
  return (
    <>
      <PageHeader
        title={t('title')}
        description={phone ? undefined : t('description')}
        actions={canCreate && <Button type="primary" icon={<PlusOutlined />} onClick={() => setUrl({ begin: 'all' })}>{t('create')}</Button>}
      >
        <Tabs label={t('title')} value={url.tab} tabs={experimentsTabs.map((value) => ({ value, label: t(`tabs.${value}`) }))} onChange={(tab) => setUrl({ tab })} />
      </PageHeader>
      <Page>
        {url.tab === 'patterns' ? <PatternsTab canCreate={canCreate} /> : read.isPending ? <Skeletons kind="cards" count={3} /> : read.data === undefined ? <ErrorState error={read.error} onRetry={() => void read.refetch()} /> : read.data.items.length === 0 && url.state === 'all' ? (
          <>
            <EmptyState compact icon={<ExperimentOutlined />} title={t('empty')} text={t(canCreate ? 'emptyText' : 'emptyRead')} />
            {canCreate && <Templates pipelineId={url.pipeline} />}
          </>
        ) : (
          <>
            <FilterBar quick={<Select aria-label={t('stateFilter')} value={url.state} onChange={(state) => setUrl({ state })} popupMatchSelectWidth={false} options={[{ value: 'all' as const, label: t('allStates') }, ...experimentStates.map((value) => ({ value, label: t(`states.${value}`) }))]} />} />
            {read.data.items.length === 0 ? <EmptyState title={t('emptyFiltered')} /> : (
              <ul className={styles.list} aria-label={t('list')}>
                {read.data.items.map((one) => <Item key={one.id} experiment={one} />)}
              </ul>
            )}
          </>
        )}
      </Page>
      <BottomSheet open={url.begin !== '' && canCreate} title={t('create')} width={760} onClose={() => setUrl({ begin: '', pipeline: '' })}>
        <Templates pipelineId={url.pipeline} />
      </BottomSheet>
    </>
  )
}

function Item({ experiment }: { experiment: Experiment }) {
  const { t } = useTranslation('experiments')
  const format = useFormat()
  const { about } = useExperimentWords()
  const { state, plan, mature, entered, verdict, conclusion, definition } = experiment
  const total = plan?.total ?? 0
  const adopted = definition.arms.find((arm) => arm.key === conclusion?.arm)?.name
  return (
    <li className={styles.item}>
      <div className={styles.words}>
        <span className={styles.head}>
          <Link className={styles.name} to={paths.experiment(experiment.id)}>{experiment.name}</Link>
          <Tag tone={stateTones[state]} dot>{t(`states.${state}`)}</Tag>
          {state === 'running' && verdict !== null && <Tag tone={verdictTones[verdict.code]}>{t(`verdicts.${verdict.code}`)}</Tag>}
          {state === 'concluded' && <Tag>{adopted === undefined ? t('recorded') : t('adopted', { arm: adopted })}</Tag>}
        </span>
        <p className={styles.text}>{about(definition)}</p>
      </div>
      {total > 0 && (
        <div className={styles.words}>
          <Progress percent={Math.min(100, Math.round((mature / total) * 100))} showInfo={false} size="small" aria-label={t('progress', { mature: format.count(mature), total: format.count(total) })} />
          <span className={`num ${styles.muted}`}>{`${t('progress', { mature: format.count(mature), total: format.count(total) })} · ${t('entered', { n: format.count(entered) })}`}</span>
        </div>
      )}
    </li>
  )
}

/** Three arguments to begin with; a draft is made of the one that is chosen. */
function Templates({ pipelineId }: { pipelineId: string }) {
  const { t, i18n } = useTranslation('experiments')
  const language = i18n.language === 'en' ? 'en' : 'zh'
  const navigate = useNavigate()
  const toast = useToast()
  const { pipelines } = useExperimentWords()
  const [chosen, setChosen] = useState<string | null>(null)
  const pipeline = pipelines.find((one) => one.id === (chosen ?? pipelineId)) ?? pipelines[0]
  const create = useContractMutation(createExperiment, { onError: toast.failed, onSuccess: (made) => void navigate(paths.experiment(made.id)) })
  const begin = (template: ExperimentTemplate) =>
    pipeline !== undefined && create.mutate({ body: { name: template.name[language], definition: definitionFrom(template, { id: pipeline.id, stageIds: pipeline.stages.map((stage) => stage.id) }, language) } })
  return (
    <div className={styles.stack}>
      <p className={styles.text}>{t('templatesText')}</p>
      {pipelines.length > 1 && (
        <label className={styles.field}>
          <span>{t('forPipeline')}</span>
          <Select aria-label={t('forPipeline')} value={pipeline?.id ?? null} onChange={setChosen} options={pipelines.map((one) => ({ value: one.id, label: one.name }))} />
        </label>
      )}
      <ul className={styles.gallery} aria-label={t('templates')}>
        {experimentTemplates.map((one) => (
          <li key={one.key}>
            <button type="button" className={styles.template} disabled={create.isPending || pipeline === undefined} onClick={() => begin(one)}>
              <strong>{one.name[language]}</strong>
              <span className={styles.text}>{one.hypothesis[language]}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
