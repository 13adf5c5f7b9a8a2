import { letterKey } from '../lib/text.ts'
import type { Likeness, NameIndex } from './name-index.ts'

/** What shall happen with one value of a column that names something. */
export type ValueAction =
  /** Is this existing thing, by id or by exact name. */
  | { use: string }
  /** Make it, under the value as its name (or another). */
  | { create: string }
  /** Leave the field empty. */
  | 'empty'
  /** Leave out the rows that hold it. */
  | 'skip'

export interface ValueProposal {
  value: string
  count: number
  /**
   * `matched`: exactly one thing has exactly this name. `propose`: something is like it, or several have the name: a
   * person decides. `new`: nothing is like it.
   */
  status: 'matched' | 'propose' | 'new'
  candidates: Likeness[]
  /** Other spellings in the same file: `google` beside `Google`, the most frequent first. */
  variants: string[]
}

/**
 * Holds the different values of a column against what exists. Only the very same name counts as matched; whatever is
 * merely like it is proposed and stays open until the mapping says what to do. Nothing is merged silently.
 */
export function proposeValues(values: readonly { value: string; count: number }[], index: NameIndex): ValueProposal[] {
  const spellings = new Map<string, { value: string; count: number }[]>()
  for (const item of values) {
    const key = letterKey(item.value)
    if (key === '') continue
    const list = spellings.get(key)
    if (list === undefined) spellings.set(key, [item])
    else list.push(item)
  }
  return values.map(({ value, count }) => {
    const candidates = index.find(value)
    const same = candidates.filter((candidate) => candidate.reason === 'exact')
    const variants = (spellings.get(letterKey(value)) ?? [])
      .filter((other) => other.value !== value)
      .sort((a, b) => b.count - a.count)
      .map((other) => other.value)
    if (same.length === 1) return { value, count, status: 'matched', candidates: same, variants }
    const open = candidates.length > 0 || variants.length > 0
    return { value, count, status: open ? 'propose' : 'new', candidates, variants }
  })
}
