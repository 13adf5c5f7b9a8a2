import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import * as format from './format.ts'
import { useOrg } from './org-context.ts'

type Instant = string | number | Date | null | undefined
type Maybe = number | null | undefined

/** The formatters bound to the user's language and the organisation's zone and currency. */
export function useFormat() {
  const { t, i18n } = useTranslation('ui')
  const { timeZone, currency: orgCurrency } = useOrg()
  const language: format.FormatLanguage = i18n.language === 'en' ? 'en' : 'zh-CN'

  return useMemo(() => {
    const dates = (): format.DateOptions => ({ timeZone, language, now: Date.now() })
    return {
      language,
      timeZone,
      /** Minor units: `¥128,000`. */
      money: (minor: Maybe, currency = orgCurrency) => format.formatMoney(minor, { currency, language }),
      /** Minor units: `¥12.8万`. */
      moneyShort: (minor: Maybe, currency = orgCurrency) => format.formatMoney(minor, { currency, language, compact: true }),
      count: (value: Maybe) => format.formatCount(value, language),
      countShort: (value: Maybe) => format.formatCount(value, language, true),
      number: (value: Maybe, digits?: number) => format.formatNumber(value, language, digits),
      /** A share 0…1: `63.2%`. */
      percent: (share: Maybe, digits?: number) => format.formatPercent(share, language, digits),
      /** A difference of shares: `+2.1 个百分点`. */
      points: (difference: Maybe) => t('time.points', { value: format.formatPoints(difference, language) }),
      change: (share: Maybe) => format.formatChange(share, language),
      /** `8.8 天`; an em dash alone when absent. */
      days: (value: Maybe) =>
        value === null || value === undefined || !Number.isFinite(value)
          ? format.absent
          : t('time.days', { value: format.formatDays(value, language) }),
      /** `[60.1%, 68.0%]` of shares. */
      interval: (low: Maybe, high: Maybe) =>
        `${format.formatPercent(low, language)} – ${format.formatPercent(high, language)}`,
      date: (instant: Instant) => format.formatDate(instant, dates()),
      day: (day: string | null | undefined) => format.formatDay(day, dates()),
      dateTime: (instant: Instant) => format.formatDateTime(instant, dates()),
      time: (instant: Instant) => format.formatTime(instant, dates()),
      relative: (instant: Instant) => format.formatRelative(instant, Date.now(), dates()) ?? t('time.justNow'),
      phone: format.formatPhone,
    }
  }, [t, language, timeZone, orgCurrency])
}

export type Format = ReturnType<typeof useFormat>
