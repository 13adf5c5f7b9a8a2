import type { ScoreRules } from '@sluice/core/scoring/rules'

/** What each part of the rules is given; without `onChange` it is only shown. */
export interface RulesPart {
  rules: ScoreRules
  onChange: ((rules: ScoreRules) => void) | null
}
