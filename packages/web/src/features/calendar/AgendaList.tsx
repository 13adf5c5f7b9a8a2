import { PlusOutlined } from '@ant-design/icons'
import { DndContext } from '@dnd-kit/core'
import type { Calendar } from '@sluice/core/calendar/contract'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/use-format.ts'
import styles from './Calendar.module.css'
import { CalendarChip } from './CalendarChip.tsx'
import type { CalendarMoves } from './use-calendar-moves.ts'

/** The phone's calendar: a strip of the week's days, and what is on them from the chosen day on, one below the other. A tap opens what can be done. */
export function AgendaList(props: { calendar: Calendar; date: string; showOwner: boolean; moves: CalendarMoves; onDay: (day: string) => void; onCreate: ((day: string) => void) | null }) {
  const { calendar, date, showOwner, moves } = props
  const { t } = useTranslation('calendar')
  const format = useFormat()
  const weekday = (day: string, how: 'narrow' | 'short') => new Intl.DateTimeFormat(format.language, { weekday: how, timeZone: 'UTC' }).format(Date.parse(day))
  const plan = new Set(calendar.unplanned.map(({ key }) => key))
  const itemsOf = (day: string) => calendar.items.filter((item) => item.day === day && !plan.has(item.key))
  const chip = (item: Calendar['items'][number]) => <CalendarChip key={item.key} item={item} today={calendar.today} showOwner={showOwner} moves={moves} />
  return (
    // Chips are the desktop's; here nothing is dragged.
    <DndContext sensors={[]}>
      <div className={styles.strip} role="group" aria-label={t('week')}>
        {calendar.days.map((day) => (
          <button
            key={day.day}
            type="button"
            aria-pressed={day.day === date}
            title={`${format.day(day.day)} ${weekday(day.day, 'short')}，${t('load', { count: day.load })}`}
            className={[day.isWorkday ? '' : styles.stripOff, day.day === calendar.today ? styles.stripToday : ''].filter(Boolean).join(' ')}
            onClick={() => props.onDay(day.day)}
          >
            <span>{weekday(day.day, 'narrow')}</span>
            <b className="num">{Number(day.day.slice(8))}</b>
            <span className="num">{day.load > 0 ? day.load : '·'}</span>
          </button>
        ))}
      </div>
      {calendar.unplanned.length > 0 && (
        <details className={styles.fold}>
          <summary>
            {t('plan.title')}
            <span className="num">{t('load', { count: calendar.unplanned.length + calendar.unplannedHidden })}</span>
          </summary>
          <div className={styles.items}>
            {calendar.unplanned.map(chip)}
            {calendar.unplannedHidden > 0 && <p className={styles.quiet}>{t('more', { count: calendar.unplannedHidden })}</p>}
          </div>
        </details>
      )}
      {calendar.days.filter(({ day }) => day >= date).map((day) => {
        const items = itemsOf(day.day)
        if (items.length === 0 && day.day !== date) return null
        return (
          <section key={day.day} className={styles.agendaDay} aria-label={format.day(day.day)} data-day={day.day}>
            <header>
              <h2>
                {format.day(day.day)} {weekday(day.day, 'short')}
              </h2>
              {day.origin !== null ? <span className={day.isWorkday ? styles.worked : styles.holiday}>{day.note !== '' ? day.note : t(`origin.${day.origin}`)}</span> : !day.isWorkday && <span className={styles.holiday}>{t('off')}</span>}
              {props.onCreate !== null && <Button type="text" icon={<PlusOutlined />} aria-label={t('createOn', { day: format.day(day.day) })} onClick={() => props.onCreate?.(day.day)} />}
            </header>
            {items.length === 0 ? <p className={styles.quiet}>{t('emptyDay')}</p> : <div className={styles.items}>{items.map(chip)}</div>}
            {day.hidden > 0 && <p className={styles.quiet}>{t('more', { count: day.hidden })}</p>}
          </section>
        )
      })}
    </DndContext>
  )
}
