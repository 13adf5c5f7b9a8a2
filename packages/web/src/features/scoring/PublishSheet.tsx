import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import styles from './Scoring.module.css'

/** What publishing does, and a note on the version. */
export function PublishSheet({ onClose, onPublish }: { onClose: () => void; onPublish: (note: string) => Promise<void> }) {
  const { t } = useTranslation('scoring')
  const [note, setNote] = useState('')
  const [busy, setBusy] = useState(false)
  const go = async () => {
    setBusy(true)
    await onPublish(note.trim()).catch(() => undefined)
    setBusy(false)
  }
  return (
    <BottomSheet
      open
      onClose={onClose}
      title={t('publish')}
      width={480}
      footer={
        <div className={styles.foot}>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="primary" loading={busy} onClick={() => void go()}>{t('publishAsk')}</Button>
        </div>
      }
    >
      <p className={styles.help}>{t('publishText')}</p>
      <label className={styles.field}>
        <span>{t('note')}</span>
        <Input.TextArea rows={3} maxLength={500} value={note} placeholder={t('notePlaceholder')} onChange={(event) => setNote(event.target.value)} />
      </label>
    </BottomSheet>
  )
}
