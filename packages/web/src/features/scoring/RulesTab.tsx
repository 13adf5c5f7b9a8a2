import type { ScoringSetup } from '@sluice/core/scoring/contract'
import type { ScoreRules } from '@sluice/core/scoring/rules'
import { BehaviourRules } from './BehaviourRules.tsx'
import { CapsBox } from './CapsBox.tsx'
import { FitRules } from './FitRules.tsx'
import { GradesBox } from './GradesBox.tsx'
import { IcpRules } from './IcpRules.tsx'
import styles from './Scoring.module.css'

/** What each part of the rules is given; without `onChange` it is only shown. */
export interface RulesPart {
  rules: ScoreRules
  onChange: ((rules: ScoreRules) => void) | null
}

/** All rules on one page: who a lead is on the left, what it does on the right. */
export function RulesTab({ rules, onChange }: RulesPart & { setup: ScoringSetup }) {
  const part = { rules, onChange }
  return (
    <>
      <GradesBox {...part} />
      <div className={styles.columns}>
        <div>
          <FitRules {...part} />
          <IcpRules {...part} />
        </div>
        <div>
          <BehaviourRules {...part} />
          <CapsBox {...part} />
        </div>
      </div>
    </>
  )
}
