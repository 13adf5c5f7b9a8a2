import { CopyOutlined, InboxOutlined, MoreOutlined, PauseCircleOutlined, PlayCircleOutlined, SendOutlined } from '@ant-design/icons'
import { changeAutomation, createAutomation, getAutomation, publishAutomation, type AutomationPage as Whole } from '@sluice/core/automation/contract'
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
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { usePhone } from '../../ui/use-media-query.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import styles from './Automation.module.css'
import { automationUrl } from './automation-url.ts'
import { DesignTab } from './DesignTab.tsx'
import { PausedNote, stateTones } from './PausedNote.tsx'
import { RunsTab } from './RunsTab.tsx'
import { TestTab } from './TestTab.tsx'
import { useAutomationEdit } from './use-automation-edit.ts'
import { useAutomationThings } from './use-automation-things.ts'
import { VersionsTab } from './VersionsTab.tsx'

/** One automation: its sentence and its picture, what it would do, what it did, its versions. */
export default function AutomationPage() {
  const { t } = useTranslation('automation')
  const { id = '' } = useParams()
  const navigate = useNavigate()
  const read = useContractQuery(getAutomation, { params: { id } })
  const back = () => void navigate(paths.automations)
  if (read.data) return <Shown key={read.data.id} automation={read.data} onBack={back} />
  return (
    <>
      <PageHeader title={t('title')} onBack={back} />
      <Page>{read.isPending ? <Skeletons kind="cards" count={3} /> : read.error?.status === 404 ? <EmptyState title={t('notFound')} /> : <ErrorState error={read.error} onRetry={() => void read.refetch()} />}</Page>
    </>
  )
}

function Shown({ automation, onBack }: { automation: Whole; onBack: () => void }) {
  const { t } = useTranslation('automation')
  const { id } = automation
  const navigate = useNavigate()
  const phone = usePhone()
  const toast = useToast()
  const refresh = useRefresh()
  const { modal } = App.useApp()
  const [url, setUrl] = useUrlState(automationUrl)
  const [sheet, setSheet] = useState<'publish' | 'rename' | null>(null)
  const things = useAutomationThings(automation.names)
  const edit = useAutomationEdit(automation)
  const done = (page: Whole) => {
    edit.follow(page)
    refresh({ type: 'config.changed', subjectType: 'config', subjectId: id })
  }
  const change = useContractMutation(changeAutomation, { onError: toast.failed, onSuccess: done })
  const copy = useContractMutation(createAutomation, { onError: toast.failed, onSuccess: (made) => void navigate(paths.automation(made.id)) })
  const set = (body: { isPaused?: boolean; isArchived?: boolean; name?: string }) => change.mutateAsync({ params: { id }, body, ifMatch: edit.version.current })
  const pause = async (isPaused: boolean) => {
    await set({ isPaused })
    toast.undoable(t(isPaused ? 'page.paused' : 'page.resumed'), () => set({ isPaused: !isPaused }))
  }
  const archive = () => void modal.confirm({ title: t('page.archive'), content: t('page.archiveAsk'), okText: t('page.archive'), cancelText: t('cancel'), onOk: () => set({ isArchived: true }).then(() => toast.done(t('page.archived'))) })
  const canEdit = automation.canWrite && automation.state !== 'archived'
  const isOn = automation.state === 'active'
  const problems = automation.problems.length
  const why = edit.state !== 'saved' ? t('page.saveFirst') : problems > 0 ? t('page.problems', { count: problems }) : undefined
  return (
    <>
      <PageHeader
        title={automation.name}
        onBack={onBack}
        aside={
          <span className={styles.row}>
            <Tag tone={stateTones[automation.state]} dot>{t(`states.${automation.state}`)}</Tag>
            {automation.publishedVersion !== null && <span className={`num ${styles.muted}`}>{t('versions.number', { n: automation.publishedVersion })}</span>}
          </span>
        }
        actions={
          automation.canWrite && (
            <>
              {(isOn || automation.state === 'paused') && (
                <Button icon={isOn ? <PauseCircleOutlined /> : <PlayCircleOutlined />} aria-label={t(isOn ? 'page.pause' : 'page.resume')} loading={change.isPending} onClick={() => void pause(isOn).catch(() => undefined)}>
                  {phone ? null : t(isOn ? 'page.pause' : 'page.resume')}
                </Button>
              )}
              <Dropdown
                trigger={['click']}
                menu={{
                  items: [
                    { key: 'rename', label: t('page.rename'), disabled: !canEdit, onClick: () => setSheet('rename') },
                    { key: 'copy', icon: <CopyOutlined />, label: t('page.copy'), onClick: () => copy.mutate({ body: { name: t('page.copyName', { name: automation.name }).slice(0, 100), copyOf: id } }) },
                    automation.state === 'archived'
                      ? { key: 'restore', icon: <InboxOutlined />, label: t('page.restore'), onClick: () => void set({ isArchived: false }).catch(() => undefined) }
                      : { key: 'archive', icon: <InboxOutlined />, label: t('page.archive'), danger: true, onClick: archive },
                  ],
                }}
              >
                <Button icon={<MoreOutlined />} aria-label={t('page.more')} />
              </Dropdown>
              {canEdit && (
                <Button type="primary" icon={<SendOutlined />} disabled={!automation.hasUnpublished || why !== undefined} title={why} onClick={() => setSheet('publish')}>
                  {t('page.publish')}
                </Button>
              )}
            </>
          )
        }
      >
        <Tabs label={t('page.tabs.label')} value={url.tab} tabs={(['design', 'picture', 'test', 'runs', 'versions'] as const).map((value) => ({ value, label: t(`page.tabs.${value}`) }))} onChange={(tab) => setUrl({ tab })} />
        {automation.paused !== null && <PausedNote paused={automation.paused} />}
      </PageHeader>
      {url.tab === 'design' || url.tab === 'picture' ? (
        <Page fill={url.tab === 'picture' && !phone}><DesignTab automation={automation} edit={edit} things={things} canWrite={canEdit} view={url.tab} /></Page>
      ) : url.tab === 'test' ? (
        <Page><TestTab automation={automation} draft={edit.draft} things={things} /></Page>
      ) : url.tab === 'runs' ? (
        <Page fill><RunsTab automationId={id} /></Page>
      ) : (
        <Page><VersionsTab automation={automation} things={things} canWrite={canEdit} onTake={(definition) => { edit.put(definition); setUrl({ tab: 'design' }); toast.done(t('versions.taken')) }} /></Page>
      )}
      {sheet === 'publish' && <PublishSheet automation={automation} version={edit.version.current} onClose={() => setSheet(null)} onDone={done} />}
      {sheet === 'rename' && <RenameSheet name={automation.name} onClose={() => setSheet(null)} onSave={(name) => set({ name }).then(() => setSheet(null), () => undefined)} />}
    </>
  )
}

