import type { CustomField } from '@sluice/core/fields/contract'
import type { Custom } from '@sluice/core/fields/custom'
import { useTranslation } from 'react-i18next'
import { useOrg } from '../../ui/org-context.ts'
import { TeamSelect } from '../pickers/TeamSelect.tsx'
import { UserSelect } from '../pickers/UserSelect.tsx'
import { AddressInput } from './AddressInput.tsx'
import styles from './FieldInput.module.css'
import { FieldValue } from './FieldValue.tsx'
import { offeredOptions } from './field-options.ts'
import { FileInput } from './FileInput.tsx'
import type { FieldSubject } from './FileInput.tsx'
import { ReferenceInput } from './ReferenceInput.tsx'
import { TypedInput } from './TypedInput.tsx'

export interface FieldInputProps {
  field: CustomField
  value: unknown
  /** null: emptied; `undefined`: cannot be read yet. */
  onChange: (value: unknown) => void
  /** The record's other custom values: for options that depend on them. */
  custom?: Custom
  /** Names behind ids, as the record's answer gives them. */
  names?: Readonly<Record<string, string>>
  /** The record's currency; the organisation's when left out. */
  currency?: string
  /** The record that files go to; none while it is being created. */
  subject?: FieldSubject
  id?: string
  disabled?: boolean
  wrong?: boolean
  autoFocus?: boolean
  defaultOpen?: boolean
  /** Names the control where no label stands beside it. */
  label?: string
  onEnter?: () => void
  onBlur?: () => void
}

const idOf = (value: unknown) => (typeof value === 'string' ? value : null)

/** Entry of a custom field's value, whatever its type. Formulas and roll-ups are shown, not entered. */
export function FieldInput(props: FieldInputProps) {
  const { t } = useTranslation('fields')
  const org = useOrg()
  const { field, value, onChange } = props
  const { settings, type } = field
  const currency = props.currency ?? org.currency
  const look = {
    id: props.id, disabled: props.disabled, autoFocus: props.autoFocus, defaultOpen: props.defaultOpen, onBlur: props.onBlur,
    status: props.wrong ? ('error' as const) : undefined, style: { width: '100%' },
  }
  switch (type) {
    case 'formula':
    case 'rollup':
      return (
        <span className={styles.computed}>
          <FieldValue field={field} value={value} names={props.names} currency={currency} /> <small>{t('computed')}</small>
        </span>
      )
    case 'user':
      return <UserSelect {...look} aria-label={props.label} value={idOf(value)} onChange={onChange} />
    case 'team':
      return <TeamSelect {...look} aria-label={props.label} value={idOf(value)} onChange={onChange} />
    case 'reference':
      return <ReferenceInput {...look} aria-label={props.label} of={settings.of ?? 'account'} value={idOf(value)} names={props.names} onChange={onChange} />
    case 'address':
      return <AddressInput id={props.id} value={value} onChange={onChange} disabled={props.disabled} wrong={props.wrong} autoFocus={props.autoFocus} label={props.label ?? field.label} />
    case 'file':
      return <FileInput id={props.id} value={value} onChange={onChange} subject={props.subject} names={props.names} disabled={props.disabled} label={props.label ?? field.label} />
    default:
      return (
        <TypedInput
          type={type}
          id={props.id}
          value={value}
          onChange={onChange}
          options={type === 'select' || type === 'multi_select' ? offeredOptions(field, props.custom ?? {}, value) : undefined}
          currency={currency}
          decimals={settings.decimals}
          disabled={props.disabled}
          wrong={props.wrong}
          autoFocus={props.autoFocus}
          defaultOpen={props.defaultOpen}
          label={props.label}
          placeholder={settings.patternHint || undefined}
          onEnter={props.onEnter}
          onBlur={props.onBlur}
        />
      )
  }
}
