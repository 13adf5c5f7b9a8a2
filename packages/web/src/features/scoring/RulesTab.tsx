import { BehaviourRules } from './BehaviourRules.tsx'
import { CapsBox } from './CapsBox.tsx'
import { FitRules } from './FitRules.tsx'
import { GradesBox } from './GradesBox.tsx'
import { IcpRules } from './IcpRules.tsx'
import type { RulesPart } from './rules-part.ts'
import styles from './Scoring.module.css'

/** All rules on one page: who a lead is on the left, what it does on the right. */
export function RulesTab({ rules, onChange }: RulesPart) {
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
