import { DndContext, DragOverlay, KeyboardCode, KeyboardSensor, MouseSensor, pointerWithin, rectIntersection, TouchSensor, useSensor, useSensors } from '@dnd-kit/core'
import type { Announcements, CollisionDetection, DragEndEvent, DragMoveEvent, DragStartEvent } from '@dnd-kit/core'
import type { Board, Deal } from '@sluice/core/pipeline/contract'
import { useCallback, useMemo, useRef, useState } from 'react'
import type { KeyboardEvent, RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { usePhone } from '../../../ui/use-media-query.ts'
import type { MoveTarget } from '../use-deal-moves.tsx'
import { BoardColumn } from './BoardColumn.tsx'
import { cardSize } from './card-size.ts'
import type { ColumnHead } from './column-head.ts'
import styles from './DealBoard.module.css'
import { DealCard } from './DealCard.tsx'
import { createDropStore, DropContext } from './drop-store.ts'
import { gapAt, isSamePlace, neighboursAt } from './drop.ts'
import { columnCoordinates } from './keyboard-drag.ts'
import { MoveSheet } from './MoveSheet.tsx'
import { StageTabs } from './StageTabs.tsx'

interface BoardProps {
  board: Board
  heads: readonly ColumnHead[]
  canMove: boolean
  /** Cards are ordered by hand: a drop between two of them has a meaning. */
  byHand: boolean
  openId: string | null
  stale: boolean
  loadingColumns: ReadonlySet<string>
  onOpen: (deal: Deal) => void
  onMove: (deal: Deal, target: MoveTarget) => void
  onMore: (column: string) => void
}

interface Held {
  deal: Deal
  column: string
  plannedDays: number | null
}
interface ColumnData {
  column: string
  pitch?: number
  scroller?: RefObject<HTMLElement | null>
}

// The pointer decides; a card moved by keys has none, and then its own place does.
const byPointer: CollisionDetection = (args) => (args.pointerCoordinates ? pointerWithin(args) : rectIntersection(args))

/** The board of one pipeline: columns side by side, on a phone one at a time. */
export function DealBoard(props: BoardProps) {
  const { board, heads, onMove } = props
  const { t } = useTranslation('deals')
  const phone = usePhone()
  const size = phone ? cardSize.phone : cardSize.desktop
  const [store] = useState(createDropStore)
  const [held, setHeld] = useState<Held | null>(null)
  const [menu, setMenu] = useState<Deal | null>(null)
  const [reveal, setReveal] = useState<{ id: string; column: string } | null>(null)
  const [tab, setTab] = useState<string | null>(null)
  const byKeys = useRef(false)
  const columns = useMemo(() => new Map(board.columns.map((column) => [column.key, column])), [board])
  const nameOf = useCallback((key: string | undefined) => heads.find((head) => head.key === key)?.name ?? '', [heads])

  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 6 } }),
    useSensor(TouchSensor, { activationConstraint: { delay: 260, tolerance: 8 } }),
    useSensor(KeyboardSensor, {
      coordinateGetter: columnCoordinates,
      keyboardCodes: { start: [KeyboardCode.Space], cancel: [KeyboardCode.Esc], end: [KeyboardCode.Space, KeyboardCode.Enter] },
    }),
  )

  const onDragStart = ({ active, activatorEvent }: DragStartEvent) => {
    byKeys.current = activatorEvent instanceof window.KeyboardEvent
    setReveal(null)
    setHeld(active.data.current as Held)
    store.lift(String(active.id))
  }
  // Told of moves and of entered columns both: of a single step by key, the move still names the column that is being left.
  const hold = ({ active, over }: Pick<DragMoveEvent, 'active' | 'over'>) => {
    const to = over?.data.current as ColumnData | undefined
    if (!to) return store.set(null)
    const rect = active.rect.current.translated
    const body = to.scroller?.current
    const ordered = props.byHand && to.pitch !== undefined && to.column !== 'won' && to.column !== 'lost' && to.column !== 'dormant'
    if (!ordered || !rect || !body) return store.set({ column: to.column, gap: null })
    const middle = rect.top + rect.height / 2 - body.getBoundingClientRect().top + body.scrollTop
    store.set({ column: to.column, gap: gapAt(middle, to.pitch ?? 1, columns.get(to.column)?.cards.length ?? 0) })
  }
  const rest = () => {
    setHeld(null)
    store.lift(null)
    store.set(null)
  }
  const onDragEnd = ({ active, over }: DragEndEvent) => {
    hold({ active, over })
    const hint = store.get()
    const from = active.data.current as Held | undefined
    rest()
    if (!over || !hint || !from) return
    const cards = columns.get(hint.column)?.cards ?? []
    if (byKeys.current) setReveal({ id: from.deal.id, column: hint.column })
    if (hint.column === from.column && isSamePlace(cards, from.deal.id, hint.gap)) return
    onMove(from.deal, { column: hint.column, ...neighboursAt(cards, from.deal.id, hint.gap) })
  }

  const announcements = useMemo<Announcements>(() => {
    const title = (active: { data: { current?: unknown } }) => (active.data.current as Held | undefined)?.deal.title ?? ''
    const over = (to: { data: { current?: unknown } } | null) => nameOf((to?.data.current as ColumnData | undefined)?.column)
    return {
      onDragStart: ({ active }) => t('board.picked', { title: title(active), stage: nameOf((active.data.current as Held | undefined)?.column) }),
      onDragMove: ({ active, over: to }) => {
        const gap = store.get()?.gap
        if (!byKeys.current || !to || typeof gap !== 'number') return undefined
        return t('board.over', { title: title(active), stage: over(to), position: gap + 1 })
      },
      onDragOver: ({ active, over: to }) => (to ? t('board.overColumn', { title: title(active), stage: over(to) }) : undefined),
      onDragEnd: ({ active, over: to }) =>
        to ? t('board.dropped', { title: title(active), stage: over(to) }) : t('board.cancelled', { title: title(active) }),
      onDragCancel: ({ active }) => t('board.cancelled', { title: title(active) }),
    }
  }, [nameOf, store, t])

  const onMenu = useCallback((deal: Deal) => setMenu(deal), [])
  const onRevealed = useCallback(() => setReveal(null), [])
  const shown = phone ? heads.filter((head) => head.key === (tab ?? heads[0]?.key)) : heads
  const body = shown.map((head) => {
    const column = columns.get(head.key)
    return (
      column && (
        <BoardColumn
          key={head.key}
          head={head}
          column={column}
          size={size}
          canMove={props.canMove}
          openId={props.openId}
          revealId={reveal?.column === head.key ? reveal.id : null}
          onRevealed={onRevealed}
          loadingMore={props.loadingColumns.has(head.key)}
          onMore={props.onMore}
          onOpen={props.onOpen}
          onMenu={onMenu}
          bare={phone}
        />
      )
    )
  })

  return (
    <DropContext value={store}>
      <DndContext
        sensors={sensors}
        collisionDetection={byPointer}
        autoScroll={{ threshold: { x: 0.12, y: 0.16 } }}
        accessibility={{ announcements, screenReaderInstructions: { draggable: t('board.instructions') } }}
        onDragStart={onDragStart}
        onDragMove={hold}
        onDragOver={hold}
        onDragEnd={onDragEnd}
        onDragCancel={rest}
      >
        {phone && <StageTabs heads={heads} columns={columns} active={shown[0]?.key ?? ''} onChange={setTab} />}
        <div
          className={[phone ? styles.phone : styles.board, props.stale ? styles.stale : ''].filter(Boolean).join(' ')}
          role="group"
          aria-label={t('board.label')}
          aria-busy={props.stale}
          onKeyDown={held ? undefined : walk}
        >
          {body}
        </div>
        <DragOverlay dropAnimation={null}>
          {held && (
            <div className={styles.overlay} style={{ height: size.height }}>
              <DealCard deal={held.deal} plannedDays={held.plannedDays} />
            </div>
          )}
        </DragOverlay>
      </DndContext>
      <MoveSheet
        deal={menu}
        heads={heads}
        onClose={() => setMenu(null)}
        onPick={(deal, column) => {
          setMenu(null)
          onMove(deal, { column })
        }}
      />
    </DropContext>
  )
}

/** Arrow keys walk from card to card: up and down in a column, left and right to the nearest one of the next column. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const card = (event.target as HTMLElement).closest<HTMLElement>('[data-deal]')
  const column = card?.closest<HTMLElement>('[data-column]')
  if (!card || card !== event.target || !column) return
  const top = card.getBoundingClientRect().top
  const cardsOf = (of: Element) =>
    [...of.querySelectorAll<HTMLElement>('[data-deal]')]
      .map((one) => ({ one, top: one.getBoundingClientRect().top }))
      .sort((a, b) => a.top - b.top)
  let next: HTMLElement | undefined
  if (event.key === 'ArrowDown') next = cardsOf(column).find((one) => one.top > top + 1)?.one
  else if (event.key === 'ArrowUp') next = cardsOf(column).findLast((one) => one.top < top - 1)?.one
  else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
    const side = event.key === 'ArrowLeft' ? 'previousElementSibling' : 'nextElementSibling'
    for (let beside = column[side]; beside && !next; beside = beside[side]) {
      next = cardsOf(beside).sort((a, b) => Math.abs(a.top - top) - Math.abs(b.top - top))[0]?.one
    }
  } else return
  event.preventDefault()
  next?.focus({ preventScroll: true })
  next?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
}
