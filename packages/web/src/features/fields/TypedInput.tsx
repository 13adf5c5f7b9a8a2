import { DatePicker, Input, InputNumber, Radio, Select } from 'antd'
import dayjs from 'dayjs'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useOrg } from '../../ui/org-context.ts'
import { Tag } from '../../ui/Tag.tsx'
import { wallInstant, wallTime } from '../../ui/wall-time.ts'
import { MoneyInput } from '../pickers/MoneyInput.tsx'

/** Types whose value a plain control can hold; the others (people, records, files, addresses) have editors of their own. */
export type PlainType = 'text' | 'long_text' | 'number' | 'percent' | 'money' | 'date' | 'time' | 'select' | 'multi_select' | 'boolean' | 'phone' | 'mail' | 'url'

export interface TypedOption {
  value: string
  label: string
  color?: string | null
}

export interface TypedInputProps {
  type: PlainType
  id?: string
  value: unknown
  /** null: emptied; `undefined`: cannot be read as a value (an amount half typed). */
  onChange: (value: unknown) => void
  options?: readonly TypedOption[]
  currency: string
  decimals?: number
  disabled?: boolean
  wrong?: boolean
  autoFocus?: boolean
  defaultOpen?: boolean
  /** Said to screen readers where no label stands beside the control. */
  label?: string
  placeholder?: string
  onEnter?: () => void
  onBlur?: () => void
}

const text = (value: unknown) => (typeof value === 'string' ? value : '')
const number = (value: unknown) => (typeof value === 'number' ? value : null)
/** 0.125 is 12.5 %; the last digits of the float stay out of the field. */
const toPercent = (share: number | null) => (share === null ? null : Number((share * 100).toFixed(6)))
const toShare = (percent: number | null) => (percent === null ? null : Number((percent / 100).toFixed(8)))
const list = (value: unknown) => (Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [])
const modes = { phone: 'tel', mail: 'email', url: 'url', text: 'text' } as const

/** An option as it looks in a list and where it is chosen. */
export const optionLabel = (option: TypedOption): ReactNode => (option.color ? <Tag color={option.color}>{option.label}</Tag> : option.label)

/** The control of a plain type: one value in, one value out, null when it is empty. */
export function TypedInput(props: TypedInputProps) {
  const { t } = useTranslation('fields')
  const { timeZone } = useOrg()
  const { type, value, onChange, onBlur } = props
  const status = props.wrong ? 'error' : undefined
  const look = { id: props.id, disabled: props.disabled, autoFocus: props.autoFocus, status, 'aria-label': props.label } as const
  const wide = { width: '100%' }
  const enter = (event: { nativeEvent: { isComposing?: boolean } }) => {
    // Enter while an input method composes picks a word.
    if (!event.nativeEvent.isComposing) props.onEnter?.()
  }
  switch (type) {
    case 'text':
    case 'phone':
    case 'mail':
    case 'url':
      return (
        <Input
          {...look}
          value={text(value)}
          inputMode={modes[type]}
          maxLength={500}
          placeholder={props.placeholder ?? (type === 'url' ? 'https://' : undefined)}
          autoComplete="off"
          onBlur={onBlur}
          onPressEnter={enter}
          onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
        />
      )
    case 'long_text':
      return (
        <Input.TextArea
          {...look}
          value={text(value)}
          autoSize={{ minRows: 2, maxRows: 10 }}
          maxLength={20_000}
          placeholder={props.placeholder}
          onBlur={onBlur}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) enter(event)
          }}
          onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
        />
      )
    case 'number':
    case 'percent': {
      const percent = type === 'percent'
      return (
        <InputNumber<number>
          {...look}
          style={wide}
          value={percent ? toPercent(number(value)) : number(value)}
          precision={props.decimals}
          suffix={percent ? '%' : undefined}
          placeholder={props.placeholder}
          inputMode="decimal"
          onBlur={onBlur}
          onPressEnter={enter}
          onChange={(next) => onChange(percent ? toShare(next) : next)}
        />
      )
    }
    case 'money':
      return props.disabled ? (
        <Input {...look} />
      ) : (
        <div onBlur={onBlur}>
          <MoneyInput id={props.id} value={number(value)} currency={props.currency} autoFocus={props.autoFocus} label={props.label} onEnter={props.onEnter} onChange={onChange} />
        </div>
      )
    case 'date':
      return (
        <DatePicker
          {...look}
          style={wide}
          defaultOpen={props.defaultOpen}
          value={typeof value === 'string' && value !== '' ? dayjs(value) : null}
          placeholder={props.placeholder ?? t('pickDay')}
          onBlur={onBlur}
          onChange={(day) => onChange(day ? day.format('YYYY-MM-DD') : null)}
        />
      )
    case 'time':
      return (
        <DatePicker
          {...look}
          style={wide}
          defaultOpen={props.defaultOpen}
          showTime={{ format: 'HH:mm' }}
          format="YYYY-MM-DD HH:mm"
          // The picker knows no zone: it is handed what a clock of the organisation shows.
          value={typeof value === 'string' && value !== '' ? dayjs(wallTime(value, timeZone)) : null}
          placeholder={props.placeholder ?? t('pickTime')}
          onBlur={onBlur}
          onChange={(at) => onChange(at ? wallInstant(at.format('YYYY-MM-DDTHH:mm'), timeZone) : null)}
        />
      )
    case 'select':
      return (
        <Select<string>
          {...look}
          allowClear
          style={wide}
          defaultOpen={props.defaultOpen}
          value={typeof value === 'string' ? value : undefined}
          placeholder={props.placeholder ?? t('choose')}
          showSearch={(props.options?.length ?? 0) > 8 ? { optionFilterProp: 'name' } : false}
          options={(props.options ?? []).map((one) => ({ value: one.value, name: one.label, label: optionLabel(one) }))}
          popupMatchSelectWidth={false}
          onBlur={onBlur}
          onChange={(next) => onChange(next ?? null)}
        />
      )
    case 'multi_select':
      return (
        <Select<string[]>
          {...look}
          mode="multiple"
          allowClear
          style={wide}
          defaultOpen={props.defaultOpen}
          value={list(value)}
          placeholder={props.placeholder ?? t('choose')}
          optionFilterProp="name"
          options={(props.options ?? []).map((one) => ({ value: one.value, name: one.label, label: optionLabel(one) }))}
          popupMatchSelectWidth={false}
          onBlur={onBlur}
          onChange={(next) => onChange(next.length === 0 ? null : next)}
        />
      )
    case 'boolean':
      return (
        <Radio.Group
          {...{ id: props.id, disabled: props.disabled, 'aria-label': props.label }}
          value={typeof value === 'boolean' ? value : undefined}
          optionType="button"
          options={[
            { value: true, label: t('yes') },
            { value: false, label: t('no') },
          ]}
          onChange={(event) => onChange(event.target.value as boolean)}
        />
      )
  }
}
