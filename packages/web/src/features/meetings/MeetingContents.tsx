import type { MeetingDetail } from '@sluice/core/meetings/contract'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Section } from '../../ui/Page.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { PointTalk } from '../talk/MeetingTalk.tsx'
import { AgendaSection } from './AgendaSection.tsx'
import styles from './Meetings.module.css'
import { Minutes } from './Minutes.tsx'

const prepared = ['commitments', 'changes', 'stuck', 'anomalies', 'people', 'losses', 'topics', 'completeness'] as const

/** Minutes and agenda of a meeting, or what is known of one that is still to come. */
export function MeetingContents({ meeting }: { meeting: MeetingDetail }) {
  const { t } = useTranslation('meetings')
  const format = useFormat()
  const { agenda, minutes } = meeting
  if (agenda === null) {
    return (
      <EmptyState
        title={meeting.status === 'skipped' ? t('status.skipped') : t('planned.when', { when: format.dateTime(meeting.plannedAt) })}
        text={
          meeting.status === 'skipped' ? undefined : (
            <>
              {t('planned.text')}
              <br />
              {!meeting.canOpen && t('planned.wait', { name: meeting.facilitator.name })}
              <br />
              {meeting.members.map(({ name }) => name).join('、')}
            </>
          )
        }
      />
    )
  }
  const done = new Map(meeting.doneTopics.map((id) => [id, 'done']))
  return (
    <div className={styles.contents}>
      {minutes !== null && <Minutes meeting={meeting} minutes={minutes} />}
      <h2 className={styles.part}>{t('minutes.agenda')}</h2>
      {prepared.filter((section) => agenda.minutes[section] > 0).map((section) => (
        <Section key={section} title={t(`section.${section}`)} note={t('minutesShort', { count: agenda.minutes[section] })} actions={<PointTalk section={section} name={t(`section.${section}`)} />}>
          <AgendaSection section={section} agenda={agenda} meetingId={null} today={done} />
        </Section>
      ))}
    </div>
  )
}
