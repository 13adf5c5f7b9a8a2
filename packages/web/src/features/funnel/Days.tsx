import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import styles from './FunnelFilters.module.css'

/** First and last day, both included; either may be left open. */
export function Days(props: { first: string; last: string; label: string; onChange: (first: string, last: string) => void }) {
  const day = (text: string) => (text === '' ? null : dayjs(text))
  return (
    <DatePicker.RangePicker
      className={styles.days}
      aria-label={props.label}
      allowEmpty={[true, true]}
      value={[day(props.first), day(props.last)]}
      onChange={(range) => props.onChange(range?.[0]?.format('YYYY-MM-DD') ?? '', range?.[1]?.format('YYYY-MM-DD') ?? '')}
    />
  )
}
