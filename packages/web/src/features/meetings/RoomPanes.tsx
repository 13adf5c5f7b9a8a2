import { PlusOutlined } from '@ant-design/icons'
import { managesFunnel } from '@sluice/core/identity/policy'
import type { MeetingState } from '@sluice/core/meetings/contract'
import type { MeetingSection } from '@sluice/core/meetings/agenda'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { paths } from '../../paths.ts'
import { Tag } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { ActionSheet } from '../actions/ActionSheet.tsx'
import { useSession } from '../session/session.ts'
import { NoteEditor } from './NoteEditor.tsx'
import styles from './Run.module.css'
import { useTaskStart } from './use-task-start.ts'

interface Props {
  id: string
  section: MeetingSection
  state: MeetingState
  onState: (state: MeetingState) => void
  onStale: () => void
}

/** The note of one's own on the section, and those of the others. */
export function Notes({ id, section, state, onState, onStale }: Props) {
  const { t } = useTranslation('meetings')
  const others = state.notes.filter((note) => !note.isMine && note.section === section && note.body.trim() !== '')
  return (
    <div className={styles.pane}>
      <NoteEditor key={section} id={id} section={section} state={state} onSaved={onState} onStale={onStale} />
      <h3 className={styles.paneTitle}>{t('run.otherNotes')}</h3>
      {others.length === 0 ? (
        <p className={styles.quiet}>{t('run.noNotes')}</p>
      ) : (
        <ul className={styles.plain} aria-label={t('run.otherNotes')}>
          {others.map((note) => (
            <li key={note.by.id} className={styles.theirNote}>
              <b>{note.by.name}</b>
              <p>{note.body}</p>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

/** What was decided so far: tasks of the meeting, and deals that were moved or given away while it ran. */
export function Decisions({ id, pipelineId, state }: { id: string; pipelineId: string; state: MeetingState }) {
  const { t } = useTranslation('meetings')
  const format = useFormat()
  const { user } = useSession()
  const [adding, setAdding] = useState(false)
  const start = useTaskStart(id)
  return (
    <div className={styles.pane}>
      <Button icon={<PlusOutlined />} onClick={() => setAdding(true)}>
        {t('run.newTask')}
      </Button>
      {state.tasks.length + state.moves.length === 0 ? (
        <p className={styles.quiet}>{t('run.noDecisions')}</p>
      ) : (
        <ul className={styles.plain} aria-label={t('section.decisions')}>
          {state.tasks.map((task) => (
            <li key={task.id} className={styles.decision}>
              <span>
                <Tag tone="brand">{t('run.task')}</Tag> {task.title}
              </span>
              <small className={`num ${styles.quiet}`}>
                {task.assignee?.name ?? t('commitments.nobody')} · {task.dueOn === null ? t('commitments.noDue') : t('commitments.due', { day: format.day(task.dueOn) })}
              </small>
            </li>
          ))}
          {state.moves.map((move) => (
            <Move key={`${move.deal.id} ${move.at} ${move.what}`} move={move} />
          ))}
        </ul>
      )}
      {managesFunnel(user) && (
        <p className={styles.alsoDecide}>
          <Link to={paths.experimentFor(pipelineId)} target="_blank">
            {t('tryPaths')}
          </Link>
          <Link to={paths.automations} target="_blank">
            {t('makeRule')}
          </Link>
        </p>
      )}
      {adding && <ActionSheet start={start ?? {}} onClose={() => setAdding(false)} />}
    </div>
  )
}

export function Move({ move }: { move: MeetingState['moves'][number] }) {
  const { t } = useTranslation('meetings')
  const format = useFormat()
  return (
    <li className={styles.decision}>
      <span>
        <Link to={paths.deal(move.deal.id)} target="_blank">
          {move.deal.title}
        </Link>{' '}
        {t(`move.${move.what}`, { from: move.from ?? t('move.nobody'), to: move.to ?? t('move.nobody') })}
      </span>
      <small className={`num ${styles.quiet}`}>{t('move.by', { name: move.by?.name ?? '', time: format.time(move.at) })}</small>
    </li>
  )
}
