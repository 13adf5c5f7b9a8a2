import { getDeal } from '@sluice/core/pipeline/contract'
import { startTakeOver } from '@sluice/core/take-overs/contract'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractMutation, useContractQuery } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import { useToast } from '../../ui/use-toast.tsx'
import { DueField } from '../activities/DueField.tsx'
import styles from './TakeOvers.module.css'

/** A manager takes a deal of the team over: why, and until when. */
export function TakeOverSheet({ dealId, onClose }: { dealId: string; onClose: () => void }) {
  const { t } = useTranslation('takeOvers')
  const toast = useToast()
  const refresh = useRefresh()
  const params = { id: dealId }
  const read = useContractQuery(getDeal, { params })
  const deal = read.data
  const [reason, setReason] = useState('')
  const [until, setUntil] = useState<string | null>(null)
  const take = useContractMutation(startTakeOver, {
    onSuccess: () => {
      refresh({ type: 'deal.changed', subjectType: 'deal', subjectId: dealId })
      toast.done(t('taken', { title: deal?.title ?? '' }))
      onClose()
    },
    // What was typed stays; the deal is read again, so that a second try is about it as it stands.
    onError: (error) => {
      toast.failed(error)
      void read.refetch()
    },
  })
  const ready = deal !== undefined && reason.trim() !== '' && until !== null
  return (
    <BottomSheet open title={t('takeTitle')} onClose={onClose}>
      <div className={styles.form}>
        <strong className={styles.title}>{deal?.title}</strong>
        <p className={styles.text}>{t('explain', { owner: deal?.owner?.name ?? '' })}</p>
        <Input autoFocus aria-label={t('reason')} placeholder={t('reasonPlaceholder')} maxLength={300} value={reason} onChange={(event) => setReason(event.target.value)} />
        <span className={styles.label}>{t('until')}</span>
        <DueField label={t('until')} value={until} onChange={setUntil} />
        <Button type="primary" block size="large" loading={take.isPending} disabled={!ready} onClick={() => ready && take.mutate({ params, body: { reason: reason.trim(), untilOn: until }, ifMatch: deal.version })}>
          {t('take')}
        </Button>
      </div>
    </BottomSheet>
  )
}
