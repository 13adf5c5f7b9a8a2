import { Form } from 'antd'
import type { FormInstance } from 'antd'
import { useEffect, useRef } from 'react'
import { useFieldProblems } from '../../ui/field-problems.ts'
import { useSave } from '../../ui/inline/use-save.ts'
import type { Saving } from '../../ui/inline/use-save.ts'
import { changedFields } from './changed-fields.ts'

export interface EditForm<T extends object> {
  form: FormInstance<T>
  initial: T
  saving: Saving
  /** Checks and writes what is typed; nothing to write counts as done. */
  submit: (values: T) => Promise<void>
  /** After another person's change: takes the record's present version and writes the same input again. */
  overwrite: (() => Promise<void>) | undefined
}

/**
 * A form over one record. The version is the one that was read when the form opened: a teammate's change in between is
 * refused and told, even though the live stream has refreshed the list behind the form.
 */
export function useEditForm<T extends object>(options: {
  initial: T
  version?: number
  /** Writes; `changed` holds only the fields that differ. Rejects when refused. A form that stays open answers the new version. */
  write: (changed: Partial<T>, values: T, version: number) => Promise<unknown>
  /** Reads the record again and answers its version. */
  readVersion?: () => Promise<number>
  /** What codes of single fields mean in this form, when their own words do not fit. */
  words?: Readonly<Record<string, string>>
  onDone: () => void
}): EditForm<T> {
  const [form] = Form.useForm<T>()
  const problems = useFieldProblems()
  const opened = useRef({ initial: options.initial, version: options.version ?? 0 })
  const typed = useRef(options.initial)
  const latest = useRef(options.initial)
  latest.current = options.initial
  useEffect(() => {
    // Nothing is typed yet: what a teammate changed is simply shown.
    const shown = { ...opened.current.initial, ...(form.getFieldsValue() as Partial<T>) }
    if (options.version === undefined || options.version === opened.current.version || Object.keys(changedFields(opened.current.initial, shown)).length > 0) return
    opened.current = { initial: latest.current, version: options.version }
    form.setFieldsValue(latest.current)
  }, [options.version, form])
  const saving = useSave(async () => {
    const changed = changedFields(opened.current.initial, typed.current)
    if (options.version !== undefined && Object.keys(changed).length === 0) return
    try {
      const version = await options.write(changed, typed.current, opened.current.version)
      if (typeof version === 'number') opened.current = { ...opened.current, version }
    } catch (error) {
      form.setFields(problems(error, options.words) as never)
      throw error
    }
  })
  const submit = async (values: T) => {
    typed.current = { ...opened.current.initial, ...values }
    if (!(await saving.save())) return
    // A form that stays open counts from what it has just written.
    opened.current = { ...opened.current, initial: typed.current }
    options.onDone()
  }
  const { readVersion } = options
  return {
    form,
    initial: opened.current.initial,
    saving,
    submit,
    overwrite:
      readVersion &&
      (async () => {
        opened.current = { ...opened.current, version: await readVersion() }
        await submit(typed.current)
      }),
  }
}
