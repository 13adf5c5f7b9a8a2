import { readPhone } from '../lib/phone.ts'
import { cleanText } from '../lib/text.ts'
import type { EntryProblem } from './contract.ts'

const mailbox = /^[^\s@"(),:;<>[\]\\]+@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+[\p{L}]{2,}$/u

/** What is wrong or could be written better in what a lead is told apart by. What was typed is stored as it is: a suggestion is taken by whoever typed it. */
export function problemsOf(entry: { company: string | null; phone: string | null; email: string | null }): EntryProblem[] {
  const problems: EntryProblem[] = []
  if (entry.phone !== null) {
    const { problem, e164, extension } = readPhone(entry.phone)
    if (problem !== null) problems.push({ field: 'phone', code: problem === 'phone.digits_lost' ? 'phone_digits_lost' : 'phone_unreadable', suggestion: null })
    else if (e164 !== null) {
      const tidy = tidyPhone(e164, extension)
      if (!/^[\d+ ()转-]+$/.test(entry.phone) && tidy !== entry.phone) problems.push({ field: 'phone', code: 'tidier', suggestion: tidy })
    }
  }
  if (entry.email !== null) {
    const tidy = cleanText(entry.email).replace(/^mailto:/i, '').replace(/。/g, '.').replaceAll(' ', '')
    const [local = '', domain = ''] = tidy.split('@')
    const written = `${local}@${domain.toLowerCase()}`
    if (!mailbox.test(tidy)) problems.push({ field: 'email', code: 'email_unreadable', suggestion: null })
    else if (written !== entry.email) problems.push({ field: 'email', code: 'tidier', suggestion: written })
  }
  if (entry.company !== null) {
    const tidy = tidyCompany(entry.company)
    if (tidy !== entry.company && tidy !== '') problems.push({ field: 'company', code: 'tidier', suggestion: tidy })
  }
  return problems
}

/** `+8613800138000` → `13800138000`; a landline with its extension: `010-65529988转801`; others as E.164. */
function tidyPhone(e164: string, extension: string | null): string {
  const local = e164.startsWith('+861') && e164.length === 14 ? e164.slice(3) : e164
  return extension === null ? local : `${local}转${extension}`
}

/** A company's name as it stands in the register: half-width letters, no blanks between Chinese characters, brackets of one kind: `阿里之门（中国）网络技术有限公司`. */
function tidyCompany(name: string): string {
  const clean = cleanText(name).replace(/(?<=\p{Script=Han}) +(?=\p{Script=Han})/gu, '')
  const brackets = clean.replace(/\s*[([【]\s*([^()[\]【】]*)\s*[)\]】]\s*/g, (whole, inside: string) => (/\p{Script=Han}/u.test(inside) ? `（${inside.trim()}）` : whole))
  return brackets.replace(/[,，。.;；]+$/u, (end) => (/^\.$/.test(end) && /[A-Za-z]\.$/.test(brackets) ? end : ''))
}
