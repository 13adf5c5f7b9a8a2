import { getAdvanceQuotas, setAdvanceQuota, type TeamQuotas } from '@sluice/core/suggestions/contract'
import { InputNumber } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import { useContractQuery } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { useToast } from '../../ui/use-toast.tsx'
import styles from './Today.module.css'

/** How many deals a person of each team is to take a stage further in a week; saved line by line, with a way back. */
export function QuotaSheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('today')
  const read = useContractQuery(getAdvanceQuotas, {})
  return (
    <BottomSheet open title={t('quota.title')} width={480} onClose={onClose}>
      <p className={styles.quotaText}>{t('quota.text')}</p>
      {read.isPending ? <Skeletons kind="rows" count={3} /> : read.data === undefined ? <ErrorState compact error={read.error} onRetry={() => void read.refetch()} /> : (
        <ul className={styles.quotas} aria-label={t('quota.title')}>
          {read.data.items.map((item) => <Line key={item.team.id} item={item} />)}
        </ul>
      )}
    </BottomSheet>
  )
}

function Line({ item }: { item: TeamQuotas['items'][number] }) {
  const { t } = useTranslation('today')
  const toast = useToast()
  const refresh = useRefresh()
  const [typed, setTyped] = useState<number | null>(item.perWeek)
  const put = async (perWeek: number | null) => {
    await call(setAdvanceQuota, { params: { id: item.team.id }, body: { perWeek } })
    setTyped(perWeek)
    refresh({ type: 'config.changed', subjectType: 'config', subjectId: item.team.id })
  }
  const save = () => {
    if (typed === item.perWeek) return
    const before = item.perWeek
    put(typed).then(() => toast.undoable(t('quota.saved', { team: item.team.name }), () => put(before)), (error: unknown) => {
      setTyped(before)
      toast.failed(error)
    })
  }
  return (
    <li>
      <span>{item.team.name}</span>
      <InputNumber
        aria-label={t('quota.of', { team: item.team.name })} min={1} max={1000} precision={0} value={typed} suffix={t('quota.unit')}
        placeholder={item.fromAbove === null ? t('quota.none') : t('quota.above', { count: item.fromAbove })}
        onChange={setTyped} onBlur={save} onPressEnter={save}
      />
    </li>
  )
}
