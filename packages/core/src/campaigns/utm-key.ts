import { fullPinyin } from '../lib/pinyin.ts'

/** What `utm_campaign` may say: small, without blanks, so that it survives every tool it passes. */
export const utmKeyPattern = /^[a-z0-9][a-z0-9_.-]{0,79}$/

/** A key from a name, when nobody gave one: 春季展会 2026 → `chunjizhanhui2026`. One of other scripts alone falls back to `campaign`. */
export function utmKeyOf(name: string): string {
  const ascii = fullPinyin(name).normalize('NFKD').replace(/[^a-z0-9]/g, '').slice(0, 60)
  return ascii === '' ? 'campaign' : ascii
}
