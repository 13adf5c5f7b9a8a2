import type { Field, ObjectCatalogue } from '@sluice/core/conditions/catalogue'
import { operatorOf } from '@sluice/core/conditions/check'
import type { ValueShape } from '@sluice/core/conditions/operator'
import { DatePicker, Input, InputNumber, Select } from 'antd'
import dayjs from 'dayjs'
import { PERIOD_WORDS } from '@sluice/core/conditions/speak'
import { useTranslation } from 'react-i18next'
import type { ValueEditorProps } from 'react-querybuilder'
import { AccountSelect } from '../pickers/AccountSelect.tsx'
import { ContactSelect } from '../pickers/ContactSelect.tsx'
import { findField } from './condition-fields.ts'
import styles from './ConditionEditor.module.css'
import { MinorInput } from './MinorInput.tsx'
import { useConditionNames } from './use-condition-names.ts'

interface EditorProps {
  field: Field
  value: unknown
  onChange: (value: unknown) => void
}

function shapeOf(field: Field, operator: string): ValueShape {
  try {
    return operatorOf(field, operator).shape
  } catch {
    return 'none'
  }
}

/** The editor of a rule's value, by the type of its field and the shape its operator takes. */
export function ConditionValue(props: ValueEditorProps) {
  const { t } = useTranslation('conditions')
  const { object } = props.context as { object: ObjectCatalogue }
  const field = findField(object, props.field)
  if (!field) return null
  const shape = shapeOf(field, props.operator)
  const change = (value: unknown) => props.handleOnChange(value)
  const editor = { field, value: props.value as unknown, onChange: change }
  if (shape === 'none') return null
  if (shape === 'days') {
    return (
      <span className={styles.pair}>
        <InputNumber min={0} max={36_525} precision={0} value={typeof props.value === 'number' ? props.value : null} onChange={change} aria-label={t('value')} />
        {t('days')}
      </span>
    )
  }
  if (shape === 'pair') {
    const pair: unknown[] = Array.isArray(props.value) ? props.value : []
    // An end that is missing makes the pair incomplete, which the editor says.
    const put = (index: 0 | 1) => (value: unknown) => {
      const next: unknown[] = [pair[0] ?? null, pair[1] ?? null]
      next[index] = value
      change(next)
    }
    return (
      <span className={styles.pair}>
        <ScalarEditor field={field} value={pair[0]} onChange={put(0)} />
        {t('to')}
        <ScalarEditor field={field} value={pair[1]} onChange={put(1)} />
      </span>
    )
  }
  return shape === 'list' ? <IdEditor {...editor} multiple /> : <ScalarEditor {...editor} />
}

function ScalarEditor({ field, value, onChange }: EditorProps) {
  const { t } = useTranslation('conditions')
  switch (field.type) {
    case 'text':
      return <Input value={typeof value === 'string' ? value : ''} onChange={(event) => onChange(event.target.value)} aria-label={t('value')} className={styles.text} />
    case 'number':
      return <InputNumber value={typeof value === 'number' ? value : null} onChange={onChange} aria-label={t('value')} />
    case 'money':
      return <MinorInput value={typeof value === 'number' ? value : null} onChange={onChange} label={t('value')} />
    case 'boolean':
      return (
        <Select
          value={typeof value === 'boolean' ? String(value) : undefined}
          onChange={(next) => onChange(next === 'true')}
          options={[
            { value: 'true', label: t('yes') },
            { value: 'false', label: t('no') },
          ]}
        />
      )
    case 'date':
    case 'instant':
      return <DayEditor field={field} value={value} onChange={onChange} />
    default:
      return <IdEditor field={field} value={value} onChange={onChange} multiple={false} />
  }
}

const fixedDay = 'day'
const offset = 'offset'

