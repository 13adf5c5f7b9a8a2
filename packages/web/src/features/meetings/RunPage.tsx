import { CloseOutlined, PauseCircleOutlined, PlayCircleOutlined } from '@ant-design/icons'
import { closeMeeting, getMeetingState } from '@sluice/core/meetings/contract'
import type { MeetingDetail, MeetingState } from '@sluice/core/meetings/contract'
import type { MeetingSection } from '@sluice/core/meetings/agenda'
import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Dropdown, Segmented } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useParams } from 'react-router'
import { call } from '../../api/client.ts'
import { useLiveConnection } from '../../api/live.ts'
import { contractKey } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { useHotkey } from '../../ui/use-hotkey.ts'
import { usePhone } from '../../ui/use-media-query.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { SessionGate } from '../session/SessionGate.tsx'
import { useSession } from '../session/session.ts'
import { MeetingTalk, PointTalk } from '../talk/MeetingTalk.tsx'
import { AgendaSection } from './AgendaSection.tsx'
import { Attendance } from './Attendance.tsx'
import { Decisions, Notes } from './RoomPanes.tsx'
import styles from './Run.module.css'
import { SectionTimer } from './SectionTimer.tsx'
import { useMeetingRoom } from './use-meeting-room.ts'

/** Meeting mode: the whole screen, everybody's page in step with the presenter's. */
export default function RunPage() {
  return (
    <SessionGate>
      <Room />
    </SessionGate>
  )
}

function Room() {
  const { id = '' } = useParams()
  const { t } = useTranslation('meetings')
  const connection = useLiveConnection(true)
  const room = useMeetingRoom(id)
  const { meeting, state } = room
  const name = meeting.data?.series.name
  useEffect(() => {
    if (name !== undefined) document.title = `${name} · 漏斗引擎`
  }, [name])
  const failed = meeting.error ?? state.error
  const waits = meeting.data !== undefined && meeting.data.status !== 'open'
  return (
    <main className={styles.room}>
      {failed ? (
        <ErrorState error={failed} onRetry={() => void (meeting.error ? meeting.refetch() : state.refetch())} />
      ) : waits ? (
        <EmptyState
          title={t(meeting.data.status === 'closed' ? 'run.closed' : 'run.notOpen')}
          text={meeting.data.status === 'planned' ? t('run.notOpenText') : undefined}
          action={
            <Link to={paths.meeting(id)}>
              <Button type="primary">{t(meeting.data.status === 'closed' ? 'run.toMinutes' : 'back')}</Button>
            </Link>
          }
        />
      ) : meeting.data?.agenda && state.data ? (
        <MeetingTalk meetingId={id}>
          <Running meeting={meeting.data} agenda={meeting.data.agenda} state={state.data} readAt={state.dataUpdatedAt} isLive={connection === 'live'} steer={room.steer} busy={room.isSteering} show={room.show} />
        </MeetingTalk>
      ) : (
        <Skeletons kind="record" />
      )}
    </main>
  )
}

interface RunningProps {
  meeting: MeetingDetail
  agenda: NonNullable<MeetingDetail['agenda']>
  state: MeetingState
  readAt: number
  isLive: boolean
  busy: boolean
  steer: ReturnType<typeof useMeetingRoom>['steer']
  show: (state: MeetingState) => void
}

