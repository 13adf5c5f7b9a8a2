import { Button, Form } from 'antd'
import type { ReactNode } from 'react'
import { useEffect, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import { changedPaths } from '../../ui/changed-paths.ts'
import { usePhone } from '../../ui/use-media-query.ts'
import { SaveProblem } from './SaveProblem.tsx'
import type { EditForm } from './use-edit-form.ts'
import styles from './FormSheet.module.css'

/** A form in a sheet: fields, why it was refused, cancel and save. The first field is ready to type in; Enter saves. */
export function FormSheet<T extends object>(props: { title: string; save: string; edit: EditForm<T>; onClose: () => void; width?: number; children: ReactNode }) {
  const { t } = useTranslation('ui')
  const { form, initial, saving, submit, overwrite } = props.edit
  const id = useId()
  const phone = usePhone()
  useEffect(() => {
    // The sheet takes the focus to itself when it has opened; on a phone the keyboard would cover the sheet.
    if (phone) return
    const timer = setTimeout(() => {
      const fields = document.getElementById(id)
      // Whoever is in one of them already stays there.
      if (fields?.contains(document.activeElement)) return
      fields?.querySelector<HTMLElement>('input:not([readonly]):not([disabled]):not([type=radio])')?.focus()
    }, 60)
    return () => clearTimeout(timer)
  }, [id, phone])
  return (
    <BottomSheet
      open
      title={props.title}
      onClose={props.onClose}
      width={props.width}
      footer={
        <div className={styles.foot}>
          <Button onClick={props.onClose}>{t('cancel')}</Button>
          <Button type="primary" htmlType="submit" form={id} loading={saving.busy}>
            {props.save}
          </Button>
        </div>
      }
    >
      <Form<T>
        id={id}
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={initial}
        // What is typed anew is no longer wrong; it is checked when the field is left, or on saving.
        onValuesChange={(changed) => form.setFields(changedPaths(changed).map((name) => ({ name, errors: [] })) as never)}
        onFinish={(values) => void submit(values)}
        autoComplete="off"
      >
        {props.children}
        <SaveProblem saving={saving} onOverwrite={overwrite && (() => void overwrite())} />
      </Form>
    </BottomSheet>
  )
}
