import { PlusOutlined } from '@ant-design/icons'
import type { Ref } from '@sluice/core/lib/wire'
import { Select } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { PickerLook } from './picker-props.ts'

export interface RemoteOption {
  id: string
  name: string
  /** A second line that tells namesakes apart: region, company, phone. */
  detail?: string | null
}

export interface RemotePickerProps extends PickerLook {
  value: Ref | null
  onChange: (record: Ref | null) => void
  /** Offers to make a record of what was typed, below what was found. */
  onCreate?: (name: string) => void
}

const making = '\u0000create'

/** Choosing a record among thousands: the server searches while one types. The chosen one keeps its name without a request. */
export function RemotePicker(
  props: RemotePickerProps & { typed: string; onType: (text: string) => void; options: readonly RemoteOption[]; loading: boolean; error: unknown; onOpenChange: (open: boolean) => void },
) {
  const { value, onChange, onCreate, typed, onType, options, loading, error, onOpenChange, ...look } = props
  const { t } = useTranslation('pickers')
  const listed = options.some((one) => one.id === value?.id) || value === null ? options : [...(typed === '' ? [value] : []), ...options]
  const name = typed.trim()
  const shown: { value: string; label: ReactNode; name: string }[] = listed.map((one) => ({
    value: one.id,
    name: one.name,
    label: (
      <span style={{ display: 'flex', gap: 10, justifyContent: 'space-between' }}>
        <span>{one.name}</span>
        {'detail' in one && one.detail && <span style={{ color: 'var(--s-text-tertiary)', fontSize: 12 }}>{one.detail}</span>}
      </span>
    ),
  }))
  if (onCreate && name !== '' && !loading && !options.some((one) => one.name === name))
    shown.push({
      value: making,
      name,
      label: (
        <span style={{ color: 'var(--s-brand)' }}>
          <PlusOutlined aria-hidden /> {t('create', { name })}
        </span>
      ),
    })
  return (
    <Select<{ value: string; label: ReactNode }, (typeof shown)[number]>
      allowClear
      // As in LocalPicker: without a form's label the hint in the empty field is its name.
      aria-label={look.id === undefined && typeof look.placeholder === 'string' ? look.placeholder : undefined}
      {...look}
      labelInValue
      value={value === null ? null : { value: value.id, label: value.name }}
      optionLabelProp="name"
      showSearch={{ filterOption: false, onSearch: onType, searchValue: typed }}
      options={shown}
      loading={loading}
      popupMatchSelectWidth={320}
      notFoundContent={error ? t('failed') : loading ? t('searching') : name === '' ? t('typeToSearch') : t('nothing')}
      onOpenChange={(open) => {
        onOpenChange(open)
        if (!open) onType('')
      }}
      onChange={(next, option) => {
        const one = Array.isArray(option) ? option[0] : option
        if (!next || !one) onChange(null)
        else if (one.value === making) onCreate?.(one.name)
        else onChange({ id: one.value, name: one.name })
      }}
    />
  )
}
