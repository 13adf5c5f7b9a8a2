import { DatePicker, Input } from 'antd'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { dayKey } from '../../ui/format.ts'
import { useOrg } from '../../ui/org-context.ts'
import { usePhone } from '../../ui/use-media-query.ts'
import { Chips } from './Chips.tsx'
import { quickCloseKeys, quickDay, quickDayKeys } from './quick-days.ts'
import type { QuickDay } from './quick-days.ts'
import styles from './QuickLog.module.css'

/**
 * A day ahead by one tap, any other from a calendar: for a step tomorrow, next Monday, in a week; for a close (`kind`) the
 * end of this month, of the next, of the quarter. `value` is `2026-03-01`.
 */
export function DueField({ value, onChange, label, kind = 'step' }: { value: string | null; onChange: (day: string | null) => void; label: string; kind?: 'step' | 'close' }) {
  const { t } = useTranslation('activities')
  const { timeZone } = useOrg()
  const phone = usePhone()
  const today = dayKey(Date.now(), timeZone)
  // On a Sunday "tomorrow" and "next Monday" are the same day; the first one that fits is shown as chosen.
  const keys = kind === 'close' ? quickCloseKeys : quickDayKeys
  const chosen = keys.find((key) => quickDay(key, today) === value) ?? null
  return (
    <div className={styles.due}>
      <Chips<QuickDay>
        label={label}
        options={keys.map((key) => ({ key, label: t(`quickDays.${key}`) }))}
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
