import { acceptLead, getLeadAssignment, handOverLead, rejectLead } from '@sluice/core/assignment/contract'
import { handBackKeys, handBackReasons } from '@sluice/core/assignment/hand-over'
import type { HandBackReason } from '@sluice/core/assignment/hand-over'
import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractMutation, useContractQuery } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import { useToast } from '../../ui/use-toast.tsx'
import { UserSelect } from '../pickers/UserSelect.tsx'
import { useSession } from '../session/session.ts'
import styles from './Assignment.module.css'

/** Above a lead: sales says yes or gives it back; marketing hands it over. Nothing where there is nothing to decide. */
export function HandOverBar({ leadId, onGone }: { leadId: string; onGone: () => void }) {
  const { t } = useTranslation('assignment')
  const { user } = useSession()
  const toast = useToast()
  const refresh = useRefresh()
  const [rejecting, setRejecting] = useState(false)
  const read = useContractQuery(getLeadAssignment, { params: { id: leadId } })
  const told = () => refresh({ type: 'lead.changed', subjectType: 'lead', subjectId: leadId })
  const accept = useContractMutation(acceptLead, { onSuccess: () => (told(), toast.done(t('handOver.accepted'))), onError: toast.failed })
  const send = useContractMutation(handOverLead, {
    onSuccess: ({ to }) => (told(), toast.done(to === null ? t('handOver.sentWaiting') : t('handOver.sent', { name: to.name }))),
    onError: toast.failed,
  })
  const data = read.data
  const open = data?.handOvers.find(({ status }) => status === 'open')
  if (data === undefined) return null
  if (open !== undefined) {
    const by = open.by?.name ?? t('handOver.byRule')
    return (
      <div className={styles.bar}>
        <span className={styles.barWords}>{open.to.id === user.id ? t('handOver.asked', { by }) : t('handOver.askedOther', { to: open.to.name })}</span>
        {data.canDecide && (
          <span className={styles.actions}>
            <Button type="primary" loading={accept.isPending} onClick={() => accept.mutate({ params: { id: leadId } })}>
              {t('handOver.accept')}
            </Button>
            <Button onClick={() => setRejecting(true)}>{t('handOver.reject')}</Button>
          </span>
        )}
        {rejecting && <RejectSheet leadId={leadId} onClose={() => setRejecting(false)} onDone={() => (told(), onGone())} />}
      </div>
    )
  }
  if (!data.canHandOver || user.role !== 'marketing') return null
  return (
    <div className={styles.bar}>
      <span className={styles.barWords}>{t('handOver.send')}</span>
      <span className={styles.actions}>
        <Button type="primary" loading={send.isPending} onClick={() => send.mutate({ params: { id: leadId }, body: {} })}>
          {t('handOver.byRules')}
        </Button>
        <UserSelect style={{ width: 170 }} disabled={send.isPending} placeholder={t('handOver.toPerson')} value={null} onChange={(ownerId) => ownerId && send.mutate({ params: { id: leadId }, body: { ownerId } })} />
      </span>
    </div>
  )
}

function RejectSheet({ leadId, onClose, onDone }: { leadId: string; onClose: () => void; onDone: () => void }) {
  const { t, i18n } = useTranslation('assignment')
  const { t: tu } = useTranslation('ui')
  const toast = useToast()
  const [reason, setReason] = useState<HandBackReason | null>(null)
  const [note, setNote] = useState('')
  const reject = useContractMutation(rejectLead, {
    onSuccess: () => {
      toast.done(t('handOver.rejected'))
      onClose()
      onDone()
    },
    onError: toast.failed,
  })
  const language = i18n.language === 'en' ? 'en' : 'zh'
  return (
    <BottomSheet
      open
      title={t('handOver.rejectTitle')}
      onClose={onClose}
      width={440}
      footer={
        <span className={styles.actions} style={{ justifyContent: 'flex-end' }}>
          <Button onClick={onClose}>{tu('cancel')}</Button>
          <Button
            type="primary"
            danger
            disabled={reason === null}
            loading={reject.isPending}
            onClick={() => reason !== null && reject.mutate({ params: { id: leadId }, body: { reason, ...(note.trim() !== '' && { note: note.trim() }) } })}
          >
            {t('handOver.reject')}
          </Button>
        </span>
      }
    >
      <div className={styles.stack}>
        <span className={styles.muted}>{t('handOver.rejectText')}</span>
        <Select
          aria-label={t('handOver.reason')}
          placeholder={t('handOver.reason')}
          value={reason}
          onChange={setReason}
          options={handBackKeys.map((value) => ({ value, label: handBackReasons[value][language] }))}
        />
        <Input.TextArea aria-label={t('handOver.note')} placeholder={t('handOver.note')} value={note} maxLength={1000} autoSize={{ minRows: 2, maxRows: 6 }} onChange={(event) => setNote(event.target.value)} />
      </div>
    </BottomSheet>
  )
}
