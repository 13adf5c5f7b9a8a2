import { BellOutlined } from '@ant-design/icons'
import { listNotifications, readNotifications } from '@sluice/core/notifications/contract'
import type { Notification } from '@sluice/core/notifications/contract'
import { useQueryClient } from '@tanstack/react-query'
import { Badge, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useContractMutation, useContractPages, useContractQuery } from '../../api/query.ts'
import { paths } from '../../paths.ts'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { leadFacts, LeadNoticeCard } from '../assignment/LeadNoticeCard.tsx'
import styles from './NotificationBell.module.css'

/** The bell in the frame: how many notices wait, and the notices, each leading to what it is about. */
export function NotificationBell() {
  const { t } = useTranslation('notifications')
  const [open, setOpen] = useState(false)
  // What has no event of its own (a warning by the clock) is found by the beat.
  const unread = useContractQuery(listNotifications, { query: { limit: 1 } }, { refetchInterval: 60_000 }).data?.unread ?? 0
  const label = unread === 0 ? t('none') : t('unread', { count: unread })
  return (
    <>
      <Badge count={unread} size="small" overflowCount={99} offset={[-6, 6]}>
        <Button type="text" icon={<BellOutlined />} aria-label={label} title={label} onClick={() => setOpen(true)} />
      </Badge>
      {open && <Notices onClose={() => setOpen(false)} />}
    </>
  )
}

function Notices({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('notifications')
  const navigate = useNavigate()
  const client = useQueryClient()
  const toast = useToast()
  const list = useContractPages(listNotifications, { query: { limit: 30 } })
  const read = useContractMutation(readNotifications, {
    onSuccess: () => client.invalidateQueries({ queryKey: [listNotifications.path] }),
    onError: toast.failed,
  })
  const unread = list.firstPage?.unread ?? 0
  const open = (notice: Notification) => {
    if (notice.readAt === null) read.mutate({ body: { ids: [notice.id] } })
    const to = placeOf(notice)
    if (to === null) return
    onClose()
    void navigate(to)
  }
  return (
    <BottomSheet
      open
      title={t('title')}
      onClose={onClose}
      extra={
        <Button type="link" disabled={unread === 0 || read.isPending} onClick={() => read.mutate({ body: {} })}>
          {t('readAll')}
        </Button>
      }
    >
      {list.isLoading && <Skeletons kind="rows" count={6} />}
      {list.error && list.rows.length === 0 && <ErrorState error={list.error} onRetry={list.retry} />}
      {!list.isLoading && !list.error && list.rows.length === 0 && <EmptyState icon={<BellOutlined />} title={t('empty')} text={t('emptyText')} />}
      <ul className={styles.list}>
        {list.rows.map((notice) => (
          <Notice key={notice.id} notice={notice} onOpen={() => open(notice)} />
        ))}
      </ul>
      {list.hasMore && (
        <Button block loading={list.isLoadingMore} onClick={list.loadMore}>
          {t('more')}
        </Button>
      )}
    </BottomSheet>
  )
}

function Notice({ notice, onOpen }: { notice: Notification; onOpen: () => void }) {
  const { t, i18n } = useTranslation('notifications')
  const format = useFormat()
  const { data } = notice
  const status = typeof data['status'] === 'string' && data['status'] in statusKeys ? t(`status.${data['status'] as keyof typeof statusKeys}`) : ''
  const instant = data['sleepsAt'] ?? data['goesAt'] ?? data['dueAt']
  const date = typeof instant === 'string' ? format.dateTime(instant) : ''
  const facts = { ...data, flow: textOf(data['flowName']), title: textOf(data['title'] ?? data['dealTitle']), status, date, ...leadFacts(data, i18n.language) }
  // Each kind has places of its own; what a notice lacks stays empty.
  const say = t as unknown as (key: string, facts: Record<string, unknown>) => string
  const words = say(`kind.${notice.kind}`, facts)
  // What somebody wrote; or, when a granted move could not be made, what is still missing.
  const quote = textOf(data['comment'] ?? data['missing'])
  return (
    <li>
      <button type="button" className={notice.readAt === null ? `${styles.notice} ${styles.fresh}` : styles.notice} onClick={onOpen}>
        <span className={styles.words}>{words}</span>
        {quote !== '' && <span className={styles.quote}>{quote}</span>}
        {notice.kind === 'lead_assigned' && <LeadNoticeCard data={data} />}
        {notice.kind === 'lead_rejected' && textOf(data['note']) !== '' && <span className={styles.quote}>{textOf(data['note'])}</span>}
        <time className={styles.time} dateTime={notice.createdAt} title={format.dateTime(notice.createdAt)}>
          {format.relative(notice.createdAt)}
        </time>
      </button>
    </li>
  )
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : '')
const statusKeys = { approved: 1, rejected: 1, withdrawn: 1, returned: 1 }

/** Where a notice leads; null when there is no such page. */
function placeOf({ data, kind, subjectType, subjectId }: Notification): string | null {
  if (kind.startsWith('approval_') && typeof data['approvalId'] === 'string') return paths.approval(data['approvalId'])
  if (subjectId === null) return null
  if (subjectType === 'deal') return paths.deal(subjectId)
  if (subjectType === 'lead') return paths.lead(subjectId)
  if (subjectType === 'alarm') return paths.alarm(subjectId)
  if (subjectType === 'action') return paths.actions
  return subjectType === 'config' ? paths.settingsSection('pipelines') : null
}
