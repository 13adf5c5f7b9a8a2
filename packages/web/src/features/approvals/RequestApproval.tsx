import { listApprovalFlows, requestApproval } from '@sluice/core/approvals/contract'
import { Alert, Button, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import { useContractQuery } from '../../api/query.ts'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import styles from './Approvals.module.css'
import { openTasks } from './approval-steps.ts'
import { useApprovalAction } from './use-approval-actions.ts'

/** Asks for an approval of a deal by one of the flows in use. */
export function RequestApproval({ deal, onClose }: { deal: { id: string; title: string }; onClose: () => void }) {
  const { t, i18n } = useTranslation('approvals')
  const { data } = useContractQuery(listApprovalFlows, {})
  // A flow that guards a field is asked where the field is changed: it needs the wanted value.
  const flows = (data?.items ?? []).filter((one) => one.isActive && !one.isArchived && one.definition.trigger.type !== 'field_change')
  const [chosen, setChosen] = useState<string | null>(null)
  const [comment, setComment] = useState('')
  const { busy, run } = useApprovalAction()
  const flow = flows.find((one) => one.id === chosen) ?? (flows.length === 1 ? flows[0] : undefined)
  const ask = async () => {
    if (!flow) return
    const done = await run(
      deal.id,
      () => call(requestApproval, { body: { flowId: flow.id, dealId: deal.id, comment } }),
      (approval) => t('requestDone', { names: openTasks(approval).map((task) => task.user.name).join(i18n.language === 'en' ? ', ' : '、') || t('noOne') }),
    )
    if (done) onClose()
  }
  return (
    <BottomSheet
      open
      title={t('request')}
      onClose={onClose}
      footer={
        <Button type="primary" block loading={busy} disabled={!flow} onClick={() => void ask()}>
          {flow ? t('requestOf', { name: flow.name }) : t('request')}
        </Button>
      }
    >
      {data && flows.length === 0 ? (
        <EmptyState compact title={t('flows.none')} text={t('empty.allText')} />
      ) : (
        <div className={styles.stack}>
          <p className={styles.quiet}>{deal.title}</p>
          <label className={styles.field}>
            <span>{t('flows.title')}</span>
            <Select value={flow?.id} placeholder={t('flows.choose')} aria-label={t('flows.title')} options={flows.map((one) => ({ value: one.id, label: one.name }))} onChange={setChosen} />
          </label>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={2000} value={comment} placeholder={t('requestComment')} aria-label={t('requestComment')} onChange={(event) => setComment(event.target.value)} />
          {flow && flow.definition.lock !== 'none' && <Alert type="info" showIcon title={t(`lock.${flow.definition.lock}`)} />}
        </div>
      )}
    </BottomSheet>
  )
}
