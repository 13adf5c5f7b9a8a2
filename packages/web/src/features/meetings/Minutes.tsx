import type { MeetingDetail } from '@sluice/core/meetings/contract'
import { useTranslation } from 'react-i18next'
import { Section } from '../../ui/Page.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import styles from './Meetings.module.css'
import { Move } from './RoomPanes.tsx'

const tones = { open: 'brand', done: 'good', dropped: 'neutral' } as const

/** What came of a meeting: who was there, tasks with what became of them, changes of deals, notes by section. */
export function Minutes({ meeting, minutes }: { meeting: MeetingDetail; minutes: NonNullable<MeetingDetail['minutes']> }) {
  const { t } = useTranslation('meetings')
  const { t: ta } = useTranslation('actions')
  const format = useFormat()
  const today = new Map(meeting.taskStates.map((task) => [task.id, task.status]))
  const names = (people: readonly { name: string }[]) => people.map(({ name }) => name).join('、')
  const sections = minutes.sections.filter(({ section, seconds }) => seconds > 0 || minutes.notes.some((note) => note.section === section))
  return (
    <Section title={t('minutes.title')} note={<span className="num">{t('minutes.held', { from: format.dateTime(minutes.openedAt), to: format.time(minutes.closedAt) })}</span>}>
      <div className={styles.minutes}>
        <p>{t('minutes.present', { names: names(minutes.present) })}</p>
        {minutes.absent.length > 0 && <p className={styles.quiet}>{t('minutes.absent', { names: names(minutes.absent) })}</p>}
        <h3>{t('minutes.tasks')}</h3>
        {minutes.tasks.length === 0 ? (
          <p className={styles.quiet}>{t('minutes.noTasks')}</p>
        ) : (
          <ul className={styles.plain} aria-label={t('minutes.tasks')}>
            {minutes.tasks.map((task) => {
              const status = today.get(task.id) ?? 'open'
              return (
                <li key={task.id} className={styles.task}>
                  <span className={styles.wrap}>{task.title}</span>
                  <small className={`num ${styles.quiet}`}>
                    {task.assignee?.name ?? t('commitments.nobody')} · {task.dueOn === null ? t('commitments.noDue') : t('commitments.due', { day: format.day(task.dueOn) })}
                  </small>
                  <Tag tone={tones[status]}>{ta(`status.${status}`)}</Tag>
                </li>
              )
            })}
          </ul>
        )}
        {minutes.moves.length > 0 && (
          <>
            <h3>{t('minutes.moves')}</h3>
            <ul className={styles.plain} aria-label={t('minutes.moves')}>
              {minutes.moves.map((move) => (
                <Move key={`${move.deal.id} ${move.at} ${move.what}`} move={move} />
              ))}
            </ul>
          </>
        )}
        {sections.map(({ section, minutes: planned, seconds }) => (
          <div key={section} className={styles.noteGroup}>
            <h3>
              {t(`section.${section}`)} <small className={`num ${styles.quiet}`}>{t('minutes.spent', { spent: format.count(Math.round(seconds / 60)), minutes: planned })}</small>
            </h3>
            {section === 'topics' && minutes.topics.map((topic) => (
              <p key={topic.id}>
                {topic.title} <Tag tone={topic.isDone ? 'good' : 'warn'}>{t(topic.isDone ? 'topics.discussed' : 'minutes.topicOpen')}</Tag>
              </p>
            ))}
            {minutes.notes.filter((note) => note.section === section).map((note) => (
              <p key={note.by.id} className={styles.minuteNote}>
                <b>{note.by.name}</b>：{note.body}
              </p>
            ))}
          </div>
        ))}
      </div>
    </Section>
  )
}
