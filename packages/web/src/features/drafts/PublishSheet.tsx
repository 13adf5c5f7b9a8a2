import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import { useToast } from '../../ui/use-toast.tsx'
import styles from './Drafts.module.css'

/** What publishing does, and a note on the version. Stays open when it is refused. */
export function PublishSheet({ text, onClose, onPublish }: { text: string; onClose: () => void; onPublish: (note: string) => Promise<void> }) {
  const { t } = useTranslation('drafts')
  const toast = useToast()
  const [note, setNote] = useState('')
  const [busy, setBusy] = useState(false)
  const submit = () => {
    setBusy(true)
    onPublish(note).then(onClose, toast.failed).finally(() => setBusy(false))
  }
  return (
    <BottomSheet open title={t('publishTitle')} onClose={onClose} footer={<div className={styles.foot}><Button onClick={onClose}>{t('cancel')}</Button><Button type="primary" loading={busy} onClick={submit}>{t('publish')}</Button></div>}>
      <div className={styles.form}>
        <p className={styles.help}>{text}</p>
        <label className={styles.field}><span>{t('note')}</span><Input autoFocus maxLength={300} value={note} onChange={(event) => setNote(event.target.value)} onPressEnter={submit} /></label>
      </div>
    </BottomSheet>
  )
}
