import type { ImportDetail } from '@sluice/core/imports/contract'
import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { stepOfProblem } from '../model/wizard-steps.ts'
import type { WizardStep } from '../model/wizard-steps.ts'
import { useProblemWords } from '../use-problem-words.ts'
import styles from './steps.module.css'

/** What of the mapping does not fit the file or the organisation, where it is mended. */
export function MappingProblems({ detail, step }: { detail: ImportDetail; step?: WizardStep }) {
  const { t } = useTranslation('imports')
  const words = useProblemWords()
  const asked = new Set(['mapping.field_missing', 'mapping.pipeline_needed'])
  const problems = detail.problems.filter((one) => (step === undefined || stepOfProblem(one.path) === step) && !asked.has(one.code))
  if (problems.length === 0) return null
  return (
    <Alert
      type="error"
      showIcon
      title={t('problem.title')}
      description={
        <ul className={styles.list}>
          {problems.slice(0, 20).map((one) => (
            <li key={`${one.code} ${one.path} ${one.detail}`}>{words(one)}</li>
          ))}
        </ul>
      }
    />
  )
}
