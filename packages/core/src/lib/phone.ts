import { parsePhoneNumberFromString } from 'libphonenumber-js'
import type { CountryCode } from 'libphonenumber-js'

export type PhoneProblem = 'phone.unreadable' | 'phone.digits_lost'

/** One telephone number: as written, and in E.164 when it could be understood. */
export interface Phone {
  raw: string
  e164: string | null
  /** Digits after 转, ext or x. */
  extension: string | null
  problem: PhoneProblem | null
}

const several = /[,，;；、|\n]|\s\/\s|(?<=\d{7,})\/(?=[\d+(])/
const tail = /(?:转|轉|ext\.?|extension|x|分机|#)[\s:：]*(\d{1,6})\s*$/i
const exponent = /^\d(?:\.\d+)?e\+?\d+$/i

/**
 * Reads one number in the way people of `country` write it (default mainland China): `138 0013 8000`,
 * `０１０－６５５２９９８８`, `021-58881234转801`, `+1 415…`, `0086…`. Nothing is thrown away: an unreadable one keeps `raw`.
 */
export function readPhone(text: string, country: CountryCode = 'CN'): Phone {
  const raw = text.trim()
  let number = raw.normalize('NFKC').replace(/[‐-―−]/g, '-').replace(/^[^\d+(]*(?=[\d+(])/, '')
  // A spreadsheet that took the number for a quantity has thrown the last digits away.
  if (exponent.test(number)) return { raw, e164: null, extension: null, problem: 'phone.digits_lost' }
  let extension = tail.exec(number)?.[1] ?? null
  if (extension !== null) number = number.replace(tail, '')
  // 0755-8888888-801: the third group of a landline is the extension.
  const third = /^(\(?0\d{2,3}\)?[-\s]?\d{7,8})-(\d{1,6})$/.exec(number.trim())
  if (third !== null && extension === null) {
    number = third[1] ?? number
    extension = third[2] ?? null
  }
  const parsed = parsePhoneNumberFromString(number, country)
  if (parsed === undefined || !parsed.isValid()) return { raw, e164: null, extension, problem: 'phone.unreadable' }
  return { raw, e164: parsed.number, extension, problem: null }
}

/** The numbers of a cell that may hold several (`138…/010…`, `138…；139…`), first one first; none for an empty cell. */
export function readPhones(text: string, country: CountryCode = 'CN'): Phone[] {
  const parts = text.split(several).map((part) => part.trim()).filter((part) => part !== '')
  return parts.map((part) => readPhone(part, country))
}
