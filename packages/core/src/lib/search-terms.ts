import { pinyinInitials } from './pinyin.ts'
import { bigrams, foldText } from './text.ts'

/** What a record can be found by. */
export interface Findable {
  /** Read by people: found by any part of them and by pinyin initials (纷享销客: `享销`, `fxxk`). */
  names?: readonly (string | null)[]
  /** Phones, numbers, e-mail addresses: found by any part, without pinyin. Give a phone as typed and in E.164. */
  exact?: readonly (string | number | null)[]
}

const runs = /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}])+/gu
const han = /^\p{Script=Han}/u
const digits = /\d+/g
/** A query of sixty pieces is as exact as one of all of them. */
const queryLimit = 60

/**
 * The pieces under which a record is indexed (a `search text[]` column with a GIN index): a record is found when it holds
 * all `queryTerms` of what was typed, `search @> queryTerms`. In no particular order, without repeats.
 * Chinese: single characters and pairs. Letters, and the pinyin initials of names: pairs, and the first of each word.
 * Digits: threes and fours anywhere, ones and twos at the beginning or end, so that the tail of a phone number is found
 * and few others with it.
 */
export function searchTerms({ names = [], exact = [] }: Findable): string[] {
  const terms = new Set<string>()
  for (const name of names) {
    if (name === null || name === '') continue
    const folded = foldText(name)
    addRuns(terms, folded)
    const initials = pinyinInitials(folded)
    addPairs(terms, initials)
    // A word of Chinese between others: 3M中国 is found by `z` too.
    for (const [run] of folded.matchAll(runs)) if (han.test(run)) terms.add(initialOf(run))
  }
  for (const value of exact) {
    if (value === null || value === '') continue
    const folded = foldText(String(value))
    addRuns(terms, folded)
    // 138-0013 8000 and +86 138…: one number, however it was spaced.
    if (/^[\d\s()+.-]+$/.test(folded)) addDigits(terms, folded.replace(/\D+/g, ''))
  }
  terms.delete('')
  return [...terms]
}

/** The pieces that a record must hold to be found by what was typed; none when nothing that could be found was typed. */
export function queryTerms(typed: string): string[] {
  const terms = new Set<string>()
  const folded = foldText(typed)
  // A phone number is typed with blanks and dashes; its digits are one run.
  const phone = /^\+?[\d\s()-]{5,}$/.test(folded)
  const words = phone ? [folded.replace(/\D+/g, '')] : [...folded.matchAll(runs)].map(([run]) => run)
  for (const word of words) {
    if (/^\d+$/.test(word)) for (const part of grams(word, Math.min(4, word.length))) terms.add(part)
    else for (const pair of bigrams(word)) terms.add(pair)
  }
  return [...terms].slice(0, queryLimit)
}

function addRuns(terms: Set<string>, folded: string): void {
  for (const [run] of folded.matchAll(runs)) {
    if (han.test(run)) {
      for (const character of run) terms.add(character)
    } else if (/^\d+$/.test(run)) {
      addDigits(terms, run)
      continue
    } else {
      terms.add([...run][0] ?? '')
      for (const [number] of run.matchAll(digits)) addDigits(terms, number)
    }
    addPairs(terms, run)
  }
}

function addPairs(terms: Set<string>, text: string): void {
  for (const pair of bigrams(text)) terms.add(pair)
}

function addDigits(terms: Set<string>, number: string): void {
  for (const size of [3, 4]) for (const part of grams(number, size)) terms.add(part)
  for (const size of [1, 2]) terms.add(number.slice(0, size)).add(number.slice(-size))
}

function grams(text: string, size: number): string[] {
  return Array.from({ length: Math.max(0, text.length - size + 1) }, (_, i) => text.slice(i, i + size))
}

const initials = new Map<string, string>()
/** First pinyin letter of a run, remembered by its first character. */
function initialOf(run: string): string {
  const first = [...run][0] ?? ''
  let letter = initials.get(first)
  if (letter === undefined) {
    letter = pinyinInitials(first)
    if (initials.size < 20_000) initials.set(first, letter)
  }
  return letter
}
