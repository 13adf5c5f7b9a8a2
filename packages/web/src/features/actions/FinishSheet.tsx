import type { ActionItem } from '@sluice/core/actions/contract'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import styles from './Actions.module.css'
import { useActionMoves } from './use-action-moves.ts'

/** What came of an item, or why it is dropped. */
export function FinishSheet({ item, how, onClose }: { item: ActionItem; how: 'done' | 'dropped'; onClose: () => void }) {
  const { t } = useTranslation('actions')
  const { t: tu } = useTranslation('ui')
  const { end } = useActionMoves()
  const [outcome, setOutcome] = useState('')
  const [busy, setBusy] = useState(false)
  const done = how === 'done'
  const label = t(done ? 'finishSheet.outcome' : 'finishSheet.reason')
  const submit = async () => {
    setBusy(true)
    const ended = await end(item, how, outcome.trim())
    setBusy(false)
    if (ended) onClose()
  }
  return (
    <BottomSheet
      open
      title={t(done ? 'finishSheet.done' : 'finishSheet.drop')}
      onClose={onClose}
      footer={
        <div className={styles.foot}>
          <Button onClick={onClose}>{tu('cancel')}</Button>
          <Button type="primary" danger={!done} loading={busy} onClick={() => void submit()}>
            {t(done ? 'finishSheet.doneButton' : 'finishSheet.dropButton')}
          </Button>
        </div>
      }
    >
      <div className={styles.stack}>
        <strong className={styles.wrap}>{item.title}</strong>
        <label className={styles.field}>
          <span>{label}</span>
          <Input.TextArea autoFocus autoSize={{ minRows: 3, maxRows: 8 }} maxLength={2000} value={outcome} placeholder={done ? t('finishSheet.outcomePlaceholder') : undefined} onChange={(event) => setOutcome(event.target.value)} />
        </label>
      </div>
    </BottomSheet>
  )
}
