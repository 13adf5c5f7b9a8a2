import { changeTeam, createTeam, listTeams, listUsers } from '@sluice/core/identity/contract'
import type { Team } from '@sluice/core/identity/contract'
import { Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useContractMutation, useContractQuery } from '../../../api/query.ts'
import { useRefresh } from '../../../api/refresh.ts'
import { useToast } from '../../../ui/use-toast.tsx'
import { flattenTree } from '../../pickers/tree-names.ts'
import { FormSheet } from '../FormSheet.tsx'
import { useEditForm } from '../use-edit-form.ts'
import { useListVersion } from '../use-list-version.ts'

interface Fields {
  name: string
  parentId: string | null
  leadUserId: string | null
}

export function AddTeam({ parentId, onClose }: { parentId: string; onClose: () => void }) {
  const { t } = useTranslation('settings')
  const toast = useToast()
  const refresh = useRefresh()
  const create = useContractMutation(createTeam, { onSuccess: (team) => refresh({ type: 'user.changed', subjectType: 'user', subjectId: team.id }) })
  const edit = useEditForm<Fields>({
    initial: { name: '', parentId, leadUserId: null },
    write: (_, fields) => create.mutateAsync({ body: { name: fields.name, parentId: fields.parentId ?? parentId } }).then((team) => toast.done(t('addedDone', { name: team.name }))),
    onDone: onClose,
  })
  return (
    <FormSheet title={t('teams.addTitle')} save={t('add')} edit={edit} onClose={onClose}>
      <TeamFields />
    </FormSheet>
  )
}

/** Renames a team, names its head, or hangs it with all below it under another. */
export function EditTeam({ team, onClose }: { team: Team; onClose: () => void }) {
  const { t } = useTranslation('settings')
  const toast = useToast()
  const refresh = useRefresh()
  const versionOf = useListVersion(listTeams)
  const change = useContractMutation(changeTeam, { onSuccess: () => refresh({ type: 'user.changed', subjectType: 'user', subjectId: team.id }) })
  const edit = useEditForm<Fields>({
    initial: { name: team.name, parentId: team.parentId, leadUserId: team.leadUserId },
    version: team.version,
    write: (changed, _, version) =>
      change.mutateAsync({ params: { id: team.id }, body: { name: changed.name, parentId: changed.parentId ?? undefined, leadUserId: changed.leadUserId }, ifMatch: version }),
    readVersion: () => versionOf(team.id),
    onDone: () => {
      toast.done(t('saved'))
      onClose()
    },
  })
  return (
    <FormSheet title={t('teams.editTitle')} save={t('save')} edit={edit} onClose={onClose}>
      <TeamFields team={team} />
    </FormSheet>
  )
}

function TeamFields({ team }: { team?: Team }) {
  const { t } = useTranslation('settings')
  const { data } = useContractQuery(listTeams, {})
  // A team cannot move below itself: neither it nor those below it are offered.
  const above = flattenTree(data?.items ?? []).filter(({ row }) => !team || !row.path.includes(team.id))
  const isRoot = team?.parentId === null
  return (
    <>
      <Form.Item name="name" label={t('teams.name')} rules={[{ required: true, whitespace: true, message: t('nameNeeded') }]}>
        <Input maxLength={60} />
      </Form.Item>
      {isRoot ? (
        <p style={{ color: 'var(--s-text-secondary)' }}>{t('teams.rootFixed')}</p>
      ) : (
        <Form.Item name="parentId" label={t('teams.parent')} extra={team && t('teams.moveHelp')} rules={[{ required: true, message: t('teams.parentNeeded') }]}>
          <Select
            showSearch={{ optionFilterProp: 'name' }}
            options={above.map(({ row, depth }) => ({ value: row.id, name: row.name, label: <span style={{ paddingInlineStart: depth * 14 }}>{row.name}</span> }))}
          />
        </Form.Item>
      )}
      {team && <TeamLead />}
    </>
  )
}

/** Whom approvals ask as the head of the team. */
function TeamLead() {
  const { t } = useTranslation('settings')
  const { data } = useContractQuery(listUsers, {})
  const people = (data?.items ?? []).filter((user) => user.status === 'active').map((user) => ({ value: user.id, label: user.name }))
  return (
    <Form.Item name="leadUserId" label={t('teams.lead')} extra={t('teams.leadHelp')} normalize={(value: string | undefined) => value ?? null}>
      <Select allowClear showSearch={{ optionFilterProp: 'label' }} placeholder={t('teams.leadNone')} options={people} />
    </Form.Item>
  )
}
