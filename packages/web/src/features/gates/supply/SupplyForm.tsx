import { QuestionnaireForm } from '../../forms/QuestionnaireForm.tsx'
import { useEvidenceRefresh } from '../use-evidence-refresh.ts'
import type { SupplyProps } from './supply-props.ts'

/** The questionnaire itself: answers save themselves, and the gate follows. */
export function SupplyForm({ deal, criterion }: SupplyProps<'form'>) {
  const refresh = useEvidenceRefresh(deal.id)
  return <QuestionnaireForm bare formId={criterion.formId} subjectType="deal" subjectId={deal.id} canWrite={deal.canWrite} onSaved={() => refresh('milestone.recorded')} />
}
