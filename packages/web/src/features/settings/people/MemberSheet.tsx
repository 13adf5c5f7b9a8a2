import { changeUser, listUsers } from '@sluice/core/identity/contract'
import type { User } from '@sluice/core/identity/contract'
import type { Role } from '@sluice/core/identity/role'
import { Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { useContractMutation } from '../../../api/query.ts'
import { useRefresh } from '../../../api/refresh.ts'
import { useToast } from '../../../ui/use-toast.tsx'
import { TeamSelect } from '../../pickers/TeamSelect.tsx'
import { NewPassword } from '../../session/NewPassword.tsx'
import { shortestPassword } from '../../session/password-strength.ts'
import { randomPassword } from '../../session/random-password.ts'
import { FormSheet } from '../FormSheet.tsx'
import { useEditForm } from '../use-edit-form.ts'
import { useListVersion } from '../use-list-version.ts'
import { RoleField } from './RoleField.tsx'

interface Fields {
  name: string
  role: Role
  teamId: string
  /** Empty: stays as it is. */
  password: string
}

/** Name, role and team of a member, and a new password for one who forgot it. */
export function MemberSheet({ user, onClose }: { user: User; onClose: () => void }) {
  const { t } = useTranslation('settings')
  const { t: session } = useTranslation('session')
  const toast = useToast()
  const refresh = useRefresh()
  const versionOf = useListVersion(listUsers)
  const change = useContractMutation(changeUser, { onSuccess: () => refresh({ type: 'user.changed', subjectType: 'user', subjectId: user.id }) })
  const edit = useEditForm<Fields>({
    initial: { name: user.name, role: user.role, teamId: user.teamId, password: '' },
    version: user.version,
    write: (changed, _, version) => change.mutateAsync({ params: { id: user.id }, body: changed, ifMatch: version }),
    readVersion: () => versionOf(user.id),
    onDone: () => {
      toast.done(t('saved'))
      onClose()
    },
  })
  return (
    <FormSheet title={t('members.editTitle')} save={t('save')} edit={edit} onClose={onClose} width={460}>
      <Form.Item name="name" label={t('members.name')} rules={[{ required: true, whitespace: true, message: t('nameNeeded') }]}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item label={t('members.email')}>
        <Input value={user.email} disabled />
      </Form.Item>
      <Form.Item name="teamId" label={t('members.team')} rules={[{ required: true, message: t('members.teamNeeded') }]}>
        <TeamSelect value={null} onChange={() => undefined} allowClear={false} />
      </Form.Item>
      <Form.Item name="role" label={t('members.role')} rules={[{ required: true, message: t('members.roleNeeded') }]}>
        <RoleField />
      </Form.Item>
      <Form.Item name="password" label={t('members.newPassword')} extra={t('members.newPasswordHelp')} validateTrigger="onBlur" rules={[{ min: shortestPassword, message: session('passwordShort') }]}>
        <NewPassword generate={randomPassword} about={[user.name]} />
      </Form.Item>
    </FormSheet>
  )
}
