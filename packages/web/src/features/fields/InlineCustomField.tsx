import { mayWrite } from '@sluice/core/fields/read'
import { isComputed } from '@sluice/core/fields/value-type'
import type { CustomField } from '@sluice/core/fields/contract'
import type { Custom } from '@sluice/core/fields/custom'
import { useTranslation } from 'react-i18next'
import { InlineField } from '../../ui/inline/InlineField.tsx'
import { useToast } from '../../ui/use-toast.tsx'
import { useSession } from '../session/session.ts'
import { CustomFieldEditor } from './CustomFieldEditor.tsx'
import { FieldValue } from './FieldValue.tsx'
import type { FieldSubject } from './FileInput.tsx'
import { isEmptyValue } from './is-empty-value.ts'

/** A custom field of a record, edited where it stands, with a way back. Refusals are said below it and keep the input. */
export function InlineCustomField(props: {
  field: CustomField
  custom: Custom
  names: Readonly<Record<string, string>>
  currency?: string
  subject: FieldSubject
  canEdit: boolean
  onSave: (custom: Record<string, unknown>) => Promise<unknown>
  onReload: () => Promise<unknown>
}) {
  const { t } = useTranslation('fields')
  const { user } = useSession()
  const toast = useToast()
  const { field, custom } = props
  const value = custom[field.key] ?? null
  const save = async (next: unknown) => {
    await props.onSave({ [field.key]: next ?? null })
    toast.undoable(t('changed', { name: field.label }), () => props.onSave({ [field.key]: value }))
  }
  return (
    <InlineField<unknown>
      label={field.label}
      value={value}
      display={isEmptyValue(value) ? null : <FieldValue field={field} value={value} names={props.names} currency={props.currency} />}
      canEdit={props.canEdit && !isComputed(field) && mayWrite(field, user.role)}
      onSave={save}
      onReload={props.onReload}
      stacked={field.type === 'long_text'}
      editor={({ id, value: draft, choose, cancel }) => (
        <CustomFieldEditor id={id} field={field} value={draft} custom={custom} names={props.names} currency={props.currency} subject={props.subject} onSave={choose} onCancel={cancel} />
      )}
    />
  )
}
