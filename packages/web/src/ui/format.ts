/**
 * Figures and dates as text. Pure: language, zone and now are arguments; components use `useFormat()`, which binds them.
 * An absent value is always an em dash, never 0.
 */
export const absent = '—'

export type FormatLanguage = 'zh-CN' | 'en'
type Maybe = number | null | undefined

const numberFormats = new Map<string, Intl.NumberFormat>()
/** Building an Intl formatter costs far more than using it, and lists format thousands of cells. */
function numberFormat(language: FormatLanguage, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = language + JSON.stringify(options)
  let format = numberFormats.get(key)
  if (!format) {
    format = new Intl.NumberFormat(language, options)
    numberFormats.set(key, format)
  }
  return format
}

const dateFormats = new Map<string, Intl.DateTimeFormat>()
function dateFormat(language: FormatLanguage, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + JSON.stringify(options)
  let format = dateFormats.get(key)
  if (!format) {
    format = new Intl.DateTimeFormat(language, options)
    dateFormats.set(key, format)
  }
  return format
}

/** How many digits the minor unit of a currency has: CNY 2, JPY 0. */
export function minorDigits(currency: string): number {
  return numberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
}

/** Minor units as an exact decimal text: 12850 CNY is `128.50`. No float in between. */
export function decimalText(minor: number, currency: string): `${number}` {
  const digits = minorDigits(currency)
  const sign = minor < 0 ? '-' : ''
  const text = Math.abs(minor).toString().padStart(digits + 1, '0')
  const whole = text.slice(0, text.length - digits)
  return (digits === 0 ? sign + text : `${sign}${whole}.${text.slice(-digits)}`) as `${number}`
}

export interface MoneyOptions {
  currency: string
  language: FormatLanguage
  /** `12.8万`, `1.2亿`, `128K`: for tiles, cards and axes. */
  compact?: boolean
}

/** Minor units as money: `¥128,000`; the minor part is shown only when there is one. */
export function formatMoney(minor: Maybe, { currency, language, compact }: MoneyOptions): string {
  if (minor === null || minor === undefined || !Number.isFinite(minor)) return absent
  const whole = minor % 10 ** minorDigits(currency) === 0
  const style: Intl.NumberFormatOptions = { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }
  const shape: Intl.NumberFormatOptions = compact
    ? { notation: 'compact', minimumFractionDigits: 0, maximumFractionDigits: 1 }
    : whole
      ? { minimumFractionDigits: 0, maximumFractionDigits: 0 }
      : {}
  return numberFormat(language, { ...style, ...shape }).format(decimalText(minor, currency))
}

/** A count: `12,345`, or compact `1.2万` / `12K`. */
export function formatCount(value: Maybe, language: FormatLanguage, compact = false): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return absent
  return numberFormat(
    language,
    compact ? { notation: 'compact', maximumFractionDigits: 1 } : { maximumFractionDigits: 0 },
  ).format(value)
}

/** A plain number with at most `digits` decimals. */
export function formatNumber(value: Maybe, language: FormatLanguage, digits = 2): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return absent
  return numberFormat(language, { maximumFractionDigits: digits }).format(value)
}

