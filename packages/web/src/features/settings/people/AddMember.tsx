import { createUser, invite } from '@sluice/core/identity/contract'
import type { Role } from '@sluice/core/identity/role'
import { Alert, Button, Form, Input, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractMutation } from '../../../api/query.ts'
import { useRefresh } from '../../../api/refresh.ts'
import { paths } from '../../../paths.ts'
import { BottomSheet } from '../../../ui/BottomSheet.tsx'
import { copyToClipboard } from '../../../ui/copy-to-clipboard.ts'
import { useFormat } from '../../../ui/use-format.ts'
import { useToast } from '../../../ui/use-toast.tsx'
import { TeamSelect } from '../../pickers/TeamSelect.tsx'
import { NewPassword } from '../../session/NewPassword.tsx'
import { shortestPassword } from '../../session/password-strength.ts'
import { randomPassword } from '../../session/random-password.ts'
import { useSession } from '../../session/session.ts'
import { FormSheet } from '../FormSheet.tsx'
import { useEditForm } from '../use-edit-form.ts'
import styles from './AddMember.module.css'
import { RoleField } from './RoleField.tsx'

type By = 'link' | 'password'

interface Fields {
  email: string
  name: string
  role: Role
  teamId: string
  password: string
}

/** What is shown once, after a member was added: the link, or the first password. */
type Added = { by: 'link'; email: string; link: string; expiresAt: string } | { by: 'password'; email: string; name: string; password: string }

/** Adding a member: by a link with which they set their own password, or with a first password. */
export function AddMember({ onClose }: { onClose: () => void }) {
  const [by, setBy] = useState<By>('link')
  const [added, setAdded] = useState<Added | null>(null)
  if (added) return <Handover added={added} onClose={onClose} onAnother={() => setAdded(null)} />
  return <AddForm by={by} onBy={setBy} onAdded={setAdded} onClose={onClose} />
}

function AddForm(props: { by: By; onBy: (by: By) => void; onAdded: (added: Added) => void; onClose: () => void }) {
  const { by } = props
  const { t } = useTranslation('settings')
  const { t: session } = useTranslation('session')
  const { user, org } = useSession()
  const refresh = useRefresh()
  const create = useContractMutation(createUser)
  const send = useContractMutation(invite)
  const edit = useEditForm<Fields>({
    initial: { email: '', name: '', role: 'rep', teamId: user.teamId, password: '' },
    write: async (_, { email, name, role, teamId, password }) => {
      if (by === 'link') {
        const made = await send.mutateAsync({ body: { email, name: name.trim() || undefined, role, teamId } })
        props.onAdded({ by, email: made.email, link: location.origin + paths.invitation(made.token), expiresAt: made.expiresAt })
      } else {
        const made = await create.mutateAsync({ body: { email, name, role, teamId, password } })
        props.onAdded({ by, email: made.email, name: made.name, password })
      }
    },
    onDone: () => refresh({ type: 'user.changed', subjectType: 'user', subjectId: user.id }),
  })
  return (
    <FormSheet title={t('members.add')} save={by === 'link' ? t('members.makeLink') : t('members.create')} edit={edit} onClose={props.onClose} width={460}>
      <Segmented<By>
        block
        aria-label={t('members.add')}
        value={by}
        onChange={props.onBy}
        options={[
          { value: 'link', label: t('members.by.link') },
          { value: 'password', label: t('members.by.password') },
        ]}
      />
      <p className={styles.help}>{by === 'link' ? t('members.linkHelp') : t('members.passwordHelp')}</p>
      <Form.Item
        name="email"
        label={t('members.email')}
        validateTrigger="onBlur"
        rules={[
          { required: true, message: session('emailNeeded') },
          { type: 'email', message: session('emailWrong') },
        ]}
      >
        <Input inputMode="email" maxLength={254} autoComplete="off" />
      </Form.Item>
      <Form.Item name="name" label={t('members.name')} rules={by === 'password' ? [{ required: true, whitespace: true, message: t('nameNeeded') }] : []}>
        <Input maxLength={60} placeholder={by === 'link' ? t('members.namePlaceholder') : undefined} />
      </Form.Item>
      {by === 'password' && (
        <Form.Item name="password" label={t('members.password')} extra={session('firstRun.passwordHelp')} validateTrigger="onBlur" rules={[{ required: true, min: shortestPassword, message: session('passwordShort') }]}>
          <NewPassword generate={randomPassword} about={[org.name]} />
        </Form.Item>
      )}
      <Form.Item name="teamId" label={t('members.team')} rules={[{ required: true, message: t('members.teamNeeded') }]}>
        <TeamSelect value={null} onChange={() => undefined} allowClear={false} />
      </Form.Item>
      <Form.Item name="role" label={t('members.role')}>
        <RoleField />
      </Form.Item>
    </FormSheet>
  )
}

function Handover({ added, onClose, onAnother }: { added: Added; onClose: () => void; onAnother: () => void }) {
  const { t } = useTranslation('settings')
  const format = useFormat()
  const toast = useToast()
  const text = added.by === 'link' ? added.link : `${added.email}\n${added.password}`
  return (
    <BottomSheet
      open
      title={added.by === 'link' ? t('members.linkTitle') : t('members.createdTitle')}
      onClose={onClose}
      width={460}
      footer={
        <div className={styles.foot}>
          <Button onClick={onAnother}>{t('members.another')}</Button>
          <Button onClick={onClose}>{t('members.finish')}</Button>
        </div>
      }
    >
      <Alert
        type="warning"
        showIcon
        title={added.by === 'link' ? t('members.linkOnce', { email: added.email, date: format.dateTime(added.expiresAt) }) : t('members.createdText', { name: added.name })}
      />
      <textarea className={styles.secret} readOnly rows={added.by === 'link' ? 4 : 2} value={text} aria-label={added.by === 'link' ? t('members.linkTitle') : t('members.createdTitle')} onFocus={(event) => event.target.select()} />
      <Button type="primary" block onClick={() => void copyToClipboard(text).then((done) => done && toast.done(t('members.copied')))}>
        {added.by === 'link' ? t('members.copyLink') : t('members.copyBoth')}
      </Button>
    </BottomSheet>
  )
}
