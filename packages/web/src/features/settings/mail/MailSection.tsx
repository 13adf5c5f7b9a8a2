import { DeleteOutlined, PlusOutlined, SendOutlined } from '@ant-design/icons'
import { changeMailSettings, getMailSettings, mailSecurity, testMailSettings, type MailSettings } from '@sluice/core/nurture/contract'
import { Button, Input, InputNumber, Select, Switch } from 'antd'
import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractMutation, useContractQuery } from '../../../api/query.ts'
import { useRefresh } from '../../../api/refresh.ts'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { Section } from '../../../ui/Page.tsx'
import { Skeletons } from '../../../ui/Skeletons.tsx'
import { Tag } from '../../../ui/Tag.tsx'
import { useFormat } from '../../../ui/use-format.ts'
import { useToast } from '../../../ui/use-toast.tsx'
import { useSession } from '../../session/session.ts'
import { changedFields } from '../changed-fields.ts'
import styles from './Mail.module.css'
import { Suppressions } from './Suppressions.tsx'

/** How mails of sequences leave: server, senders, when and how many; and who gets none. */
export function MailSection() {
  const { t } = useTranslation('nurture')
  const read = useContractQuery(getMailSettings, {})
  if (read.isPending) return <Skeletons kind="record" />
  if (read.error) return read.error.code === 'permission.denied' ? <Section title={t('mail.section')}><p className={styles.help}>{t('mail.readOnly')}</p></Section> : <ErrorState error={read.error} onRetry={() => void read.refetch()} />
  return <Form settings={read.data} />
}

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789'
const newSenderId = () => Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => letters[byte % letters.length]).join('')

