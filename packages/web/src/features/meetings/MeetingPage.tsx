import { PrinterOutlined } from '@ant-design/icons'
import { getMeeting, openMeeting, skipMeeting } from '@sluice/core/meetings/contract'
import type { MeetingDetail } from '@sluice/core/meetings/contract'
import { App, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useParams } from 'react-router'
import { ApiError } from '../../api/api-error.ts'
import { call } from '../../api/client.ts'
import { useContractQuery } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { MeetingTalk } from '../talk/MeetingTalk.tsx'
import { MeetingContents } from './MeetingContents.tsx'

/** One meeting: when it is, its agenda, and its minutes once it is over. */
export default function MeetingPage() {
  const { id = '' } = useParams()
  const { t } = useTranslation('meetings')
  const format = useFormat()
  const navigate = useNavigate()
  const read = useContractQuery(getMeeting, { params: { id } })
  const meeting = read.data
  const missing = read.error instanceof ApiError && read.error.status === 404
  return (
    <>
      <PageHeader
        title={meeting?.series.name ?? t('title')}
        documentTitle={meeting?.series.name ?? t('title')}
        description={meeting ? <span className="num">{format.dateTime(meeting.openedAt ?? meeting.plannedAt)}</span> : undefined}
        aside={meeting && <Tag tone={meeting.status === 'open' ? 'good' : meeting.status === 'closed' ? 'brand' : 'neutral'}>{t(`status.${meeting.status}`)}</Tag>}
        onBack={() => void navigate(paths.meetings)}
        actions={meeting && <Moves meeting={meeting} />}
      />
      <Page>
        {missing ? (
          <EmptyState title={t('missing')} action={<Link to={paths.meetings}>{t('back')}</Link>} />
        ) : read.error ? (
          <ErrorState error={read.error} onRetry={() => void read.refetch()} />
        ) : meeting ? (
          <MeetingTalk meetingId={meeting.id}>
            <MeetingContents meeting={meeting} />
          </MeetingTalk>
        ) : (
          <Skeletons kind="record" />
        )}
      </Page>
    </>
  )
}

function Moves({ meeting }: { meeting: MeetingDetail }) {
  const { t } = useTranslation('meetings')
  const toast = useToast()
  const navigate = useNavigate()
  const refresh = useRefresh()
  const { modal } = App.useApp()
  const [busy, setBusy] = useState(false)
  const { id } = meeting
  const start = async () => {
    setBusy(true)
    try {
      await call(openMeeting, { params: { id } })
      refresh({ type: 'meeting.opened', subjectType: 'meeting', subjectId: id })
      void navigate(paths.meetingRun(id))
    } catch (error) {
      toast.failed(error)
    } finally {
      setBusy(false)
    }
  }
  const skip = () =>
    modal.confirm({
      title: t('skip'), content: t('skipAsk'),
      onOk: async () => {
        await call(skipMeeting, { params: { id } }).then(() => toast.done(t('skipped')), toast.failed)
        refresh({ type: 'meeting.skipped', subjectType: 'meeting', subjectId: id })
      },
    })
  return (
    <>
      {meeting.canSkip && <Button onClick={() => void skip()}>{t('skip')}</Button>}
      {meeting.canOpen && (
        <Button type="primary" loading={busy} onClick={() => void start()}>
          {t('open')}
        </Button>
      )}
      {meeting.status === 'open' && (
        <Link to={paths.meetingRun(id)}>
          <Button type="primary">{t('enter')}</Button>
        </Link>
      )}
      {meeting.minutes !== null && (
        <Button icon={<PrinterOutlined />} href={paths.meetingPrint(id)} target="_blank">
          {t('minutes.print')}
        </Button>
      )}
    </>
  )
}
