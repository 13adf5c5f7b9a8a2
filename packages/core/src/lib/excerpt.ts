/** A piece of a text around the first place at which one of some words stands; `marks` are places of words in it, `[from, to)`. */
export type Excerpt = { text: string; marks: { from: number; to: number }[] }

/**
 * `around` characters before and after the first hit, whatever the case; what is left out is told by `…`, line breaks become spaces.
 * Null when no word stands in the text.
 */
export function excerptOf(text: string, words: readonly string[], around = 36): Excerpt | null {
  const wanted = words.filter((word) => word !== '')
  if (wanted.length === 0) return null
  const plain = text.replace(/\s+/gu, ' ').trim()
  // The longest first: a word within a longer one is marked with it.
  const pattern = new RegExp(wanted.toSorted((a, b) => b.length - a.length).map((word) => word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join('|'), 'giu')
  const hits = Array.from(plain.matchAll(pattern), (hit) => ({ from: hit.index, to: hit.index + hit[0].length }))
  const [first] = hits
  if (first === undefined) return null
  const begin = whole(plain, Math.max(0, first.from - around))
  const end = whole(plain, Math.min(plain.length, first.to + around))
  const lead = begin > 0 ? '…' : ''
  return {
    text: `${lead}${plain.slice(begin, end)}${end < plain.length ? '…' : ''}`,
    marks: hits.filter(({ to }) => to <= end).map(({ from, to }) => ({ from: from - begin + lead.length, to: to - begin + lead.length })),
  }
}

/** Not within a character of two units. */
const whole = (text: string, at: number) => (at > 0 && at < text.length && /[\uDC00-\uDFFF]/.test(text[at] ?? '') ? at - 1 : at)