function PublishSheet({ automation, version, onClose, onDone }: { automation: Whole; version: number; onClose: () => void; onDone: (page: Whole) => void }) {
  const { t } = useTranslation('automation')
  const toast = useToast()
  const [note, setNote] = useState('')
  const publish = useContractMutation(publishAutomation, {
    onError: toast.failed,
    onSuccess: (made) => {
      onDone(made)
      toast.done(t('page.published', { n: made.publishedVersion ?? 1 }))
      onClose()
    },
  })
  const submit = () => publish.mutate({ params: { id: automation.id }, body: { note }, ifMatch: version })
  return (
    <BottomSheet open title={t('page.publishTitle')} onClose={onClose} footer={<div className={styles.foot}><Button onClick={onClose}>{t('cancel')}</Button><Button type="primary" loading={publish.isPending} onClick={submit}>{t('page.publish')}</Button></div>}>
      <div className={styles.form}>
        <p className={styles.help}>{t('page.publishText')}</p>
        <label className={styles.field}><span>{t('page.note')}</span><Input autoFocus maxLength={300} value={note} onChange={(event) => setNote(event.target.value)} onPressEnter={submit} /></label>
      </div>
    </BottomSheet>
  )
}

function RenameSheet({ name, onClose, onSave }: { name: string; onClose: () => void; onSave: (name: string) => Promise<void> }) {
  const { t } = useTranslation('automation')
  const [value, setValue] = useState(name)
  const submit = () => void (value.trim() !== '' && onSave(value.trim()))
  return (
    <BottomSheet open title={t('page.rename')} onClose={onClose} footer={<div className={styles.foot}><Button onClick={onClose}>{t('cancel')}</Button><Button type="primary" disabled={value.trim() === ''} onClick={submit}>{t('save')}</Button></div>}>
      <label className={styles.field}><span>{t('name')}</span><Input autoFocus maxLength={100} value={value} onChange={(event) => setValue(event.target.value)} onPressEnter={submit} /></label>
    </BottomSheet>
  )
}
