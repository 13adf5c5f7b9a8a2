import type { Localized } from '@sluice/core/config/localized'
import type { ScoreRules } from '@sluice/core/scoring/rules'

/** A key that no rule has yet. */
export function newKey(taken: readonly { key: string }[]): string {
  for (let n = taken.length + 1; ; n++) if (!taken.some(({ key }) => key === `rule_${n}`)) return `rule_${n}`
}

/** A text written in one language; the other follows as long as it says the same, or nothing. */
export function renamed(before: Localized, language: 'zh' | 'en', text: string): Localized {
  const other = language === 'zh' ? 'en' : 'zh'
  const follows = before[other] === '' || before[other] === before[language]
  return { ...before, [language]: text, ...(follows && { [other]: text }) }
}

/** The list with one put in place of that of its key, or added at its end. */
export function put<T extends { key: string }>(list: readonly T[], one: T): T[] {
  return list.some(({ key }) => key === one.key) ? list.map((before) => (before.key === one.key ? one : before)) : [...list, one]
}

/** Keys of all rules: fit and behaviour share them. */
export const rulesOf = (rules: ScoreRules): { key: string }[] => [...rules.fit, ...rules.behaviour]
