import { listLeads } from '@sluice/core/leads/contract'
import { useState } from 'react'
import { useContractQuery } from '../../api/query.ts'
import { RemotePicker } from '../pickers/RemotePicker.tsx'
import type { RemotePickerProps } from '../pickers/RemotePicker.tsx'
import { useTyped } from '../pickers/use-typed.ts'

/** A lead, found by name or company as one types; at first the newest. */
export function LeadSelect(props: RemotePickerProps) {
  const [open, setOpen] = useState(props.defaultOpen ?? false)
  const { typed, settled, setTyped } = useTyped()
  const read = useContractQuery(listLeads, { query: { limit: 12, ...(settled === '' ? {} : { q: settled }) } }, { enabled: open, keepPrevious: true })
  const options = (read.data?.items ?? []).map((one) => ({ id: one.id, name: one.name, detail: one.company }))
  return <RemotePicker {...props} typed={typed} onType={setTyped} options={options} loading={open && (read.isFetching || typed.trim() !== settled)} error={read.error} onOpenChange={setOpen} />
}
