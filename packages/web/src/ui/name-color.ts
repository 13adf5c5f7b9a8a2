/** Twelve hues with the same weight, told apart in light and dark. */
const hues = [212, 265, 322, 352, 20, 38, 88, 152, 174, 192, 236, 290]

/** A hue that always belongs to the same name. */
export function nameHue(name: string): number {
  let hash = 2_166_136_261
  for (const character of name) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16_777_619)
  return hues[(hash >>> 0) % hues.length] ?? 212
}

/** What an avatar shows: the last two characters of a Chinese name (张晓明 → 晓明), the initials of another (Ann Lee → AL). */
export function nameMark(name: string): string {
  const text = name.trim()
  if (text === '') return '?'
  if (/[\u3400-\u9fff]/.test(text)) {
    const plain = text.replace(/[（(].*$/, '').replace(/\s+/g, '')
    return [...plain].slice(-2).join('')
  }
  const words = text.split(/[\s._-]+/).filter(Boolean)
  const last = words.length > 1 ? words.at(-1)?.[0] : ''
  return `${words[0]?.[0] ?? ''}${last ?? ''}`.toUpperCase()
}
