import { pinyinInitials } from '@sluice/core/lib/pinyin'
import { dice } from '@sluice/core/lib/similarity'
import { foldText } from '@sluice/core/lib/text'
import type { Candidate, Typed } from './search.queries.ts'

/** What was typed, ready for comparing. */
export function readTyped(text: string): Typed {
  const folded = foldText(text)
  const digits = /^[+\d\s()-]+$/.test(folded) ? folded.replace(/\D+/g, '') : ''
  return { text, folded, digits: digits === '' ? null : digits }
}

/**
 * How well a candidate fits, 0…1: the exact number or phone, the exact name, a phone by its tail, a name that begins so
 * (by characters, then by pinyin initials), a name that holds it, and likeness for the rest.
 */
export function scoreOf(candidate: Candidate, typed: Typed): number {
  const name = foldText(candidate.name)
  if (typed.digits !== null) {
    if (String(candidate.number) === typed.digits) return 1
    const phone = candidate.phone?.replace(/\D+/g, '') ?? ''
    if (phone !== '' && typed.digits.length >= 7 && (phone === typed.digits || phone === `86${typed.digits.replace(/^0/, '')}`)) return 0.98
    if (typed.digits.length >= 3 && phone.endsWith(typed.digits)) return 0.85
  }
  if (name === typed.folded) return 0.95
  const likeness = dice(name, typed.folded)
  if (name.startsWith(typed.folded)) return 0.75 + 0.1 * likeness
  const initials = pinyinInitials(name)
  if (initials === typed.folded) return 0.74
  if (initials.startsWith(typed.folded)) return 0.7
  if (name.includes(typed.folded)) return 0.5 + 0.1 * likeness
  if (initials.includes(typed.folded)) return 0.45
  return 0.4 * likeness
}
