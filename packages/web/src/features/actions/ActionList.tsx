import { EllipsisOutlined, LinkOutlined, RocketOutlined, RetweetOutlined } from '@ant-design/icons'
import type { ActionItem } from '@sluice/core/actions/contract'
import { recurrenceWords } from '@sluice/core/actions/recurrence-words'
import { Button, Dropdown } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { paths } from '../../paths.ts'
import { Tag } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import styles from './Actions.module.css'
import { ActionSheet } from './ActionSheet.tsx'
import { FinishSheet } from './FinishSheet.tsx'
import { useActionMoves } from './use-action-moves.ts'

/** Action items, each with what can be done with it. `compact`: beside something else. */
export function ActionList({ items, label, compact }: { items: readonly ActionItem[]; label: string; compact?: boolean }) {
  const [ending, setEnding] = useState<{ item: ActionItem; how: 'done' | 'dropped' } | null>(null)
  const [editing, setEditing] = useState<ActionItem | null>(null)
  return (
    <>
      <ul className={compact ? `${styles.list} ${styles.compact}` : styles.list} aria-label={label}>
        {items.map((item) => (
          <Row key={item.id} item={item} onEnd={(how) => setEnding({ item, how })} onEdit={() => setEditing(item)} />
        ))}
      </ul>
      {ending && <FinishSheet {...ending} onClose={() => setEnding(null)} />}
      {editing && <ActionSheet item={editing} onClose={() => setEditing(null)} />}
    </>
  )
}

function Row({ item, onEnd, onEdit }: { item: ActionItem; onEnd: (how: 'done' | 'dropped') => void; onEdit: () => void }) {
  const { t } = useTranslation('actions')
  const format = useFormat()
  const { reopen } = useActionMoves()
  const open = item.status === 'open'
  const more = open
    ? [
        { key: 'edit', label: t('edit'), onClick: onEdit },
        { key: 'drop', label: t('drop'), danger: true, onClick: () => onEnd('dropped') },
      ]
    : [{ key: 'reopen', label: t('reopen'), onClick: () => void reopen(item) }]
  return (
    <li className={open ? styles.row : `${styles.row} ${styles.ended}`}>
      <div className={styles.words}>
        <span className={styles.title}>
          <Tag tone={item.kind === 'task' ? 'brand' : 'neutral'}>{t(`kind.${item.kind}`)}</Tag>
          <span className={styles.wrap}>{item.title}</span>
        </span>
        {item.body !== '' && <Body text={item.body} />}
        <span className={styles.facts}>
          {open ? (
            <span className={item.isOverdue ? `num ${styles.bad}` : 'num'}>{item.dueOn === null ? t('noDue') : t(item.isOverdue ? 'overdue' : 'due', { day: format.day(item.dueOn) })}</span>
          ) : (
            <span>{item.isMissed ? t('repeat.wasMissed', { day: format.day(item.dueOn) }) : t(item.status === 'done' ? 'doneAt' : 'droppedAt', { name: item.doneBy?.name ?? '', when: format.dateTime(item.doneAt) })}</span>
          )}
          <span>{item.assignee?.name ?? t('nobody')}</span>
          {item.createdBy.id !== item.assignee?.id && <span>{t('by', { name: item.createdBy.name })}</span>}
          {item.repeats && (
            <span>
              <RetweetOutlined aria-hidden /> {recurrenceWords(item.repeats.rule, format.language === 'en' ? 'en' : 'zh')}
              {open && item.repeats.nextOn === null && t('repeat.last')}
              {item.repeats.missed > 0 && t('repeat.missed', { count: item.repeats.missed })}
            </span>
          )}
          {item.project !== null && (
            <Link to={paths.project(item.project.id)}>
              <RocketOutlined aria-hidden /> {item.project.name}
            </Link>
          )}
          {item.alarmId !== null && (
            <Link to={paths.alarm(item.alarmId)}>
              <LinkOutlined aria-hidden /> {t('fromAlarm')}
            </Link>
          )}
        </span>
        {item.outcome !== '' && (
          <p className={styles.outcome}>
            {t('outcome')}：{item.outcome}
          </p>
        )}
      </div>
      {item.canWrite && (
        <div className={styles.buttons}>
          {open && (
            <Button onClick={() => onEnd('done')} aria-label={`${t('finish')} ${item.title}`}>
              {t('finish')}
            </Button>
          )}
          <Dropdown trigger={['click']} placement="bottomRight" menu={{ items: more }}>
            <Button type="text" icon={<EllipsisOutlined />} aria-label={`${t('more')} ${item.title}`} />
          </Dropdown>
        </div>
      )}
    </li>
  )
}

/** The first line; the rest unfolds. */
function Body({ text }: { text: string }) {
  const [first = '', ...rest] = text.trim().split('\n')
  const more = rest.join('\n').trim()
  if (more === '') return <p className={styles.body}>{first}</p>
  return (
    <details className={styles.body}>
      <summary>{first}</summary>
      <p>{more}</p>
    </details>
  )
}
