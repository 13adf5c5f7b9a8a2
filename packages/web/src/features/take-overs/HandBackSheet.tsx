import { getDeal } from '@sluice/core/pipeline/contract'
import { handBack, type TakeOver } from '@sluice/core/take-overs/contract'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractMutation, useContractQuery } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import { useToast } from '../../ui/use-toast.tsx'
import styles from './TakeOvers.module.css'

/** Gives a deal back to whose it was, with a note for them. */
export function HandBackSheet({ taken, onClose }: { taken: TakeOver; onClose: () => void }) {
  const { t } = useTranslation('takeOvers')
  const toast = useToast()
  const refresh = useRefresh()
  const read = useContractQuery(getDeal, { params: { id: taken.deal.id } })
  const [note, setNote] = useState('')
  const owner = taken.owner.name
  const give = useContractMutation(handBack, {
    onSuccess: () => {
      refresh({ type: 'deal.changed', subjectType: 'deal', subjectId: taken.deal.id })
      toast.done(t('returned', { owner }))
      onClose()
    },
    onError: (error) => {
      toast.failed(error)
      void read.refetch()
    },
  })
  return (
    <BottomSheet open title={t('backTitle', { owner })} onClose={onClose}>
      <div className={styles.form}>
        <strong className={styles.title}>{taken.deal.title}</strong>
        <Input.TextArea autoFocus aria-label={t('note')} placeholder={t('notePlaceholder')} autoSize={{ minRows: 3, maxRows: 8 }} maxLength={2000} value={note} onChange={(event) => setNote(event.target.value)} />
        <Button type="primary" block size="large" loading={give.isPending} disabled={!read.data} onClick={() => read.data && give.mutate({ params: { id: taken.id }, body: { note: note.trim() }, ifMatch: read.data.version })}>
          {t('back')}
        </Button>
      </div>
    </BottomSheet>
  )
}
