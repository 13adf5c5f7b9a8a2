import type { FieldValue } from '@sluice/core/automation/definition'
import type { Field } from '@sluice/core/conditions/catalogue'
import { DatePicker, Input, InputNumber, Segmented, Select } from 'antd'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { MinorInput } from '../conditions/MinorInput.tsx'
import styles from './Automation.module.css'
import { useEditing } from './editor-context.ts'
import { TextEditor } from './slots.tsx'

/** A value that a field is set to: itself, for dates also so many days from then. */
export function ValueInput({ field, label, value, onChange, isPlain }: { field: Field; label: string; value: FieldValue | undefined; onChange: (value: FieldValue) => void; isPlain?: boolean }) {
  const { t } = useTranslation('automation')
  const { things } = useEditing()
  const single = typeof value === 'string' ? value : null
  switch (field.type) {
    case 'number': return <InputNumber aria-label={label} value={typeof value === 'number' ? value : null} onChange={(next) => onChange(next)} />
    case 'money': return <MinorInput label={label} value={typeof value === 'number' ? value : null} onChange={onChange} />
    case 'boolean': return <Select aria-label={label} className={styles.wide} value={typeof value === 'boolean' ? String(value) : null} onChange={(next) => onChange(next === 'true')} options={[{ value: 'true', label: t('value.yes') }, { value: 'false', label: t('value.no') }]} />
    case 'date': case 'instant': {
      const kind = typeof value === 'object' && value !== null && !Array.isArray(value) ? ('days' in value ? 'days' : 'workDays') : 'day'
      const n = typeof value === 'object' && value !== null && !Array.isArray(value) ? ('days' in value ? value.days : value.workDays) : 0
      return (
        <span className={styles.row}>
          {isPlain !== true && <Segmented aria-label={label} value={kind} onChange={(next) => onChange(next === 'day' ? null : next === 'days' ? { days: 3 } : { workDays: 3 })} options={[{ value: 'workDays', label: t('value.workDays') }, { value: 'days', label: t('value.days') }, { value: 'day', label: t('value.day') }]} />}
          {kind === 'day' && <DatePicker aria-label={label} value={single === null ? null : dayjs(single.slice(0, 10))} onChange={(day) => onChange(day ? day.format('YYYY-MM-DD') : null)} />}
          {kind === 'days' && <InputNumber aria-label={t('value.days')} min={-3650} max={3650} precision={0} value={n} onChange={(next) => onChange({ days: next ?? 0 })} />}
          {kind === 'workDays' && <InputNumber aria-label={t('value.workDays')} min={0} max={365} precision={0} value={n} onChange={(next) => onChange({ workDays: next ?? 0 })} />}
        </span>
      )
    }
    case 'text': return isPlain === true ? <Input aria-label={label} value={single ?? ''} onChange={(event) => onChange(event.target.value)} /> : <TextEditor label={label} value={single ?? ''} max={500} onChange={onChange} />
    default: {
      const of = field.type === 'user' || field.type === 'team' ? field.type : (field.of ?? '')
      const options = field.options?.map((one) => ({ value: one.value, label: one.label[things.lang] })) ?? (things.lists[of] ?? []).map((one) => ({ value: one.id, label: one.name }))
      const look = { 'aria-label': label, className: styles.wide ?? '', popupMatchSelectWidth: false, showSearch: { optionFilterProp: 'label' }, options } as const
      if (field.type === 'tags') return <Select<string[]> {...look} mode={options.length === 0 ? 'tags' : 'multiple'} value={Array.isArray(value) ? value : []} onChange={(next) => onChange(next)} />
      return options.length === 0 ? <Input aria-label={label} value={single ?? ''} onChange={(event) => onChange(event.target.value)} /> : <Select<string> {...look} allowClear value={single} onChange={(next?: string) => onChange(next ?? null)} />
    }
  }
}
