import { decimalText, parseAmount } from '@sluice/core/lib/money'
import { Input } from 'antd'
import { useState } from 'react'
import { useOrg } from '../../ui/org-context.ts'

/** Money of a condition: written as people write it (`10万`), kept in minor units; null while it cannot be read. */
export function MinorInput(props: { value: number | null; onChange: (minor: number | null) => void; label: string }) {
  const { currency } = useOrg()
  const [text, setText] = useState(props.value === null ? '' : decimalText(props.value, currency))
  const read = (typed: string) => {
    const amount = parseAmount(typed, { currency })
    return amount.ok ? amount.minor : null
  }
  return (
    <Input
      value={text}
      style={{ width: 120 }}
      aria-label={props.label}
      placeholder="10万"
      status={text !== '' && read(text) === null ? 'error' : undefined}
      onChange={(event) => {
        setText(event.target.value)
        props.onChange(read(event.target.value))
      }}
    />
  )
}
