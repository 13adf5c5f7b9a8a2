import { AuditOutlined, CheckSquareOutlined, ClockCircleOutlined, FlagOutlined, ProjectOutlined, RetweetOutlined, TeamOutlined } from '@ant-design/icons'
import { useDraggable } from '@dnd-kit/core'
import type { CalendarItem, CalendarKind } from '@sluice/core/calendar/contract'
import type { KeyboardEvent, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/use-format.ts'
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'
import styles from './Calendar.module.css'
import { ItemMenu } from './ItemMenu.tsx'
import type { CalendarMoves } from './use-calendar-moves.ts'

const icons: Record<CalendarKind, ReactNode> = {
  task: <CheckSquareOutlined />, step: <ProjectOutlined />, meeting: <TeamOutlined />, response: <ClockCircleOutlined />, approval: <AuditOutlined />, close: <FlagOutlined />,
}

interface Look {
  item: CalendarItem
  today: string
  /** One line: in a month. */
  isSmall?: boolean
  showOwner: boolean
}

/** An item in its day: a click offers what can be done with it; one that may be moved can be dragged, or held by the space bar. */
export function CalendarChip({ moves, ...look }: Look & { moves: CalendarMoves }) {
  const { item, today } = look
  const { t } = useTranslation('calendar')
  const format = useFormat()
  const { setNodeRef, attributes, listeners, isDragging } = useDraggable({ id: item.key, disabled: !item.canMove, data: { item } })
  const name = [t(`kinds.${item.kind}`), item.title, item.about, item.at && format.time(item.at), item.isLate ? t('late') : ''].filter(Boolean).join('，')
  return (
    <ItemMenu item={item} today={today} moves={moves}>
      {(open, onClick) => (
        <button
          ref={setNodeRef}
          type="button"
          {...attributes}
          {...listeners}
          role={undefined}
          aria-roledescription={undefined}
          aria-pressed={undefined}
          aria-disabled={undefined}
          title={name}
          data-item={item.key}
          className={[styles.chip, styles[item.kind], item.isLate ? styles.late : '', item.isForeseen ? styles.foreseen : '', isDragging ? styles.lifted : '', look.isSmall ? styles.small : '', item.canMove ? styles.movable : ''].filter(Boolean).join(' ')}
          onClick={onClick}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !isDragging) {
              event.preventDefault()
              return open()
            }
            ;(listeners?.['onKeyDown'] as ((event: KeyboardEvent) => void) | undefined)?.(event)
          }}
        >
          <ChipBody {...look} />
        </button>
      )}
    </ItemMenu>
  )
}

/** What a chip says; also what is carried while it is dragged. */
export function ChipBody({ item, isSmall, showOwner }: Look) {
  const { t } = useTranslation('calendar')
  const format = useFormat()
  return (
    <>
      <span className={styles.chipLine}>
        <span className={styles.icon} aria-hidden>
          {icons[item.kind]}
        </span>
        <VisuallyHidden>{t(`kinds.${item.kind}`)}</VisuallyHidden>
        {item.at !== null && <span className="num">{format.time(item.at)}</span>}
        <span className={styles.chipTitle}>{item.title}</span>
        {item.isLate && <VisuallyHidden>{t('late')}</VisuallyHidden>}
        {item.isRepeating && <RetweetOutlined aria-hidden className={styles.mark} />}
      </span>
      {!isSmall && (item.about !== null || item.amountMinor !== null || (showOwner && item.owner !== null)) && (
        <span className={styles.chipFacts}>
          {item.about !== null && <span className={styles.clip}>{item.about}</span>}
          {item.amountMinor !== null && <span className="num">{format.moneyShort(item.amountMinor, item.currency ?? undefined)}</span>}
          {showOwner && item.owner !== null && <span>{item.owner.name}</span>}
        </span>
      )}
    </>
  )
}
