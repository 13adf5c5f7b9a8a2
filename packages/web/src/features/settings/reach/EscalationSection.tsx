import { DeleteOutlined, EditOutlined, PauseCircleOutlined, PlayCircleOutlined, PlusOutlined } from '@ant-design/icons'
import { changeEscalationChain, listEscalationChains, listEscalations, removeEscalationChain } from '@sluice/core/messages/escalation-contract'
import type { Escalation, EscalationChain } from '@sluice/core/messages/escalation-contract'
import { noticeText } from '@sluice/core/notifications/notice-text'
import { waitingTime } from '@sluice/core/notifications/waiting-time'
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
import { ChainSheet } from './ChainSheet.tsx'

/** Who is told when nobody answers: chains by kinds of notices, and what waits by them. */
export function EscalationSection() {
  const { t, i18n } = useTranslation(['reach', 'messages'])
  const { modal } = App.useApp()
  const toast = useToast()
  const refresh = useRefresh()
  const may = useMay()('config', 'write')
  const language = i18n.language.startsWith('en') ? 'en' : 'zh'
  const [editing, setEditing] = useState<EscalationChain | 'new' | null>(null)
  const read = useContractQuery(listEscalationChains, {}, { enabled: may })
  const run = (work: Promise<unknown>) => work.then(() => toast.done(t('saved')), toast.failed).finally(() => refresh({ type: 'config.changed', subjectType: 'config', subjectId: 'escalation' }))
  const sentence = ({ kinds, steps, counts, people, isHighOnly }: EscalationChain) => {
    const about = kinds.map((kind) => t(`messages:mine.kindNames.${kind}`)).join(t('join'))
    const ways = steps.map(({ afterMinutes, to }) => t('chains.step', {
      time: waitingTime({ waitedMinutes: afterMinutes, isWorkTime: counts === 'work' }, language), whom: to.type === 'user' ? (people.find((one) => one.id === to.userId)?.name ?? '—') : t(to.levels === 1 ? 'chains.manager' : 'chains.manager2'),
    }))
    return [isHighOnly && kinds.some((kind) => kind.startsWith('alarm_')) ? t('chains.high', { about }) : about, ...ways].join(' · ')
  }
  return (
    <>
      <SettingSection
        title={t('chains.title')} note={t('chains.note')} loading={may && read.isPending} error={read.error} onRetry={() => void read.refetch()}
        actions={may && <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing('new')}>{t('chains.add')}</Button>}
      >
        {!may ? <EmptyState compact title={t('adminOnly')} /> : (
          <SettingRows label={t('chains.title')}>
            {(read.data?.items ?? []).map((chain) => (
              <SettingRow
                key={chain.id} title={chain.name} quiet={!chain.isOn} detail={sentence(chain)} onOpen={() => setEditing(chain)}
                aside={<>{chain.waiting > 0 && <Tag tone="warn">{t('chains.waiting', { count: chain.waiting })}</Tag>}<Tag tone={chain.isOn ? 'good' : 'neutral'} dot>{t(chain.isOn ? 'apps.on' : 'apps.off')}</Tag></>}
                actions={[
                  { key: 'edit', label: t('apps.edit'), icon: <EditOutlined />, run: () => setEditing(chain) },
                  {
                    key: 'on', label: t(chain.isOn ? 'apps.turnOff' : 'apps.turnOn'), icon: chain.isOn ? <PauseCircleOutlined /> : <PlayCircleOutlined />,
                    run: () => void run(call(changeEscalationChain, { params: { id: chain.id }, ifMatch: chain.version, body: { isOn: !chain.isOn } })),
                  },
                  ...(chain.isPreset ? [] : [{
                    key: 'remove', label: t('chains.remove'), icon: <DeleteOutlined />, danger: true,
                    run: () => void modal.confirm({ title: t('chains.removeSure', { name: chain.name }), okText: t('chains.remove'), okButtonProps: { danger: true }, onOk: () => run(call(removeEscalationChain, { params: { id: chain.id } })) }),
                  }]),
                ]}
              />
            ))}
          </SettingRows>
        )}
      </SettingSection>
      {may && <Waits />}
      {editing !== null && <ChainSheet chain={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </>
  )
}

/** The last that waited: what about, for whom, how far it went, how it ended. */
function Waits() {
  const { t, i18n } = useTranslation('reach')
  const format = useFormat()
  const read = useContractQuery(listEscalations, {})
  const state = ({ state: now, endedBecause, dueAt }: Escalation) => (now === 'waiting' ? (dueAt === null ? '' : t('chains.next', { time: format.dateTime(dueAt) })) : endedBecause === null ? '' : t(`chains.ended.${endedBecause}`))
  return (
    <SettingSection second title={t('chains.waits')} note={t('chains.waitsNote')} loading={read.isPending} error={read.error} onRetry={() => void read.refetch()}>
      {(read.data?.items ?? []).length === 0 ? <EmptyState compact title={t('chains.noWaits')} /> : (
        <SettingRows label={t('chains.waits')}>
          {(read.data?.items ?? []).map((one) => (
            <SettingRow
              key={one.id} quiet={one.state === 'ended'} title={noticeText(one, i18n.language.startsWith('en') ? 'en' : 'zh', format.dateTime)}
              detail={[one.people.map((person) => person.name).join(t('join')), one.chain.name, format.dateTime(one.noticedAt)].join(' · ')}
              aside={<><span className="num">{t('chains.taken', { taken: one.taken, steps: one.steps })}</span><Tag tone={one.state === 'waiting' ? 'warn' : 'neutral'}>{state(one)}</Tag></>}
            />
          ))}
        </SettingRows>
      )}
    </SettingSection>
  )
}
