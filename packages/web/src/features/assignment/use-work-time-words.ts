import { useTranslation } from 'react-i18next'

/** Working minutes in words, `2 工作小时 30 分`; the sign is left to the sentence. */
export function useWorkTimeWords(): (minutes: number) => string {
  const { t } = useTranslation('assignment')
  return (signed) => {
    const all = Math.abs(signed)
    const [hours, minutes] = [Math.floor(all / 60), all % 60]
    if (hours === 0) return t('work.minutes', { count: minutes })
    return minutes === 0 ? t('work.hours', { count: hours }) : t('work.hoursMinutes', { hours, minutes })
  }
}
