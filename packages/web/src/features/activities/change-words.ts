import type { Changes } from '@sluice/core/events/deal-events'
import { activitiesZh } from './activities.zh.ts'
import { anyOutcomeName } from './activity-names.ts'
import type { Speaker } from './speaker.ts'

/** One changed field in words: 金额 ¥120,000 → ¥150,000. */
export interface ChangeWords {
  key: string
  field: string
  before: string
  after: string
}

type FieldKey = keyof typeof activitiesZh.fields
const isField = (key: string): key is FieldKey => Object.hasOwn(activitiesZh.fields, key)
const isStatus = (key: string): key is keyof typeof activitiesZh.leadStatus => Object.hasOwn(activitiesZh.leadStatus, key)
const isForecast = (key: string): key is keyof typeof activitiesZh.forecast => Object.hasOwn(activitiesZh.forecast, key)

/** A status of a lead in words. */
export function statusName(status: string, { t }: Speaker): string {
  return isStatus(status) ? t(`leadStatus.${status}`) : status
}

/** The changed fields of a record in words, in the order they were changed. `noun` tells a deal's title from a person's. */
export function changeWords(noun: string, changes: Changes, speaker: Speaker): ChangeWords[] {
  return Object.entries(changes).map(([key, [before, after]]) => ({
    key,
    field: fieldName(noun, key, speaker),
    before: valueWords(key, before, changes, 0, speaker),
    after: valueWords(key, after, changes, 1, speaker),
  }))
}

function fieldName(noun: string, key: string, { t }: Speaker): string {
  if (noun === 'deal' && key === 'title') return t('fields.dealTitle')
  // A field of the organisation's own keeps the name it was given.
  return isField(key) ? t(`fields.${key}`) : key
}

function valueWords(key: string, value: unknown, changes: Changes, side: 0 | 1, speaker: Speaker): string {
  const { t } = speaker
  if (value === null || value === undefined || value === '') return t('empty')
  if (Array.isArray(value)) {
    if (value.length === 0) return t('empty')
    return value.map((one) => valueWords(key, one, changes, side, speaker)).join(speaker.language === 'en' ? ', ' : '、')
  }
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no')
  if (typeof value === 'number') {
    if (key.endsWith('Minor')) {
      const currency = changes['currency']?.[side]
      return speaker.money(value, typeof currency === 'string' ? currency : undefined)
    }
    if (key === 'winProbability') return speaker.percent(value)
    if (key === 'minutes') return t('minutes', { count: value })
    return String(value)
  }
  if (typeof value === 'string') {
    if (/Ids?$/.test(key)) return speaker.name(value) ?? t('unknown')
    if (key === 'status') return statusName(value, speaker)
    if (key === 'forecastCategory' && isForecast(value)) return t(`forecast.${value}`)
    if (key === 'outcome') return anyOutcomeName(value, speaker.language)
    if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return speaker.day(value)
    if (/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value)) return speaker.dateTime(value)
    return speaker.name(value) ?? value
  }
  // An object: a linked record by its id or name.
  const loose = value as { id?: unknown; name?: unknown }
  if (typeof loose.name === 'string') return loose.name
  if (typeof loose.id === 'string') return speaker.name(loose.id) ?? t('unknown')
  return JSON.stringify(value)
}
