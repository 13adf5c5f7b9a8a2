import { z } from 'zod'
import { readPhone } from '../lib/phone.ts'
import { maxLength } from './answer-length.ts'
import type { FormDefinition, FormField } from './definition.ts'
import type { publicFormRefusals } from './refusals.ts'

/** An answer as it is stored: text as it was typed; a number; a day; an option's value, or several; yes. */
export type FormAnswerValue = string | number | boolean | string[]
export type FormAnswers = Record<string, FormAnswerValue>
export interface AnswerProblem {
  path: string
  code: keyof typeof publicFormRefusals
}

// oxlint-disable-next-line no-control-regex -- they are what is refused
const control = /[\u0000-\u001f\u007f]/
const mail = z.email().max(254)
const day = z.iso.date().refine((text) => text >= '1900' && text < '3000')

/**
 * What a visitor sent, read by the version of the form that they saw. Texts are kept as they were typed, or refused; keys that are no
 * field are passed over: a page may be older or newer than this.
 */
export function readAnswers(definition: FormDefinition, raw: Readonly<Record<string, unknown>>): { answers: FormAnswers; errors: AnswerProblem[] } {
  const answers: [string, FormAnswerValue][] = []
  const errors: AnswerProblem[] = []
  for (const field of definition.fields) {
    const read = readOne(field, Object.hasOwn(raw, field.key) ? raw[field.key] : undefined)
    if (typeof read === 'object' && 'code' in read) errors.push({ path: `answers.${field.key}`, code: read.code })
    else if (read.value !== null) answers.push([field.key, read.value])
    else if (field.required && field.type !== 'hidden') errors.push({ path: `answers.${field.key}`, code: 'public_form.required' })
  }
  return { answers: Object.fromEntries(answers), errors }
}

type Read = { value: FormAnswerValue | null } | { code: AnswerProblem['code'] }
const bad: Read = { code: 'public_form.bad_value' }
const none: Read = { value: null }

function readOne(field: FormField, raw: unknown): Read {
  if (raw === undefined || raw === null || raw === false || (Array.isArray(raw) && raw.length === 0) || (typeof raw === 'string' && raw.trim() === '')) return none
  switch (field.type) {
    case 'number': {
      const value = typeof raw === 'string' ? Number(raw.trim()) : raw
      return typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= 1e15 ? { value } : bad
    }
    case 'date':
      return day.safeParse(raw).success ? { value: raw as string } : bad
    case 'boolean':
      return raw === true ? { value: true } : bad
    case 'select':
      return field.options.some((option) => option.value === raw) ? { value: raw as string } : bad
    case 'multi_select': {
      if (!Array.isArray(raw) || raw.length > field.options.length) return bad
      const chosen = field.options.map((option) => option.value).filter((value) => raw.includes(value))
      return chosen.length === raw.length ? { value: chosen } : bad
    }
    default:
      return readText(field, raw)
  }
}

function readText(field: FormField, raw: unknown): Read {
  if (typeof raw !== 'string') return bad
  // NUL and halves of surrogate pairs cannot be stored.
  if (!raw.isWellFormed() || raw.includes('\u0000') || (field.type !== 'long_text' && control.test(raw))) return { code: 'public_form.bad_characters' }
  if (raw.length > maxLength(field)) return { code: 'public_form.too_long' }
  if (field.type === 'phone' && readPhone(raw).e164 === null) return { code: 'public_form.bad_phone' }
  if ((field.type === 'mail' || field.target === 'email') && !mail.safeParse(raw.trim()).success) return { code: 'public_form.bad_mail' }
  return { value: raw }
}
