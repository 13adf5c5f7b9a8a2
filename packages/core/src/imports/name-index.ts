import { companyCore } from '../lib/company-name.ts'
import { fullPinyin } from '../lib/pinyin.ts'
import { dice, editDistance } from '../lib/similarity.ts'
import { bigrams, foldText, letterKey } from '../lib/text.ts'

/** Something that exists and has a name. */
export interface Named {
  id: string
  name: string
  aliases?: readonly string[]
}

export type LikenessReason = 'exact' | 'case' | 'spacing' | 'company' | 'pinyin' | 'part' | 'typo' | 'similar'

export interface Likeness {
  id: string
  name: string
  /** 0…1; 1 only for the same text. */
  score: number
  reason: LikenessReason
}

export interface NameIndexOptions {
  /** Legal forms and regions of companies are passed over. */
  companies?: boolean
  /** Persons: a name in pinyin is compared with the characters. */
  people?: boolean
}

/**
 * Finds names like a given one. Built once over what exists (also tens of thousands), asked for each different value of
 * a file: only names that share a pair of characters are looked at closely.
 */
export function nameIndex(existing: readonly Named[], options: NameIndexOptions = {}) {
  const entries = existing.flatMap((thing) => [thing.name, ...(thing.aliases ?? [])].map((text) => ({ id: thing.id, name: thing.name, text: text.trim() })))
  const exact = group((entry) => entry.text)
  const folded = group((entry) => foldText(entry.text))
  const letters = group((entry) => letterKey(entry.text))
  const cores = options.companies === true ? group((entry) => companyCore(entry.text)) : null
  const spelled = options.people === true ? group((entry) => fullPinyin(entry.text)) : null
  const pairs = new Map<string, number[]>()
  entries.forEach((entry, i) => {
    for (const pair of new Set(bigrams(letterKey(entry.text)))) push(pairs, pair, i)
  })

  function group(by: (entry: (typeof entries)[number]) => string): Map<string, number[]> {
    const map = new Map<string, number[]>()
    entries.forEach((entry, i) => {
      const key = by(entry)
      if (key !== '') push(map, key, i)
    })
    return map
  }

  /** The names like `value`, the likest first, at most `limit`. One thing is named once. */
  function find(value: string, limit = 5): Likeness[] {
    const best = new Map<string, Likeness>()
    const offer = (i: number, score: number, reason: LikenessReason): void => {
      const entry = entries[i]
      if (entry === undefined || score <= (best.get(entry.id)?.score ?? 0)) return
      best.set(entry.id, { id: entry.id, name: entry.name, score: Math.round(score * 1000) / 1000, reason })
    }
    const text = value.trim()
    const key = letterKey(text)
    for (const i of exact.get(text) ?? []) offer(i, 1, 'exact')
    for (const i of folded.get(foldText(text)) ?? []) offer(i, 0.99, 'case')
    if (key !== '') for (const i of letters.get(key) ?? []) offer(i, 0.97, 'spacing')
    if (cores !== null) for (const i of cores.get(companyCore(text)) ?? []) offer(i, 0.93, 'company')
    if (spelled !== null && key !== '') for (const i of spelled.get(fullPinyin(text)) ?? []) offer(i, 0.9, 'pinyin')
    if (best.size === 0 || ![...best.values()].some((found) => found.score > 0.95)) near(key, offer)
    return [...best.values()].sort((a, b) => b.score - a.score).slice(0, limit)
  }

  function near(key: string, offer: (i: number, score: number, reason: LikenessReason) => void): void {
    if (key === '') return
    const shared = new Map<number, number>()
    for (const pair of new Set(bigrams(key))) for (const i of pairs.get(pair) ?? []) shared.set(i, (shared.get(i) ?? 0) + 1)
    const closest = [...shared].sort((a, b) => b[1] - a[1]).slice(0, 50)
    for (const [i] of closest) {
      const other = letterKey(entries[i]?.text ?? '')
      const longest = Math.max([...key].length, [...other].length)
      const allowed = longest <= 3 ? 0 : longest <= 7 ? 1 : 2
      const edits = editDistance(key, other, allowed)
      if (edits <= allowed) offer(i, 0.92 - 0.4 * (edits / longest), 'typo')
      const alike = dice(key, other)
      if (alike >= 0.6) offer(i, 0.85 * alike, 'similar')
      const [short, long] = key.length < other.length ? [key, other] : [other, key]
      if ([...short].length >= 2 && long.includes(short) && short.length / long.length >= 0.3) offer(i, 0.5 + 0.3 * (short.length / long.length), 'part')
    }
  }

  return { find, exact: (value: string): string[] => [...new Set((exact.get(value.trim()) ?? []).map((i) => entries[i]?.id ?? ''))] }
}

export type NameIndex = ReturnType<typeof nameIndex>

function push(map: Map<string, number[]>, key: string, value: number): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else list.push(value)
}
