import { DndContext, DragOverlay, KeyboardCode, KeyboardSensor, MouseSensor, pointerWithin, rectIntersection, TouchSensor, useSensor, useSensors } from '@dnd-kit/core'
import type { Announcements, CollisionDetection } from '@dnd-kit/core'
import type { Calendar, CalendarItem } from '@sluice/core/calendar/contract'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/use-format.ts'
import styles from './Calendar.module.css'
import { ChipBody } from './CalendarChip.tsx'
import { DayCell } from './DayCell.tsx'
import { dayCoordinates } from './day-coordinates.ts'
import { PlanSide } from './PlanSide.tsx'
import type { CalendarView } from './range.ts'
import type { CalendarMoves } from './use-calendar-moves.ts'

// The pointer decides; an item moved by keys has none, and then its own place does.
const byPointer: CollisionDetection = (args) => (args.pointerCoordinates ? pointerWithin(args) : rectIntersection(args))
const carried = (active: { data: { current?: unknown } }) => (active.data.current as { item?: CalendarItem } | undefined)?.item

interface Props {
  calendar: Calendar
  view: CalendarView
  /** `2026-03`: the month that is looked at. */
  month: string
  showOwner: boolean
  moves: CalendarMoves
  onOpen: (day: string) => void
  onCreate: ((day: string) => void) | null
}

/** A month, a week or a day as fields of days; beside a week and a day what is to be planned. */
export function CalendarBoard({ calendar, view, month, showOwner, moves, onOpen, onCreate }: Props) {
  const { t } = useTranslation('calendar')
  const format = useFormat()
  const [held, setHeld] = useState<CalendarItem | null>(null)
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 6 } }),
    useSensor(TouchSensor, { activationConstraint: { delay: 260, tolerance: 8 } }),
    useSensor(KeyboardSensor, { coordinateGetter: dayCoordinates, keyboardCodes: { start: [KeyboardCode.Space], cancel: [KeyboardCode.Esc], end: [KeyboardCode.Space, KeyboardCode.Enter] } }),
  )
  const announcements = useMemo<Announcements>(() => {
    const say = (active: Parameters<typeof carried>[0], over: { id: string | number } | null) => ({ title: carried(active)?.title ?? '', day: over === null ? '' : format.day(String(over.id)) })
    return {
      onDragStart: ({ active }) => t('drag.picked', say(active, null)),
      onDragOver: ({ active, over }) => (over ? t('drag.over', say(active, over)) : undefined),
      onDragEnd: ({ active, over }) => (over ? t('drag.dropped', say(active, over)) : t('drag.cancelled', say(active, null))),
      onDragCancel: ({ active }) => t('drag.cancelled', say(active, null)),
    }
  }, [t, format])
  const planning = view !== 'month'
  // Beside the week, what is overdue stands in the plan alone.
  const aside = new Set(planning ? calendar.unplanned.map(({ key }) => key) : [])
  const byDay = Map.groupBy(calendar.items.filter(({ key }) => !aside.has(key)), ({ day }) => day ?? '')
  const cells = calendar.days.map((day) => (
    <DayCell
      key={day.day} day={day} items={byDay.get(day.day) ?? []} today={calendar.today} atMost={view === 'month' ? 4 : undefined} isOther={view === 'month' && !day.day.startsWith(month)}
      showOwner={showOwner} moves={moves} onOpen={onOpen} onCreate={onCreate}
    />
  ))
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={byPointer}
      accessibility={{ announcements, screenReaderInstructions: { draggable: t('drag.instructions') } }}
      onDragStart={({ active }) => setHeld(carried(active) ?? null)}
      onDragCancel={() => setHeld(null)}
      onDragEnd={({ active, over }) => {
        setHeld(null)
        const item = carried(active)
        if (item && over) void moves.move(item, String(over.id))
      }}
    >
      <div className={planning ? styles.plan : styles.monthPlan}>
        {planning && <PlanSide calendar={calendar} showOwner={showOwner} moves={moves} />}
        {view === 'month' ? (
          <div className={styles.month}>
            <div className={styles.weekdays} aria-hidden>
              {calendar.days.slice(0, 7).map(({ day }) => (
                <span key={day}>{new Intl.DateTimeFormat(format.language, { weekday: 'short', timeZone: 'UTC' }).format(Date.parse(day))}</span>
              ))}
            </div>
            <div className={styles.cells} style={{ gridTemplateRows: `repeat(${calendar.days.length / 7}, minmax(128px, 1fr))` }}>
              {cells}
            </div>
          </div>
        ) : (
          <div className={view === 'week' ? styles.week : styles.dayView}>{cells}</div>
        )}
      </div>
      <DragOverlay dropAnimation={null}>
        {held && (
          <div className={`${styles.chip} ${styles[held.kind]} ${styles.overlay}`}>
            <ChipBody item={held} today={calendar.today} showOwner={showOwner} />
          </div>
        )}
      </DragOverlay>
    </DndContext>
  )
}
