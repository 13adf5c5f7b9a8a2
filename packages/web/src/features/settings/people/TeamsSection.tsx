import { EditOutlined, PlusOutlined } from '@ant-design/icons'
import { listTeams, listUsers } from '@sluice/core/identity/contract'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../../api/query.ts'
import { flattenTree } from '../../pickers/tree-names.ts'
import { useMay } from '../../session/use-may.ts'
import { SettingRow, SettingRows } from '../SettingRows.tsx'
import { SettingSection } from '../SettingSection.tsx'
import { AddTeam, EditTeam } from './TeamSheets.tsx'

/** The tree of teams, which says who oversees whom. */
export function TeamsSection() {
  const { t } = useTranslation('settings')
  const mayWrite = useMay()('user', 'write')
  const teams = useContractQuery(listTeams, {})
  const users = useContractQuery(listUsers, {})
  const [open, setOpen] = useState<{ sheet: 'add'; parentId: string } | { sheet: 'edit'; id: string } | null>(null)
  const all = teams.data?.items ?? []
  const root = all.find((one) => one.parentId === null)
  const members = (id: string) => users.data?.items.filter((one) => one.teamId === id && one.status === 'active').length ?? 0
  const editing = open?.sheet === 'edit' ? all.find((one) => one.id === open.id) : undefined
  return (
    <>
      <SettingSection
        title={t('sections.teams')}
        note={t('teams.note')}
        actions={
          mayWrite &&
          root && (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen({ sheet: 'add', parentId: root.id })}>
              {t('teams.add')}
            </Button>
          )
        }
        loading={teams.isPending}
        error={teams.error}
        onRetry={() => void teams.refetch()}
      >
        <SettingRows label={t('sections.teams')}>
          {flattenTree(all).map(({ row, depth }) => (
            <SettingRow
              key={row.id}
              title={row.name}
              depth={depth}
              aside={<span className="num">{t('teams.members', { count: members(row.id) })}</span>}
              onOpen={mayWrite ? () => setOpen({ sheet: 'edit', id: row.id }) : undefined}
              actions={
                mayWrite
                  ? [
                      { key: 'below', label: t('teams.addBelow'), icon: <PlusOutlined />, run: () => setOpen({ sheet: 'add', parentId: row.id }) },
                      { key: 'edit', label: row.parentId === null ? t('rename') : t('teams.edit'), icon: <EditOutlined />, run: () => setOpen({ sheet: 'edit', id: row.id }) },
                    ]
                  : []
              }
            />
          ))}
        </SettingRows>
      </SettingSection>
      {open?.sheet === 'add' && <AddTeam parentId={open.parentId} onClose={() => setOpen(null)} />}
      {editing && <EditTeam key={editing.id} team={editing} onClose={() => setOpen(null)} />}
    </>
  )
}
