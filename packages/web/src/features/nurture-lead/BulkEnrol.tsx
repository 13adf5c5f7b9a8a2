import { enrolLeads } from '@sluice/core/nurture/contract'
import { useTranslation } from 'react-i18next'
import { useContractMutation } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { useProblemText } from '../../ui/use-problem-text.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { useMay } from '../session/use-may.ts'
import { SequenceSelect } from './LeadNurture.tsx'

/** Puts the selected leads into a sequence; those that could not stay selected, and the reason is said. */
export function BulkEnrol({ keys, onChange, className }: { keys: ReadonlySet<string>; onChange: (keys: ReadonlySet<string>) => void; className?: string | undefined }) {
  const { t } = useTranslation('nurture')
  const toast = useToast()
  const say = useProblemText()
  const may = useMay()
  const refresh = useRefresh()
  const enrol = useContractMutation(enrolLeads, {
    onError: toast.failed,
    onSuccess: ({ enrolled, refused }) => {
      for (const id of enrolled) refresh({ type: 'lead.enrolled', subjectType: 'lead', subjectId: id })
      onChange(new Set(refused.map((one) => one.id)))
      const [first] = refused
      if (first) toast.failed({ code: 'unknown', title: t('lead.bulkPartly', { count: enrolled.length, refused: refused.length, reason: say({ code: first.code }) }) })
      else toast.done(t('lead.bulkDone', { count: enrolled.length }))
    },
  })
  if (!may('campaign', 'read') || !may('lead', 'write')) return null
  return <SequenceSelect className={className} placeholder={t('lead.bulk')} loading={enrol.isPending} onChoose={(id) => enrol.mutate({ params: { id }, body: { leadIds: [...keys].slice(0, 500) } })} />
}
