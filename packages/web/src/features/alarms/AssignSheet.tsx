import type { AlarmRecord } from '@sluice/core/alarms/contract'
import { listUsers } from '@sluice/core/identity/contract'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../api/query.ts'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import { seldom } from '../pickers/seldom.ts'
import { UserSelect } from '../pickers/UserSelect.tsx'
import styles from './Alarms.module.css'
import type { AlarmMoves } from './use-alarm-moves.ts'
import { useSpoken } from './use-spoken.ts'

/** Gives an alarm to somebody, or to nobody. */
export function AssignSheet({ alarm, moves, onClose }: { alarm: AlarmRecord; moves: AlarmMoves; onClose: () => void }) {
  const { t } = useTranslation('alarms')
  const { t: tu } = useTranslation('ui')
  const spoken = useSpoken()
  const users = useContractQuery(listUsers, {}, seldom)
  const [userId, setUser] = useState(alarm.assignee?.id ?? null)
  const assign = async () => {
    const user = users.data?.items.find((one) => one.id === userId)
    if (await moves.assign(alarm, user ? { id: user.id, name: user.name } : null)) onClose()
  }
  return (
    <BottomSheet
      open
      title={t('assign')}
      onClose={onClose}
      footer={
        <div className={styles.foot}>
          <Button onClick={onClose}>{tu('cancel')}</Button>
          <Button type="primary" loading={moves.busy === alarm.id} disabled={userId === (alarm.assignee?.id ?? null)} onClick={() => void assign()}>
            {t('assign')}
          </Button>
        </div>
      }
    >
      <div className={styles.stack}>
        <p>{spoken(alarm.verdict.text)}</p>
        <div className={styles.field}>
          <span>{t('assignTo')}</span>
          <UserSelect allowClear value={userId} onChange={setUser} aria-label={t('assignTo')} placeholder={t('nobody')} style={{ width: '100%' }} />
        </div>
      </div>
    </BottomSheet>
  )
}
