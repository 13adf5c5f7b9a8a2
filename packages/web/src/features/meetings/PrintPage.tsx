import { getMeeting } from '@sluice/core/meetings/contract'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { useContractQuery } from '../../api/query.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { SessionGate } from '../session/SessionGate.tsx'
import { MeetingContents } from './MeetingContents.tsx'
import styles from './Meetings.module.css'

/** The minutes alone, for paper: what the frame keeps in its own scroll area would be cut off at one page. */
export default function PrintPage() {
  return (
    <SessionGate>
      <Sheet />
    </SessionGate>
  )
}

function Sheet() {
  const { id = '' } = useParams()
  const { t } = useTranslation('meetings')
  const format = useFormat()
  const read = useContractQuery(getMeeting, { params: { id } })
  const meeting = read.data
  const isThere = meeting !== undefined
  useEffect(() => {
    if (isThere) window.print()
  }, [isThere])
  return (
    <main className={styles.paper}>
      {read.error ? (
        <ErrorState error={read.error} onRetry={() => void read.refetch()} />
      ) : !meeting ? (
        <Skeletons kind="record" />
      ) : (
        <>
          <h1 className={styles.paperTitle}>
            {meeting.series.name} · {t('minutes.title')} <small className="num">{format.dateTime(meeting.openedAt ?? meeting.plannedAt)}</small>
          </h1>
          <MeetingContents meeting={meeting} />
        </>
      )}
    </main>
  )
}
