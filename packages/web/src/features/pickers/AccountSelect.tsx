import { listAccounts } from '@sluice/core/customers/contract'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../api/query.ts'
import { RemotePicker } from './RemotePicker.tsx'
import type { RemotePickerProps } from './RemotePicker.tsx'
import { useTyped } from './use-typed.ts'

/** An account, found by name or pinyin initials as one types; at first those worked on last. */
export function AccountSelect(props: RemotePickerProps) {
  const { t } = useTranslation('pickers')
  const [open, setOpen] = useState(props.defaultOpen ?? false)
  const { typed, settled, setTyped } = useTyped()
  const read = useContractQuery(
    listAccounts,
    { query: { limit: 12, sort: 'activity', ...(settled === '' ? {} : { q: settled }) } },
    { enabled: open, keepPrevious: true },
  )
  const options = (read.data?.items ?? []).map((one) => ({ id: one.id, name: one.name, detail: one.region ?? one.industry }))
  return (
    <RemotePicker
      placeholder={t('account')}
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
