/** The least that the server accepts. */
export const shortestPassword = 10

export interface PasswordStrength {
  /** 0 refused or trivially guessed … 3 strong. */
  level: 0 | 1 | 2 | 3
  hint: 'short' | 'common' | 'personal' | 'repeated' | 'longer' | 'fine'
  /** Characters that are still missing. */
  missing: number
}

/** Beginnings of what people type when they are asked for ten characters. */
const common = /^(?:p[a@]ssw[o0]rd|qwerty|asdfgh|zxcvbn|1q2w3e|qazwsx|iloveyou|welcome|admin|letmein|woaini|sluice|test|abc123|abcd1234|[a-z]{0,3}(?:0?123456|666666|888888|111111|000000))/i

/** Size of the alphabet that a guesser has to try. */
function alphabet(password: string): number {
  const kinds: [RegExp, number][] = [[/[a-z]/, 26], [/[A-Z]/, 26], [/\d/, 10], [/[ -/:-@[-`{-~]/, 33], [/[^\u0020-\u007e]/, 2_000]]
  return kinds.reduce((size, [kind, count]) => size + (kind.test(password) ? count : 0), 0)
}

/** Characters that are neither the one before again nor its neighbour in the alphabet (`aaaa`, `1234`, `dcba`). */
function surprising(password: string): number {
  let count = 0
  let before = Number.NaN
  for (const character of password) {
    const code = character.codePointAt(0) ?? 0
    if (!(Math.abs(code - before) <= 1)) count += 1
    before = code
  }
  return count
}

/**
 * A hint, not a gate: the server asks only for the length. `about` are words the password should not be made of (name,
 * e-mail, company). Estimated as surprising characters × bits of the alphabet in use.
 */
export function passwordStrength(password: string, about: readonly string[] = []): PasswordStrength {
  const length = [...password].length
  if (length < shortestPassword) return { level: 0, hint: 'short', missing: shortestPassword - length }
  if (common.test(password)) return { level: 0, hint: 'common', missing: 0 }
  const lower = password.toLowerCase()
  const words = about.flatMap((text) => text.toLowerCase().split(/[@.\s]+/)).filter((word) => word.length >= 3 || /[\u3400-\u9fff]{2}/.test(word))
  const named = words.find((word) => lower.includes(word))
  if (named !== undefined && length - named.length < shortestPassword) return { level: 0, hint: 'personal', missing: 0 }
  const distinct = new Set(lower).size
  const bits = Math.min(surprising(password), distinct * 2) * Math.log2(Math.max(alphabet(password), 2))
  if (bits < 40) return { level: 0, hint: 'repeated', missing: 0 }
  if (bits < 56) return { level: 1, hint: 'longer', missing: 0 }
  return bits < 76 ? { level: 2, hint: 'longer', missing: 0 } : { level: 3, hint: 'fine', missing: 0 }
}
