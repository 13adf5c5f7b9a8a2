import { readPhone } from '../../lib/phone.ts'
import { segmentsOf } from './segments.ts'
import { kindOfPart, type Part } from './sort.ts'
import type { PartKind } from './words.ts'

/** A value and the part of the pasted text that it was taken from, `[start, end)` in UTF-16 units. */
export type Found = { value: string; start: number; end: number }

export const pastedFields = ['name', 'company', 'title', 'phone', 'email', 'address', 'wechat', 'website'] as const
export type PastedField = (typeof pastedFields)[number]

export type PastedLead = Record<PastedField, Found | null> & {
  /** Numbers and addresses beyond the first, and what was not understood. */
  morePhones: Found[]
  moreEmails: Found[]
  rest: Found[]
}

/** More than any card or signature; what comes after is not read. */
const longest = 4_000

/**
 * Reads a business card, signature or chat message (粘贴文本识别) in Chinese or English into the fields of a lead. Labels (`电话：`) are
 * believed first, then what can only be one thing (mail, phone), then how the parts look. Nothing is invented: what is not understood
 * stands in `rest`.
 */
export function readPasted(pasted: string): PastedLead {
  const text = flattened(pasted.slice(0, longest))
  const lead: PastedLead = { name: null, company: null, title: null, phone: null, email: null, address: null, wechat: null, website: null, morePhones: [], moreEmails: [], rest: [] }
  const found = (start: number, end: number): Found => ({ value: text.slice(start, end).trim(), start, end })
  let left = text
  const take = (pattern: RegExp, use: (match: RegExpExecArray, at: Found) => boolean) => {
    for (const match of left.matchAll(pattern)) {
      const one = found(match.index, match.index + match[0].length)
      if (use(match, one)) left = `${left.slice(0, one.start)}${'\u0000'.repeat(one.end - one.start)}${left.slice(one.end)}`
    }
  }
  take(/[\w.+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4}/gi, (_, at) => {
    if (lead.email === null) lead.email = { ...at, value: at.value.toLowerCase() }
    else lead.moreEmails.push({ ...at, value: at.value.toLowerCase() })
    return true
  })
  take(/(?:微信号?|wechat(?: id)?|weixin|wx|vx)\s?[:=]?\s?([a-z][\w-]{4,30})/gi, (match, at) => {
    const value = match[1] ?? ''
    lead.wechat ??= { value, start: at.end - value.length, end: at.end }
    return true
  })
  take(/(?:https?:\/\/|www\.)[^\s\u0000,;|\p{Script=Han}]{3,200}/giu, (_, at) => {
    lead.website ??= at
    return true
  })
  // A fax or QQ number is no number to call.
  take(/(?:传真|fax|qq|邮编|邮政编码|zip|\bf)\s?[:.=]?\s?[+\d][\d\s()-]{4,20}\d/gi, () => true)
  const phones: Found[] = []
  take(phonePattern, (match, at) => {
    if (readPhone(match[0]).e164 === null) return false
    phones.push(at)
    return true
  })
  // A mobile reaches the person, a landline the switchboard.
  const [first = null, ...others] = [...phones.filter(isMobile), ...phones.filter((one) => !isMobile(one))]
  lead.phone = first
  lead.morePhones = others.sort((a, b) => a.start - b.start)

  const parts = segmentsOf(left)
  const sorted = parts.map((part) => ({ part, kind: kindOfPart(part) }))
  fill(lead, sorted, text)
  return lead
}

function fill(lead: PastedLead, sorted: { part: Part; kind: PartKind | 'maybe_company' | 'maybe_name' | null }[], text: string): void {
  const put = (field: 'name' | 'company' | 'title' | 'address', part: Part): boolean => {
    const known = lead[field]
    const value = part.value
    if (known === null) lead[field] = { value, start: part.start, end: part.end }
    // Of a name in two languages the Chinese one is kept.
    else if ((field === 'name' || field === 'company') && isHan.test(value) && !isHan.test(known.value)) {
      lead.rest.push(known)
      lead[field] = { value, start: part.start, end: part.end }
    }
    // An address goes on over lines, a title over words.
    else if (field === 'address' || field === 'title') lead[field] = { value: joined(known.value, value), start: Math.min(known.start, part.start), end: Math.max(known.end, part.end) }
    else return false
    return true
  }
  const later: typeof sorted = []
  for (const one of sorted) {
    const { part, kind } = one
    if (kind === 'name' || kind === 'company' || kind === 'title' || kind === 'address') {
      if (!put(kind, part)) lead.rest.push(part)
    } else if (kind === 'wechat' || kind === 'website') lead[kind] ??= part
    else if (kind !== 'other') later.push(one)
    else lead.rest.push(part)
  }
  for (const { part, kind } of later) {
    const isTaken = (kind === 'maybe_company' && lead.company === null && put('company', part)) || (kind === 'maybe_name' && lead.name === null && put('name', part))
    if (!isTaken) lead.rest.push(part)
  }
  lead.rest = lead.rest.filter(({ value }) => /[\p{L}\p{N}]/u.test(value)).sort((a, b) => a.start - b.start)
  for (const field of pastedFields) if (lead[field] !== null && text.slice(lead[field].start, lead[field].end).trim() === '') lead[field] = null
}

const isHan = /\p{Script=Han}/u
const joined = (a: string, b: string): string => (isHan.test(a.at(-1) ?? '') && isHan.test(b.charAt(0)) && !/[部处科]$|中心$/.test(a) ? `${a}${b}` : isHan.test(a) ? `${a} ${b}` : `${a}, ${b}`)

const phonePattern = /(?<![\d.])(?:\+\d{1,3}[\s-]?)?(?:\(?\+?86\)?[\s-]?)?(?:1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}|1[3-9]\d{2}[\s-]\d{3}[\s-]\d{4}|\(?0\d{2,3}\)?[\s-]?\d{3,4}[\s-]?\d{4}(?:(?:\s?(?:转|ext\.?|x|-|#)\s?)\d{1,6})?|[48]00[\s-]?\d{3}[\s-]?\d{4}|[48]00\d[\s-]\d{3}[\s-]\d{3})(?!\d)|\+\d{1,3}[\s.-]?\(?\d{1,4}\)?(?:[\s.-]?\d{2,4}){2,4}(?!\d)/gi

const isMobile = ({ value }: Found): boolean => /^(?:\(?\+?86\)?)?1[3-9]\d{9}$/.test(value.replace(/[\s-]/g, ''))

/** Full-width signs and digits to half-width ones, one for one, so that places stay those of the pasted text. */
const flattened = (text: string): string => text.replace(/[\uff01-\uff5e\u3000\u00a0]/g, (sign) => (sign === '\u00a0' ? ' ' : sign.normalize('NFKC'))).replace(/[\u200b-\u200f\ufeff\u0000]/g, ' ')
