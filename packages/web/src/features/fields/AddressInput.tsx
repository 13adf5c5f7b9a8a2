import { AutoComplete, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Address } from '@sluice/core/fields/value'
import { addressOf } from './address.ts'
import styles from './FieldInput.module.css'
import { provinces } from './provinces.ts'

/** Province, city, district and the rest; the city is offered by its province and may be written freely. */
export function AddressInput(props: { id?: string; value: unknown; onChange: (value: Address | null) => void; disabled?: boolean; wrong?: boolean; autoFocus?: boolean; label?: string }) {
  const { t } = useTranslation('fields')
  const address = addressOf(props.value)
  const put = (part: Partial<Address>) => {
    const next = { ...address, ...part }
    props.onChange(Object.values(next).every((one) => one === null) ? null : next)
  }
  const orNull = (text: string | undefined) => (text === undefined || text === '' ? null : text)
  const cities = provinces.find((one) => one.name === address.province)?.cities ?? []
  const status = props.wrong ? 'error' : undefined
  return (
    <div className={styles.address} role="group" aria-label={props.label ?? t('type.address')}>
      <Select<string>
        id={props.id}
        allowClear
        showSearch
        autoFocus={props.autoFocus}
        disabled={props.disabled}
        status={status}
        value={address.province ?? undefined}
        placeholder={t('address.province')}
        aria-label={t('address.province')}
        options={provinces.map((one) => ({ value: one.name, label: one.name }))}
        popupMatchSelectWidth={false}
        // A municipality is its own city.
        onChange={(province) => put({ province: orNull(province), city: provinces.find((one) => one.name === province)?.cities.length === 0 ? orNull(province) : null, district: null })}
      />
      <AutoComplete
        allowClear
        disabled={props.disabled}
        value={address.city ?? ''}
        placeholder={t('address.city')}
        aria-label={t('address.city')}
        options={cities.filter((city) => address.city === null || city.includes(address.city)).map((city) => ({ value: city }))}
        popupMatchSelectWidth={false}
        onChange={(city: string | undefined) => put({ city: orNull(city) })}
      />
      <Input disabled={props.disabled} value={address.district ?? ''} maxLength={60} placeholder={t('address.district')} aria-label={t('address.district')} onChange={(event) => put({ district: orNull(event.target.value) })} />
      <Input
        className={styles.detail}
        disabled={props.disabled}
        value={address.detail ?? ''}
        maxLength={200}
        placeholder={t('address.detail')}
        aria-label={t('address.detail')}
        onChange={(event) => put({ detail: orNull(event.target.value) })}
      />
    </div>
  )
}
