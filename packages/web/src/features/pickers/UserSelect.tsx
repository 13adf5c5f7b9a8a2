import { listUsers } from '@sluice/core/identity/contract'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../api/query.ts'
import { useSession } from '../session/session.ts'
import { LocalPicker } from './LocalPicker.tsx'
import type { PickerProps } from './picker-props.ts'
import { seldom } from './seldom.ts'

/** A colleague, oneself first; who has left is shown only where chosen. */
export function UserSelect(props: PickerProps) {
  const { t } = useTranslation('pickers')
  const { user: me } = useSession()
  const read = useContractQuery(listUsers, {}, seldom)
  const users = [...(read.data?.items ?? [])].sort((a, b) => Number(b.id === me.id) - Number(a.id === me.id))
  const options = users.map((one) => ({
    id: one.id,
    name: one.name,
    label: one.id === me.id ? `${one.name}（${t('me')}）` : one.status === 'disabled' ? `${one.name}（${t('disabled')}）` : one.name,
    retired: one.status === 'disabled',
  }))
  return <LocalPicker placeholder={t('user')} {...props} options={options} loading={read.isPending} error={read.error} />
}
