import { BellOutlined } from '@ant-design/icons'
import { listNotifications, readNotifications } from '@sluice/core/notifications/contract'
import type { Notification } from '@sluice/core/notifications/contract'
import { noticePath } from '@sluice/core/notifications/notice-text'
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
import { NoticeWords } from './NoticeWords.tsx'
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
  const list = useContractPages(listNotifications, { query: { limit: 30, box: 'open' } })
  const read = useContractMutation(readNotifications, {
    onSuccess: () => client.invalidateQueries({ queryKey: [listNotifications.path] }),
    onError: toast.failed,
  })
  const unread = list.firstPage?.unread ?? 0
  const open = (notice: Notification) => {
    if (notice.readAt === null) read.mutate({ body: { ids: [notice.id] } })
    const to = noticePath(notice)
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
      footer={
        <Button block onClick={() => {
          onClose()
          void navigate(paths.inbox)
        }}
        >
          {t('all')}
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
  const format = useFormat()
  return (
    <li>
      <button type="button" className={notice.readAt === null ? `${styles.notice} ${styles.fresh}` : styles.notice} onClick={onOpen}>
        <NoticeWords notice={notice} />
        <time className={styles.time} dateTime={notice.createdAt} title={format.dateTime(notice.createdAt)}>
          {format.relative(notice.createdAt)}
        </time>
      </button>
    </li>
  )
}
