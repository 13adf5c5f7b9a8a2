import { fillWords } from '../lib/refusal.ts'
import { conditionRefusals } from './refusals.ts'

export type ConditionRefusal = keyof typeof conditionRefusals

export interface ConditionErrorDetail {
  /** Where in the JSON tree: `and.0.not`. */
  path?: string
  /** Where in the text form, counted in characters from 0. */
  position?: number
  name?: string
  field?: string
  operator?: string
  limit?: number
}

/** A refused condition. The code is stable; words are for people and come from the code. */
export class ConditionError extends Error {
  readonly code: ConditionRefusal
  readonly detail: ConditionErrorDetail
  constructor(code: ConditionRefusal, detail: ConditionErrorDetail = {}) {
    super(`${code} ${JSON.stringify(detail)}`)
    this.name = 'ConditionError'
    this.code = code
    this.detail = detail
  }

  /** The sentence for a reader. */
  words(lang: 'zh' | 'en'): string {
    return fillWords(conditionRefusals[this.code][lang], { ...this.detail })
  }
}
