import type { HygieneIssue, HygieneItem } from '@sluice/core/hygiene/contract'
import { Button } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Column } from '../../ui/table/columns.ts'
import { useFormat } from '../../ui/use-format.ts'
import { UserAvatar } from '../../ui/UserAvatar.tsx'
import { DueTag } from '../activities/NextStepBox.tsx'
import { useLossReasons, useNames, useStages } from '../deals/lookups.ts'
import styles from './Hygiene.module.css'

/** The columns that say what is wrong with a record, by the kind of trouble. */
export function useHygieneColumns(issue: HygieneIssue, onReview: (item: HygieneItem) => void): Column<HygieneItem>[] {
  const { t } = useTranslation('hygiene')
  const format = useFormat()
  const stages = useStages()
  const reasons = useNames(useLossReasons().data)
  return useMemo(() => {
    const quiet = <span className={styles.muted}>—</span>
    const text = (value: string | null | undefined) => (value == null || value === '' ? quiet : <span title={value}>{value}</span>)
    const isLead = issue === 'idle_lead' || issue === 'invalid_lead'
    const columns: (Column<HygieneItem> | false)[] = [
      { key: 'title', title: t('columns.title'), width: 180, grow: 3, required: true, render: (item) => <span className={styles.name} title={item.title}>{item.title}</span> },
      { key: 'account', title: t('columns.account'), width: 150, grow: 2, render: (item) => text(item.account?.name) },
      {
        key: 'owner', title: t('columns.owner'), width: 110,
        render: (item) => (item.owner ? <UserAvatar name={item.owner.name} size={22} label /> : <span className={styles.muted}>{t('unassigned')}</span>),
      },
      !isLead && { key: 'stage', title: t('columns.stage'), width: 150, render: (item) => text(stages.get(item.stageId ?? '')?.stage.name) },
      !isLead && {
        key: 'amount', title: t('columns.amount'), width: 110, align: 'right',
        render: (item) => (item.amountMinor === null ? quiet : <span className="num" title={format.money(item.amountMinor, item.currency ?? undefined)}>{format.moneyShort(item.amountMinor, item.currency ?? undefined)}</span>),
      },
      issue === 'overdue_close' && { key: 'close', title: t('columns.close'), width: 120, render: (item) => <span className="num">{format.day(item.expectedCloseOn)}</span> },
      issue === 'loss_unreviewed' && { key: 'reason', title: t('columns.reason'), width: 170, grow: 1, render: (item) => text([reasons.get(item.lostReasonId ?? ''), item.competitor].filter(Boolean).join(' · ')) },
      issue === 'invalid_lead' && { key: 'invalid', title: t('columns.invalid'), width: 170, grow: 1, render: (item) => text(item.lostNote) },
      issue !== 'loss_unreviewed' && issue !== 'invalid_lead' && issue !== 'no_next_step' && {
        key: 'nextStep', title: t('columns.nextStep'), width: 230, grow: 1,
        render: (item) => (item.nextStep === null ? quiet : <span className={styles.step}><span title={item.nextStep}>{item.nextStep}</span><DueTag due={item.nextStepDue} /></span>),
      },
      { key: 'since', title: t('columns.since'), width: 90, align: 'right', render: (item) => (item.days === null ? quiet : <span className="num" title={format.dateTime(item.since)}>{format.days(item.days)}</span>) },
      issue === 'loss_unreviewed' && {
        key: 'review', title: '', width: 84,
        render: (item) => (
          <Button size="small" disabled={!item.canWrite} title={item.canWrite ? undefined : t('readOnly')} onClick={(event) => (event.stopPropagation(), onReview(item))}>
            {t('decide.review')}
          </Button>
        ),
      },
    ]
    return columns.filter((column) => column !== false)
  }, [issue, onReview, t, format, stages, reasons])
}
