import type { SubjectType } from '@sluice/core/activities/contract'
import { getAccount, getContact } from '@sluice/core/customers/contract'
import { getLead } from '@sluice/core/leads/contract'
import { getDeal } from '@sluice/core/pipeline/contract'
import { useContractQuery } from '../../api/query.ts'
import type { LogDraft } from './log-draft.ts'
import { QuickLogSheet } from './QuickLogSheet.tsx'

/**
 * The quick log of a record of which only the name is known: from search or the daily page. It opens at once; the next step
 * and the people come when they are there.
 */
export function QuickLogFor(props: { type: SubjectType; id: string; name: string; stepDone?: boolean; kind?: LogDraft['kind']; onClose: () => void }) {
  const { type, id } = props
  const args = { params: { id } }
  const deal = useContractQuery(getDeal, args, { enabled: type === 'deal' }).data
  const lead = useContractQuery(getLead, args, { enabled: type === 'lead' }).data
  const account = useContractQuery(getAccount, args, { enabled: type === 'account' }).data
  const contact = useContractQuery(getContact, args, { enabled: type === 'contact' }).data
  const record = deal ?? lead ?? account ?? contact
  return (
    <QuickLogSheet
      open
      name={props.name}
      onClose={props.onClose}
      subjectType={type}
      subjectId={id}
      canWrite={record?.canWrite ?? true}
      contacts={deal?.contacts ?? account?.contacts}
      nextStep={deal?.nextStep ?? lead?.nextStep}
      stepDone={props.stepDone}
      kind={props.kind}
    />
  )
}
