import { alarmRuleSchema } from '@sluice/core/diagnosis/alarms/rule'
import type { AlarmKind, AlarmRule } from '@sluice/core/diagnosis/alarms/rule'

/** A rule of a kind with the usual thresholds; place, guard and times of another one stay. */
export function draftOf(kind: AlarmKind, from: Pick<AlarmRule, 'scope'> & Partial<AlarmRule>): AlarmRule {
  const scope = kind === 'win_rate_swing' ? { ...from.scope, stageIds: null } : from.scope
  return alarmRuleSchema.parse({ kind, scope, ...(from.minN !== undefined && { minN: from.minN }), ...(from.cooldownDays !== undefined && { cooldownDays: from.cooldownDays }), ...(from.quietDays !== undefined && { quietDays: from.quietDays }) })
}

/** A part of a sentence: words, or the name of a field to fill in there. */
export type SentencePart = { words: string } | { field: string }

/** `当 {{stages}} 的…` cut at its places. */
export function sentenceParts(sentence: string): SentencePart[] {
  return sentence
    .split(/(\{\{\w+\}\})/)
    .filter((part) => part !== '')
    .map((part) => {
      const field = /^\{\{(\w+)\}\}$/.exec(part)?.[1]
      return field === undefined ? { words: part } : { field }
    })
}

/** Share as a percentage without floating-point noise, and back. */
export const toPercent = (share: number) => Math.round(share * 1000) / 10
export const fromPercent = (percent: number) => Math.round(percent * 10) / 1000
