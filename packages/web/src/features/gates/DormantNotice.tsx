import { MoonOutlined } from '@ant-design/icons'
import { wakeDeal } from '@sluice/core/hygiene/contract'
import type { DealDetail } from '@sluice/core/pipeline/contract'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useContractMutation } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { useFormat } from '../../ui/use-format.ts'
import { useToast } from '../../ui/use-toast.tsx'
import styles from './StageProgress.module.css'

/** It sleeps, since when and what that means; one tap wakes it. */
export function DormantNotice({ deal }: { deal: Pick<DealDetail, 'id' | 'title' | 'dormantAt' | 'canWrite'> }) {
  const { t } = useTranslation('gates')
  const format = useFormat()
  const toast = useToast()
  const refresh = useRefresh()
  const wake = useContractMutation(wakeDeal, {
    onSuccess: () => {
      toast.done(t('dormant.woken', { title: deal.title }))
      refresh({ type: 'deal.woken', subjectType: 'deal', subjectId: deal.id })
    },
    onError: toast.failed,
  })
  return (
    <div className={styles.dormant} role="note">
      <MoonOutlined aria-hidden />
      <span>{t('dormant.since', { when: format.date(deal.dormantAt) })}</span>
      {deal.canWrite && (
        <Button size="small" type="primary" ghost loading={wake.isPending} onClick={() => wake.mutate({ params: { id: deal.id } })}>
          {t('dormant.wake')}
        </Button>
      )}
    </div>
  )
}
