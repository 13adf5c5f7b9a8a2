import { EditOutlined, PlusOutlined, StopOutlined, UndoOutlined } from '@ant-design/icons'
import { changeUser, listTeams, listUsers } from '@sluice/core/identity/contract'
import type { User } from '@sluice/core/identity/contract'
import { roleNames } from '@sluice/core/identity/role'
import { App, Button, Switch } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractMutation, useContractQuery } from '../../../api/query.ts'
import { useRefresh } from '../../../api/refresh.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { SearchField } from '../../../ui/SearchField.tsx'
import { Tag } from '../../../ui/Tag.tsx'
import { useFormat } from '../../../ui/use-format.ts'
import { useToast } from '../../../ui/use-toast.tsx'
import { UserAvatar } from '../../../ui/UserAvatar.tsx'
import { useSession } from '../../session/session.ts'
import { useMay } from '../../session/use-may.ts'
import { SettingRow, SettingRows } from '../SettingRows.tsx'
import { SettingSection } from '../SettingSection.tsx'
import { AddMember } from './AddMember.tsx'
import { Invitations } from './Invitations.tsx'
import { MemberSheet } from './MemberSheet.tsx'
import { RolesSheet } from './RolesSheet.tsx'

/** The people of the organisation. Everybody may see who is who; administrators add, change and disable. */
export function MembersSection() {
  const { t, i18n } = useTranslation('settings')
  const { user: me } = useSession()
  const mayWrite = useMay()('user', 'write')
  const format = useFormat()
  const toast = useToast()
  const { modal } = App.useApp()
  const refresh = useRefresh()
  const users = useContractQuery(listUsers, {})
  const teams = useContractQuery(listTeams, {})
  const [search, setSearch] = useState('')
  const [withDisabled, setWithDisabled] = useState(false)
  const [open, setOpen] = useState<{ sheet: 'add' | 'roles' } | { sheet: 'edit'; id: string } | null>(null)
  const change = useContractMutation(changeUser)

  const all = users.data?.items ?? []
  const disabled = all.filter((one) => one.status === 'disabled').length
  const teamName = (id: string) => teams.data?.items.find((one) => one.id === id)?.name ?? ''
  const role = (user: User) => roleNames[user.role][i18n.language === 'en' ? 'en' : 'zh']
  const words = (user: User) => [user.name, user.email, teamName(user.teamId), role(user)].join(' ').toLowerCase()
  const shown = all
    .filter((one) => (withDisabled || one.status === 'active') && words(one).includes(search.toLowerCase()))
    .sort((a, b) => Number(a.status === 'disabled') - Number(b.status === 'disabled') || a.name.localeCompare(b.name, i18n.language))

  const setStatus = async (user: User, status: User['status']) => {
    await change.mutateAsync({ params: { id: user.id }, body: { status }, ifMatch: user.version }).then(
      () => toast.done(t(status === 'active' ? 'members.enabledDone' : 'members.disabledDone', { name: user.name })),
      toast.failed,
    )
    refresh({ type: 'user.changed', subjectType: 'user', subjectId: user.id })
  }
  const disable = (user: User) =>
    void modal.confirm({
      title: t('members.disableTitle', { name: user.name }),
      content: t('members.disableText'),
      okText: t('members.disable'),
      okButtonProps: { danger: true },
      onOk: () => setStatus(user, 'disabled'),
    })
  const actions = (user: User) => {
    if (!mayWrite) return []
    const edit = { key: 'edit', label: t('edit'), icon: <EditOutlined />, run: () => setOpen({ sheet: 'edit', id: user.id }) }
    if (user.status === 'disabled') return [edit, { key: 'enable', label: t('members.enable'), icon: <UndoOutlined />, run: () => void setStatus(user, 'active') }]
    return user.id === me.id ? [edit] : [edit, { key: 'disable', label: t('members.disable'), icon: <StopOutlined />, danger: true, run: () => disable(user) }]
  }
  const editing = open?.sheet === 'edit' ? all.find((one) => one.id === open.id) : undefined

  return (
    <>
      <SettingSection
        title={t('sections.members')}
        note={users.data && t('members.count', { count: all.length - disabled })}
        actions={
          <>
            <Button onClick={() => setOpen({ sheet: 'roles' })}>{t('members.roles')}</Button>
            {mayWrite && (
              <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen({ sheet: 'add' })}>
                {t('members.add')}
              </Button>
            )}
          </>
        }
        tools={
          <>
            <SearchField value={search} onSearch={setSearch} placeholder={t('members.search')} width={240} />
            {disabled > 0 && (
              <label style={{ display: 'inline-flex', alignItems: 'center', gap: 8 }}>
                <Switch size="small" checked={withDisabled} onChange={setWithDisabled} />
                {t('members.showDisabled', { count: disabled })}
              </label>
            )}
          </>
        }
        loading={users.isPending}
        error={users.error}
        onRetry={() => void users.refetch()}
      >
        {shown.length === 0 ? (
          <EmptyState compact title={t('members.none')} />
        ) : (
          <SettingRows label={t('sections.members')}>
            {shown.map((user) => (
              <SettingRow
                key={user.id}
                title={user.id === me.id ? `${user.name}（${t('members.you')}）` : user.name}
                quiet={user.status === 'disabled'}
                lead={<UserAvatar name={user.name} size={32} />}
                detail={
                  <>
                    <span>{user.email}</span>
                    <span>{user.lastSeenAt ? t('members.seen', { when: format.relative(user.lastSeenAt) }) : t('members.neverSeen')}</span>
                  </>
                }
                aside={
                  <>
                    {user.status === 'disabled' && <Tag tone="bad">{t('members.disabled')}</Tag>}
                    <span>{teamName(user.teamId)}</span>
                    <Tag tone={user.role === 'admin' ? 'brand' : 'neutral'}>{role(user)}</Tag>
                  </>
                }
                onOpen={mayWrite ? () => setOpen({ sheet: 'edit', id: user.id }) : undefined}
                actions={actions(user)}
              />
            ))}
          </SettingRows>
        )}
      </SettingSection>
      {mayWrite && <Invitations teamName={teamName} />}
      {open?.sheet === 'add' && <AddMember onClose={() => setOpen(null)} />}
      {open?.sheet === 'roles' && <RolesSheet onClose={() => setOpen(null)} />}
      {editing && <MemberSheet key={editing.id} user={editing} onClose={() => setOpen(null)} />}
    </>
  )
}
