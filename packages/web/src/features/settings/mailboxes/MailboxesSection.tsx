import { DeleteOutlined, EditOutlined, PauseCircleOutlined, PlayCircleOutlined, PlusOutlined, SyncOutlined, UnorderedListOutlined } from '@ant-design/icons'
import { changeMailbox, listMailboxes, pollMailbox, removeMailbox } from '@sluice/core/mailbox/contract'
import type { Mailbox } from '@sluice/core/mailbox/contract'
import { App, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../../api/client.ts'
import { useContractQuery } from '../../../api/query.ts'
import { useRefresh } from '../../../api/refresh.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Tag } from '../../../ui/Tag.tsx'
import { useFormat } from '../../../ui/use-format.ts'
import { useToast } from '../../../ui/use-toast.tsx'
import { useMay } from '../../session/use-may.ts'
import { SettingRow, SettingRows } from '../SettingRows.tsx'
import { SettingSection } from '../SettingSection.tsx'
import { MailboxSheet } from './MailboxSheet.tsx'
import styles from './Mailboxes.module.css'
import { MailsSheet } from './MailsSheet.tsx'

/** Mailboxes that are read, whether that works, and what their mails became. */
export function MailboxesSection() {
  const { t } = useTranslation('mailboxes')
  const toast = useToast()
  const refresh = useRefresh()
  const { modal } = App.useApp()
  const canWrite = useMay()('config', 'write')
  const [editing, setEditing] = useState<Mailbox | 'new' | null>(null)
  const [logged, setLogged] = useState<Mailbox | null>(null)
  const read = useContractQuery(listMailboxes, {}, { enabled: canWrite, staleTime: 0, refetchInterval: 30_000 })
  const run = async (work: () => Promise<unknown>, say: string) => {
    await work().then(() => toast.done(say), toast.failed)
    refresh({ type: 'config.changed', subjectType: 'config', subjectId: '' })
  }
  const remove = (one: Mailbox) => void modal.confirm({
    title: t('removeTitle', { name: one.name }), content: t('removeText'), okText: t('remove'), okButtonProps: { danger: true },
    onOk: () => run(() => call(removeMailbox, { params: { id: one.id } }), t('removed', { name: one.name })),
  })
  const boxes = read.data?.items ?? []
  return (
    <>
      <SettingSection
        title={t('title')}
        note={t('note')}
        actions={canWrite && <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing('new')}>{t('add')}</Button>}
        loading={canWrite && read.isPending}
        error={read.error}
        onRetry={() => void read.refetch()}
      >
        {boxes.length === 0 ? (
          <EmptyState compact title={canWrite ? t('none') : t('adminOnly')} text={canWrite ? t('noneText') : undefined} />
        ) : (
          <SettingRows label={t('title')}>
            {boxes.map((one) => (
              <SettingRow
                key={one.id}
                title={one.name}
                quiet={!one.isOn}
                detail={<span className={styles.place} title={`${one.username} · ${one.host}:${one.port}`}>{one.username} · {one.host}</span>}
                aside={<State mailbox={one} />}
                onOpen={() => setEditing(one)}
                actions={[
                  ...(one.isOn ? [{ key: 'poll', label: t('poll'), icon: <SyncOutlined />, run: () => void run(() => call(pollMailbox, { params: { id: one.id } }), t('polled')) }] : []),
                  { key: 'log', label: t('log'), icon: <UnorderedListOutlined />, run: () => setLogged(one) },
                  { key: 'edit', label: t('edit'), icon: <EditOutlined />, run: () => setEditing(one) },
                  {
                    key: 'on', label: one.isOn ? t('turnOff') : t('on'), icon: one.isOn ? <PauseCircleOutlined /> : <PlayCircleOutlined />,
                    run: () => void run(() => call(changeMailbox, { params: { id: one.id }, ifMatch: one.version, body: { isOn: !one.isOn } }), t('saved')),
                  },
                  { key: 'remove', label: t('remove'), icon: <DeleteOutlined />, danger: true, run: () => remove(one) },
                ]}
                below={
                  <div className={styles.below}>
                    {one.isOn && one.problem !== null && <p className={styles.problem}>{t(`problems.${one.problem.code}`)}<span className={styles.said}>{t('said', { said: one.problem.text })}</span></p>}
                    <button type="button" className={styles.counts} onClick={() => setLogged(one)}>
                      <span className="num">{t('counts', one.counts)}</span>
                      {one.counts.refused > 0 && <Tag tone="bad">{t('refusedCount', { count: one.counts.refused })}</Tag>}
                    </button>
                  </div>
                }
              />
            ))}
          </SettingRows>
        )}
      </SettingSection>
      {editing !== null && <MailboxSheet mailbox={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
      {logged !== null && <MailsSheet mailbox={logged} onClose={() => setLogged(null)} />}
    </>
  )
}

/** Whether it works, and when it was read last or is tried again. */
function State({ mailbox }: { mailbox: Mailbox }) {
  const { t } = useTranslation('mailboxes')
  const format = useFormat()
  const { isOn, problem, polledAt, nextPollAt } = mailbox
  if (!isOn) return <Tag>{t('off')}</Tag>
  const when = problem !== null ? t('next', { time: format.dateTime(nextPollAt) }) : polledAt === null ? '' : t('last', { time: format.relative(polledAt) })
  return (
    <>
      <Tag tone={problem !== null ? 'bad' : polledAt === null ? 'neutral' : 'good'} dot>{t(problem !== null ? 'broken' : polledAt === null ? 'waiting' : 'ok')}</Tag>
      {when !== '' && <span className="num">{when}</span>}
    </>
  )
}
