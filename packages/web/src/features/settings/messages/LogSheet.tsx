import { deliveryStates, listDeliveries, replayDelivery } from '@sluice/core/messages/contract'
import type { Delivery } from '@sluice/core/messages/contract'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Segmented } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractMutation, useContractPages } from '../../../api/query.ts'
import { useRefresh } from '../../../api/refresh.ts'
import { BottomSheet } from '../../../ui/BottomSheet.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { Skeletons } from '../../../ui/Skeletons.tsx'
import { Tag } from '../../../ui/Tag.tsx'
import { useFormat } from '../../../ui/use-format.ts'
import { useToast } from '../../../ui/use-toast.tsx'
import { useEventNames } from '../../activities/use-event-names.ts'
import styles from './Messages.module.css'

const tones = { queued: 'neutral', claimed: 'neutral', sent: 'good', unsure: 'warn', failed: 'bad', cancelled: 'neutral' } as const
const shownStates = deliveryStates.filter((state) => state !== 'claimed' && state !== 'cancelled')

/** What went to a robot or webhook: content, answer, attempts; what is settled may be sent again. */
export function LogSheet({ target, name, onClose }: { target: { robotId: string } | { webhookId: string } | { appId: string }; name: string; onClose: () => void }) {
  const { t } = useTranslation('messages')
  const [state, setState] = useState<'' | Delivery['state']>('')
  const list = useContractPages(listDeliveries, { query: { ...target, ...(state !== '' && { state }), limit: 30 } })
  const client = useQueryClient()
  const isMoving = list.rows.some((one) => one.state === 'claimed' || (one.state === 'queued' && one.attempts === 0))
  useEffect(() => {
    // What became of it is no event: it is asked for while something is on its way.
    if (!isMoving) return
    const timer = setInterval(() => void client.invalidateQueries({ queryKey: [listDeliveries.path] }), 1500)
    return () => clearInterval(timer)
  }, [isMoving, client])
  return (
    <BottomSheet open width={640} title={`${t('log')} · ${name}`} onClose={onClose}>
      <Segmented aria-label={t('log')} value={state} onChange={setState} options={[{ value: '' as const, label: t('all') }, ...shownStates.map((value) => ({ value, label: t(`states.${value}`) }))]} />
      {list.isLoading ? (
        <Skeletons kind="rows" count={6} />
      ) : list.error && list.rows.length === 0 ? (
        <ErrorState error={list.error} onRetry={list.retry} />
      ) : list.rows.length === 0 ? (
        <EmptyState title={t('noLog')} text={t('noLogText')} />
      ) : (
        <ul className={styles.log}>
          {list.rows.map((one) => <Line key={one.id} delivery={one} />)}
        </ul>
      )}
      {list.hasMore && <Button block loading={list.isLoadingMore} onClick={list.loadMore}>{t('more')}</Button>}
    </BottomSheet>
  )
}

function Line({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation('messages')
  const format = useFormat()
  const toast = useToast()
  const refresh = useRefresh()
  const { nameOf } = useEventNames()
  const [isOpen, open] = useState(false)
  const replay = useContractMutation(replayDelivery, {
    onError: toast.failed,
    onSuccess: () => {
      toast.done(t('replayed'))
      refresh({ type: 'config.changed', subjectType: 'config', subjectId: '' })
    },
  })
  const { state, type } = delivery
  const isSettled = state !== 'queued' && state !== 'claimed'
  const text = Object(delivery.body)['text'] as unknown
  return (
    <li>
      <div className={styles.line}>
        <Tag tone={tones[state]}>{t(`states.${state}`)}</Tag>
        <span>{type === 'message' || type === 'ping' ? t(`types.${type}`) : nameOf(type)}</span>
        <span className="num">{format.dateTime(delivery.createdAt)}</span>
        {delivery.status !== null && <span className="num">{delivery.status}</span>}
        {delivery.attempts > 1 && <span className={styles.muted}>{t('attempts', { count: delivery.attempts })}</span>}
        {delivery.replayOf !== null && <span className={styles.muted}>{t('replayOf')}</span>}
        <span className={styles.end}>
          <Button type="link" size="small" aria-expanded={isOpen} onClick={() => open(!isOpen)}>{t('body')}</Button>
          {isSettled && <Button type="link" size="small" loading={replay.isPending} onClick={() => replay.mutate({ params: { id: delivery.id } })}>{t('replay')}</Button>}
        </span>
      </div>
      {state === 'unsure' && <p className={styles.muted}>{t('unsureHelp')}</p>}
      {state === 'queued' && delivery.attempts > 0 && <p className={styles.muted}>{t('nextAt', { time: format.dateTime(delivery.notBefore) })}</p>}
      {delivery.said !== null && delivery.said !== '' && <p className={state === 'sent' ? styles.muted : `${styles.muted} ${styles.bad}`}>{t('said')} · {delivery.said}</p>}
      {isOpen && <pre className={styles.code}>{typeof text === 'string' ? text : JSON.stringify(delivery.body, null, 2)}</pre>}
    </li>
  )
}
