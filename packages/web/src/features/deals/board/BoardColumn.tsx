import { useDroppable } from '@dnd-kit/core'
import type { Deal } from '@sluice/core/pipeline/contract'
import { Spin } from 'antd'
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { memo, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../ui/use-format.ts'
import type { BoardColumn as Column } from './board-cache.ts'
import styles from './BoardColumn.module.css'
import type { CardSize } from './card-size.ts'
import type { ColumnHead } from './column-head.ts'
import { DraggableCard } from './DraggableCard.tsx'
import type { CardActions } from './DraggableCard.tsx'
import { useDropGap, useLifted } from './drop-store.ts'

export interface ColumnProps extends CardActions {
  head: ColumnHead
  column: Column
  size: CardSize
  canMove: boolean
  openId: string | null
  /** The card to scroll to and focus: dropped by keyboard. */
  revealId: string | null
  onRevealed: () => void
  loadingMore: boolean
  onMore: (key: string) => void
  /** Without its own head: the phone's tabs say the same. */
  bare?: boolean
}

/** One stage: a head that stays, and a scroll of virtual cards. Drawn again only when its own cards change. */
export const BoardColumn = memo(function BoardColumn(props: ColumnProps) {
  const { head, column, size, bare } = props
  const { t } = useTranslation('deals')
  const format = useFormat()
  const scroller = useRef<HTMLDivElement>(null)
  const pitch = size.height + size.gap
  const { setNodeRef } = useDroppable({ id: `column:${column.key}`, data: { column: column.key, scroller, pitch, count: column.cards.length } })
  const gap = useDropGap(column.key)
  const liftedId = useLifted()
  const lifted = liftedId === null ? -1 : column.cards.findIndex((card) => card.id === liftedId)

  const virtual = useVirtualizer({
    count: column.cards.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => pitch,
    overscan: 4,
    getItemKey: (index) => column.cards[index]?.id ?? index,
    // The card being dragged stays drawn, wherever the column scrolls to.
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range)
      return lifted >= 0 && !shown.includes(lifted) ? [...shown, lifted] : shown
    },
  })
  const items = virtual.getVirtualItems()
  const last = items.reduce((high, item) => Math.max(high, item.index === lifted ? 0 : item.index), 0)
  const { onMore, loadingMore } = props
  const hasMore = column.nextCursor !== null
  useEffect(() => {
    if (hasMore && !loadingMore && last >= column.cards.length - 10) onMore(column.key)
  }, [hasMore, loadingMore, last, column.cards.length, column.key, onMore])

  const { revealId, onRevealed } = props
  // The card comes into the column a moment after the drop.
  const revealAt = revealId === null ? -1 : column.cards.findIndex((card) => card.id === revealId)
  useEffect(() => {
    if (revealAt < 0) return
    virtual.scrollToIndex(revealAt)
    const timer = setTimeout(() => {
      scroller.current?.querySelector<HTMLElement>(`[data-deal="${revealId}"]`)?.focus({ preventScroll: true })
      onRevealed()
    }, 60)
    return () => clearTimeout(timer)
  }, [revealAt, revealId, onRevealed, virtual])

  const amount = format.moneyShort(column.amountMinor)
  return (
    <section
      ref={setNodeRef}
      className={[styles.column, gap !== null ? styles.over : '', bare ? styles.bare : '', head.kind !== 'stage' ? styles.closed : ''].filter(Boolean).join(' ')}
      aria-label={t('board.column', { stage: head.name, count: column.count, amount })}
      data-column={column.key}
    >
      {!bare && (
        <header className={styles.head} title={head.help}>
          <div className={styles.nameRow}>
            <i className={styles.dot} style={{ background: head.color }} aria-hidden />
            <h2 className={styles.name} title={head.name}>
              {head.name}
            </h2>
            <span className={`num ${styles.count}`}>{format.count(column.count)}</span>
          </div>
          <div className={`num ${styles.sums}`}>
            <span title={format.money(column.amountMinor)}>{amount}</span>
            {head.winProbability !== null && (
              <span className={styles.weighted} title={t('totals.weightedHelp')}>
                {t('totals.columnWeighted', {
                  amount: format.moneyShort(column.weightedMinor),
                  share: format.percent(head.winProbability, 0),
                })}
              </span>
            )}
          </div>
        </header>
      )}
      <div ref={scroller} className={styles.scroller} data-scroller>
        {column.cards.length === 0 && gap === null && <p className={styles.empty}>{t('empty.column')}</p>}
        <div className={styles.cards} style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const deal: Deal | undefined = column.cards[item.index]
            return (
              deal && (
                <DraggableCard
                  key={deal.id}
                  deal={deal}
                  column={column.key}
                  plannedDays={head.plannedDays}
                  canMove={props.canMove}
                  opened={props.openId === deal.id}
                  top={item.start}
                  height={size.height}
                  onOpen={props.onOpen}
                  onMenu={props.onMenu}
                />
              )
            )
          })}
          {typeof gap === 'number' && <div className={styles.mark} style={{ transform: `translateY(${gap * pitch - size.gap / 2 - 1}px)` }} aria-hidden />}
        </div>
        {loadingMore && (
          <div className={styles.more}>
            <Spin size="small" /> {t('board.loadingMore')}
          </div>
        )}
      </div>
    </section>
  )
})
