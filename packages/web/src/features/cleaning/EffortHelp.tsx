import { getLeadEffort, planFollowUp } from '@sluice/core/cleaning/contract'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useContractMutation, useContractQuery } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { useFormat } from '../../ui/use-format.ts'
import { useToast } from '../../ui/use-toast.tsx'
import styles from './Cleaning.module.css'

/** Before a lead is given up: what is missing, and what can be done instead. Nothing where enough was tried. */
export function EffortHelp({ id, onInstead }: { id: string; onInstead: () => void }) {
  const { t } = useTranslation('cleaning')
  const format = useFormat()
  const toast = useToast()
  const refresh = useRefresh()
  const effort = useContractQuery(getLeadEffort, { params: { id } }, { staleTime: 0 }).data
  const plan = useContractMutation(planFollowUp, {
    onSuccess: ({ days }, { body }) => {
      toast.done(body.kind === 'nurture' ? t('effort.nurtured') : t('effort.planned', { count: days.length }))
      refresh({ type: 'lead.changed', subjectType: 'lead', subjectId: id })
      refresh({ type: 'action.created', subjectType: 'action', subjectId: id })
      onInstead()
    },
    onError: toast.failed,
  })
  if (effort === undefined || effort.isEnough || effort.isExempt) return null
  return (
    <div className={styles.effort} role="note">
      <p>
        <b>{t('effort.title')}</b> {t('effort.text', effort)}
      </p>
      <p className={styles.muted}>{t('effort.wrongNumber')}</p>
      <p>{t('effort.instead')}</p>
      <div className={styles.actions}>
        <Button title={t('effort.planDays', { days: effort.planDays.map((day) => format.day(day)).join('、') })} loading={plan.isPending} onClick={() => plan.mutate({ params: { id }, body: { kind: 'tasks', why: 'no_answer' } })}>
          {t('effort.plan')}
        </Button>
        <Button loading={plan.isPending} onClick={() => plan.mutate({ params: { id }, body: { kind: 'nurture', why: 'not_ready' } })}>
          {t('effort.nurture')}
        </Button>
      </div>
    </div>
  )
}
