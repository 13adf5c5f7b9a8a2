import type { CustomFieldType } from '@sluice/core/fields/field-type'
import { TypedInput } from '../../fields/TypedInput.tsx'

/** The least or greatest value of a number: money in its unit, a share as a percentage. Empty: no bound. */
export function BoundInput(props: { id?: string; type: CustomFieldType; currency: string; value?: number | null; onChange?: (value: unknown) => void }) {
  const type = props.type === 'money' || props.type === 'percent' ? props.type : 'number'
  return <TypedInput id={props.id} type={type} currency={props.currency} value={props.value ?? null} onChange={(next) => next !== undefined && props.onChange?.(next)} />
}
