import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import styles from './Approvals.module.css'

/** A decision that needs words: a no, a return; or one that may have some. The words stay when it is refused. */
export function CommentSheet(props: {
  title: string
  text: string
  submit: string
  danger?: boolean
  /** Words are wanted, else they may be left out. */
  required?: boolean
  placeholder: string
  onClose: () => void
  /** Whether it was done. */
  onSubmit: (comment: string) => Promise<boolean>
}) {
  const { t } = useTranslation('ui')
  const [comment, setComment] = useState('')
  const [busy, setBusy] = useState(false)
  const send = async () => {
    setBusy(true)
    const done = await props.onSubmit(comment.trim())
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
          <Button onClick={props.onClose}>{t('cancel')}</Button>
          <Button type="primary" danger={props.danger} loading={busy} disabled={props.required === true && comment.trim() === ''} onClick={() => void send()}>
            {props.submit}
          </Button>
        </div>
      }
    >
      <div className={styles.stack}>
        <p className={styles.quiet}>{props.text}</p>
        <Input.TextArea autoFocus autoSize={{ minRows: 3, maxRows: 8 }} maxLength={2000} value={comment} placeholder={props.placeholder} aria-label={props.placeholder} onChange={(event) => setComment(event.target.value)} />
      </div>
    </BottomSheet>
  )
}
