import { EditOutlined, PauseCircleOutlined, PlayCircleOutlined, SendOutlined, TeamOutlined, UnorderedListOutlined } from '@ant-design/icons'
import { changeChatApp, listChatApps, testChatApp } from '@sluice/core/messages/chat-app-contract'
import type { ChatApp } from '@sluice/core/messages/chat-app-contract'
import { chatFaultWords } from '@sluice/core/messages/chat-app-faults'
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
import { LogSheet } from '../messages/LogSheet.tsx'
import { SettingRow, SettingRows } from '../SettingRows.tsx'
import { SettingSection } from '../SettingSection.tsx'
import { ChatAppSheet } from './ChatAppSheet.tsx'
import { PeopleSheet } from './PeopleSheet.tsx'

/** Apps that write to single people on WeCom, DingTalk and Feishu: keys, a trial, who is who, what became of it. */
export function ChatAppsSection() {
  const { t, i18n } = useTranslation('reach')
  const format = useFormat()
  const toast = useToast()
  const refresh = useRefresh()
  const may = useMay()('config', 'write')
  const [open, setOpen] = useState<{ kind: ChatApp['kind']; what: 'edit' | 'people' | 'log' } | null>(null)
  const read = useContractQuery(listChatApps, {}, { enabled: may })
  const apps = read.data?.items ?? []
  const shown = apps.find((one) => one.kind === open?.kind)
  const language = i18n.language.startsWith('en') ? 'en' : 'zh'
  const told = () => refresh({ type: 'config.changed', subjectType: 'config', subjectId: 'chat_app' })
  const tryOut = async ({ kind, isOn }: ChatApp) => {
    await call(testChatApp, { params: { kind } }).then(({ code, deliveryId }) => {
      if (code !== null) toast.failed(new Error(chatFaultWords(kind, code)[language]))
      else toast.done(t(deliveryId === null ? (isOn ? 'apps.testNobody' : 'apps.testOk') : 'apps.testSent'))
    }, toast.failed)
    told()
  }
  const turn = ({ kind, isOn, version }: ChatApp) => call(changeChatApp, { params: { kind }, ifMatch: version, body: { isOn: !isOn } }).then(() => toast.done(t('saved')), toast.failed).finally(told)
  const problem = ({ kind, problem: one }: ChatApp) => (one === null ? [] : [t('apps.problem', { words: one.code === null ? one.said : chatFaultWords(kind, one.code)[language] })])
  return (
    <>
      <SettingSection title={t('apps.title')} note={t('apps.note')} loading={may && read.isPending} error={read.error} onRetry={() => void read.refetch()}>
        {!may ? <EmptyState compact title={t('adminOnly')} /> : (
          <SettingRows label={t('apps.title')}>
            {apps.map((app) => (
              <SettingRow
                key={app.kind} title={t(`kinds.${app.kind}`)} quiet={!app.isOn} onOpen={() => setOpen({ kind: app.kind, what: 'edit' })}
                detail={app.isReady ? [t('apps.known', { count: app.members.length }), ...(app.missing > 0 ? [t('apps.missing', { count: app.missing })] : []), ...problem(app)].join(' · ') : t(`apps.join.${app.kind}`)}
                aside={
                  <>
                    <Tag tone={app.problem !== null ? 'bad' : app.isOn ? 'good' : 'neutral'} dot>{t(app.problem !== null ? 'apps.failing' : app.isOn ? 'apps.on' : app.isReady ? 'apps.off' : 'apps.notJoined')}</Tag>
                    <span className="num">{[...(app.waiting > 0 ? [t('apps.waiting', { count: app.waiting })] : []), ...(app.lastAt === null ? [] : [t('apps.last', { time: format.relative(app.lastAt) })])].join(' · ')}</span>
                  </>
                }
                actions={[
                  { key: 'edit', label: t('apps.edit'), icon: <EditOutlined />, run: () => setOpen({ kind: app.kind, what: 'edit' }) },
                  ...(app.isReady ? [
                    { key: 'test', label: t('apps.test'), icon: <SendOutlined />, run: () => void tryOut(app) },
                    { key: 'people', label: t('apps.people'), icon: <TeamOutlined />, run: () => setOpen({ kind: app.kind, what: 'people' }) },
                    { key: 'log', label: t('apps.log'), icon: <UnorderedListOutlined />, run: () => setOpen({ kind: app.kind, what: 'log' }) },
                    { key: 'on', label: t(app.isOn ? 'apps.turnOff' : 'apps.turnOn'), icon: app.isOn ? <PauseCircleOutlined /> : <PlayCircleOutlined />, run: () => void turn(app) },
                  ] : []),
                ]}
              />
            ))}
          </SettingRows>
        )}
      </SettingSection>
      {shown !== undefined && open?.what === 'edit' && <ChatAppSheet app={shown} onClose={() => setOpen(null)} />}
      {shown !== undefined && open?.what === 'people' && <PeopleSheet app={shown} onClose={() => setOpen(null)} />}
      {shown?.id != null && open?.what === 'log' && <LogSheet target={{ appId: shown.id }} name={t(`kinds.${shown.kind}`)} onClose={() => setOpen(null)} />}
    </>
  )
}
