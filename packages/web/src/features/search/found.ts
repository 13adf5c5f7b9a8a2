import type { searchRecords } from '@sluice/core/search/contract'
import type { ResponseOf } from '@sluice/core/lib/contract'
import { paths } from '../../paths.ts'

/** One record that a search found. */
export type Found = ResponseOf<typeof searchRecords>['items'][number]
export type FoundType = Found['type']

/** Where a record is opened. */
export function recordPath({ type, id }: { type: FoundType; id: string }): string {
  return paths[type](id)
}

/** Results by type, the type of the best result first, the order within a type kept. Pure. */
export function groupFound<T extends { type: FoundType }>(items: readonly T[]): { type: FoundType; items: T[] }[] {
  const groups = new Map<FoundType, T[]>()
  for (const item of items) groups.set(item.type, [...(groups.get(item.type) ?? []), item])
  return [...groups].map(([type, found]) => ({ type, items: found }))
}

export interface Piece {
  text: string
  hit: boolean
}

/** A text in pieces, those that equal a typed word marked. Letters match whatever their case; other spellings (pinyin) mark nothing. Pure. */
export function highlight(text: string, typed: string): Piece[] {
  const words = typed.trim().toLowerCase().split(/\s+/).filter(Boolean).sort((a, b) => b.length - a.length)
  // A character whose lower case has another length would shift the places.
  const lower = text.toLowerCase()
  if (words.length === 0 || lower.length !== text.length) return text === '' ? [] : [{ text, hit: false }]
  const pieces: Piece[] = []
  let plain = ''
  let at = 0
  const flush = () => {
    if (plain !== '') pieces.push({ text: plain, hit: false })
    plain = ''
  }
  while (at < text.length) {
    const word = words.find((one) => lower.startsWith(one, at))
    if (word === undefined) {
      plain += text[at] ?? ''
      at += 1
      continue
    }
    flush()
    pieces.push({ text: text.slice(at, at + word.length), hit: true })
    at += word.length
  }
  flush()
  return pieces
}
