import { bulkChangeLeads, leadStatuses } from '@sluice/core/leads/contract'
import type { BodyInputOf } from '@sluice/core/lib/contract'
import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useContractMutation } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { useProblemText } from '../../ui/use-problem-text.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { PutIntoPool } from '../lead-pools/PutIntoPool.tsx'
import { BulkEnrol } from '../nurture-lead/BulkEnrol.tsx'
import { TagSelect } from '../pickers/TagSelect.tsx'
import { UserSelect } from '../pickers/UserSelect.tsx'
import styles from './Leads.module.css'

type Change = Omit<BodyInputOf<typeof bulkChangeLeads>, 'ids'>
const statuses = leadStatuses.filter((status) => status !== 'converted' && status !== 'invalid')

/** What can be done with the selected leads at once. What was refused stays selected, and the reason is said. */
export function LeadBulkBar({ keys, onChange }: { keys: ReadonlySet<string>; onChange: (keys: ReadonlySet<string>) => void }) {
  const { t } = useTranslation('leads')
  const toast = useToast()
  const say = useProblemText()
  const refresh = useRefresh()
  const bulk = useContractMutation(bulkChangeLeads, {
    onSuccess: ({ changed, refused }) => {
      for (const id of changed) refresh({ type: 'lead.changed', subjectType: 'lead', subjectId: id })
      onChange(new Set(refused.map((one) => one.id)))
      const first = refused[0]
      if (!first) toast.done(t('bulk.done', { count: changed.length }))
      else toast.failed({ code: 'unknown', title: t('bulk.partly', { count: changed.length, refused: refused.length, reason: say({ code: first.code }) }) })
    },
    onError: toast.failed,
  })
  const run = (change: Change) => bulk.mutate({ body: { ids: [...keys].slice(0, 500), ...change } })
  return (
    <div className={styles.bulk} role="toolbar" aria-label={t('bulk.selected', { count: keys.size })}>
      <UserSelect className={styles.filter} disabled={bulk.isPending} placeholder={t('bulk.owner')} value={null} onChange={(ownerId) => ownerId && run({ ownerId })} />
      <Select
        className={styles.filter}
        aria-label={t('bulk.status')}
        disabled={bulk.isPending}
        placeholder={t('bulk.status')}
        value={null}
        options={statuses.map((status) => ({ value: status, label: t(`status.${status}`) }))}
        onChange={(status: (typeof statuses)[number] | null) => status && run({ status })}
      />
      <PutIntoPool keys={keys} className={styles.filter} onDone={onChange} />
      <TagSelect className={styles.filter} disabled={bulk.isPending} placeholder={t('bulk.addTag')} value={[]} onChange={(addTagIds) => addTagIds.length > 0 && run({ addTagIds })} />
      <BulkEnrol className={styles.filter} keys={keys} onChange={onChange} />
    </div>
  )
}
