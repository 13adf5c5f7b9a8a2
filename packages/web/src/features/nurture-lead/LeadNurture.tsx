import { changeEnrolment, enrolLeads, getMail, listEnrolments, listMails, listSequences, sendMailAgain, type Enrolment, type SequenceMail } from '@sluice/core/nurture/contract'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useContractMutation, useContractQuery } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { paths } from '../../paths.ts'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import { RecordBox } from '../../ui/record/RecordBody.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { Tag, type Tone } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useProblemText } from '../../ui/use-problem-text.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { useMay } from '../session/use-may.ts'
import styles from './NurtureLead.module.css'

const tones: Record<Enrolment['state'], Tone> = { active: 'brand', paused: 'warn', done: 'good', left: 'neutral', failed: 'bad' }
const mailTones: Record<SequenceMail['state'], Tone> = { queued: 'neutral', claimed: 'neutral', sent: 'good', unsure: 'warn', bounced: 'bad', failed: 'bad', cancelled: 'neutral' }

/** A lead's sequences and mails, on its page: where it is, what it got, how it reacted. */
export function LeadNurture({ leadId, canWrite }: { leadId: string; canWrite: boolean }) {
  const { t } = useTranslation('nurture')
  const may = useMay()
  const toast = useToast()
  const say = useProblemText()
  const refresh = useRefresh()
  const done = () => refresh({ type: 'lead.changed', subjectType: 'lead', subjectId: leadId })
  const enrolments = useContractQuery(listEnrolments, { query: { lead: leadId, limit: 10 } }).data?.items ?? []
  const mails = useContractQuery(listMails, { query: { lead: leadId, limit: 5 } }).data?.items ?? []
  const change = useContractMutation(changeEnrolment, { onError: toast.failed, onSuccess: done })
  const enrol = useContractMutation(enrolLeads, {
    onError: toast.failed,
    onSuccess: ({ refused }) => {
      done()
      const [first] = refused
      if (first) toast.failed({ code: 'unknown', title: say({ code: first.code }) })
    },
  })
  const mayAdd = canWrite && may('campaign', 'read')
  if (enrolments.length === 0 && mails.length === 0 && !mayAdd) return null
  return (
    <RecordBox title={t('lead.title')} actions={mayAdd && <SequenceSelect loading={enrol.isPending} onChoose={(id) => enrol.mutate({ params: { id }, body: { leadIds: [leadId] } })} />}>
      {enrolments.length === 0 && <span className={styles.muted}>{t('lead.none')}</span>}
      <ul className={styles.list}>
        {enrolments.map((one) => (
          <li key={one.id}>
            <div className={styles.head}>
              {may('campaign', 'read') ? <Link className={styles.name} to={paths.sequence(one.sequence.id)}>{one.sequence.name}</Link> : <span className={styles.name}>{one.sequence.name}</span>}
              <Tag tone={tones[one.state]} dot>{one.state === 'left' && one.exitReason !== null ? t(`reasons.${one.exitReason}`) : t(`states2.${one.state}`)}</Tag>
            </div>
            <Where enrolment={one} />
            {canWrite && (one.state === 'active' || one.state === 'paused') && (
              <div className={styles.head}>
                <Button size="small" onClick={() => change.mutate({ params: { id: one.id }, body: { what: one.state === 'paused' ? 'resume' : 'pause' } })}>{t(one.state === 'paused' ? 'enrolments.resume' : 'enrolments.pause')}</Button>
                <Button size="small" danger onClick={() => change.mutate({ params: { id: one.id }, body: { what: 'stop' } })}>{t('enrolments.stop')}</Button>
              </div>
            )}
          </li>
        ))}
      </ul>
      {mails.length > 0 && <Mails mails={mails} canWrite={canWrite} onDone={done} />}
    </RecordBox>
  )
}

