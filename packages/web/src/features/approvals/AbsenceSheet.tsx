import { DeleteOutlined } from '@ant-design/icons'
import { addSubstitute, listSubstitutes, removeSubstitute } from '@sluice/core/approvals/contract'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractMutation, useContractQuery } from '../../api/query.ts'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { dayKey } from '../../ui/format.ts'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { wallInstant } from '../../ui/wall-time.ts'
import { UserSelect } from '../pickers/UserSelect.tsx'
import styles from './Approvals.module.css'

/** Who decides in one's place while one is away. */
export function AbsenceSheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('approvals')
  const format = useFormat()
  const toast = useToast()
  const { timeZone } = format
  const read = useContractQuery(listSubstitutes, {}, { staleTime: 0 })
  const add = useContractMutation(addSubstitute, {
    onSuccess: () => {
      setUserId(null)
      toast.done(t('absence.added'))
      void read.refetch()
    },
    onError: toast.failed,
  })
  const remove = useContractMutation(removeSubstitute, {
    onSuccess: () => {
      toast.done(t('absence.removed'))
      void read.refetch()
    },
    onError: toast.failed,
  })
  const now = Date.now()
  const [userId, setUserId] = useState<string | null>(null)
  const [from, setFrom] = useState(`${dayKey(now, timeZone)}T00:00`)
  const [to, setTo] = useState(`${dayKey(now + 7 * 86_400_000, timeZone)}T00:00`)
  const begins = wallInstant(from, timeZone)
  const ends = wallInstant(to, timeZone)
  const inOrder = begins !== null && ends !== null && begins < ends
  return (
    <BottomSheet open title={t('absence.title')} onClose={onClose}>
      <div className={styles.stack}>
        <p className={styles.quiet}>{t('absence.text')}</p>
        {read.error ? (
          <ErrorState compact error={read.error} onRetry={() => void read.refetch()} />
        ) : !read.data ? (
          <Skeletons kind="rows" count={2} />
        ) : read.data.items.length === 0 ? (
          <p className={styles.quiet}>{t('absence.none')}</p>
        ) : (
          <ul className={styles.comments}>
            {read.data.items.map((one) => (
              <li key={one.id} className={styles.send} style={{ alignItems: 'center' }}>
                <div style={{ flex: 1, minWidth: 0 }}>
                  <strong>{one.substitute.name}</strong> <Tag tone={Date.parse(one.from) <= now ? 'brand' : 'neutral'}>{t(Date.parse(one.from) <= now ? 'absence.now' : 'absence.later')}</Tag>
                  <div className={`num ${styles.quiet}`}>{t('absence.span', { from: format.dateTime(one.from), to: format.dateTime(one.to) })}</div>
                </div>
                <Button type="text" icon={<DeleteOutlined />} aria-label={`${t('absence.remove')} ${one.substitute.name}`} onClick={() => remove.mutate({ params: { id: one.id } })} />
              </li>
            ))}
          </ul>
        )}
        <label className={styles.field}>
          <span>{t('absence.substitute')}</span>
          <UserSelect value={userId} onChange={setUserId} placeholder={t('person')} style={{ width: '100%' }} />
        </label>
        <label className={styles.field}>
          <span>{t('absence.from')}</span>
          <Input type="datetime-local" value={from} onChange={(event) => setFrom(event.target.value)} />
        </label>
        <label className={styles.field}>
          <span>{t('absence.to')}</span>
          <Input type="datetime-local" value={to} status={inOrder ? undefined : 'error'} onChange={(event) => setTo(event.target.value)} />
        </label>
        {!inOrder && (
          <p role="alert" className={styles.late}>
            {t('absence.order')}
          </p>
        )}
        <Button
          type="primary"
          loading={add.isPending}
          disabled={userId === null || !inOrder}
          onClick={() => {
            if (userId !== null && begins !== null && ends !== null) add.mutate({ body: { substituteId: userId, from: begins, to: ends } })
          }}
        >
          {t('absence.add')}
        </Button>
      </div>
    </BottomSheet>
  )
}
