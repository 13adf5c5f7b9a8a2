import { useDraggable } from '@dnd-kit/core'
import { MoreOutlined } from '@ant-design/icons'
import type { Deal } from '@sluice/core/pipeline/contract'
import { memo } from 'react'
import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { DealCard } from './DealCard.tsx'
import styles from './DraggableCard.module.css'

export interface CardActions {
  onOpen: (deal: Deal) => void
  /** The sheet that moves a deal without dragging. */
  onMenu: (deal: Deal) => void
}

/** A card in its place: drag it, Enter or click opens it, its button offers the moves without dragging. */
export const DraggableCard = memo(function DraggableCard(
  props: CardActions & { deal: Deal; column: string; plannedDays: number | null; canMove: boolean; opened: boolean; top: number; height: number },
) {
  const { t } = useTranslation('deals')
  const { deal, canMove } = props
  const { setNodeRef, attributes, listeners, isDragging } = useDraggable({
    id: deal.id,
    disabled: !canMove,
    data: { deal, column: props.column, plannedDays: props.plannedDays },
  })
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && event.target === event.currentTarget && !isDragging) {
      event.preventDefault()
      return props.onOpen(deal)
    }
    ;(listeners?.['onKeyDown'] as ((event: KeyboardEvent) => void) | undefined)?.(event)
  }
  return (
    <div className={styles.place} style={{ transform: `translateY(${props.top}px)`, height: props.height }}>
      <div
        ref={setNodeRef}
        {...attributes}
        {...listeners}
        role="button"
        tabIndex={0}
        aria-label={[deal.title, deal.account?.name].filter(Boolean).join('，')}
        data-deal={deal.id}
        className={[styles.grip, isDragging ? styles.lifted : '', props.opened ? styles.opened : ''].filter(Boolean).join(' ')}
        onKeyDown={onKeyDown}
        onClick={() => props.onOpen(deal)}
        onContextMenu={(event) => {
          // A long press on touch picks the card up; the browser's menu would take it away.
          if (window.matchMedia('(pointer: coarse)').matches) event.preventDefault()
        }}
      >
        <DealCard deal={deal} plannedDays={props.plannedDays} />
      </div>
      {canMove && (
        <button
          type="button"
          tabIndex={-1}
          className={styles.menu}
          aria-label={t('card.menu', { title: deal.title })}
          title={t('card.moveTo')}
          onClick={(event) => {
            event.stopPropagation()
            props.onMenu(deal)
          }}
          onMouseDown={(event) => event.stopPropagation()}
          onTouchStart={(event) => event.stopPropagation()}
        >
          <MoreOutlined />
        </button>
      )}
    </div>
  )
})
