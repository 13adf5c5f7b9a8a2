/** How to read what does not say itself in which order day, month and year stand. */
export const dateOrders = ['ymd', 'mdy', 'dmy', 'excel', 'excel1904', 'unix', 'unix_ms'] as const
export type DateOrder = (typeof dateOrders)[number]

/** A date as written: a calendar day, perhaps a time of day, perhaps its distance from UTC. */
export interface DateReading {
  /** `2016-10-20`, proleptic Gregorian, checked to exist. */
  date: string
  /** Milliseconds since midnight, or null when the text has no time. */
  time: number | null
  /** Minutes east of UTC, or null when the text names no offset. */
  offset: number | null
}

/** What a text looks like before an order is chosen. `numeric`: three numbers whose order is open; `digits` of the first and the last. */
export type DateShape =
  | { form: 'self'; reading: DateReading }
  | { form: 'numeric'; parts: readonly [number, number, number]; digits: readonly [number, number]; time: number | null; offset: number | null }
  | { form: 'serial'; days: number }
  | { form: 'unix'; ms: number; unit: 'unix' | 'unix_ms' }

const clock = String.raw`(?:(上午|下午|早上|晚上|中午|凌晨|[ap]m)\s*)?(\d{1,2})(?::|时|点)(\d{2})(?:(?::|分)(\d{2})(?:[.,](\d{1,9}))?)?[分秒]?\s*([ap]\.?m\.?)?`
const zone = String.raw`\s*(z|utc|gmt)?\s*([+-]\d{2}(?::?\d{2})?(?::00)?)?(?:\s*\([^)]*\))?`
const tail = new RegExp(`^(?:[t\\s,]+${clock}${zone})?$`, 'i')
const yearFirst = /^(\d{4})([-/.年])(\d{1,2})(?:[-/.月])(\d{1,2})[日号]?/
const yearLast = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{1,2})(?!\d)/
const compact = /^(\d{4})(\d{2})(\d{2})(?:t?(\d{2})(\d{2})(\d{2})?(z)?)?$/i
const dayMonthName = /^(?:[a-z]{3,9},?\s+)?(\d{1,2})(?:st|nd|rd|th)?[-\s./]+([a-z]{3,9})\.?[-\s,./]+(\d{4}|\d{2})(?!\d)/i
const monthNameDay = /^(?:[a-z]{3,9},?\s+)?([a-z]{3,9})\.?[-\s]+(\d{1,2})(?:st|nd|rd|th)?,?[-\s]+(\d{4})(?!\d)/i
const weekday = /\s*[(（]?(?:星期|周|礼拜)[一二三四五六日天][)）]?\s*/
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** Looks at one text. Null when it is no date in any form known here. */
export function dateShape(raw: string): DateShape | null {
  let text = raw.trim()
  if (text === '' || text.length > 70) return null
  // Only text outside ASCII can hold full-width digits or a weekday in words.
  // eslint-disable-next-line no-control-regex
  if (/[^\u0000-\u007f]/.test(text)) text = text.normalize('NFKC').replace(weekday, ' ').trim()
  const first = text.charCodeAt(0)
  const digit = first >= 48 && first <= 57
  if (digit) {
    const y = yearFirst.exec(text)
    if (y !== null) return self(text.slice(y[0].length), Number(y[1]), Number(y[3]), Number(y[4]))
    const n = yearLast.exec(text)
    if (n !== null) {
      const end = clockOf(text.slice(n[0].length))
      if (end === null) return null
      const parts = [Number(n[1]), Number(n[3]), Number(n[4])] as const
      return { form: 'numeric', parts, digits: [(n[1] ?? '').length, (n[4] ?? '').length], ...end }
    }
    const c = compact.exec(text)
    if (c !== null) {
      const date = calendarDay(Number(c[1]), Number(c[2]), Number(c[3]))
      const time = c[4] === undefined ? null : timeOf(Number(c[4]), Number(c[5]), Number(c[6] ?? 0), 0)
      if (date !== null && (c[4] === undefined || time !== null)) {
        return { form: 'self', reading: { date, time, offset: c[7] === undefined ? null : 0 } }
      }
    }
    return numberShape(text) ?? named(text)
  }
  return named(text)
}

/** Settles a shape by an order; null when it is impossible in that order. */
export function settleDate(shape: DateShape, order: DateOrder): DateReading | null {
  switch (shape.form) {
    case 'self':
      return shape.reading
    case 'numeric': {
      const [a, b, c] = shape.parts
      const [first, last] = shape.digits
      let date: string | null = null
      // A year has two digits or four: 17/3/4 can only begin with it.
      if (order === 'mdy' && last > 1) date = calendarDay(fullYear(c, last === 2), a, b)
      else if (order === 'dmy' && last > 1) date = calendarDay(fullYear(c, last === 2), b, a)
      else if (order === 'ymd' && first === 2 && last < 4) date = calendarDay(fullYear(a, true), b, c)
      return date === null ? null : { date, time: shape.time, offset: shape.offset }
    }
    case 'serial':
      if (order === 'excel') return fromSerial(shape.days)
      return order === 'excel1904' ? fromSerial(shape.days + 1462) : null
    case 'unix': {
      if (order !== shape.unit) return null
      const iso = new Date(shape.ms).toISOString()
      const time = ((shape.ms % 86_400_000) + 86_400_000) % 86_400_000
      return { date: iso.slice(0, 10), time, offset: 0 }
    }
  }
}

