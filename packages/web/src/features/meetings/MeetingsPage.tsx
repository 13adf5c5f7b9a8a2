import { CalendarOutlined, DownloadOutlined, EllipsisOutlined, PlusOutlined, TeamOutlined } from '@ant-design/icons'
import { changeMeetingSeries, getMeetingCalendar, listMeetings, listMeetingSeries } from '@sluice/core/meetings/contract'
import type { MeetingSeries, MeetingSummary } from '@sluice/core/meetings/contract'
import { App, Button, Dropdown } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { apiUrl, call } from '../../api/client.ts'
import { useContractPages, useContractQuery } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Page, Section } from '../../ui/Page.tsx'
import { Paged } from '../../ui/Paged.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { usePipelines } from '../deals/lookups.ts'
import styles from './Meetings.module.css'
import { SeriesSheet } from './SeriesSheet.tsx'

/** 例会: the series one takes part in, and what became of each meeting. */
export default function MeetingsPage() {
  const { t } = useTranslation('meetings')
  const series = useContractQuery(listMeetingSeries, { query: { archived: 'true' } })
  const meetings = useContractPages(listMeetings, { query: { limit: 30 } })
  const [editing, edit] = useState<MeetingSeries | 'new' | null>(null)
  const items = series.data?.items ?? []
  const arrange = series.data?.canCreate === true && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => edit('new')}>
      {t('arrange')}
    </Button>
  )
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} actions={arrange} />
      <Page>
        {series.error ? (
          <ErrorState error={series.error} onRetry={() => void series.refetch()} />
        ) : series.isPending ? (
          <Skeletons kind="rows" />
        ) : items.length === 0 ? (
          <EmptyState icon={<CalendarOutlined />} title={t('empty.title')} text={t(series.data?.canCreate === true ? 'empty.text' : 'empty.noRight')} action={arrange || undefined} />
        ) : (
          <div className={styles.stack}>
            <ul className={styles.cards} aria-label={t('seriesLabel')}>
              {items.map((one) => (
                <SeriesCard key={one.id} series={one} onEdit={() => edit(one)} />
              ))}
            </ul>
            <Section title={t('pastTitle')} flush>
              <Paged read={meetings} empty={<EmptyState compact title={t('noPast')} />}>
                <ul className={styles.rows} aria-label={t('pastLabel')}>
                  {meetings.rows.map((meeting) => (
                    <MeetingRow key={meeting.id} meeting={meeting} />
                  ))}
                </ul>
              </Paged>
            </Section>
          </div>
        )}
      </Page>
      {editing !== null && <SeriesSheet series={editing === 'new' ? null : editing} onClose={() => edit(null)} />}
    </>
  )
}

function SeriesCard({ series, onEdit }: { series: MeetingSeries; onEdit: () => void }) {
  const { t } = useTranslation('meetings')
  const format = useFormat()
  const toast = useToast()
  const refresh = useRefresh()
  const { modal } = App.useApp()
  const pipelines = usePipelines()
  const pipeline = pipelines.data?.items.find(({ id }) => id === series.pipelineId)?.name ?? '…'
  const { next } = series
  const setArchived = async (isArchived: boolean) => {
    await call(changeMeetingSeries, { params: { id: series.id }, body: { isArchived }, ifMatch: series.version }).then(() => toast.done(t('saved')), toast.failed)
    refresh({ type: 'meeting.series_changed', subjectType: 'meeting', subjectId: series.id })
  }
  const end = () => modal.confirm({ title: t('end'), content: t('endAsk'), onOk: () => setArchived(true) })
  const more = [
    { key: 'edit', label: t('edit'), onClick: onEdit },
    series.isArchived ? { key: 'restore', label: t('takeUp'), onClick: () => void setArchived(false) } : { key: 'end', label: t('end'), danger: true, onClick: () => void end() },
  ]
  return (
    <li className={series.isArchived ? `${styles.card} ${styles.gone}` : styles.card}>
      <div className={styles.cardHead}>
        <strong className={styles.wrap}>{series.name}</strong>
        {series.isArchived ? <Tag>{t('ended')}</Tag> : next?.status === 'open' ? <Tag tone="good" dot>{t('running')}</Tag> : <Tag tone="brand">{t(`cadence.${series.cadence}`)}</Tag>}
      </div>
      <p className={styles.facts}>
        <span>{pipeline}</span>
        <span>{series.team?.name ?? t('everybody')}</span>
        <span>{t('ledBy', { name: series.facilitator.name })}</span>
        <span title={series.members.map(({ name }) => name).join('、')}>
          <TeamOutlined aria-hidden /> {t('takePart', { count: series.members.length })}
        </span>
      </p>
      {next !== null && <p className={`num ${styles.when}`}>{next.status === 'open' ? t('running') : t('next', { when: format.dateTime(next.plannedAt) })}</p>}
      <div className={styles.buttons}>
        {next !== null && (
          <Link to={next.status === 'open' ? paths.meetingRun(next.id) : paths.meeting(next.id)}>
            <Button type="primary">{t(next.status === 'open' ? 'enter' : 'minutes.agenda')}</Button>
          </Link>
        )}
        {!series.isArchived && (
          <Button icon={<DownloadOutlined />} href={apiUrl(getMeetingCalendar, { params: { id: series.id } })} aria-label={`${t('calendar')} ${series.name}`}>
            {t('calendar')}
          </Button>
        )}
        {series.canWrite && (
          <Dropdown trigger={['click']} placement="bottomRight" menu={{ items: more }}>
            <Button type="text" icon={<EllipsisOutlined />} aria-label={`${t('edit')} ${series.name}`} />
          </Dropdown>
        )}
      </div>
    </li>
  )
}

const tones = { planned: 'neutral', open: 'good', closed: 'brand', skipped: 'neutral' } as const

function MeetingRow({ meeting }: { meeting: MeetingSummary }) {
  const { t } = useTranslation('meetings')
  const format = useFormat()
  return (
    <li>
      <Link className={styles.row} to={paths.meeting(meeting.id)}>
        <span className={`num ${styles.rowWhen}`}>{format.dateTime(meeting.openedAt ?? meeting.plannedAt)}</span>
        <span className={styles.rowName}>{meeting.series.name}</span>
        <span className={`num ${styles.rowTasks}`}>{meeting.status !== 'closed' ? '' : meeting.tasks === 0 ? t('noTasks') : t('tasksDone', { done: meeting.done, tasks: meeting.tasks })}</span>
        <Tag tone={tones[meeting.status]}>{t(`status.${meeting.status}`)}</Tag>
      </Link>
    </li>
  )
}
