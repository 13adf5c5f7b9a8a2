import type { ConditionRecord } from '@sluice/core/conditions/catalogue'
import { conditionKey } from '@sluice/core/fields/conditions'
import type { CustomField } from '@sluice/core/fields/contract'
import { mayWrite } from '@sluice/core/fields/read'
import { isComputed } from '@sluice/core/fields/value-type'
import { Form } from 'antd'
import { useEffect } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { FieldInput } from '../fields/FieldInput.tsx'
import { useJudge } from '../fields/use-catalogue.ts'
import type { RecordObject } from '../fields/use-catalogue.ts'
import { useFields } from '../fields/use-fields.ts'
import { useSession } from '../session/session.ts'
import styles from './CreateFields.module.css'
import { LaidOut } from './LaidOut.tsx'
import { useLayout } from './use-layout.ts'

/** Draws a built-in field of a creation dialog; `required` where the layout asks for it. */
export type CreateInput = (required: boolean) => ReactNode

/**
 * The fields of a creation dialog inside an antd Form: as the organisation's layout has them, else `standard` with the custom
 * fields that are required or recommended behind it. Custom values are the form's `custom`.
 */
export function CreateFields(props: {
  object: RecordObject
  inputs: ReadonlyMap<string, CreateInput>
  /** What the dialog shows while there is no layout; it gets the way to draw one custom field in its midst. */
  standard: (custom: (key: string) => ReactNode) => ReactNode
  /** Keys of custom fields that `standard` draws itself. */
  drawn?: readonly string[]
  /** Built-in keys that must be asked whatever the layout says: without them nothing can be made. */
  always: readonly string[]
  /** The record as far as it is typed, as conditions read it. */
  record: ConditionRecord
}) {
  const { user } = useSession()
  const layout = useLayout(props.object, 'create')
  const { fields } = useFields(props.object)
  const judge = useJudge(props.object)
  const form = Form.useFormInstance()
  const custom = (Form.useWatch('custom', form) ?? {}) as Record<string, unknown>
  const offered = fields.filter((field) => !isComputed(field) && field.type !== 'file' && mayWrite(field, user.role))
  const byKey = new Map(offered.map((field) => [conditionKey(field.key), field]))
  useEffect(() => {
    // A default is there to be seen and changed, not put in behind one's back.
    const now = (form.getFieldValue('custom') ?? {}) as Record<string, unknown>
    const defaults = offered.filter((field) => now[field.key] === undefined && field.settings.default !== undefined && field.settings.default !== null)
    if (defaults.length > 0) form.setFieldValue('custom', { ...now, ...Object.fromEntries(defaults.map((field) => [field.key, field.settings.default])) })
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [fields])
  const draw = (field: CustomField, required: boolean) =>
    judge(field.settings.visibleIf, props.record, custom) ? <CustomItem key={field.id} field={field} required={required || field.settings.required} custom={custom} /> : null
  const drawKey = (key: string, required: boolean) => {
    const own = byKey.get(key)
    return own ? draw(own, required) : (props.inputs.get(key)?.(required) ?? null)
  }

  if (layout === null) {
    const rest = offered.filter((field) => (field.settings.required || field.settings.recommended) && !props.drawn?.includes(field.key))
    return (
      <>
        {props.standard((key) => drawKey(conditionKey(key), false))}
        {rest.map((field) => draw(field, false))}
      </>
    )
  }
  const placed = new Set(layout.sections.flatMap((section) => section.items.map((item) => item.field)))
  const missing = [...props.always.filter((key) => !placed.has(key)), ...offered.filter((field) => field.settings.required && !placed.has(conditionKey(field.key))).map((field) => conditionKey(field.key))]
  return (
    <>
      {missing.map((key) => (
        <div key={key}>{drawKey(key, true)}</div>
      ))}
      <LaidOut
        sections={layout.sections.filter((section) => judge(section.visibleIf, props.record, custom))}
        render={(item) => drawKey(item.field, item.required)}
        box={(_, body, head) => (
          <section className={styles.section}>
            {head && <h3>{head}</h3>}
            {body}
          </section>
        )}
      />
    </>
  )
}

function CustomItem({ field, required, custom }: { field: CustomField; required: boolean; custom: Record<string, unknown> }) {
  const { t } = useTranslation('forms')
  return (
    <Form.Item
      name={['custom', field.key]}
      label={
        <>
          {field.label}
          {required && <span className={styles.star}>*</span>}
        </>
      }
      extra={field.settings.help || undefined}
      rules={[
        {
          validator: (_, value: unknown) => {
            if (value === undefined && custom[field.key] !== undefined) return Promise.reject(new Error(t('create.unreadable', { name: field.label })))
            const empty = value === null || value === undefined || (typeof value === 'string' && value.trim() === '') || (Array.isArray(value) && value.length === 0)
            return required && empty ? Promise.reject(new Error(t('create.required', { name: field.label }))) : Promise.resolve()
          },
        },
      ]}
    >
      <Bound field={field} custom={custom} />
    </Form.Item>
  )
}

/** The field's control as a Form.Item hands it its value. */
function Bound(props: { id?: string; value?: unknown; onChange?: (value: unknown) => void; field: CustomField; custom: Record<string, unknown> }) {
  return <FieldInput id={props.id} field={props.field} value={props.value ?? null} custom={props.custom} onChange={(value) => props.onChange?.(value)} />
}
