import { Select } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { zoneLabel, zoneOptions } from './time-zones.ts'

/** One of the world's time zones, found by its name in the user's language, by city or by offset. */
export function TimeZoneSelect(props: { value?: string; onChange?: (zone: string) => void; id?: string; disabled?: boolean }) {
  const { i18n } = useTranslation()
  const [opened, setOpened] = useState(false)
  const value = props.value ?? 'Asia/Shanghai'
  const options = useMemo(
    // Naming four hundred zones takes a moment, so only when somebody looks.
    () => (opened ? zoneOptions(i18n.language, new Date(), value) : [{ value, label: zoneLabel(value, i18n.language, new Date()) }]),
    [opened, i18n.language, value],
  )
  return (
    <Select<string>
      id={props.id}
      disabled={props.disabled}
      value={value}
      onChange={props.onChange}
      options={options}
      showSearch={{ optionFilterProp: 'label' }}
      onOpenChange={(open) => open && setOpened(true)}
      style={{ width: '100%' }}
    />
  )
}
