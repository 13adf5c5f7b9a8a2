import { listContacts } from '@sluice/core/customers/contract'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../api/query.ts'
import { formatPhone } from '../../ui/format.ts'
import { RemotePicker } from './RemotePicker.tsx'
import type { RemotePickerProps } from './RemotePicker.tsx'
import { useTyped } from './use-typed.ts'

/** A contact, found by name, pinyin initials or phone; of one account when `accountId` is given. `except` are linked already. */
export function ContactSelect({ accountId, except = [], ...props }: RemotePickerProps & { accountId?: string | null; except?: readonly string[] }) {
  const { t } = useTranslation('pickers')
  const [open, setOpen] = useState(props.defaultOpen ?? false)
  const { typed, settled, setTyped } = useTyped()
  const read = useContractQuery(
    listContacts,
    { query: { limit: 20, sort: 'activity', ...(settled === '' ? {} : { q: settled }), ...(accountId ? { account: accountId } : {}) } },
    { enabled: open, keepPrevious: true },
  )
  const options = (read.data?.items ?? [])
    .filter((one) => !except.includes(one.id))
    .map((one) => ({ id: one.id, name: one.name, detail: accountId ? (one.title ?? (one.phone && formatPhone(one.phone))) : (one.account?.name ?? one.title) }))
  return (
    <RemotePicker
      placeholder={t('contact')}
      {...props}
      typed={typed}
      onType={setTyped}
      options={options}
      loading={open && (read.isFetching || typed.trim() !== settled)}
      error={read.error}
      onOpenChange={setOpen}
    />
  )
}