function Form({ settings }: { settings: MailSettings }) {
  const { t } = useTranslation('nurture')
  const format = useFormat()
  const toast = useToast()
  const refresh = useRefresh()
  const [draft, setDraft] = useState(settings)
  const [password, setPassword] = useState('')
  useEffect(() => setDraft(settings), [settings])
  const set = (part: Partial<MailSettings>) => setDraft((now) => ({ ...now, ...part }))
  const save = useContractMutation(changeMailSettings, {
    onError: toast.failed,
    onSuccess: () => {
      setPassword('')
      refresh({ type: 'config.changed', subjectType: 'config', subjectId: 'mail' })
      toast.done(t('mail.saved'))
    },
  })
  const disabled = !settings.canWrite
  const submit = () => {
    const { host, port, security, username, senders, perMinute, perDay, sendFrom, sendTo, workDaysOnly, capMails, capDays, bounceAddress, footer } = changedFields(settings, draft)
    const body = { host, port, security, username, senders, perMinute, perDay, sendFrom, sendTo, workDaysOnly, capMails, capDays, bounceAddress, footer, ...(password !== '' && { password }) }
    save.mutate({ body: Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)), ifMatch: settings.version })
  }
  const isDirty = password !== '' || Object.keys(changedFields(settings, draft)).length > 0
  const number = (key: 'port' | 'perMinute' | 'perDay' | 'capMails' | 'capDays', label: string, max: number) => (
    <InputNumber aria-label={label} min={1} max={max} precision={0} disabled={disabled} value={draft[key]} onChange={(value) => set({ [key]: value ?? 1 })} />
  )
  const text = (key: 'host' | 'username' | 'bounceAddress', label: string, placeholder?: string) => (
    <Field label={label}><Input aria-label={label} disabled={disabled} placeholder={placeholder} value={draft[key] ?? ''} onChange={(event) => set({ [key]: event.target.value.trim() === '' ? null : event.target.value.trim() })} /></Field>
  )
  const saveRow = settings.canWrite ? (
    <div className={styles.row}><Button type="primary" disabled={!isDirty} loading={save.isPending} onClick={submit}>{t('save')}</Button></div>
  ) : <p className={styles.help}>{t('mail.readOnly')}</p>
  return (
    <>
      <Section title={t('mail.section')} note={t('mail.sectionNote')}>
        <div className={styles.form}>
          <div className={styles.row}>
            <Tag tone={settings.isReady && settings.problem === null ? 'good' : 'warn'} dot>{settings.problem !== null ? t('mail.problem', { time: format.dateTime(settings.problem.at), text: settings.problem.text }) : t(settings.isReady ? 'mail.ready' : 'mail.notReady')}</Tag>
            {settings.queued > 0 && <span className="num">{t('mail.waiting', { count: settings.queued })}</span>}
          </div>
          <div className={styles.grid}>
            {text('host', t('mail.host'), 'smtp.example.com')}
            <Field label={t('mail.port')}>{number('port', t('mail.port'), 65_535)}</Field>
            <Field label={t('mail.security')}><Select aria-label={t('mail.security')} disabled={disabled} value={draft.security} onChange={(security) => set({ security, port: security === 'tls' ? 465 : security === 'starttls' ? 587 : 25 })} options={mailSecurity.map((value) => ({ value, label: t(`mail.securities.${value}`) }))} /></Field>
            {text('username', t('mail.username'))}
            <Field label={t('mail.password')}><Input.Password aria-label={t('mail.password')} autoComplete="new-password" disabled={disabled} placeholder={settings.hasPassword ? t('mail.passwordKept') : ''} value={password} onChange={(event) => setPassword(event.target.value)} /></Field>
            {text('bounceAddress', t('mail.bounce'), t('mail.bounceHint'))}
          </div>
          {saveRow}
          {settings.canWrite && settings.isReady && <Trial />}
        </div>
      </Section>
      <Section title={t('mail.senders')} note={t('mail.sendersNote')}>
        <div className={styles.form}>
          {draft.senders.map((one, i) => {
            const change = (part: Partial<typeof one>) => set({ senders: draft.senders.with(i, { ...one, ...part }) })
            return (
              <div key={one.id} className={styles.sender}>
                <Field label={t('mail.senderName')}><Input aria-label={t('mail.senderName')} disabled={disabled} maxLength={80} value={one.name} onChange={(event) => change({ name: event.target.value })} /></Field>
                <Field label={t('mail.senderAddress')}><Input aria-label={t('mail.senderAddress')} disabled={disabled} inputMode="email" maxLength={254} value={one.address} onChange={(event) => change({ address: event.target.value })} /></Field>
                <Field label={t('mail.senderReply')}><Input aria-label={t('mail.senderReply')} disabled={disabled} inputMode="email" maxLength={254} value={one.replyTo ?? ''} onChange={(event) => change({ replyTo: event.target.value.trim() === '' ? null : event.target.value })} /></Field>
                {settings.canWrite && <Button icon={<DeleteOutlined />} aria-label={t('mail.removeSender')} onClick={() => set({ senders: draft.senders.toSpliced(i, 1) })} />}
              </div>
            )
          })}
          {settings.canWrite && <div className={styles.row}><Button icon={<PlusOutlined />} onClick={() => set({ senders: [...draft.senders, { id: newSenderId(), name: '', address: '', replyTo: null }] })}>{t('mail.addSender')}</Button></div>}
          <Field label={t('mail.footer')}><Input.TextArea aria-label={t('mail.footer')} disabled={disabled} maxLength={500} autoSize={{ minRows: 2, maxRows: 5 }} placeholder={t('mail.footerHint')} value={draft.footer} onChange={(event) => set({ footer: event.target.value })} /></Field>
          {saveRow}
        </div>
      </Section>
      <Section title={t('mail.rules')} note={t('mail.rulesNote')}>
        <div className={styles.form}>
          <div className={styles.row}>
            {t('mail.hours')}
            <Input style={{ width: 120 }} type="time" aria-label={`${t('mail.hours')} 1`} disabled={disabled} value={draft.sendFrom} onChange={(event) => event.target.value !== '' && set({ sendFrom: event.target.value.slice(0, 5) })} />–
            <Input style={{ width: 120 }} type="time" aria-label={`${t('mail.hours')} 2`} disabled={disabled} value={draft.sendTo} onChange={(event) => event.target.value !== '' && set({ sendTo: event.target.value.slice(0, 5) })} />
            <label className={styles.row}><Switch disabled={disabled} checked={draft.workDaysOnly} onChange={(workDaysOnly) => set({ workDaysOnly })} />{t('mail.workDays')}</label>
          </div>
          <div className={styles.row}>{t('mail.perMinute')}{number('perMinute', t('mail.perMinute'), 1000)}{t('mail.unit')} · {t('mail.perDay')}{number('perDay', t('mail.perDay'), 1_000_000)}{t('mail.unit')}</div>
          <div className={styles.row}>{t('mail.cap')}{number('capMails', t('mail.cap'), 50)}{t('mail.capIn')}{number('capDays', t('mail.capDays'), 90)}{t('mail.capDays')}</div>
          {saveRow}
        </div>
      </Section>
      <Suppressions />
    </>
  )
}

function Field({ label, children }: { label: string; children: ReactNode }) {
  return <div className={styles.field}><span>{label}</span>{children}</div>
}

/** One mail now, and what the server says to it. */
function Trial() {
  const { t } = useTranslation('nurture')
  const toast = useToast()
  const { user } = useSession()
  const [to, setTo] = useState(user.email)
  const trial = useContractMutation(testMailSettings, { onError: toast.failed })
  return (
    <div className={styles.field}>
      <span>{t('mail.test')}</span>
      <div className={styles.row}>
        <Input style={{ width: 260 }} inputMode="email" aria-label={t('mail.testTo')} value={to} onChange={(event) => setTo(event.target.value)} />
        <Button icon={<SendOutlined />} loading={trial.isPending} onClick={() => trial.mutate({ body: { to } })}>{t('mail.testSend')}</Button>
      </div>
      {trial.data && <p className={styles.help} role="status">{t(trial.data.accepted ? 'mail.accepted' : 'mail.refused', { said: trial.data.said })}</p>}
    </div>
  )
}
