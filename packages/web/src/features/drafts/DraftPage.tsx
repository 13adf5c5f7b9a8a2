import { CopyOutlined, InboxOutlined, MoreOutlined, PauseCircleOutlined, PlayCircleOutlined, SendOutlined } from '@ant-design/icons'
import { App, Button, Dropdown } from 'antd'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { Tag, type Tone } from '../../ui/Tag.tsx'
import { usePhone } from '../../ui/use-media-query.ts'
import { useToast } from '../../ui/use-toast.tsx'
import styles from './Drafts.module.css'
import { PublishSheet } from './PublishSheet.tsx'
import { RenameSheet } from './RenameSheet.tsx'
import type { Drafted, DraftEdit } from './use-draft-edit.ts'

const tones: Readonly<Record<Drafted['state'], Tone>> = { draft: 'neutral', running: 'good', active: 'good', paused: 'warn', archived: 'neutral' }

interface DraftPageProps<W extends Drafted, T extends string> {
  whole: W
  edit: DraftEdit<W>
  /** What is particular about this kind of thing. */
  words: { state: string; paused: string; archiveAsk: string; publishText: string; published: (n: number) => string; tabs: string }
  tab: T
  tabs: readonly { value: T; label: string; count?: string }[]
  onTab: (tab: T) => void
  onBack: () => void
  onCopy: (name: string) => void
  /** Below the tabs: why it stands still. */
  note?: ReactNode
  children: ReactNode
}

/** The page of something drafted: its state and version, pause, publish, rename, copy, archive, and what it holds in tabs. */
export function DraftPage<W extends Drafted, T extends string>({ whole, edit, words, ...props }: DraftPageProps<W, T>) {
  const { t } = useTranslation('drafts')
  const phone = usePhone()
  const toast = useToast()
  const { modal } = App.useApp()
  const [sheet, setSheet] = useState<'publish' | 'rename' | null>(null)
  const [busy, setBusy] = useState(false)
  const set = async (body: Parameters<typeof edit.set>[0]) => {
    setBusy(true)
    try {
      await edit.set(body)
    } catch (error) {
      toast.failed(error)
      throw error
    } finally {
      setBusy(false)
    }
  }
  const pause = async (isPaused: boolean) => {
    await set({ isPaused })
    toast.undoable(isPaused ? words.paused : t('resumed'), () => set({ isPaused: !isPaused }))
  }
  const archive = () => void modal.confirm({ title: t('archive'), content: words.archiveAsk, okText: t('archive'), cancelText: t('cancel'), onOk: () => set({ isArchived: true }).then(() => toast.done(t('archived'))) })
  const canEdit = whole.canWrite && whole.state !== 'archived'
  const isOn = whole.state === 'active' || whole.state === 'running'
  const problems = whole.problems.length
  const why = edit.state !== 'saved' ? t('saveFirst') : problems > 0 ? t('problems', { count: problems }) : undefined
  return (
    <>
      <PageHeader
        title={whole.name}
        onBack={props.onBack}
        aside={
          <span className={styles.row}>
            <Tag tone={tones[whole.state]} dot>{words.state}</Tag>
            {whole.publishedVersion !== null && <span className={`num ${styles.muted}`}>{t('version', { n: whole.publishedVersion })}</span>}
          </span>
        }
        actions={
          whole.canWrite && (
            <>
              {(isOn || whole.state === 'paused') && (
                <Button icon={isOn ? <PauseCircleOutlined /> : <PlayCircleOutlined />} aria-label={t(isOn ? 'pause' : 'resume')} loading={busy} onClick={() => void pause(isOn).catch(() => undefined)}>
                  {phone ? null : t(isOn ? 'pause' : 'resume')}
                </Button>
              )}
              <Dropdown
                trigger={['click']}
                menu={{
                  items: [
                    { key: 'rename', label: t('rename'), disabled: !canEdit, onClick: () => setSheet('rename') },
                    { key: 'copy', icon: <CopyOutlined />, label: t('copy'), onClick: () => props.onCopy(t('copyName', { name: whole.name }).slice(0, 100)) },
                    whole.state === 'archived'
                      ? { key: 'restore', icon: <InboxOutlined />, label: t('restore'), onClick: () => void set({ isArchived: false }).catch(() => undefined) }
                      : { key: 'archive', icon: <InboxOutlined />, label: t('archive'), danger: true, onClick: archive },
                  ],
                }}
              >
                <Button icon={<MoreOutlined />} aria-label={t('more')} />
              </Dropdown>
              {canEdit && (
                <Button type="primary" icon={<SendOutlined />} disabled={!whole.hasUnpublished || why !== undefined} title={why} onClick={() => setSheet('publish')}>
                  {t('publish')}
                </Button>
              )}
            </>
          )
        }
      >
        <Tabs label={words.tabs} value={props.tab} tabs={props.tabs} onChange={props.onTab} />
        {props.note}
      </PageHeader>
      {props.children}
      {sheet === 'publish' && (
        <PublishSheet text={words.publishText} onClose={() => setSheet(null)} onPublish={(note) => edit.publish(note).then((made) => toast.done(words.published(made.publishedVersion ?? 1)))} />
      )}
      {sheet === 'rename' && <RenameSheet name={whole.name} onClose={() => setSheet(null)} onSave={(name) => set({ name })} />}
    </>
  )
}