function Running({ meeting, agenda, state, readAt, isLive, busy, steer, show }: RunningProps) {
  const { t } = useTranslation('meetings')
  const navigate = useNavigate()
  const client = useQueryClient()
  const refresh = useRefresh()
  const toast = useToast()
  const phone = usePhone()
  const { user } = useSession()
  const { modal } = App.useApp()
  const { id } = meeting
  /** What one looks at by oneself, until the presenter's section is wanted again. */
  const [looking, look] = useState<MeetingSection | null>(null)
  const [pane, setPane] = useState<'agenda' | 'notes' | 'decisions'>('agenda')
  const sections = state.sections.filter(({ minutes }) => minutes > 0)
  const section = looking ?? state.section
  const at = sections.findIndex((one) => one.section === state.section)
  const go = (to: MeetingSection) => {
    if (state.canSteer) steer({ section: to })
    else look(to === state.section ? null : to)
  }
  const step = (by: number) => {
    const next = sections[at + by]
    if (state.canSteer && next) steer({ section: next.section })
  }
  // The keys of a presenter's clicker.
  useHotkey('PageDown', () => step(1), { label: t('run.next'), group: t('title') })
  useHotkey('PageUp', () => step(-1), { label: t('run.prev'), group: t('title') })
  const isPaused = state.runningSince === null
  const close = () =>
    modal.confirm({
      title: t('run.close'), content: t('run.closeAsk'), okText: t('run.close'),
      onOk: async () => {
        try {
          await call(closeMeeting, { params: { id } })
          // The page of the meeting and the series, too: this page's stream of changes ends with it.
          refresh({ type: 'meeting.closed', subjectType: 'meeting', subjectId: id })
          void navigate(paths.meeting(id))
        } catch (error) {
          toast.failed(error)
        }
      },
    })
  const stale = () => void client.invalidateQueries({ queryKey: contractKey(getMeetingState, { params: { id } }) })
  const states = new Map(state.doneTopics.map((topic) => [topic, 'done']))
  const body =
    section === 'decisions' ? <Decisions id={id} pipelineId={meeting.pipelineId} state={state} /> : <AgendaSection section={section} agenda={agenda} meetingId={id} today={states} />
  const notes = <Notes id={id} section={section} state={state} onState={show} onStale={stale} />
  const bubble = <PointTalk section={section} name={t(`section.${section}`)} />
  const here = state.members.filter(({ isPresent }) => isPresent).length

  const steering = state.canSteer ? (
    <div className={styles.steering}>
      <Button disabled={at <= 0 || busy} onClick={() => step(-1)}>
        {t('run.prev')}
      </Button>
      <Button icon={isPaused ? <PlayCircleOutlined /> : <PauseCircleOutlined />} disabled={busy} onClick={() => steer({ isPaused: !isPaused })} aria-label={t(isPaused ? 'run.resume' : 'run.pause')} />
      <Button type="primary" disabled={at >= sections.length - 1 || busy} onClick={() => step(1)}>
        {t('run.next')}
      </Button>
      <Dropdown
        trigger={['click']}
        menu={{ items: state.members.filter((one) => one.isPresent && one.id !== state.presenter.id).map((one) => ({ key: one.id, label: one.name, onClick: () => steer({ presenterId: one.id }) })) }}
        disabled={here < 2}
      >
        <Button>{t('run.handOver')}</Button>
      </Dropdown>
      {(at === sections.length - 1 || !phone) && (
        <Button danger onClick={close}>
          {t('run.close')}
        </Button>
      )}
    </div>
  ) : (
    <div className={styles.steering}>
      <span className={styles.quiet} role="status">
        {looking !== null ? t('run.looking', { section: t(`section.${state.section}`) }) : t('run.presentedBy', { name: state.presenter.name })}
      </span>
      {looking !== null && (
        <Button type="primary" onClick={() => look(null)}>
          {t('run.follow')}
        </Button>
      )}
      {state.canTakeOver && <Button onClick={() => steer({ presenterId: user.id })}>{t('run.takeOver')}</Button>}
    </div>
  )

  return (
    <>
      <header className={styles.bar}>
        <Link to={paths.meeting(id)} className={styles.leave} aria-label={t('run.leave')} title={t('run.leave')}>
          <CloseOutlined aria-hidden />
        </Link>
        <div className={styles.barWords}>
          <strong className={styles.barName}>{meeting.series.name}</strong>
          <span className={isLive ? styles.live : styles.quiet}>{t('run.follows')}</span>
        </div>
        <SectionTimer key={state.section} state={state} readAt={readAt} />
        <Attendance id={id} state={state} show={show} here={here} />
        {!phone && steering}
      </header>
      {phone ? (
        <>
          <div className={styles.phoneHead}>
            <h1 className={styles.sectionTitle}>
              <span className={`num ${styles.quiet}`}>
                {at + 1}/{sections.length}
              </span>{' '}
              {t(`section.${section}`)} {bubble}
            </h1>
            <Segmented block aria-label={t('run.panes')} value={pane} onChange={setPane} options={[{ value: 'agenda', label: t('minutes.agenda') }, { value: 'notes', label: t('run.notes') }, { value: 'decisions', label: t('run.decisions') }]} />
          </div>
          <div className={styles.phoneBody}>{pane === 'agenda' ? body : pane === 'notes' ? notes : <Decisions id={id} pipelineId={meeting.pipelineId} state={state} />}</div>
          <footer className={styles.phoneFoot}>{steering}</footer>
        </>
      ) : (
        <div className={styles.columns}>
          <nav className={styles.steps} aria-label={t('run.sections')}>
            {sections.map(({ section: one, minutes, seconds }, i) => (
              <button key={one} type="button" className={styles.step} aria-current={one === section ? 'step' : undefined} data-presented={one === state.section || undefined} onClick={() => go(one)}>
                <span className="num">{i + 1}</span>
                <span className={styles.stepName}>{t(`section.${one}`)}</span>
                <small className="num">{seconds > 0 && one !== state.section ? `${Math.round(seconds / 60)}/` : ''}{t('minutesShort', { count: minutes })}</small>
              </button>
            ))}
            <p className={`num ${styles.quiet} ${styles.total}`}>{t('total', { count: sections.reduce((sum, { minutes }) => sum + minutes, 0) })}</p>
          </nav>
          <section className={styles.stage} aria-label={t(`section.${section}`)}>
            <h1 className={styles.sectionTitle}>{t(`section.${section}`)} {bubble}</h1>
            <p className={styles.quiet}>{t(`sectionHelp.${section}`)}</p>
            {body}
          </section>
          <aside className={styles.aside}>
            {notes}
            {section !== 'decisions' && (
              <>
                <h3 className={styles.paneTitle}>{t('run.decisions')}</h3>
                <Decisions id={id} pipelineId={meeting.pipelineId} state={state} />
              </>
            )}
          </aside>
        </div>
      )}
    </>
  )
}
