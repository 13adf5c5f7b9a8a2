const encoder = new TextEncoder()
export const byteLength = (text: string): number => encoder.encode(text).length

/**
 * A text of at most `maxBytes` UTF-8 bytes. What is too long is cut between two characters as readers see them (no half of an emoji, no letter
 * without its accent) and ends with `ending`, which counts. An ending that does not fit itself is left out.
 */
export function cutText(text: string, maxBytes: number, ending = '…'): string {
  if (byteLength(text) <= maxBytes) return text
  const tail = byteLength(ending) <= maxBytes ? ending : ''
  let room = maxBytes - byteLength(tail)
  let kept = ''
  for (const { segment } of new Intl.Segmenter('zh', { granularity: 'grapheme' }).segment(text)) {
    room -= byteLength(segment)
    if (room < 0) break
    kept += segment
  }
  return kept + tail
}
