import { PlusOutlined } from '@ant-design/icons'
import { useDroppable } from '@dnd-kit/core'
import type { CalendarDay, CalendarItem } from '@sluice/core/calendar/contract'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/use-format.ts'
import styles from './Calendar.module.css'
import { CalendarChip } from './CalendarChip.tsx'
import type { CalendarMoves } from './use-calendar-moves.ts'

interface Props {
  day: CalendarDay
  items: readonly CalendarItem[]
  today: string
  /** A cell of a month shows so many in one line each. */
  atMost?: number
  /** Outside the month that is looked at. */
  isOther?: boolean
  showOwner: boolean
  moves: CalendarMoves
  onOpen: (day: string) => void
  onCreate: ((day: string) => void) | null
}

/** One day: what kind of day it is, how much there is to do, and what; things are dropped on it, and its plus makes a task for it. */
export function DayCell({ day, items, today, atMost, isOther, showOwner, moves, onOpen, onCreate }: Props) {
  const { t } = useTranslation('calendar')
  const format = useFormat()
  const { setNodeRef, isOver } = useDroppable({ id: day.day })
  const small = atMost !== undefined
  // A single one more takes no more room than saying so.
  const shown = small && items.length > atMost ? items.slice(0, atMost - 1) : items
  const rest = items.length - shown.length + day.hidden
  const weekday = new Intl.DateTimeFormat(format.language, { weekday: 'short', timeZone: 'UTC' }).format(Date.parse(day.day))
  const why = day.origin === null ? null : day.note !== '' ? day.note : t(`origin.${day.origin}`)
  const date = Number(day.day.slice(8))
  const label = `${format.day(day.day)} ${weekday}${day.isWorkday ? '' : `，${t('off')}`}${why === null ? '' : `，${why}`}，${t('load', { count: day.load })}`
  return (
    <section
      ref={setNodeRef}
      aria-label={label}
      data-day={day.day}
      className={[small ? styles.cell : styles.column, day.isWorkday ? '' : styles.off, isOther ? styles.other : '', isOver ? styles.over : '', day.day === today ? styles.today : ''].filter(Boolean).join(' ')}
      onClick={(event) => {
        // A click on the day itself, not on something in it.
        if (onCreate !== null && !(event.target as HTMLElement).closest('button, [role=menu], [role=dialog]') && event.currentTarget.contains(event.target as Node)) onCreate(day.day)
      }}
    >
      <header className={styles.dayHead}>
        <button type="button" className={styles.date} onClick={() => onOpen(day.day)} title={t('openDay', { day: format.day(day.day) })} aria-current={day.day === today ? 'date' : undefined}>
          {!small && <span>{weekday}</span>}
          <b className="num">{small && date === 1 ? format.day(day.day) : date}</b>
        </button>
        {why !== null && (
          <span className={day.isWorkday ? styles.worked : styles.holiday} title={why}>
            {day.origin === 'own' || day.origin === null ? why : t(`short.${day.origin}`)}
          </span>
        )}
        <span className={styles.end}>
          {day.load > 0 && (
            <span className={`num ${styles.load}`} title={t('load', { count: day.load })}>
              {small ? day.load : t('load', { count: day.load })}
            </span>
          )}
          {onCreate !== null && (
            <button type="button" className={styles.plus} aria-label={t('createOn', { day: format.day(day.day) })} title={t('createOn', { day: format.day(day.day) })} onClick={() => onCreate(day.day)}>
              <PlusOutlined aria-hidden />
            </button>
          )}
        </span>
      </header>
      <div className={styles.items}>
        {shown.map((item) => (
          <CalendarChip key={item.key} item={item} today={today} isSmall={small} showOwner={showOwner} moves={moves} />
        ))}
        {rest > 0 && (
          <button type="button" className={styles.more} onClick={() => onOpen(day.day)} disabled={!small}>
            {t('more', { count: rest })}
          </button>
        )}
      </div>
    </section>
  )
}
