import { InboxOutlined, SettingOutlined } from '@ant-design/icons'
import { listNotifications, readNotifications } from '@sluice/core/notifications/contract'
import type { Notification } from '@sluice/core/notifications/contract'
import { noticePath } from '@sluice/core/notifications/notice-text'
import { topicNames, topics } from '@sluice/core/notifications/topics'
import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { useContractMutation, useContractPages } from '../../api/query.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { FilterBar, FilterChip } from '../../ui/FilterBar.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useHotkey } from '../../ui/use-hotkey.ts'
import { usePhone } from '../../ui/use-media-query.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { boxes, groupNotices, inboxUrl } from './inbox-url.ts'
import styles from './Inbox.module.css'
import { NoticeGroup } from './NoticeGroup.tsx'
import { snoozeUntil } from './snooze-times.ts'
import type { SnoozeChoice } from './snooze-times.ts'
import { useSettle } from './use-settle.ts'

/** 收件箱: what one was told, by record; done with, put off, or opened, with the keyboard or a thumb. */
export default function InboxPage() {
  const { t } = useTranslation('notifications')
  const format = useFormat()
  const navigate = useNavigate()
  const client = useQueryClient()
  const toast = useToast()
  const phone = usePhone()
  const [url, change] = useUrlState(inboxUrl)
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set())
  const list = useContractPages(listNotifications, { query: { box: url.box, ...(url.about !== '' && { about: topics[url.about].join(',') }), limit: 100 } })
  const read = useContractMutation(readNotifications, { onSuccess: () => client.invalidateQueries({ queryKey: [listNotifications.path] }), onError: toast.failed })
  const { gone, settle, said } = useSettle()
  const groups = groupNotices(list.rows.filter((one) => !gone.has(one.id)))
  const unread = list.firstPage?.unread ?? 0

  const open = (notice: Notification) => {
    if (notice.readAt === null) read.mutate({ body: { ids: [notice.id] } })
    const to = noticePath(notice)
    if (to !== null) void navigate(to)
  }
  const finish = (notices: readonly Notification[]) => {
    moveOn(notices)
    void (url.box === 'done' ? settle(notices, { state: 'open' }, said.open(notices.length)) : settle(notices, { state: 'done' }, said.done(notices.length)))
  }
  const snooze = (notices: readonly Notification[], choice: SnoozeChoice) => {
    const until = snoozeUntil(choice, Date.now(), format.timeZone)
    moveOn(notices)
    void settle(notices, { state: 'snoozed', until }, t('inbox.said.snoozed', { time: format.dateTime(until) }))
  }

  const lines = () => [...document.querySelectorAll<HTMLElement>('[data-notice]')]
  const focused = () => lines().findIndex((one) => one === document.activeElement)
  const go = (step: number) => {
    const all = lines()
    const at = focused()
    all[Math.min(Math.max(at < 0 ? 0 : at + step, 0), all.length - 1)]?.focus()
  }
  /** What is settled leaves the list: the keyboard goes on with the next one. */
  const moveOn = (notices: readonly Notification[]) => {
    const all = lines()
    if (focused() < 0) return
    const leaving = new Set(notices.map((one) => one.id))
    const next = all.slice(focused() + 1).find((one) => !leaving.has(one.dataset['notice'] ?? '')) ?? all.findLast((one) => !leaving.has(one.dataset['notice'] ?? ''))
    const id = next?.dataset['notice']
    setTimeout(() => document.querySelector<HTMLElement>(`[data-notice="${id ?? ''}"]`)?.focus(), 30)
  }
  const atHand = (): readonly Notification[] => {
    const id = lines()[focused()]?.dataset['notice']
    const group = groups.find((one) => one.some((notice) => notice.id === id))
    if (group === undefined) return []
    // A record whose notices are folded up is settled as one.
    return group[0]?.id === id && !unfolded.has(group[0]?.id ?? '') ? group : group.filter((one) => one.id === id)
  }
  const keys = t('inbox.title')
  useHotkey('j', () => go(1), { label: t('inbox.keys.next'), group: keys })
  useHotkey('k', () => go(-1), { label: t('inbox.keys.previous'), group: keys })
  useHotkey('e', () => atHand().length > 0 && finish(atHand()), { label: t('inbox.keys.done'), group: keys })
  useHotkey('h', () => atHand().length > 0 && url.box !== 'done' && snooze(atHand(), 'tomorrow'), { label: t('inbox.keys.snooze'), group: keys })

  return (
    <>
      <PageHeader
        title={t('inbox.title')}
        description={phone ? undefined : t('inbox.description')}
        actions={
          <>
            <Button disabled={unread === 0 || read.isPending} onClick={() => read.mutate({ body: {} })}>{t('readAll')}</Button>
            <Link to={paths.settingsSection('notices')}>
              <Button icon={<SettingOutlined />} aria-label={t('inbox.settings')}>{phone ? null : t('inbox.settings')}</Button>
            </Link>
          </>
        }
      >
        <Tabs label={t('inbox.title')} value={url.box} onChange={(box) => change({ box })} tabs={boxes.map((value) => ({ value, label: t(`inbox.boxes.${value}`) }))} />
        <FilterBar quick={
          <>
            <FilterChip label={t('inbox.all')} on={url.about === ''} onChange={() => change({ about: '' })} />
            {topicNames.map((topic) => <FilterChip key={topic} label={t(`inbox.topics.${topic}`)} on={url.about === topic} onChange={(on) => change({ about: on ? topic : '' })} />)}
          </>
        }
        />
      </PageHeader>
      <Page narrow>
        {list.isLoading ? (
          <Skeletons kind="rows" count={8} />
        ) : list.error && list.rows.length === 0 ? (
          <ErrorState error={list.error} onRetry={list.retry} />
        ) : groups.length === 0 ? (
          <EmptyState
            icon={<InboxOutlined />} title={t(`inbox.empty.${url.box}`)} text={t(`inbox.emptyText.${url.box}`)}
            action={url.about !== '' && <Button onClick={() => change({ about: '' })}>{t('inbox.all')}</Button>}
          />
        ) : (
          <ul className={styles.list} aria-label={t(`inbox.boxes.${url.box}`)}>
            {groups.map((group) => {
              const id = group[0]?.id ?? ''
              return (
                <NoticeGroup
                  key={id} notices={group} box={url.box} isOpen={unfolded.has(id)} onOpen={open} onFinish={finish} onSnooze={snooze}
                  onFold={() => setUnfolded((now) => (now.has(id) ? new Set([...now].filter((one) => one !== id)) : new Set([...now, id])))}
                />
              )
            })}
          </ul>
        )}
        {list.hasMore && (
          <Button block className={styles.more} loading={list.isLoadingMore} onClick={list.loadMore}>
            {t('more')}
          </Button>
        )}
      </Page>
    </>
  )
}
