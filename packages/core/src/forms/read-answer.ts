import { amountMinor, day, line, prose } from '../lib/wire.ts'
import type { Question } from './contract.ts'

/**
 * An answer as stored: text; a number; money in minor units of the organisation's currency; a day `YYYY-MM-DD`;
 * an option's value, or a list of them; yes or no.
 */
export type AnswerValue = string | number | boolean | string[]

const text = line(500)
const longText = prose(5000)

/** Reads one answer: null for none (null, empty text, empty list), undefined for one that does not fit its question. */
export function readAnswer(question: Question, raw: unknown): AnswerValue | null | undefined {
  if (raw === undefined || raw === null || (Array.isArray(raw) && raw.length === 0)) return null
  if (typeof raw === 'string' && raw.trim() === '') return null
  switch (question.type) {
    case 'text':
      return text.safeParse(raw).data
    case 'long_text':
      return longText.safeParse(raw).data
    case 'number':
      return typeof raw === 'number' && Number.isFinite(raw) && Math.abs(raw) <= 1e15 ? raw : undefined
    case 'money':
      return amountMinor.safeParse(raw).data
    case 'date':
      return day.safeParse(raw).data
    case 'boolean':
      return typeof raw === 'boolean' ? raw : undefined
    case 'select':
      return question.options.find((option) => option.value === raw)?.value
    case 'multi_select': {
      if (!Array.isArray(raw) || raw.length > question.options.length) return undefined
      const chosen = question.options.filter((option) => raw.includes(option.value)).map((option) => option.value)
      // Each once, and each one of the options.
      return chosen.length === raw.length ? chosen : undefined
    }
  }
}
