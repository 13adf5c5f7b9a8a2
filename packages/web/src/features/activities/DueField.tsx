import { DatePicker, Input } from 'antd'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { dayKey } from '../../ui/format.ts'
import { useOrg } from '../../ui/org-context.ts'
import { usePhone } from '../../ui/use-media-query.ts'
import { Chips } from './Chips.tsx'
import { quickDay, quickDayKeys } from './quick-days.ts'
import styles from './QuickLog.module.css'

/** A day ahead: today, tomorrow, next Monday or in a week by one tap, any other from a calendar. `value` is `2026-03-01`. */
export function DueField({ value, onChange, label }: { value: string | null; onChange: (day: string | null) => void; label: string }) {
  const { t } = useTranslation('activities')
  const { timeZone } = useOrg()
  const phone = usePhone()
  const today = dayKey(Date.now(), timeZone)
  // On a Sunday "tomorrow" and "next Monday" are the same day; the first one that fits is shown as chosen.
  const chosen = quickDayKeys.find((key) => quickDay(key, today) === value) ?? null
  return (
    <div className={styles.due}>
      <Chips
        label={label}
        options={quickDayKeys.map((key) => ({ key, label: t(`quickDays.${key}`) }))}
        value={chosen}
        onChange={(key) => onChange(quickDay(key, today))}
      />
      {phone ? (
        <Input type="date" className={styles.date} aria-label={t('quickDays.other')} value={value ?? ''} onChange={(event) => onChange(event.target.value || null)} />
      ) : (
        <DatePicker
          className={styles.date}
          aria-label={t('quickDays.other')}
          placeholder={t('quickDays.other')}
          value={value === null ? null : dayjs(value)}
          onChange={(day) => onChange(day ? day.format('YYYY-MM-DD') : null)}
        />
      )}
    </div>
  )
}