/** A share 0…1 as `63.2%`. */
export function formatPercent(share: Maybe, language: FormatLanguage, digits = 1): string {
  if (share === null || share === undefined || !Number.isFinite(share)) return absent
  return numberFormat(language, {
    style: 'percent',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(share)
}

/** The difference of two shares, in percentage points: 0.021 is `+2.1`. The unit's word comes from the catalogue. */
export function formatPoints(difference: Maybe, language: FormatLanguage, digits = 1): string {
  if (difference === null || difference === undefined || !Number.isFinite(difference)) return absent
  return numberFormat(language, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    signDisplay: 'exceptZero',
  }).format(difference * 100)
}

/** A relative change as `+12.4%`. */
export function formatChange(share: Maybe, language: FormatLanguage, digits = 1): string {
  if (share === null || share === undefined || !Number.isFinite(share)) return absent
  return numberFormat(language, {
    style: 'percent',
    maximumFractionDigits: digits,
    signDisplay: 'exceptZero',
  }).format(share)
}

/** A number of days for "x 天": one decimal below 100, none above. */
export function formatDays(days: Maybe, language: FormatLanguage): string {
  if (days === null || days === undefined || !Number.isFinite(days)) return absent
  return numberFormat(language, { maximumFractionDigits: Math.abs(days) >= 100 ? 0 : 1 }).format(days)
}

type Instant = string | number | Date | null | undefined
function toDate(instant: Instant): Date | null {
  if (instant === null || instant === undefined || instant === '') return null
  const date = new Date(instant)
  return Number.isNaN(date.getTime()) ? null : date
}

/** The calendar day of an instant in a zone, `2026-03-01`. */
export function dayKey(instant: Instant, timeZone: string): string {
  const date = toDate(instant)
  if (!date) return ''
  const parts = dateFormat('en', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(date)
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? ''
  return `${part('year')}-${part('month')}-${part('day')}`
}

export interface DateOptions {
  timeZone: string
  language: FormatLanguage
  /** Leaves out the year when it is this year's. */
  now?: Instant
}

/** An instant as a calendar day: `3月1日`, with the year when it is another year. */
export function formatDate(instant: Instant, { timeZone, language, now }: DateOptions): string {
  const date = toDate(instant)
  if (!date) return absent
  const sameYear = now !== undefined && dayKey(now, timeZone).slice(0, 4) === dayKey(date, timeZone).slice(0, 4)
  return dateFormat(language, {
    timeZone,
    month: 'short',
    day: 'numeric',
    ...(sameYear ? {} : { year: 'numeric' as const }),
  }).format(date)
}

/** A calendar day as stored (`2026-03-01`), which has no zone to convert. */
export function formatDay(day: string | null | undefined, options: DateOptions): string {
  if (!day || !/^\d{4}-\d{2}-\d{2}$/.test(day)) return absent
  const now = options.now === undefined ? undefined : `${dayKey(options.now, options.timeZone)}T00:00:00Z`
  return formatDate(`${day}T00:00:00Z`, { language: options.language, timeZone: 'UTC', now })
}

/** An instant with hours and minutes: `3月1日 14:05`. */
export function formatDateTime(instant: Instant, options: DateOptions): string {
  const date = toDate(instant)
  if (!date) return absent
  return `${formatDate(date, options)} ${formatTime(date, options)}`
}

/** Hours and minutes: `14:05`. */
export function formatTime(instant: Instant, { timeZone, language }: DateOptions): string {
  const date = toDate(instant)
  if (!date) return absent
  return dateFormat(language, { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(date)
}

const steps: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
]

/**
 * How long ago or ahead: `3小时前`, `昨天`, `2天后`; null within the last minute ("just now", a word of the catalogue).
 * From a day on it counts calendar days of the zone, so that 23:50 yesterday is "yesterday" at 00:10.
 */
export function formatRelative(instant: Instant, now: Instant, { timeZone, language }: DateOptions): string | null {
  const date = toDate(instant)
  const reference = toDate(now)
  if (!date || !reference) return absent
  const seconds = (date.getTime() - reference.getTime()) / 1000
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  const days = daysBetween(dayKey(reference, timeZone), dayKey(date, timeZone))
  if (Math.abs(seconds) < 60) return null
  if (Math.abs(days) >= 1 && Math.abs(seconds) >= 6 * 3_600) {
    if (Math.abs(days) < 30) return format.format(days, 'day')
  }
  for (const [unit, size] of steps) {
    if (Math.abs(seconds) >= size) return format.format(Math.trunc(seconds / size), unit)
  }
  return format.format(Math.trunc(seconds / 60), 'minute')
}

/** Whole days from one calendar day to another: `daysBetween('2026-02-28', '2026-03-01')` is 1. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
}

/** A telephone number in readable groups: `138 0013 8000`; anything that is no Chinese mobile number stays as it is. */
export function formatPhone(phone: string | null | undefined): string {
  if (!phone) return absent
  const mobile = /^(?:\+86)?(1\d{2})(\d{4})(\d{4})$/.exec(phone.replace(/[\s-]/g, ''))
  return mobile ? `${mobile[1]} ${mobile[2]} ${mobile[3]}` : phone
}