/** Reads one text in the given order; texts that name their order themselves (`2016-10-20`, `20 Oct 2016`) need none. */
export function readDate(text: string, order: DateOrder): DateReading | null {
  const shape = dateShape(text)
  return shape === null ? null : settleDate(shape, order)
}

/** An Excel serial (1900 system, its false 29 February 1900 included) as a day and time, to the millisecond. */
export function fromSerial(serial: number): DateReading | null {
  // Excel keeps times as binary fractions of a day: rounding to the millisecond gives back what was typed.
  const ms = Math.round(serial * 86_400_000)
  const days = Math.floor(ms / 86_400_000)
  if (days < 1 || days > 109_574) return null
  const iso = new Date((days + (days < 60 ? 1 : 0) - 25_569) * 86_400_000).toISOString()
  const time = ms - days * 86_400_000
  return { date: iso.slice(0, 10), time: Number.isInteger(serial) ? null : time, offset: null }
}

function self(rest: string, year: number, month: number, day: number): DateShape | null {
  const date = calendarDay(year, month, day)
  const end = clockOf(rest)
  return date === null || end === null ? null : { form: 'self', reading: { date, ...end } }
}

function named(text: string): DateShape | null {
  const d = dayMonthName.exec(text)
  if (d !== null) {
    const year = fullYear(Number(d[3]), (d[3] ?? '').length === 2)
    return self(text.slice(d[0].length), year, monthOf(d[2] ?? ''), Number(d[1]))
  }
  const m = monthNameDay.exec(text)
  if (m !== null) return self(text.slice(m[0].length), Number(m[3]), monthOf(m[1] ?? ''), Number(m[2]))
  return null
}

function numberShape(text: string): DateShape | null {
  if (/^\d{5}(?:\.\d+)?$/.test(text)) return { form: 'serial', days: Number(text) }
  if (/^\d{10}$/.test(text)) return { form: 'unix', ms: Number(text) * 1000, unit: 'unix' }
  if (/^\d{13}$/.test(text)) return { form: 'unix', ms: Number(text), unit: 'unix_ms' }
  return null
}

function clockOf(rest: string): { time: number | null; offset: number | null } | null {
  if (rest === '') return { time: null, offset: null }
  const m = tail.exec(rest)
  if (m === null) return null
  if (m[2] === undefined) return { time: null, offset: null }
  let hour = Number(m[2])
  const half = (m[1] ?? m[6] ?? '').toLowerCase().replaceAll('.', '')
  if (half === 'pm' || half === '下午' || half === '晚上' || half === '中午') {
    // 中午11点 is before noon.
    if (hour < 12 && !(half === '中午' && hour >= 10)) hour += 12
  } else if ((half === 'am' || half === '上午' || half === '凌晨') && hour === 12) hour = 0
  const fraction = Number((m[5] ?? '0').padEnd(3, '0').slice(0, 3))
  const time = timeOf(hour, Number(m[3]), Number(m[4] ?? 0), fraction)
  if (time === null) return null
  return { time, offset: offsetOf(m[7], m[8]) }
}

function offsetOf(utc: string | undefined, distance: string | undefined): number | null {
  if (distance !== undefined) {
    const sign = distance.startsWith('-') ? -1 : 1
    const digits = distance.slice(1).replaceAll(':', '')
    return sign * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2, 4) || '0'))
  }
  return utc === undefined ? null : 0
}

function timeOf(hour: number, minute: number, second: number, ms: number): number | null {
  // 24:00 ends a day in some exports, :60 is a leap second; both are moved inside the day they are written in.
  if (hour > 24 || minute > 59 || second > 60 || (hour === 24 && minute + second > 0)) return null
  return Math.min(hour * 3_600_000 + minute * 60_000 + second * 1000 + ms, 86_399_999)
}

function calendarDay(year: number, month: number, day: number): string | null {
  if (year < 1900 || year > 2199 || month < 1 || month > 12 || day < 1) return null
  if (day > daysIn(year, month)) return null
  return `${year}-${month < 10 ? '0' : ''}${month}-${day < 10 ? '0' : ''}${day}`
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

const fullYear = (year: number, short: boolean): number => (short ? (year < 70 ? 2000 : 1900) + year : year)
const monthOf = (name: string): number => {
  const key = name.toLowerCase()
  const i = months.findIndex((month) => key.startsWith(month))
  return i >= 0 ? i + 1 : 0
}
