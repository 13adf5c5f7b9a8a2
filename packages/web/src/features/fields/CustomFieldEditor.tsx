import type { CustomField } from '@sluice/core/fields/contract'
import type { CustomFieldType } from '@sluice/core/fields/field-type'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FieldInput } from './FieldInput.tsx'
import type { FieldInputProps } from './FieldInput.tsx'
import styles from './FieldRows.module.css'

/** Types where choosing is the whole edit. */
const chosen: ReadonlySet<CustomFieldType> = new Set(['select', 'user', 'team', 'reference', 'date', 'time', 'boolean', 'file'])
/** Types whose control is one line of typing: leaving it saves, as Enter does. */
const typedOnce: ReadonlySet<CustomFieldType> = new Set(['text', 'long_text', 'number', 'percent', 'phone', 'mail', 'url'])

/** The edit of one custom field in its place: a choice saves at once, typing when it is left or with Enter, the rest by a button. */
export function CustomFieldEditor(props: Omit<FieldInputProps, 'onChange' | 'onEnter' | 'onBlur'> & { field: CustomField; onSave: (value: unknown) => void; onCancel?: () => void }) {
  const { t } = useTranslation('ui')
  const { onSave, onCancel, ...input } = props
  const [value, setValue] = useState<unknown>(props.value ?? null)
  const wrong = value === undefined
  const { type } = props.field
  const save = () => {
    if (!wrong) onSave(value)
  }
  const needsButton = !chosen.has(type) && !typedOnce.has(type)
  return (
    <div className={styles.editor}>
      <FieldInput
        {...input}
        autoFocus
        defaultOpen={type === 'select' || type === 'multi_select' || type === 'user' || type === 'team' || type === 'reference' || type === 'date'}
        value={value}
        label={props.label ?? props.field.label}
        onChange={(next) => {
          setValue(next)
          if (chosen.has(type) && next !== undefined) onSave(next)
        }}
        onEnter={save}
        onBlur={typedOnce.has(type) ? save : undefined}
      />
      {needsButton && (
        <span className={styles.actions}>
          {onCancel && (
            <Button size="small" onClick={onCancel}>
              {t('cancel')}
            </Button>
          )}
          <Button size="small" type="primary" disabled={wrong} onClick={save}>
            {t('inline.save')}
          </Button>
        </span>
      )}
      {props.field.settings.help !== '' && <small className={styles.help}>{props.field.settings.help}</small>}
    </div>
  )
}
