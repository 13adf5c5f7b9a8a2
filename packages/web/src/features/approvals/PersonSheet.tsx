import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import { UserSelect } from '../pickers/UserSelect.tsx'
import styles from './Approvals.module.css'

/** Chooses a colleague and says a word: to hand a task on, to ask one more. */
export function PersonSheet(props: { title: string; text: string; submit: string; onClose: () => void; onSubmit: (userId: string, comment: string) => Promise<boolean> }) {
  const { t } = useTranslation('approvals')
  const { t: tu } = useTranslation('ui')
  const [userId, setUserId] = useState<string | null>(null)
  const [comment, setComment] = useState('')
  const [busy, setBusy] = useState(false)
  const send = async () => {
    if (userId === null) return
    setBusy(true)
    const done = await props.onSubmit(userId, comment.trim())
    setBusy(false)
    if (done) props.onClose()
  }
  return (
    <BottomSheet
      open
      title={props.title}
      onClose={props.onClose}
      footer={
        <div className={styles.actions}>
          <Button onClick={props.onClose}>{tu('cancel')}</Button>
          <Button type="primary" loading={busy} disabled={userId === null} onClick={() => void send()}>
            {props.submit}
          </Button>
        </div>
      }
    >
      <div className={styles.stack}>
        <p className={styles.quiet}>{props.text}</p>
        <UserSelect value={userId} onChange={setUserId} placeholder={t('person')} style={{ width: '100%' }} />
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={2000} value={comment} placeholder={t('decide.optional')} aria-label={t('decide.optional')} onChange={(event) => setComment(event.target.value)} />
      </div>
    </BottomSheet>
  )
}
