import { listLeadPools, poolLeads } from '@sluice/core/lead-pools/contract'
import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useContractMutation, useContractQuery } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { useProblemText } from '../../ui/use-problem-text.ts'
import { useToast } from '../../ui/use-toast.tsx'

/** Puts selected leads into a pool: nobody owns them any more. Nothing where the viewer reaches no pool. */
export function PutIntoPool({ keys, className, onDone }: { keys: ReadonlySet<string>; className?: string; onDone: (left: ReadonlySet<string>) => void }) {
  const { t } = useTranslation('leadPools')
  const toast = useToast()
  const say = useProblemText()
  const refresh = useRefresh()
  const pools = (useContractQuery(listLeadPools, {}).data?.items ?? []).filter((one) => !one.isArchived)
  const put = useContractMutation(poolLeads, {
    onSuccess: ({ pooled, refused }) => {
      for (const id of pooled.slice(0, 20)) refresh({ type: 'lead.pooled', subjectType: 'lead', subjectId: id })
      onDone(new Set(refused.map(({ id }) => id)))
      const [first] = refused
      if (first) toast.failed({ code: 'partly', title: t('putPartly', { count: pooled.length, refused: refused.length, reason: say({ code: first.code }) }) })
      else toast.done(t('putDone', { count: pooled.length }))
    },
    onError: toast.failed,
  })
  if (pools.length === 0) return null
  return (
    <Select
      className={className}
      aria-label={t('put')}
      placeholder={t('put')}
      disabled={put.isPending}
      value={null}
      options={pools.map((one) => ({ value: one.id, label: one.name }))}
      onChange={(id: string | null) => id !== null && put.mutate({ params: { id }, body: { leadIds: [...keys].slice(0, 500) } })}
    />
  )
}