function Where({ enrolment }: { enrolment: Enrolment }) {
  const { t } = useTranslation('nurture')
  const format = useFormat()
  if (enrolment.state !== 'active' && enrolment.state !== 'paused') return <span className={`num ${styles.muted}`}>{format.dateTime(enrolment.endedAt)}</span>
  const step = enrolment.stepNumber === null || enrolment.stepType === null ? '' : t('lead.step', { n: enrolment.stepNumber, of: enrolment.steps, type: t(`steps.${enrolment.stepType as 'wait'}`) })
  const next = enrolment.waitsFor === 'mail' ? t('lead.waitsMail') : enrolment.dueAt === null ? '' : t('lead.next', { time: format.dateTime(enrolment.dueAt) })
  return <span className={`num ${styles.muted}`}>{[step, next, enrolment.problem].filter(Boolean).join(' · ')}</span>
}

/** Chooses a running sequence; nothing stays chosen. */
export function SequenceSelect({ loading, onChoose, className, placeholder }: { loading: boolean; onChoose: (id: string) => void; className?: string | undefined; placeholder?: string }) {
  const { t } = useTranslation('nurture')
  const [opened, setOpened] = useState(false)
  const read = useContractQuery(listSequences, { query: { state: 'running' } }, { enabled: opened })
  const label = placeholder ?? t('lead.add')
  return (
    <Select
      className={className}
      aria-label={label}
      placeholder={label}
      value={null}
      disabled={loading}
      loading={loading || (opened && read.isPending)}
      popupMatchSelectWidth={false}
      notFoundContent={t('lead.noSequences')}
      onOpenChange={(open) => open && setOpened(true)}
      onChange={(id: string | null) => id !== null && onChoose(id)}
      options={(read.data?.items ?? []).map((one) => ({ value: one.id, label: one.name }))}
    />
  )
}

function Mails({ mails, canWrite, onDone }: { mails: readonly SequenceMail[]; canWrite: boolean; onDone: () => void }) {
  const { t } = useTranslation('nurture')
  const format = useFormat()
  const toast = useToast()
  const [open, setOpen] = useState<string | null>(null)
  const again = useContractMutation(sendMailAgain, {
    onError: toast.failed,
    onSuccess: () => {
      onDone()
      toast.done(t('lead.againDone'))
    },
  })
  const reactions = (mail: SequenceMail) => [mail.clickedAt !== null ? t('lead.clicked') : mail.openedAt !== null ? t('lead.opened') : '', mail.repliedAt !== null ? t('lead.replied') : '', mail.unsubscribedAt !== null ? t('lead.unsubscribed') : ''].filter(Boolean)
  return (
    <div className={styles.mails}>
      <ul className={styles.list} aria-label={t('lead.mails')}>
        {mails.map((mail) => (
          <li key={mail.id}>
            <div className={styles.head}>
              <Button type="link" size="small" style={{ padding: 0, height: 'auto', whiteSpace: 'normal', textAlign: 'start' }} onClick={() => setOpen(mail.id)}>{mail.subject}</Button>
              <Tag tone={mailTones[mail.state]}>{mail.waitsFor === null ? t(`lead.mailStates.${mail.state}`) : t(`lead.waits.${mail.waitsFor}`)}</Tag>
              {reactions(mail).map((one) => <Tag key={one} tone="brand">{one}</Tag>)}
              {canWrite && mail.canSendAgain && <Button size="small" loading={again.isPending} onClick={() => again.mutate({ params: { id: mail.id } })}>{t('lead.again')}</Button>}
            </div>
            <span className={`num ${styles.muted}`} title={mail.said ?? undefined}>{format.dateTime(mail.sentAt ?? mail.notBefore ?? mail.queuedAt)}</span>
          </li>
        ))}
      </ul>
      {open !== null && <MailSheet id={open} onClose={() => setOpen(null)} />}
    </div>
  )
}

/** A mail as it was written. */
function MailSheet({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('nurture')
  const mail = useContractQuery(getMail, { params: { id } }).data
  return (
    <BottomSheet open width={680} title={mail?.subject ?? t('lead.view')} onClose={onClose}>
      {mail === undefined ? <Skeletons kind="record" /> : <iframe className={styles.frame} title={mail.subject} sandbox="" srcDoc={mail.html.replaceAll(/<img [^>]*\/o\/[^>]*>/g, '')} />}
    </BottomSheet>
  )
}
