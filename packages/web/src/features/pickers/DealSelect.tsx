import { listDeals } from '@sluice/core/pipeline/contract'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../api/query.ts'
import { RemotePicker } from './RemotePicker.tsx'
import type { RemotePickerProps } from './RemotePicker.tsx'
import { useTyped } from './use-typed.ts'

/** A deal, found by its title as one types; at first those worked on last. */
export function DealSelect(props: RemotePickerProps) {
  const { t } = useTranslation('pickers')
  const [open, setOpen] = useState(props.defaultOpen ?? false)
  const { typed, settled, setTyped } = useTyped()
  const read = useContractQuery(
    listDeals,
    { query: { limit: 12, sort: 'activity', ...(settled === '' ? {} : { q: settled }) } },
    { enabled: open, keepPrevious: true },
  )
  const options = (read.data?.items ?? []).map((one) => ({ id: one.id, name: one.title, detail: one.account?.name ?? null }))
  return (
    <RemotePicker
      placeholder={t('deal')}
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
