import { UploadOutlined } from '@ant-design/icons'
import { changeContent, contentKinds, contentStages, createContent, uploadContentFile, type ContentItem } from '@sluice/core/nurture/contract'
import { Button, Input, Select } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { upload } from '../../api/upload.ts'
import { useContractMutation } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import { useToast } from '../../ui/use-toast.tsx'
import styles from './Nurture.module.css'

/** A case or material: what it is, for whom, and where it lies. */
export function ContentSheet({ content, industries, onClose }: { content: ContentItem | null; industries: readonly string[]; onClose: () => void }) {
  const { t } = useTranslation('nurture')
  const toast = useToast()
  const refresh = useRefresh()
  const picker = useRef<HTMLInputElement>(null)
  const [kept, setKept] = useState(content)
  const [words, setWords] = useState({ title: content?.title ?? '', kind: content?.kind ?? ('case' as const), summary: content?.summary ?? '', url: content?.url ?? '', industries: content?.industries ?? [], stages: content?.stages ?? [] })
  const set = (part: Partial<typeof words>) => setWords((now) => ({ ...now, ...part }))
  const tell = (id: string) => refresh({ type: 'config.changed', subjectType: 'config', subjectId: id })
  const create = useContractMutation(createContent, { onError: toast.failed })
  const change = useContractMutation(changeContent, { onError: toast.failed })
  const [sending, setSending] = useState(false)
  const body = { ...words, url: words.url.trim() === '' ? null : words.url.trim() }
  const save = async () => {
    const made = kept === null ? await create.mutateAsync({ body }) : await change.mutateAsync({ params: { id: kept.id }, body, ifMatch: kept.version })
    tell(made.id)
    return made
  }
  const send = async (file: File) => {
    setSending(true)
    try {
      const made = kept ?? (await save())
      setKept(await upload(uploadContentFile, { params: { id: made.id } }, file))
      tell(made.id)
      toast.done(t('contents.uploaded'))
    } catch (error) {
      toast.failed(error)
    } finally {
      setSending(false)
    }
  }
  return (
    <BottomSheet
      open
      width={480}
      title={content === null ? t('contents.createTitle') : t('contents.editTitle')}
      onClose={onClose}
      footer={
        <div className={styles.foot}>
          {kept !== null && <Button style={{ marginInlineEnd: 'auto' }} onClick={() => void change.mutateAsync({ params: { id: kept.id }, body: { isArchived: true }, ifMatch: kept.version }).then((made) => { tell(made.id); onClose() }, () => undefined)}>{t('contents.archive')}</Button>}
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="primary" disabled={words.title.trim() === ''} loading={create.isPending || change.isPending} onClick={() => void save().then(() => { toast.done(t('contents.saved')); onClose() }, () => undefined)}>{t('save')}</Button>
        </div>
      }
    >
      <div className={styles.form}>
        <label className={styles.field}><span>{t('contents.titleField')}</span><Input maxLength={120} value={words.title} onChange={(event) => set({ title: event.target.value })} /></label>
        <div className={styles.field}><span>{t('contents.kind')}</span><Select aria-label={t('contents.kind')} value={words.kind} onChange={(kind) => set({ kind })} options={contentKinds.map((value) => ({ value, label: t(`contents.kinds.${value}`) }))} /></div>
        <label className={styles.field}><span>{t('contents.url')}</span><Input inputMode="url" placeholder="https://" maxLength={2000} value={words.url} onChange={(event) => set({ url: event.target.value })} /></label>
        <div className={styles.field}>
          <span>{t('contents.file')}</span>
          <div className={styles.row}>
            <input ref={picker} type="file" hidden aria-label={t('contents.upload')} onChange={(event) => { const file = event.target.files?.[0]; if (file) void send(file); event.target.value = '' }} />
            <Button icon={<UploadOutlined />} loading={sending} disabled={words.title.trim() === ''} onClick={() => picker.current?.click()}>{t('contents.upload')}</Button>
            {kept?.file && <span title={kept.file.name}>{kept.file.name}</span>}
          </div>
          <p className={styles.help}>{t('contents.urlOrFile')}</p>
        </div>
        <div className={styles.field}><span>{t('contents.industries')}</span><Select mode="tags" aria-label={t('contents.industries')} value={words.industries} onChange={(next: string[]) => set({ industries: next.slice(0, 20) })} options={industries.map((value) => ({ value, label: value }))} /></div>
        <div className={styles.field}><span>{t('contents.stages')}</span><Select mode="multiple" aria-label={t('contents.stages')} value={words.stages} onChange={(stages) => set({ stages })} options={contentStages.map((value) => ({ value, label: t(`contents.stageNames.${value}`) }))} /></div>
        <label className={styles.field}><span>{t('contents.summary')}</span><Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={1000} value={words.summary} onChange={(event) => set({ summary: event.target.value })} /></label>
      </div>
    </BottomSheet>
  )
}
