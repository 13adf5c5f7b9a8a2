import { z } from 'zod'
import { line, prose } from '../lib/wire.ts'
import { readPhone } from '../lib/phone.ts'
import { checkText } from './checks.ts'
import type { CustomField, FieldSettings } from './contract.ts'
import { compilePattern } from './pattern.ts'
import type { fieldRefusals } from './refusals.ts'
import { isComputed, type ValueType } from './value-type.ts'

export type FieldCode = keyof typeof fieldRefusals
/** A value as it is stored (null: empty), or why it is refused. */
export type ReadValue = { value: unknown } | { refused: FieldCode }

export interface Address {
  province: string | null
  city: string | null
  district: string | null
  detail: string | null
}

const MONEY_LIMIT = 10_000_000_000_000
const NUMBER_LIMIT = 1e15
const SHARE_LIMIT = 1000
const FILES = 20

const id = z.uuid().transform((text) => text.toLowerCase())
const day = z.iso.date().refine((text) => text >= '1900' && text < '3000')
const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text).toISOString()).refine((text) => text >= '1900' && text < '3000')
const short = line(500)
const long = prose(20_000).transform((text) => text.trim())
const part = z.string().trim().max(200).transform((text) => (text === '' ? null : text)).nullable().default(null)
const address = z.object({ province: part, city: part, district: part, detail: part })
const mail = z.string().trim().pipe(z.email().max(254))

const refused = (code: FieldCode): ReadValue => ({ refused: code })
const read = (schema: z.ZodType, raw: unknown): ReadValue => {
  const parsed = schema.safeParse(raw)
  return parsed.success ? { value: parsed.data } : refused('field.bad_value')
}
const isBlank = (raw: unknown): boolean =>
  raw === null || raw === undefined || (typeof raw === 'string' && raw.trim() === '') || (Array.isArray(raw) && raw.length === 0)

/**
 * Reads a value from outside as one of the field (custom.ts says what each type takes), normalised as it is stored.
 * Options are checked against the field's own, archived ones included; whether one may be chosen now is `writeCustom`'s to judge,
 * and whether an id exists the server's.
 */
export function readValue(field: CustomField, raw: unknown): ReadValue {
  if (isComputed(field)) return refused('field.read_only')
  if (isBlank(raw)) return { value: null }
  const result = READERS[field.type as ValueType](raw, field.settings)
  return 'refused' in result ? result : checked(field, result.value)
}

const READERS: Readonly<Record<ValueType, (raw: unknown, settings: FieldSettings) => ReadValue>> = {
  text: (raw) => read(short, raw),
  long_text: (raw) => read(long, raw),
  number: (raw, settings) => readNumber(raw, settings, settings.decimals, NUMBER_LIMIT),
  money: (raw, settings) => (Number.isInteger(raw) ? readNumber(raw, settings, 0, MONEY_LIMIT) : refused('field.bad_value')),
  // Decimals are those of the percentage: 12.5 % with one decimal is the share 0.125.
  percent: (raw, settings) => readNumber(raw, settings, settings.decimals + 2, SHARE_LIMIT),
  date: (raw) => read(day, raw),
  time: (raw) => read(instant, raw),
  boolean: (raw) => read(z.boolean(), raw),
  select: (raw, { options }) =>
    typeof raw !== 'string' ? refused('field.bad_value') : options.some((option) => option.value === raw) ? { value: raw } : refused('field.bad_option'),
  multi_select: (raw, { options }) => {
    if (!Array.isArray(raw) || raw.length > 1000) return refused('field.bad_value')
    const chosen = new Set<unknown>(raw)
    const known = options.filter((option) => chosen.has(option.value)).map((option) => option.value)
    return known.length === chosen.size ? { value: known } : refused('field.bad_option')
  },
  user: (raw) => read(id, raw),
  team: (raw) => read(id, raw),
  reference: (raw) => read(id, raw),
  phone: (raw) => {
    const text = line(40).safeParse(raw)
    return text.success && readPhone(text.data).e164 !== null ? { value: text.data } : refused('field.bad_value')
  },
  mail: (raw) => read(mail, raw),
  url: readUrl,
  address: (raw) => {
    const parsed = address.safeParse(raw)
    if (!parsed.success || !Object.values(parsed.data).every((text) => text === null || line(200).safeParse(text).success)) return refused('field.bad_value')
    return { value: Object.values(parsed.data).every((text) => text === null) ? null : parsed.data }
  },
  file: (raw) => {
    const ids = z.array(id).max(FILES).safeParse(raw)
    return ids.success ? { value: [...new Set(ids.data)] } : refused('field.bad_value')
  },
}

function readNumber(raw: unknown, { min, max }: FieldSettings, decimals: number, limit: number): ReadValue {
  if (typeof raw !== 'number' || !Number.isFinite(raw) || Math.abs(raw) > limit) return refused('field.bad_value')
  // `+ 0`: minus zero is zero.
  const rounded = Number(raw.toFixed(decimals)) + 0
  // What arithmetic in floating point left behind (0.1 + 0.2) is no decimal that somebody meant.
  if (Math.abs(raw - rounded) > 1e-9 * Math.max(1, Math.abs(raw))) return refused('field.decimals')
  if ((min !== null && rounded < min) || (max !== null && rounded > max)) return refused('field.range')
  return { value: rounded }
}

function readUrl(raw: unknown): ReadValue {
  const text = short.safeParse(raw)
  if (!text.success) return refused('field.bad_value')
  const full = /^[a-z][a-z0-9+.-]*:/i.test(text.data) && !/^[^/:]+:\d/.test(text.data) ? text.data : `https://${text.data}`
  if (!URL.canParse(full)) return refused('field.bad_value')
  const { protocol, hostname } = new URL(full)
  // Anything else (javascript:, data:) would run when it is clicked.
  return (protocol === 'http:' || protocol === 'https:') && hostname.includes('.') && !/\s/.test(full) ? { value: full } : refused('field.bad_value')
}

/** Pattern and ready-made check of a text. */
function checked({ settings }: CustomField, value: unknown): ReadValue {
  if (typeof value !== 'string') return { value }
  if (settings.pattern !== null && compilePattern(settings.pattern)?.matches(value) !== true) return refused('field.pattern')
  return checkText(settings.check, value)
}
