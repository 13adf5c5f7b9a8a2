import { changeMailTemplate, createMailTemplate, listContents, previewMail, type MailTemplate } from '@sluice/core/nurture/contract'
import type { Ref } from '@sluice/core/lib/wire'
import { useQuery } from '@tanstack/react-query'
import { Button, Input, Segmented, Select } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import { useContractMutation, useContractQuery } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import { useToast } from '../../ui/use-toast.tsx'
import { useFields } from '../fields/use-fields.ts'
import { LeadSelect } from './LeadSelect.tsx'
import styles from './Nurture.module.css'

const variables = ['lead.name', 'lead.company', 'lead.title', 'lead.email', 'lead.phone', 'owner.name', 'owner.email', 'org.name', 'sender.name'] as const

interface Words {
  name: string
  subject: string
  preheader: string
  format: 'simple' | 'html'
  body: string
}

/** A template and, beside it, how a lead would see it. */
export function TemplateSheet({ template, canWrite, onClose }: { template: MailTemplate | null; canWrite: boolean; onClose: () => void }) {
  const { t } = useTranslation('nurture')
  const toast = useToast()
  const refresh = useRefresh()
  const [words, setWords] = useState<Words>({ name: template?.name ?? '', subject: template?.subject ?? '', preheader: template?.preheader ?? '', format: template?.format ?? 'simple', body: template?.body ?? '' })
  const set = (part: Partial<Words>) => setWords((now) => ({ ...now, ...part }))
  const body = useRef<HTMLTextAreaElement | null>(null)
  const done = (id: string) => {
    refresh({ type: 'config.changed', subjectType: 'config', subjectId: id })
    toast.done(t('templates.saved'))
    onClose()
  }
  const create = useContractMutation(createMailTemplate, { onError: toast.failed, onSuccess: (made) => done(made.id) })
  const change = useContractMutation(changeMailTemplate, { onError: toast.failed, onSuccess: (made) => done(made.id) })
  const save = () => (template === null ? create.mutate({ body: words }) : change.mutate({ params: { id: template.id }, body: words, ifMatch: template.version }))
  const contents = useContractQuery(listContents, { query: {} }).data?.items ?? []
  const { fields } = useFields('lead')
  /** Puts a text where the cursor is in the body. */
  const insert = (text: string) => {
    const field = body.current
    const at = field?.selectionStart ?? words.body.length
    set({ body: words.body.slice(0, at) + text + words.body.slice(field?.selectionEnd ?? at) })
    setTimeout(() => {
      field?.focus()
      field?.setSelectionRange(at + text.length, at + text.length)
    })
  }
  const incomplete = words.name.trim() === '' || words.subject.trim() === ''
  return (
    <BottomSheet
      open
      width={1040}
      title={template === null ? t('templates.createTitle') : t('templates.editTitle')}
      onClose={onClose}
      footer={
        <div className={styles.foot}>
          {template !== null && canWrite && <Button style={{ marginInlineEnd: 'auto' }} onClick={() => change.mutate({ params: { id: template.id }, body: { isArchived: !template.isArchived }, ifMatch: template.version })}>{t(template.isArchived ? 'templates.restore' : 'templates.archive')}</Button>}
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="primary" disabled={!canWrite || incomplete} title={canWrite ? undefined : t('noPermission')} loading={create.isPending || change.isPending} onClick={save}>{t('save')}</Button>
        </div>
      }
    >
      <div className={styles.editor}>
        <div className={styles.form}>
          <label className={styles.field}><span>{t('columns.name')}</span><Input maxLength={100} value={words.name} onChange={(event) => set({ name: event.target.value })} /></label>
          <label className={styles.field}><span>{t('templates.subject')}</span><Input maxLength={200} value={words.subject} onChange={(event) => set({ subject: event.target.value })} /></label>
          <label className={styles.field}><span>{t('templates.preheader')}</span><Input maxLength={200} value={words.preheader} placeholder={t('templates.preheaderHint')} onChange={(event) => set({ preheader: event.target.value })} /></label>
          <div className={styles.row}>
            <Segmented value={words.format} onChange={(format) => set({ format })} options={(['simple', 'html'] as const).map((value) => ({ value, label: t(`templates.${value}`) }))} />
            <Select
              aria-label={t('templates.insert')} placeholder={t('templates.insert')} value={null} popupMatchSelectWidth={false} onChange={(path: string | null) => path !== null && insert(`{{ ${path} }}`)}
              options={[...variables.map((value) => ({ value: value as string, label: t(`templates.variables.${value}` as 'templates.insert') })), ...fields.filter((field) => !field.isArchived).map((field) => ({ value: `lead.c_${field.key}`, label: field.label }))]}
            />
            <Select
              aria-label={t('templates.insertContent')} placeholder={t('templates.insertContent')} value={null} popupMatchSelectWidth={false}
              onChange={(id: string | null) => {
                const content = contents.find((one) => one.id === id)
                if (content) insert(words.format === 'simple' ? `[${content.title.replaceAll(/[[\]]/g, '')}](content:${content.id})` : `<a href="content:${content.id}">${content.title}</a>`)
              }}
              options={contents.map((one) => ({ value: one.id, label: one.title }))}
            />
          </div>
          <label className={styles.field}>
            <span>{t('templates.body')}</span>
            <Input.TextArea ref={(area) => { body.current = area?.resizableTextArea?.textArea ?? null }} autoSize={{ minRows: 12, maxRows: 26 }} maxLength={60_000} value={words.body} onChange={(event) => set({ body: event.target.value })} />
          </label>
          <p className={styles.help}>{t(words.format === 'simple' ? 'templates.bodyHint' : 'templates.bodyHtmlHint')}</p>
          {template !== null && template.usedBy.length > 0 && <p className={styles.help}>{t('templates.frozen')}</p>}
        </div>
        <Preview words={words} />
      </div>
    </BottomSheet>
  )
}

