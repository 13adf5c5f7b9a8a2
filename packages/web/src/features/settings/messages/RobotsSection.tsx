import { DeleteOutlined, EditOutlined, PauseCircleOutlined, PlayCircleOutlined, PlusOutlined, SendOutlined, UnorderedListOutlined } from '@ant-design/icons'
import { changeRobot, listRobots, removeRobot, testRobot } from '@sluice/core/messages/contract'
import type { Robot } from '@sluice/core/messages/contract'
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
import { LogSheet } from './LogSheet.tsx'
import { RobotSheet } from './RobotSheet.tsx'

/** Group robots: whom they post for, what became of it, a trial. */
export function RobotsSection() {
  const { t } = useTranslation('messages')
  const { modal } = App.useApp()
  const format = useFormat()
  const toast = useToast()
  const refresh = useRefresh()
  const may = useMay()('config', 'write')
  const [editing, setEditing] = useState<Robot | 'new' | null>(null)
  const [logged, setLogged] = useState<Robot | null>(null)
  const read = useContractQuery(listRobots, {}, { enabled: may })
  const robots = read.data?.items ?? []
  const run = async (work: () => Promise<unknown>, text: string) => {
    await work().then(() => toast.done(text), toast.failed)
    refresh({ type: 'config.changed', subjectType: 'config', subjectId: '' })
  }
  const tryOut = async (robot: Robot) => {
    await run(() => call(testRobot, { params: { id: robot.id } }), t('testing'))
    setLogged(robot)
  }
  const remove = (robot: Robot) =>
    modal.confirm({ title: t('removeSure', { name: robot.name }), okText: t('remove'), okButtonProps: { danger: true }, onOk: () => run(() => call(removeRobot, { params: { id: robot.id } }), t('removed', { name: robot.name })) })
  return (
    <>
      <SettingSection
        title={t('robots.title')} note={t('robots.note')} loading={may && read.isPending} error={read.error} onRetry={() => void read.refetch()}
        actions={may && <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing('new')}>{t('add')}</Button>}
      >
        {robots.length === 0 ? (
          <EmptyState compact title={may ? t('robots.none') : t('adminOnly')} text={may ? t('robots.noneText') : undefined} />
        ) : (
          <SettingRows label={t('robots.title')}>
            {robots.map((robot) => (
              <SettingRow
                key={robot.id} title={robot.name} quiet={!robot.isOn} onOpen={() => setEditing(robot)}
                detail={[t(`robots.kinds.${robot.kind}`), robot.host, ...(robot.isSigned ? [t('robots.signed')] : []), ...(robot.team === null ? [] : [robot.team.name]), ...(robot.problem === null ? [] : [t('robots.problem', { said: robot.problem })])].join(' · ')}
                aside={
                  <>
                    {robot.problem !== null && <Tag tone="bad">!</Tag>}
                    {!robot.isOn && <Tag>{t('off')}</Tag>}
                    <span className="num">{[...(robot.waiting > 0 ? [t('waiting', { count: robot.waiting })] : []), robot.lastAt === null ? t('never') : t('last', { time: format.relative(robot.lastAt) })].join(' · ')}</span>
                  </>
                }
                actions={[
                  { key: 'test', label: t('test'), icon: <SendOutlined />, run: () => void tryOut(robot) },
                  { key: 'log', label: t('log'), icon: <UnorderedListOutlined />, run: () => setLogged(robot) },
                  { key: 'edit', label: t('edit'), icon: <EditOutlined />, run: () => setEditing(robot) },
                  {
                    key: 'on', label: robot.isOn ? t('turnOff') : t('turnOn'), icon: robot.isOn ? <PauseCircleOutlined /> : <PlayCircleOutlined />,
                    run: () => void run(() => call(changeRobot, { params: { id: robot.id }, ifMatch: robot.version, body: { isOn: !robot.isOn } }), t('saved')),
                  },
                  { key: 'remove', label: t('remove'), icon: <DeleteOutlined />, danger: true, run: () => void remove(robot) },
                ]}
              />
            ))}
          </SettingRows>
        )}
      </SettingSection>
      {editing !== null && <RobotSheet robot={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
      {logged !== null && <LogSheet target={{ robotId: logged.id }} name={logged.name} onClose={() => setLogged(null)} />}
    </>
  )
}
