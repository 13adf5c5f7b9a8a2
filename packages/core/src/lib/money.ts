/** ISO 4217 codes whose minor unit is not a hundredth. */
const minorDigits: Record<string, number> = {
  JPY: 0, KRW: 0, VND: 0, CLP: 0, ISK: 0, XAF: 0, XOF: 0, PYG: 0, UGX: 0, BHD: 3, KWD: 3, OMR: 3, JOD: 3, TND: 3,
}

/** How many decimal digits the minor unit of a currency has: CNY 2 (分), JPY 0. */
export function currencyDigits(currency: string): number {
  return minorDigits[currency] ?? 2
}

export type AmountProblem = 'amount.unreadable' | 'amount.ambiguous' | 'amount.too_large' | 'amount.percent'

export type Amount =
  | {
      ok: true
      /** Integer minor units of `currency`. */
      minor: number
      currency: string
      /** The text named the currency itself. */
      named: boolean
      /** The text was finer than the minor unit and was rounded half away from zero. */
      rounded: boolean
    }
  | { ok: false; code: AmountProblem }

export interface AmountOptions {
  /** Used where the text names no currency. */
  currency: string
  /** What separates the fraction; `auto` refuses what could be read in two ways. Default `.` */
  decimal?: '.' | ',' | 'auto'
}

const symbols: [RegExp, string | null][] = [
  [/US\$|USD|美元|美金/i, 'USD'],
  [/HK\$|HKD|港币|港元/i, 'HKD'],
  [/NT\$|TWD|新台币|台币/i, 'TWD'],
  [/S\$|SGD|新加坡元|新币/i, 'SGD'],
  [/A\$|AUD|澳元/i, 'AUD'],
  [/C\$|CAD|加元/i, 'CAD'],
  [/JP¥|JPY|日元|円/i, 'JPY'],
  [/EUR|€|欧元/i, 'EUR'],
  [/GBP|£|英镑/i, 'GBP'],
  [/KRW|₩|韩元/i, 'KRW'],
  [/INR|₹|卢比/i, 'INR'],
  [/CN¥|CNY|RMB|人民币/i, 'CNY'],
  [/\$/, 'USD'],
  // A plain ¥ or 元 follows the file's currency when that is one written so.
  [/¥|元|圆|块/, null],
]
const units: [RegExp, number][] = [
  [/万亿$/, 12], [/(?:亿|億)$/, 8], [/千万$/, 7], [/百万$/, 6], [/十万$/, 5], [/(?:万|萬|w)$/i, 4], [/千$/, 3],
  [/百$/, 2], [/(?:bn|billion|b)$/i, 9], [/(?:mn|mio|million|m)$/i, 6], [/(?:k|thousand)$/i, 3],
]

/**
 * Reads an amount as people write it: `¥1,234.50`, `￥12.5万`, `1.2亿元`, `$3k`, `(1,000)`, `１２３`, `-5`, `1 234,56`
 * with `decimal: ','`. Exact: digits are moved as text, never through a float.
 */
