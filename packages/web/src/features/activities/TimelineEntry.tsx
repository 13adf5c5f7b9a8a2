import { CloudUploadOutlined, MoreOutlined } from '@ant-design/icons'
import type { Activity, TimelineItem } from '@sluice/core/activities/contract'
import { Button, Dropdown, Tooltip } from 'antd'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/use-format.ts'
import { activityIcon, markIcon } from './event-icons.tsx'
import { eventWords } from './event-words.ts'
import { LongText } from './LongText.tsx'
import type { Speaker } from './speaker.ts'
import { isBackDated } from './timeline-days.ts'
import styles from './Timeline.module.css'

const isNoun = (type: string): type is 'deal' | 'lead' | 'account' | 'contact' => ['deal', 'lead', 'account', 'contact'].includes(type)

/** The event as it stands today: a corrected activity shows its corrected words. */
function current(item: TimelineItem): { type: string; payload: Record<string, unknown> } {
  if (item.type !== 'activity.logged' || item.activity === null) return item
  const { kind, outcome, minutes, body } = item.activity
  return { type: item.type, payload: { ...item.payload, kind, outcome, minutes, body } }
}

/** One event: who, what, when; for an activity what was said, and (`mayEdit`) a menu to correct it. */
export function TimelineEntry(props: {
  item: TimelineItem
  speaker: Speaker
  /** The record whose timeline this is: entries of its lead, deals or contacts say so. */
  ofType: string
  mayEdit: boolean
  onEdit: (activity: Activity) => void
  onRemove: (activity: Activity) => void
}) {
  const { item, speaker } = props
  const { t } = useTranslation('activities')
  const format = useFormat()
  const words = eventWords(current(item), speaker)
  const { activity } = item
  // The log keeps the fact of what was taken away, not its words.
  const removed = item.payload['isRemoved'] === true || (item.type === 'activity.logged' && activity === null)
  const kind = typeof item.payload['kind'] === 'string' ? item.payload['kind'] : ''
  const imported = item.isImported || words.imported
  const late = !imported && isBackDated(item)
  return (
    <li className={styles.entry} data-mark={words.mark}>
      <span className={styles.mark} aria-hidden>
        {words.mark === 'activity' ? activityIcon(kind) : markIcon(words.mark)}
      </span>
      <div className={styles.content}>
        <div className={styles.line}>
          <p className={removed ? `${styles.sentence} ${styles.removed}` : styles.sentence}>
            <span className={styles.actor}>{item.actor?.name ?? t('system')}</span>{' '}
            {words.sentence.map((run, index) => (run.strong ? <strong key={index}>{run.text}</strong> : <span key={index}>{run.text}</span>))}
            {activity?.contact && <span className={styles.aside}> · {activity.contact.name}</span>}
            {item.subjectType !== props.ofType && isNoun(item.subjectType) && (
              <span className={styles.aside}> {t('timeline.of', { noun: t(`nouns.${item.subjectType}`) })}</span>
            )}
          </p>
          <span className={styles.when}>
            <Tooltip
              title={late ? t('timeline.recordedHelp', { at: format.dateTime(item.at), recorded: format.dateTime(item.recordedAt) }) : format.dateTime(item.at)}
            >
              <time className="num" dateTime={item.at}>
                {format.time(item.at)}
                {late && <span className={styles.late}> · {t('timeline.recorded', { time: format.dateTime(item.recordedAt) })}</span>}
              </time>
            </Tooltip>
            {imported && (
              <Tooltip title={`${t('timeline.importedHelp')} · ${t('timeline.recordedHelp', { at: format.dateTime(item.at), recorded: format.dateTime(item.recordedAt) })}`}>
                <CloudUploadOutlined aria-label={t('timeline.imported')} />
              </Tooltip>
            )}
            {activity && props.mayEdit && item.type === 'activity.logged' && (
              <Dropdown
                trigger={['click']}
                placement="bottomRight"
                menu={{
                  items: [
                    { key: 'edit', label: t('timeline.edit'), onClick: () => props.onEdit(activity) },
                    { key: 'remove', label: t('timeline.remove'), danger: true, onClick: () => props.onRemove(activity) },
                  ],
                }}
              >
                <Button type="text" size="small" className={styles.menu} icon={<MoreOutlined />} aria-label={t('timeline.actions')} />
              </Dropdown>
            )}
          </span>
        </div>
        {words.changes.length > 0 && (
          <dl className={styles.changes}>
            {words.changes.map((change) => (
              <div key={change.key}>
                <dt>{change.field}</dt>
                <dd className="num">
                  <span className={styles.before} title={change.before}>{change.before}</span>
                  <span aria-label="→" className={styles.arrow}>→</span>
                  <span className={styles.after} title={change.after}>{change.after}</span>
                </dd>
              </div>
            ))}
          </dl>
        )}
        {removed ? <div className={styles.note}>{t('timeline.removedActivity')}</div> : words.quote && <LongText text={words.quote} />}
      </div>
    </li>
  )
}
