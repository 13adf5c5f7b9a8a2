import { Select } from 'antd'
import { useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { matchName } from './match-name.ts'
import type { PickerProps } from './picker-props.ts'
import { usePinyin } from './use-pinyin.ts'

export interface LocalOption {
  id: string
  name: string
  /** As shown, when more than the name. */
  label?: ReactNode
  /** Not offered any more, but shown where it is chosen. */
  retired?: boolean
}

/** Choosing from a list that the browser has in full: users, teams, sources, tags, products. Filtered by characters and pinyin. */
export function LocalPicker(props: PickerProps & { options: readonly LocalOption[]; loading: boolean; error: unknown }) {
  const { options, loading, error, multiple, value, onChange: _, ...look } = props
  const { t } = useTranslation('pickers')
  const [opened, setOpened] = useState(look.defaultOpen ?? false)
  const names = useMemo(() => options.map((one) => one.name), [options])
  const letters = usePinyin(names, opened)
  const chosen = multiple ? value : [value]
  const offered = options.filter((one) => !one.retired || chosen.includes(one.id)).map((one) => ({ value: one.id, label: one.label ?? one.name, name: one.name }))
  const shared = {
    allowClear: true,
    // Inside a form its label names the field; anywhere else what is written in the empty field does.
    'aria-label': look.id === undefined && typeof look.placeholder === 'string' ? look.placeholder : undefined,
    placeholder: look.placeholder,
    loading,
    showSearch: { filterOption: (typed: string, option?: { name: string }) => option !== undefined && matchName(typed, option.name, letters.get(option.name)) },
    options: offered,
    popupMatchSelectWidth: false,
    notFoundContent: error ? t('failed') : loading ? t('searching') : t('nothing'),
    onOpenChange: (open: boolean) => open && setOpened(true),
  }
  if (props.multiple)
    return (
      <Select<string[], (typeof offered)[number]>
        {...shared}
        {...look}
        mode="multiple"
        maxTagCount="responsive"
        value={[...props.value]}
        onChange={(ids) => props.onChange(ids)}
      />
    )
  // Chosen, a row of a tree stands by itself, without the indent that shows its place in the list.
  const chosenLabel = ({ value: id, label }: { value: string | number; label?: ReactNode }) => (typeof label === 'string' ? label : (options.find((one) => one.id === id)?.name ?? label))
  return <Select<string, (typeof offered)[number]> {...shared} {...look} labelRender={chosenLabel} value={props.value} onChange={(id) => props.onChange(id ?? null)} />
}
