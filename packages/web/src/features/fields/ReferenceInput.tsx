import { useState } from 'react'
import { AccountSelect } from '../pickers/AccountSelect.tsx'
import { ContactSelect } from '../pickers/ContactSelect.tsx'
import { DealSelect } from '../pickers/DealSelect.tsx'
import type { PickerLook } from '../pickers/picker-props.ts'
import { ProductSelect } from '../pickers/ProductSelect.tsx'

/** A record of another kind, by id; its name is what the answer said, or what was just chosen. */
export function ReferenceInput(props: PickerLook & { of: 'account' | 'contact' | 'deal' | 'product'; value: string | null; onChange: (id: string | null) => void; names?: Readonly<Record<string, string>> }) {
  const { of, value, onChange, names, ...look } = props
  const [chosen, setChosen] = useState<{ id: string; name: string } | null>(null)
  if (of === 'product') return <ProductSelect {...look} value={value} onChange={onChange} />
  const Picker = of === 'account' ? AccountSelect : of === 'contact' ? ContactSelect : DealSelect
  const record = value === null ? null : { id: value, name: (chosen?.id === value ? chosen.name : undefined) ?? names?.[value] ?? '…' }
  return (
    <Picker
      {...look}
      value={record}
      onChange={(next) => {
        setChosen(next)
        onChange(next?.id ?? null)
      }}
    />
  )
}
