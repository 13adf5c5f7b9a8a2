import { DeleteOutlined } from '@ant-design/icons'
import { listInvitations, revokeInvitation } from '@sluice/core/identity/contract'
import { roleNames } from '@sluice/core/identity/role'
import { App } from 'antd'
import { useTranslation } from 'react-i18next'
import { useContractMutation, useContractQuery } from '../../../api/query.ts'
import { useRefresh } from '../../../api/refresh.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Tag } from '../../../ui/Tag.tsx'
import { useFormat } from '../../../ui/use-format.ts'
import { useToast } from '../../../ui/use-toast.tsx'
import { SettingRow, SettingRows } from '../SettingRows.tsx'
import { SettingSection } from '../SettingSection.tsx'

/** Invitations that nobody has accepted yet. */
export function Invitations({ teamName }: { teamName: (id: string) => string }) {
  const { t, i18n } = useTranslation('settings')
  const format = useFormat()
  const toast = useToast()
  const { modal } = App.useApp()
  const refresh = useRefresh()
  const { data, isPending, error, refetch } = useContractQuery(listInvitations, {})
  const revoke = useContractMutation(revokeInvitation)
  const ask = (id: string, email: string) =>
    void modal.confirm({
      title: t('members.revokeTitle', { email }),
      content: t('members.revokeText'),
      okText: t('members.revoke'),
      okButtonProps: { danger: true },
      onOk: async () => {
        await revoke.mutateAsync({ params: { id } }).then(() => toast.done(t('members.revoked')), toast.failed)
        refresh({ type: 'user.changed', subjectType: 'user', subjectId: id })
      },
    })
  return (
    <SettingSection second title={t('members.invitations')} loading={isPending} error={error} onRetry={() => void refetch()}>
      {data?.items.length === 0 ? (
        <EmptyState compact title={t('members.noInvitations')} />
      ) : (
        <SettingRows label={t('members.invitations')}>
          {data?.items.map((one) => (
            <SettingRow
              key={one.id}
              title={one.name ?? one.email}
              detail={
                <>
                  {one.name && <span>{one.email}</span>}
                  <span>{t('members.expires', { date: format.dateTime(one.expiresAt) })}</span>
                </>
              }
              aside={
                <>
                  <span>{teamName(one.teamId)}</span>
                  <Tag>{roleNames[one.role][i18n.language === 'en' ? 'en' : 'zh']}</Tag>
                </>
              }
              actions={[{ key: 'revoke', label: t('members.revoke'), icon: <DeleteOutlined />, danger: true, run: () => ask(one.id, one.email) }]}
            />
          ))}
        </SettingRows>
      )}
    </SettingSection>
  )
}