/** A day, a span named from today (本月), or so many days from today. */
function DayEditor({ value, onChange }: EditorProps) {
  const { t, i18n } = useTranslation('conditions')
  const lang = i18n.language === 'en' ? 'en' : 'zh'
  const relative = typeof value === 'object' && value !== null && 'relative' in value ? String(value.relative) : null
  const days = typeof value === 'object' && value !== null && 'days' in value ? Number(value.days) : null
  const mode = relative ?? (days === null ? (typeof value === 'string' ? fixedDay : undefined) : offset)
  const periods = Object.entries(PERIOD_WORDS).filter(([key]) => key !== 'now')
  return (
    <span className={styles.pair}>
      <Select
        value={mode}
        popupMatchSelectWidth={false}
        aria-label={t('value')}
        placeholder={t('value')}
        onChange={(next: string) => onChange(next === fixedDay ? dayjs().format('YYYY-MM-DD') : next === offset ? { days: 0 } : { relative: next })}
        options={[
          ...periods.map(([key, words]) => ({ value: key, label: words[lang] })),
          { value: fixedDay, label: t('pickDay') },
          { value: offset, label: t('offset') },
        ]}
      />
      {mode === fixedDay && (
        <DatePicker allowClear={false} value={dayjs(String(value).slice(0, 10))} onChange={(day) => onChange(day ? day.format('YYYY-MM-DD') : null)} />
      )}
      {mode === offset && (
        <>
          <InputNumber value={days} precision={0} min={-36_525} max={36_525} onChange={(next) => onChange({ days: next ?? 0 })} />
          {t('daysAhead')}
        </>
      )}
    </span>
  )
}

const me = '\u0000me'
const myTeams = '\u0000teams'
const toKey = (value: unknown) => {
  if (typeof value === 'string') return value
  if (typeof value === 'object' && value !== null) return 'me' in value ? me : 'myTeams' in value ? myTeams : undefined
  return undefined
}
const fromKey = (key: string) => (key === me ? { me: true } : key === myTeams ? { myTeams: true } : key)

/** One or several of a closed list: options, people, teams, stages, sources … */
function IdEditor({ field, value, onChange, multiple }: EditorProps & { multiple: boolean }) {
  const { t, i18n } = useTranslation('conditions')
  const lang = i18n.language === 'en' ? 'en' : 'zh'
  const { lists } = useConditionNames()
  const keys = (multiple ? (Array.isArray(value) ? value : []) : [value]).flatMap((one) => toKey(one) ?? [])
  if (!multiple && (field.of === 'account' || field.of === 'contact')) {
    const Picker = field.of === 'account' ? AccountSelect : ContactSelect
    return <Picker value={keys[0] ? { id: keys[0], name: lists[field.of]?.find((one) => one.id === keys[0])?.name ?? keys[0] } : null} onChange={(record) => onChange(record?.id ?? null)} className={styles.text} />
  }
  const of = field.type === 'user' || field.type === 'team' ? field.type : (field.of ?? '')
  const options = field.options
    ? field.options.map((option) => ({ value: option.value, label: option.label[lang] }))
    : [
        ...(field.type === 'user' ? [{ value: me, label: t('me') }] : []),
        ...(field.type === 'team' ? [{ value: myTeams, label: t('myTeams') }] : []),
        ...(lists[of] ?? []).map((one) => ({ value: one.id, label: one.name })),
      ]
  // A choice without closed options (a currency, an outcome) takes what is typed.
  const open = !field.options && lists[of] === undefined
  if (open && !multiple) return <Input value={keys[0] ?? ''} onChange={(event) => onChange(event.target.value)} className={styles.text} aria-label={t('value')} />
  if (multiple)
    return (
      <Select
        mode={open ? 'tags' : 'multiple'}
        className={styles.list}
        value={keys}
        options={options}
        showSearch={{ optionFilterProp: 'label' }}
        maxTagCount="responsive"
        popupMatchSelectWidth={false}
        placeholder={t('value')}
        aria-label={t('value')}
        onChange={(next: string[]) => onChange(next.map(fromKey))}
      />
    )
  return (
    <Select
      className={styles.text}
      value={keys[0]}
      options={options}
      showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={false}
      placeholder={t('value')}
      aria-label={t('value')}
      onChange={(next: string) => onChange(fromKey(next))}
    />
  )
}
