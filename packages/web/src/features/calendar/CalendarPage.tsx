import { LeftOutlined, PlusOutlined, RightOutlined, ShareAltOutlined } from '@ant-design/icons'
import { calendarKinds, getCalendar } from '@sluice/core/calendar/contract'
import { permissions } from '@sluice/core/identity/role'
import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { contractKey, useContractQuery } from '../../api/query.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { FilterBar, FilterChip } from '../../ui/FilterBar.tsx'
import { dayKey } from '../../ui/format.ts'
import { useOrg } from '../../ui/org-context.ts'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useHotkey } from '../../ui/use-hotkey.ts'
import { usePhone } from '../../ui/use-media-query.ts'
import { useUrlState } from '../../ui/use-url-state.ts'
import { ActionSheet } from '../actions/ActionSheet.tsx'
import { addDays } from '../activities/quick-days.ts'
import { useSession } from '../session/session.ts'
import { AgendaList } from './AgendaList.tsx'
import styles from './Calendar.module.css'
import { CalendarBoard } from './CalendarBoard.tsx'
import { FeedSheet } from './FeedSheet.tsx'
import { calendarViews, rangeOf, stepOf } from './range.ts'
import { useCalendarMoves } from './use-calendar-moves.ts'
import { WhoseSelect } from './WhoseSelect.tsx'

const calendarUrl = z.object({
  view: z.enum(calendarViews).default('week'),
  /** Empty: today. */
  date: z.union([z.iso.date(), z.literal('')]).default(''),
  whose: z.string().regex(/^(mine|team|[tu]:[0-9a-f-]{36})$/).default('mine'),
  kinds: z.array(z.enum(calendarKinds)).default([...calendarKinds]),
})

/** 日程: what has a time, by month, week or day; the week is planned here. */
export default function CalendarPage() {
  const { t } = useTranslation('calendar')
  const { user } = useSession()
  const { timeZone } = useOrg()
  const format = useFormat()
  const phone = usePhone()
  const [url, change] = useUrlState(calendarUrl)
  const [creating, setCreating] = useState<string | null>(null)
  const [sharing, setSharing] = useState(false)
  const sight = permissions[user.role].deal.read
  const looksAfter = sight !== 'own' && sight !== 'none'
  const whose = looksAfter ? url.whose : 'mine'
  const today = dayKey(Date.now(), timeZone)
  const date = url.date === '' ? today : url.date
  const view = phone ? 'week' : url.view
  const range = rangeOf(view, date)
  const args = {
    query: {
      ...range, ...(whose === 'team' && { scope: 'team' as const }), ...(whose.startsWith('u:') && { user: whose.slice(2) }), ...(whose.startsWith('t:') && { team: whose.slice(2) }),
      ...(url.kinds.length < calendarKinds.length && { kinds: url.kinds.join(',') }),
    },
  }
  const read = useContractQuery(getCalendar, args, { keepPrevious: true, refetchInterval: 300_000 })
  const moves = useCalendarMoves(contractKey(getCalendar, args))
  const go = (to: string) => change({ date: to === today ? '' : to })
  const step = (by: number) => go(stepOf(view, date, by))
  const group = t('title')
  useHotkey('ArrowLeft', () => step(-1), { label: t('keys.back'), group })
  useHotkey('ArrowRight', () => step(1), { label: t('keys.on'), group })
  useHotkey('t', () => go(today), { label: t('today'), group })
  useHotkey('n', () => setCreating(date), { label: t('create'), group })
  const title =
    view === 'day' ? `${format.day(date)} ${new Intl.DateTimeFormat(format.language, { weekday: 'long', timeZone: 'UTC' }).format(Date.parse(date))}`
    : view === 'week' && !phone ? `${format.day(range.from)} – ${format.day(addDays(range.to, -1))}`
    : new Intl.DateTimeFormat(format.language, { year: 'numeric', month: 'long', timeZone: 'UTC' }).format(Date.parse(date))
  const showOwner = whose !== 'mine'
  const kinds = calendarKinds.filter((kind) => kind !== 'response' || permissions[user.role].lead.read !== 'none')
  return (
    <>
      <PageHeader
        title={t('title')}
        aside={<span className="num">{title}</span>}
        actions={
          <span className={styles.head}>
            <span className={styles.steps}>
              <Button icon={<LeftOutlined />} aria-label={t('keys.back')} onClick={() => step(-1)} />
              <Button onClick={() => go(today)}>{t('today')}</Button>
              <Button icon={<RightOutlined />} aria-label={t('keys.on')} onClick={() => step(1)} />
            </span>
            {!phone && <Segmented aria-label={t('viewLabel')} value={url.view} onChange={(next) => change({ view: next })} options={calendarViews.map((value) => ({ value, label: t(`views.${value}`) }))} />}
            <Button icon={<ShareAltOutlined />} aria-label={t('feed.title')} title={t('feed.title')} onClick={() => setSharing(true)} />
            <Button type="primary" icon={<PlusOutlined />} aria-label={t('create')} onClick={() => setCreating(date)}>
              {phone ? null : t('create')}
            </Button>
          </span>
        }
      >
        <FilterBar
          quick={
            <>
              {looksAfter && <WhoseSelect value={whose} onChange={(next) => change({ whose: next })} />}
              {kinds.map((kind) => (
                <FilterChip key={kind} label={t(`kinds.${kind}`)} on={url.kinds.includes(kind)} onChange={(on) => change({ kinds: calendarKinds.filter((one) => (one === kind ? on : url.kinds.includes(one))) })} />
              ))}
            </>
          }
        />
      </PageHeader>
      <Page fill={!phone && view !== 'month'}>
        {read.isPending ? (
          <Skeletons kind="cards" count={phone ? 4 : 6} />
        ) : !read.data ? (
          <ErrorState error={read.error} onRetry={() => void read.refetch()} />
        ) : phone ? (
          <AgendaList calendar={read.data} date={date} showOwner={showOwner} moves={moves} onDay={go} onCreate={setCreating} />
        ) : (
          <div className={styles.body} aria-busy={read.isPlaceholderData}>
            {read.data.items.length === 0 && read.data.unplanned.length === 0 && <p className={styles.nothing}>{t('nothing')}</p>}
            <CalendarBoard calendar={read.data} view={view} month={date.slice(0, 7)} showOwner={showOwner} moves={moves} onOpen={(day) => change({ view: 'day', date: day === today ? '' : day })} onCreate={setCreating} />
          </div>
        )}
      </Page>
      {creating !== null && <ActionSheet start={{ kind: 'task', dueOn: creating }} onClose={() => setCreating(null)} />}
      {sharing && <FeedSheet onClose={() => setSharing(false)} />}
    </>
  )
}
