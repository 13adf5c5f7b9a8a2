import { DeleteOutlined, MoreOutlined } from '@ant-design/icons'
import { changeExperiment, getExperiment, removeExperiment, startExperiment, stopExperiment, type ExperimentPage as Whole } from '@sluice/core/experiments/contract'
import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Dropdown, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { contractKey, useContractMutation, useContractQuery } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { paths } from '../../paths.ts'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { useToast } from '../../ui/use-toast.tsx'
import { ConcludeSheet } from './ConcludeSheet.tsx'
import { DefinitionEditor } from './DefinitionEditor.tsx'
import styles from './Experiments.module.css'
import { ResultView } from './ResultView.tsx'
import { stateTones } from './tones.ts'

/** One experiment: its definition while it is a draft, then what it comes to. */
export default function ExperimentPage() {
  const { t } = useTranslation('experiments')
  const { id = '' } = useParams()
  const navigate = useNavigate()
  const read = useContractQuery(getExperiment, { params: { id } })
  const back = () => void navigate(paths.experiments)
  if (read.data) return <Shown key={`${read.data.id} ${read.data.state}`} experiment={read.data} onBack={back} />
  return (
    <>
      <PageHeader title={t('title')} onBack={back} />
      <Page>{read.isPending ? <Skeletons kind="cards" count={3} /> : read.error?.status === 404 ? <EmptyState title={t('notFound')} /> : <ErrorState error={read.error} onRetry={() => void read.refetch()} />}</Page>
    </>
  )
}

function Shown({ experiment, onBack }: { experiment: Whole; onBack: () => void }) {
  const { t } = useTranslation('experiments')
  const { id, state, canWrite, version } = experiment
  const toast = useToast()
  const client = useQueryClient()
  const refresh = useRefresh()
  const { modal } = App.useApp()
  const [draft, setDraft] = useState(experiment.definition)
  const [sheet, setSheet] = useState<'rename' | 'stop' | 'conclude' | null>(null)
  const isDirty = draft !== experiment.definition && JSON.stringify(draft) !== JSON.stringify(experiment.definition)
  const follow = (page: Whole) => {
    client.setQueryData(contractKey(getExperiment, { params: { id } }), page)
    refresh({ type: 'config.changed', subjectType: 'config', subjectId: id })
    setSheet(null)
  }
  const say = (words: string) => (page: Whole) => {
    follow(page)
    toast.done(words)
  }
  const change = useContractMutation(changeExperiment, { onError: toast.failed, onSuccess: say(t('saved')) })
  const start = useContractMutation(startExperiment, { onError: toast.failed, onSuccess: say(t('started')) })
  const stop = useContractMutation(stopExperiment, { onError: toast.failed, onSuccess: say(t('stopped')) })
  const remove = useContractMutation(removeExperiment, {
    onError: toast.failed,
    onSuccess: () => {
      toast.done(t('removed'))
      onBack()
    },
  })
  const save = () => change.mutate({ params: { id }, body: { definition: draft }, ifMatch: version })
  const askStart = () => void modal.confirm({ title: t('startTitle'), content: t('startText'), okText: t('start'), cancelText: t('cancel'), onOk: () => start.mutateAsync({ params: { id }, ifMatch: version }).catch(() => undefined) })
  const askRemove = () => void modal.confirm({ title: t('remove'), content: t('removeAsk'), okText: t('remove'), cancelText: t('cancel'), okButtonProps: { danger: true }, onOk: () => remove.mutateAsync({ params: { id } }).catch(() => undefined) })
  const why = isDirty ? t('saveFirst') : experiment.problems.length > 0 ? t('fixFirst', { count: experiment.problems.length }) : undefined
  return (
    <>
      <PageHeader
        title={experiment.name}
        onBack={onBack}
        aside={<Tag tone={stateTones[state]} dot>{t(`states.${state}`)}</Tag>}
        actions={
          canWrite && (
            <>
              <Dropdown
                trigger={['click']}
                menu={{
                  items: [
                    { key: 'rename', label: t('rename'), onClick: () => setSheet('rename') },
                    ...(state === 'running' ? [{ key: 'stop', label: t('stop'), danger: true, onClick: () => setSheet('stop') }] : []),
                    ...(state === 'draft' ? [{ key: 'remove', icon: <DeleteOutlined />, label: t('remove'), danger: true, onClick: askRemove }] : []),
                  ],
                }}
              >
                <Button icon={<MoreOutlined />} aria-label={t('more')} />
              </Dropdown>
              {state === 'draft' && <Button disabled={!isDirty} loading={change.isPending} onClick={save}>{t('save')}</Button>}
              {state === 'draft' && <Button type="primary" disabled={why !== undefined} title={why} loading={start.isPending} onClick={askStart}>{t('start')}</Button>}
              {state === 'running' && <Button type="primary" onClick={() => setSheet('conclude')}>{t('conclude')}</Button>}
            </>
          )
        }
      />
      <Page>{state === 'draft' ? <DefinitionEditor draft={draft} problems={isDirty ? [] : experiment.problems} canWrite={canWrite} onChange={setDraft} /> : <ResultView experiment={experiment} />}</Page>
      {sheet === 'rename' && <TextSheet title={t('rename')} label={t('name')} value={experiment.name} isRequired isPending={change.isPending} onClose={() => setSheet(null)} onSave={(name) => change.mutate({ params: { id }, body: { name }, ifMatch: version })} />}
      {sheet === 'stop' && <TextSheet title={t('stop')} text={t('stopText')} label={t('stopReason')} value="" isPending={stop.isPending} onClose={() => setSheet(null)} onSave={(reason) => stop.mutate({ params: { id }, body: { reason }, ifMatch: version })} />}
      {sheet === 'conclude' && <ConcludeSheet experiment={experiment} onClose={() => setSheet(null)} onDone={say(t('concluded'))} />}
    </>
  )
}

function TextSheet(props: { title: string; text?: string; label: string; value: string; isRequired?: boolean; isPending: boolean; onClose: () => void; onSave: (text: string) => void }) {
  const { t } = useTranslation('experiments')
  const [value, setValue] = useState(props.value)
  const fits = props.isRequired !== true || value.trim() !== ''
  const submit = () => void (fits && props.onSave(value.trim()))
  return (
    <BottomSheet open title={props.title} onClose={props.onClose} footer={<div className={styles.foot}><Button onClick={props.onClose}>{t('cancel')}</Button><Button type="primary" disabled={!fits} loading={props.isPending} onClick={submit}>{props.title}</Button></div>}>
      <div className={styles.form}>
        {props.text !== undefined && <p className={styles.text}>{props.text}</p>}
        <label className={styles.field}><span>{props.label}</span><Input autoFocus maxLength={100} value={value} onChange={(event) => setValue(event.target.value)} onPressEnter={submit} /></label>
      </div>
    </BottomSheet>
  )
}
