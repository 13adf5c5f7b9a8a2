import { Converter } from 'opencc-js/t2cn'

const hanzi = /[\u3400-\u9fff\uf900-\ufaff]/
type Convert = (text: string) => string
/** The package's types are not found by every tool; this is all that is used of it. */
const converter = Converter as unknown as (options: { from: string; to: string }) => Convert
let convert: Convert | null = null

/** Traditional characters to simplified ones; text without Chinese characters comes back as it is. */
export function toSimplified(text: string): string {
  if (!hanzi.test(text)) return text
  // The dictionary takes some milliseconds to build, so it waits for the first Chinese text.
  const ready = (convert ??= converter({ from: 't', to: 'cn' }))
  return ready(text)
}

/**
 * How a person would write the value once more: NFKC (full-width → half-width), zero-width characters removed,
 * white space of any kind folded to one blank, trimmed. Case and script are kept.
 */
export function cleanText(text: string): string {
  return text.normalize('NFKC').replace(/[\u200b-\u200d\u2060\ufeff]/g, '').replace(/\s+/g, ' ').trim()
}

/** `cleanText` in lower case and simplified characters: equal for values that differ in width, case or script only. */
export function foldText(text: string): string {
  return toSimplified(cleanText(text)).toLowerCase()
}

/** `foldText` without anything but letters and digits of any script: `GTX-Pro` and `GTX Pro` and `ＧＴＸPro` agree. */
export function letterKey(text: string): string {
  return foldText(text).replace(/[^\p{L}\p{N}]+/gu, '')
}

/**
 * Overlapping pairs of characters (code points), in order, repeats kept; a single character stands for itself.
 * Two-character Chinese words miss trigram indexes, pairs find them.
 */
export function bigrams(text: string): string[] {
  const points = [...text]
  if (points.length < 2) return points
  return points.slice(1).map((point, i) => `${points[i]}${point}`)
}
