import { PlusOutlined } from '@ant-design/icons'
import { changeRobot, listRobots, removeRobot, testRobot } from '@sluice/core/messages/contract'
import type { Robot } from '@sluice/core/messages/contract'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { call } from '../../../api/client.ts'
import { useContractQuery } from '../../../api/query.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Tag } from '../../../ui/Tag.tsx'
import { useFormat } from '../../../ui/use-format.ts'
import { useMay } from '../../session/use-may.ts'
import { SettingRow, SettingRows } from '../SettingRows.tsx'
import { SettingSection } from '../SettingSection.tsx'
import { LogSheet } from './LogSheet.tsx'
import { RobotSheet } from './RobotSheet.tsx'
import { useTargets } from './use-targets.tsx'

/** Group robots: whom they post for, what became of it, a trial. */
export function RobotsSection() {
  const { t } = useTranslation('messages')
  const format = useFormat()
  const may = useMay()('config', 'write')
  const { editing, setEditing, logged, setLogged, actionsOf } = useTargets<Robot>({
    test: ({ id }) => call(testRobot, { params: { id } }),
    turn: ({ id, version }, isOn) => call(changeRobot, { params: { id }, ifMatch: version, body: { isOn } }),
    remove: ({ id }) => call(removeRobot, { params: { id } }),
  })
  const read = useContractQuery(listRobots, {}, { enabled: may })
  const robots = read.data?.items ?? []
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
                actions={actionsOf(robot)}
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
