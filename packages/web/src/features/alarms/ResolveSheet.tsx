import type { AlarmRecord } from '@sluice/core/alarms/contract'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import styles from './Alarms.module.css'
import type { AlarmMoves } from './use-alarm-moves.ts'
import { useSpoken } from './use-spoken.ts'

/** Closes an alarm by hand, with a word on what was done. */
export function ResolveSheet({ alarm, moves, onClose }: { alarm: AlarmRecord; moves: AlarmMoves; onClose: () => void }) {
  const { t } = useTranslation('alarms')
  const { t: tu } = useTranslation('ui')
  const spoken = useSpoken()
  const [note, setNote] = useState('')
  return (
    <BottomSheet
      open
      title={t('resolveTitle')}
      onClose={onClose}
      footer={
        <div className={styles.foot}>
          <Button onClick={onClose}>{tu('cancel')}</Button>
          <Button type="primary" loading={moves.busy === alarm.id} onClick={() => void moves.resolve(alarm, note).then((done) => done && onClose())}>
            {t('resolve')}
          </Button>
        </div>
      }
    >
      <div className={styles.stack}>
        <p>{spoken(alarm.verdict.text)}</p>
        <label className={styles.field}>
          <span>{t('resolveNote')}</span>
          <Input.TextArea autoFocus autoSize={{ minRows: 3, maxRows: 8 }} maxLength={2000} value={note} onChange={(event) => setNote(event.target.value)} />
        </label>
        <p className={styles.quiet}>{t('resolveHelp')}</p>
      </div>
    </BottomSheet>
  )
}