export function parseAmount(text: string, options: AmountOptions): Amount {
  let rest = text.normalize('NFKC').replace(/[\s\u00a0\u202f']/g, '').replace(/[−–—]/g, '-')
  if (rest.endsWith('%')) return refuse('amount.percent')
  let negative = false
  if (/^\(.*\)$/.test(rest)) {
    negative = true
    rest = rest.slice(1, -1)
  }
  let currency = options.currency
  let named = false
  for (const [pattern, code] of symbols) {
    if (!pattern.test(rest)) continue
    rest = rest.replace(pattern, '')
    if (code === null) {
      if (currency !== 'CNY' && currency !== 'JPY') currency = 'CNY'
      named = currency === 'CNY'
    } else {
      currency = code
      named = true
    }
    // `人民币100元` names it twice.
    rest = rest.replace(/[元圆¥]/, '')
    break
  }
  rest = rest.replace(/整$|正$/, '').replace(/余$|[+＋]$/, '')
  let power = 0
  for (const [pattern, zeros] of units) {
    if (!pattern.test(rest)) continue
    rest = rest.replace(pattern, '')
    power = zeros
    break
  }
  if (/^[-+]/.test(rest) || /-$/.test(rest)) {
    if (rest.startsWith('-') || rest.endsWith('-')) negative = !negative
    rest = rest.replace(/^[-+]/, '').replace(/-$/, '')
  }
  const exponent = /^(\d+(?:\.\d+)?)e([+-]?\d{1,2})$/i.exec(rest)
  if (exponent !== null) {
    rest = exponent[1] ?? ''
    power += Number(exponent[2])
  }
  const number = splitNumber(rest, options.decimal ?? '.')
  if (typeof number === 'string') return refuse(number)
  return scale(number.whole, number.fraction, power, { currency, named, negative })
}

/** The digits before and after the decimal mark, or why they cannot be told apart. */
function splitNumber(text: string, mark: '.' | ',' | 'auto'): { whole: string; fraction: string } | AmountProblem {
  if (!/^[\d.,]+$/.test(text) || !/\d/.test(text)) return 'amount.unreadable'
  let decimal = mark
  if (decimal === 'auto') {
    const dot = text.lastIndexOf('.')
    const comma = text.lastIndexOf(',')
    if (dot >= 0 && comma >= 0) decimal = dot > comma ? '.' : ','
    else if (text.split(',').length > 2) decimal = '.'
    else if (text.split('.').length > 2) decimal = ','
    else if (/^\d{1,3}[.,]\d{3}$/.test(text)) return 'amount.ambiguous'
    else decimal = comma >= 0 ? ',' : '.'
  }
  const group = decimal === '.' ? ',' : '.'
  const [head = '', fraction = '', ...more] = text.split(decimal)
  if (more.length > 0 || fraction.includes(group)) return 'amount.unreadable'
  // Groups of three, or of four as Chinese books have them; `12,5` is no grouped number.
  const groups = head.split(group)
  const grouped = groups.length === 1 || groupedBy(groups, 3) || groupedBy(groups, 4) || groupedIndian(groups)
  if (!grouped) return 'amount.ambiguous'
  return { whole: groups.join(''), fraction }
}

const groupedBy = (groups: readonly string[], size: number): boolean =>
  groups.every((part, i) => (i === 0 ? part.length >= 1 && part.length <= size : part.length === size))
const groupedIndian = (groups: readonly string[]): boolean =>
  groups.every((part, i) => (i === groups.length - 1 ? part.length === 3 : part.length <= 2 && part.length >= 1))

function scale(
  whole: string,
  fraction: string,
  power: number,
  as: { currency: string; named: boolean; negative: boolean },
): Amount {
  const shift = power + currencyDigits(as.currency)
  const digits = `${whole}${fraction}`
  const places = fraction.length - shift
  if (places <= 0) {
    if (digits.length - places > 40) return refuse('amount.too_large')
    return finish(BigInt(digits + '0'.repeat(-places)), false, as)
  }
  const padded = digits.padStart(places + 1, '0')
  const kept = BigInt(padded.slice(0, -places))
  const cut = padded.slice(-places)
  return finish(cut.charCodeAt(0) >= 53 ? kept + 1n : kept, /[1-9]/.test(cut), as)
}

function finish(minor: bigint, rounded: boolean, as: { currency: string; named: boolean; negative: boolean }): Amount {
  if (minor > BigInt(Number.MAX_SAFE_INTEGER)) return refuse('amount.too_large')
  const value = as.negative && minor !== 0n ? -Number(minor) : Number(minor)
  return { ok: true, minor: value, currency: as.currency, named: as.named, rounded }
}

const refuse = (code: AmountProblem): Amount => ({ ok: false, code })

/** Minor units as a plain decimal text, exact: 123456 CNY → `1234.56`; whole amounts without zeros: `1234`. */
export function decimalText(minor: number, currency: string): string {
  const digits = currencyDigits(currency)
  const text = String(Math.abs(minor)).padStart(digits + 1, '0')
  const whole = digits === 0 ? text : text.slice(0, -digits)
  const fraction = digits === 0 ? '' : text.slice(-digits)
  return `${minor < 0 ? '-' : ''}${whole}${/[1-9]/.test(fraction) ? `.${fraction}` : ''}`
}

/**
 * An amount for people. `compact` shortens with 万/亿 (zh) or K/M/B (en) to at most one decimal; else all digits,
 * cents only where there are any.
 */
export function formatMoney(minor: number, currency: string, locale: 'zh-CN' | 'en', compact = false): string {
  const text = decimalText(minor, currency)
  const cents = text.includes('.') ? currencyDigits(currency) : 0
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    ...(compact
      ? { notation: 'compact', maximumFractionDigits: 1, minimumFractionDigits: 0 }
      : { minimumFractionDigits: cents, maximumFractionDigits: cents }),
  })
  // A decimal text keeps all digits where a float would not (ECMA-402, Intl.NumberFormat v3).
  return format.format(text as `${number}`)
}
