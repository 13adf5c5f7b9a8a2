import { Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { useOrg } from '../../ui/org-context.ts'
import { wallInstant, wallTime } from '../../ui/wall-time.ts'

/** When something happened, in the organisation's zone, not in the future; null means now. `value` is an instant. */
export function WhenField({ value, onChange }: { value: string | null; onChange: (instant: string | null) => void }) {
  const { t } = useTranslation('activities')
  const { timeZone } = useOrg()
  return (
    <Input
      type="datetime-local"
      aria-label={t('log.at')}
      max={wallTime(Date.now(), timeZone)}
      value={value === null ? '' : wallTime(value, timeZone)}
      onChange={(event) => onChange(wallInstant(event.target.value, timeZone))}
    />
  )
}
