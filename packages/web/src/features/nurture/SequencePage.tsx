import { CopyOutlined, InboxOutlined, MoreOutlined, PauseCircleOutlined, PlayCircleOutlined, SendOutlined } from '@ant-design/icons'
import { changeSequence, createSequence, getSequence, publishSequence } from '@sluice/core/nurture/contract'
import { App, Button, Dropdown, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { useContractMutation, useContractQuery } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { paths } from '../../paths.ts'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Page, Section } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { usePhone } from '../../ui/use-media-query.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { DesignTab } from './DesignTab.tsx'
import { EnrolmentsTab } from './EnrolmentsTab.tsx'
import styles from './Nurture.module.css'
import { MailNote } from './NurturePage.tsx'
import { ResultsTab } from './ResultsTab.tsx'
import { sequenceUrl } from './nurture-url.ts'
import { stateTones } from './SequencesTab.tsx'

/** One sequence: its flow, what it brought, who is in it, its versions. */
export default function SequencePage() {
  const { t } = useTranslation('nurture')
  const { id = '' } = useParams()
  const navigate = useNavigate()
  const phone = usePhone()
  const format = useFormat()
  const toast = useToast()
  const refresh = useRefresh()
  const { modal } = App.useApp()
  const [url, setUrl] = useUrlState(sequenceUrl)
  const [publishing, setPublishing] = useState(false)
  const read = useContractQuery(getSequence, { params: { id } })
  const done = () => refresh({ type: 'config.changed', subjectType: 'config', subjectId: id })
  const change = useContractMutation(changeSequence, { onError: toast.failed, onSuccess: done })
  const copy = useContractMutation(createSequence, { onError: toast.failed, onSuccess: (made) => void navigate(paths.sequence(made.id)) })
  const sequence = read.data
  const back = () => void navigate(paths.nurture)

  if (!sequence) {
    return (
      <>
        <PageHeader title={t('title')} onBack={back} />
        <Page>{read.isPending ? <Skeletons kind="cards" count={3} /> : read.error?.status === 404 ? <EmptyState title={t('notFound')} /> : <ErrorState error={read.error} onRetry={() => void read.refetch()} />}</Page>
      </>
    )
  }
  const set = (body: { isPaused?: boolean; isArchived?: boolean }) => change.mutateAsync({ params: { id }, body, ifMatch: sequence.version })
  const pause = async (isPaused: boolean) => {
    const now = await set({ isPaused })
    toast.undoable(t(isPaused ? 'page.paused' : 'page.resumed'), () => change.mutateAsync({ params: { id }, body: { isPaused: !isPaused }, ifMatch: now.version }))
  }
  const archive = () => void modal.confirm({ title: t('page.archive'), content: t('page.archiveAsk'), okText: t('page.archive'), cancelText: t('cancel'), onOk: () => set({ isArchived: true }).then(() => toast.done(t('page.archived'))) })
  const canEdit = sequence.canWrite && sequence.state !== 'archived'
  return (
    <>
      <PageHeader
        title={sequence.name}
        onBack={back}
        aside={
          <span className={styles.row}>
            <Tag tone={stateTones[sequence.state]} dot>{t(`states.${sequence.state}`)}</Tag>
            {sequence.publishedVersion !== null && <span className={`num ${styles.muted}`}>{t('results.version', { n: sequence.publishedVersion })}</span>}
          </span>
        }
        actions={
          sequence.canWrite && (
            <>
              {(sequence.state === 'running' || sequence.state === 'paused') && (
                <Button icon={sequence.state === 'paused' ? <PlayCircleOutlined /> : <PauseCircleOutlined />} aria-label={t(sequence.state === 'paused' ? 'page.resume' : 'page.pause')} loading={change.isPending} onClick={() => void pause(sequence.state !== 'paused').catch(() => undefined)}>
                  {phone ? null : t(sequence.state === 'paused' ? 'page.resume' : 'page.pause')}
                </Button>
              )}
              <Dropdown
                trigger={['click']}
                menu={{
                  items: [
                    { key: 'copy', icon: <CopyOutlined />, label: t('page.copy'), onClick: () => copy.mutate({ body: { name: `${sequence.name} 2`.slice(0, 100), copyOf: id } }) },
                    sequence.state === 'archived'
                      ? { key: 'restore', icon: <InboxOutlined />, label: t('page.restore'), onClick: () => void set({ isArchived: false }).catch(() => undefined) }
                      : { key: 'archive', icon: <InboxOutlined />, label: t('page.archive'), onClick: archive },
                  ],
                }}
              >
                <Button icon={<MoreOutlined />} aria-label={t('page.archive')} />
              </Dropdown>
              {canEdit && (
                <Button type="primary" icon={<SendOutlined />} disabled={!sequence.hasUnpublished || sequence.problems.length > 0} title={sequence.problems.length > 0 ? t('page.problems', { count: sequence.problems.length }) : undefined} onClick={() => setPublishing(true)}>
                  {t('page.publish')}
                </Button>
              )}
            </>
          )
        }
      >
        <Tabs label={t('page.tabs.label')} value={url.tab} tabs={(['design', 'results', 'leads', 'versions'] as const).map((value) => ({ value, label: t(`page.tabs.${value}`), ...(value === 'leads' && { count: format.count(sequence.counts.active) }) }))} onChange={(tab) => setUrl({ tab })} />
        <MailNote />
      </PageHeader>
      {url.tab === 'design' ? (
        <Page fill={!phone}><DesignTab key={sequence.id} sequence={sequence} canWrite={canEdit} /></Page>
      ) : url.tab === 'results' ? (
        <Page><ResultsTab sequence={sequence} /></Page>
      ) : url.tab === 'leads' ? (
        <Page fill><EnrolmentsTab sequenceId={id} /></Page>
      ) : (
        <Page>
          <Section title={t('page.tabs.versions')}>
            {sequence.versions.length === 0 && <p className={styles.help}>{t('versions.none')}</p>}
            <ul className={styles.path}>
              {sequence.versions.map((one) => (
                <li key={one.number}>
                  <span className="num">{t('results.version', { n: one.number })}</span>
                  <span>{[format.dateTime(one.at), t('versions.by', { name: one.by.name }), one.note].filter(Boolean).join(' · ')}</span>
                  <span className="num">{t('versions.enrolments', { count: one.enrolments })}</span>
                </li>
              ))}
            </ul>
          </Section>
        </Page>
      )}
      {publishing && <PublishSheet id={id} version={sequence.version} onClose={() => setPublishing(false)} onDone={done} />}
    </>
  )
}

function PublishSheet({ id, version, onClose, onDone }: { id: string; version: number; onClose: () => void; onDone: () => void }) {
  const { t } = useTranslation('nurture')
  const toast = useToast()
  const [note, setNote] = useState('')
  const publish = useContractMutation(publishSequence, {
    onError: toast.failed,
    onSuccess: (made) => {
      onDone()
      toast.done(t('page.published', { n: made.publishedVersion ?? 1 }))
      onClose()
    },
  })
  const submit = () => publish.mutate({ params: { id }, body: { note }, ifMatch: version })
  return (
    <BottomSheet open title={t('page.publishTitle')} onClose={onClose} footer={<div className={styles.foot}><Button onClick={onClose}>{t('cancel')}</Button><Button type="primary" loading={publish.isPending} onClick={submit}>{t('page.publish')}</Button></div>}>
      <div className={styles.form}>
        <p className={styles.help}>{t('page.publishText')}</p>
        <label className={styles.field}><span>{t('page.note')}</span><Input autoFocus maxLength={300} value={note} onChange={(event) => setNote(event.target.value)} onPressEnter={submit} /></label>
      </div>
    </BottomSheet>
  )
}
