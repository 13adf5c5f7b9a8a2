import type { TFunction } from 'i18next'
import type { Localized } from '@sluice/core/config/localized'

/** What it takes to say an event: the words, the names behind ids, and the reader's way of writing figures and dates. */
export interface Speaker {
  language: 'zh-CN' | 'en'
  t: TFunction<'activities'>
  /** The name of a user, stage, reason, … that a payload mentions by id. */
  name(id: string): string | undefined
  /** Minor units. */
  money(minor: number, currency?: string): string
  /** A calendar day, `2026-03-01`. */
  day(day: string): string
  dateTime(instant: string): string
  /** A share 0…1. */
  percent(share: number): string
}

/** A configured text in the reader's language. */
export function localized(text: Localized, language: Speaker['language']): string {
  return language === 'en' ? text.en : text.zh
}
