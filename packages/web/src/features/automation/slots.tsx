import { Button, Dropdown, Input, InputNumber, Popover, Select } from 'antd'
import { useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { variablesOf } from '@sluice/core/automation/variables'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import { usePhone } from '../../ui/use-media-query.ts'
import styles from './Automation.module.css'
import { useEditing } from './editor-context.ts'

/** Controls that stand in a sentence. Each is named by what it sets. */

interface Option {
  value: string
  label: string
}
export interface OptionGroup {
  label: string
  options: readonly Option[]
}

/** One of a few, or of many with search. */
export function Choice(props: { label: string; value: string | null; options: readonly (Option | OptionGroup)[]; onChange: (value: string) => void; search?: boolean }) {
  const { t } = useTranslation('automation')
  const { canWrite } = useEditing()
  return (
    <Select<string>
      size="small"
      className={`${styles.inline} ${props.value === null ? styles.missing : ''}`}
      disabled={!canWrite}
      aria-label={props.label}
      title={props.label}
      placeholder={t('slots.choose')}
      popupMatchSelectWidth={false}
      showSearch={props.search === true ? { optionFilterProp: 'label' } : false}
      value={props.value}
      onChange={props.onChange}
      options={props.options.map((one) => ('options' in one ? { ...one, options: [...one.options] } : { ...one }))}
    />
  )
}

/** Several of a list; none means what `none` says, or is missing where that is null. */
export function Choices(props: { label: string; value: readonly string[]; options: readonly Option[]; onChange: (value: string[]) => void; none: string | null }) {
  const { t } = useTranslation('automation')
  const { canWrite } = useEditing()
  return (
    <Select<string[]>
      size="small"
      mode="multiple"
      className={`${styles.inline} ${styles.many} ${props.value.length === 0 && props.none === null ? styles.missing : ''}`}
      disabled={!canWrite}
      aria-label={props.label}
      title={props.label}
      placeholder={props.none ?? t('slots.choose')}
      popupMatchSelectWidth={false}
      showSearch={{ optionFilterProp: 'label' }}
      value={[...props.value]}
      onChange={props.onChange}
      options={[...props.options]}
    />
  )
}

export function Num(props: { label: string; value: number; min: number; max: number; onChange: (value: number) => void }) {
  const { canWrite } = useEditing()
  return (
    <InputNumber
      size="small" className={styles.num} disabled={!canWrite} aria-label={props.label} title={props.label} min={props.min} max={props.max} precision={0} value={props.value}
      onChange={(value) => value !== null && props.onChange(value)}
    />
  )
}

export function Time(props: { label: string; value: string; onChange: (value: string) => void }) {
  const { canWrite } = useEditing()
  return <Input type="time" size="small" className={styles.time} disabled={!canWrite} aria-label={props.label} title={props.label} value={props.value} onChange={(event) => event.target.value !== '' && props.onChange(event.target.value.slice(0, 5))} />
}

export function Short(props: { label: string; value: string; max: number; onChange: (value: string) => void }) {
  const { t } = useTranslation('automation')
  const { canWrite } = useEditing()
  return (
    <Input
      size="small" className={`${styles.short} ${props.value.trim() === '' ? styles.missing : ''}`} disabled={!canWrite} aria-label={props.label} title={props.label} placeholder={t('slots.fill')} maxLength={props.max} value={props.value}
      onChange={(event) => props.onChange(event.target.value)}
    />
  )
}

/** What a setting says, opening its editor: beside it on a desktop, from below on a phone. `large`: a panel of its own on both. */
export function Slot(props: { label: string; said: string; isMissing: boolean; large?: boolean; children: ReactNode }) {
  const { t } = useTranslation('automation')
  const { t: tu } = useTranslation('ui')
  const { canWrite } = useEditing()
  const phone = usePhone()
  const [open, setOpen] = useState(false)
  const words = props.isMissing ? t('slots.fill') : props.said
  const button = (
    <button
      type="button"
      disabled={!canWrite}
      className={`${styles.slot} ${props.isMissing ? styles.missing : ''}`}
      aria-label={t('slots.name', { name: props.label, said: words })}
      aria-expanded={open}
      title={props.label}
      {...((phone || props.large === true) && { onClick: () => setOpen(true) })}
    >
      {words}
    </button>
  )
  if (phone || props.large === true)
    return (
      <>
        {button}
        <BottomSheet open={open} title={props.label} width={760} onClose={() => setOpen(false)} footer={<div className={styles.foot}><Button type="primary" onClick={() => setOpen(false)}>{tu('confirm')}</Button></div>}>{props.children}</BottomSheet>
      </>
    )
  return (
    <Popover trigger="click" open={open} onOpenChange={setOpen} placement="bottomLeft" destroyOnHidden content={<div className={styles.pop} role="group" aria-label={props.label}>{props.children}</div>}>
      {button}
    </Popover>
  )
}

/** A text that is sent or written, with what can be filled into it. */
export function TextSlot(props: { label: string; said: string; isMissing: boolean; value: string; max: number; rows?: number; onChange: (value: string) => void }) {
  return (
    <Slot label={props.label} said={props.said} isMissing={props.isMissing}>
      <TextEditor {...props} />
    </Slot>
  )
}

/** A text with a list of what can be filled in. */
export function TextEditor(props: { label: string; value: string; max: number; rows?: number; onChange: (value: string) => void }) {
  const { t } = useTranslation('automation')
  const { object, things } = useEditing()
  const place = useRef<HTMLDivElement>(null)
  const insert = (key: string) => {
    const field = place.current?.querySelector<HTMLInputElement | HTMLTextAreaElement>('input, textarea')
    const at = field?.selectionStart ?? props.value.length
    props.onChange(`${props.value.slice(0, at)}{{${key}}}${props.value.slice(field?.selectionEnd ?? at)}`.slice(0, props.max))
    field?.focus()
  }
  const common = { 'aria-label': props.label, maxLength: props.max, value: props.value, autoFocus: true } as const
  return (
    <div className={styles.text} ref={place}>
      {(props.rows ?? 1) === 1 ? <Input {...common} onChange={(event) => props.onChange(event.target.value)} /> : <Input.TextArea {...common} autoSize={{ minRows: props.rows ?? 3, maxRows: 12 }} onChange={(event) => props.onChange(event.target.value)} />}
      <Dropdown trigger={['click']} menu={{ className: styles.menu ?? '', items: variablesOf(object).map((one) => ({ key: one.key, label: one.label[things.lang], onClick: () => insert(one.key) })) }}>
        <Button size="small" type="link">{t('slots.insert')}</Button>
      </Dropdown>
    </div>
  )
}
