import { Select } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'

const common = ['CNY', 'USD', 'EUR', 'HKD', 'JPY', 'GBP', 'SGD', 'TWD', 'KRW', 'AUD', 'CAD', 'CHF']

/** A currency by its ISO 4217 code, with its name; the common ones first. */
export function CurrencySelect(props: { value?: string; onChange?: (currency: string) => void; id?: string; disabled?: boolean }) {
  const { i18n } = useTranslation()
  const { value } = props
  const options = useMemo(() => {
    const names = new Intl.DisplayNames(i18n.language, { type: 'currency' })
    const known = typeof Intl.supportedValuesOf === 'function' ? Intl.supportedValuesOf('currency') : []
    return [...new Set([...common, ...(value ? [value] : []), ...known])].map((code) => ({ value: code, label: `${names.of(code) ?? code} ${code}` }))
  }, [i18n.language, value])
  return (
    <Select<string>
      id={props.id}
      disabled={props.disabled}
      value={value}
      onChange={props.onChange}
      options={options}
      showSearch={{ optionFilterProp: 'label' }}
      style={{ width: '100%' }}
    />
  )
}
