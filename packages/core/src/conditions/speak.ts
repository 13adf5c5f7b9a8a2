import type { Field } from './catalogue.ts'
import type { PeriodName, ScalarValue } from './value.ts'

export interface Speaker {
  lang: 'zh' | 'en'
  /** The name behind an id of a user, team, reference or tag; the id itself if it answers nothing. */
  nameOf?: (field: Field, id: string) => string | undefined
}

export const PERIOD_WORDS: Record<PeriodName | 'now', { zh: string; en: string }> = {
  now: { zh: '现在', en: 'now' },
  today: { zh: '今天', en: 'today' },
  yesterday: { zh: '昨天', en: 'yesterday' },
  tomorrow: { zh: '明天', en: 'tomorrow' },
  this_week: { zh: '本周', en: 'this week' },
  last_week: { zh: '上周', en: 'last week' },
  next_week: { zh: '下周', en: 'next week' },
  this_month: { zh: '本月', en: 'this month' },
  last_month: { zh: '上月', en: 'last month' },
  next_month: { zh: '下月', en: 'next month' },
  this_quarter: { zh: '本季度', en: 'this quarter' },
  last_quarter: { zh: '上季度', en: 'last quarter' },
  next_quarter: { zh: '下季度', en: 'next quarter' },
  this_year: { zh: '今年', en: 'this year' },
  last_year: { zh: '去年', en: 'last year' },
  next_year: { zh: '明年', en: 'next year' },
}

const grouped = (number: number) => number.toLocaleString('en-US', { maximumFractionDigits: 20 })

/**
 * Money in minor units (two decimals), as people say it: `10万`, `1.25亿` in Chinese where that is exact with two decimals,
 * else in full with separators.
 */
export function sayMoney(minor: number, lang: 'zh' | 'en'): string {
  const cents = Math.abs(minor)
  const sign = minor < 0 ? '-' : ''
  if (lang === 'zh')
    for (const { unit, size } of [
      { unit: '亿', size: 10_000_000_000 },
      { unit: '万', size: 1_000_000 },
    ])
      if (cents >= size && cents % (size / 100) === 0) return `${sign}${grouped(cents / (size / 100) / 100)}${unit}`
  const rest = cents % 100
  return sign + grouped((cents - rest) / 100) + (rest === 0 ? '' : `.${String(rest).padStart(2, '0')}`)
}

/** A single value of a condition in words. */
export function sayScalar(value: ScalarValue, field: Field, speaker: Speaker): string {
  const { lang } = speaker
  if (typeof value === 'boolean') return value ? { zh: '是', en: 'yes' }[lang] : { zh: '否', en: 'no' }[lang]
  if (typeof value === 'number') return field.type === 'money' ? sayMoney(value, lang) : grouped(value)
  if (typeof value === 'string') {
    if (field.type === 'text') return lang === 'zh' ? `“${value}”` : JSON.stringify(value)
    if (field.type === 'date' || field.type === 'instant') return value
    return field.options?.find((option) => option.value === value)?.label[lang] ?? speaker.nameOf?.(field, value) ?? value
  }
  if ('me' in value) return { zh: '我', en: 'me' }[lang]
  if ('myTeams' in value) return { zh: '我的团队', en: 'my team' }[lang]
  if ('relative' in value) return PERIOD_WORDS[value.relative][lang]
  const { days } = value
  if (days === 0) return PERIOD_WORDS.today[lang]
  const n = Math.abs(days)
  return lang === 'zh' ? `${n} 天${days < 0 ? '前' : '后'}` : `${n} ${n === 1 ? 'day' : 'days'} ${days < 0 ? 'ago' : 'ahead'}`
}