/** Drawn by the server, as the mail will be; a moment after the last key. */
function Preview({ words }: { words: Words }) {
  const { t } = useTranslation('nurture')
  const [lead, setLead] = useState<Ref | null>(null)
  const [shown, setShown] = useState<'rich' | 'plain'>('rich')
  const [settled, setSettled] = useState(words)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(words), 400)
    return () => clearTimeout(timer)
  }, [words])
  const read = useQuery({
    queryKey: [previewMail.path, settled.subject, settled.preheader, settled.format, settled.body, lead?.id],
    placeholderData: (before: Awaited<ReturnType<typeof ask>> | undefined) => before,
    queryFn: () => ask(settled, lead?.id ?? null),
  })
  const mail = read.data
  return (
    <div className={styles.form}>
      <div className={styles.row}>
        <LeadSelect aria-label={t('templates.previewLead')} placeholder={t('templates.previewLead')} style={{ minWidth: 200, flex: 1 }} value={lead} onChange={setLead} />
        <Segmented value={shown} onChange={setShown} options={(['rich', 'plain'] as const).map((value) => ({ value, label: t(`templates.${value}`) }))} />
      </div>
      {lead === null && <p className={styles.help}>{t('templates.noLead')}</p>}
      {mail?.problem != null && <p className={styles.bad} role="alert">{mail.problem}</p>}
      {mail !== undefined && mail.unknown.length > 0 && <p className={styles.bad} role="alert">{t('templates.unknown', { names: mail.unknown.join('、') })}</p>}
      {mail !== undefined && lead !== null && mail.missing.length > 0 && <p className={styles.help} role="status">{t('templates.missing', { names: mail.missing.join('、') })}</p>}
      {mail !== undefined && mail.problem === null && (
        <>
          <div className={styles.subject}>{mail.subject}</div>
          {/* Nothing in it runs: no scripts, no forms, no way out of the frame. */}
          {shown === 'rich' ? <iframe className={styles.preview} title={t('templates.preview')} sandbox="" srcDoc={mail.html} /> : <pre className={styles.plain}>{mail.text}</pre>}
        </>
      )}
    </div>
  )
}

const ask = ({ subject, preheader, format, body }: Words, leadId: string | null) => call(previewMail, { body: { subject, preheader, format, body, leadId } })
