import { changeAction } from '@sluice/core/actions/contract'
import { changeLead } from '@sluice/core/leads/contract'
import { changeDeal } from '@sluice/core/pipeline/contract'
import { call } from '../../api/client.ts'

/** Another day for a task, or for the agreed step of a deal or lead; null: none. Answers the record's next version. */
export async function setDue({ subjectType, subjectId }: { subjectType: string; subjectId: string }, due: string | null, version: number): Promise<number> {
  const params = { id: subjectId }
  const saved =
    subjectType === 'deal' ? await call(changeDeal, { params, body: { nextStepDue: due }, ifMatch: version })
    : subjectType === 'lead' ? await call(changeLead, { params, body: { nextStepDue: due }, ifMatch: version })
    : await call(changeAction, { params, body: { dueOn: due }, ifMatch: version })
  return saved.version
}
