import type { Deal } from '@sluice/core/pipeline/contract'

/** Where a dragged card is held: over a column, at a gap between its cards (null: the column as a whole, its order is not by hand). */
export interface DropHint {
  column: string
  /** 0 is above the first card, `n` below the n-th; counted over the loaded cards, the dragged one included. */
  gap: number | null
}

/** The neighbours that the server is told. */
export interface Neighbours {
  /** The card above; null at the top. */
  beforeId: string | null
  /** The card below; null at the end of what is loaded. */
  afterId: string | null
}

/**
 * The gap nearest to the middle of the dragged card, which lies `middle` px below the top of the column's first card; all cards
 * are `pitch` px apart. Works for cards that are not drawn, too.
 */
export function gapAt(middle: number, pitch: number, count: number): number {
  return Math.min(Math.max(Math.round(middle / pitch), 0), count)
}

/** The neighbours of a card dropped at a gap; the dragged card itself is none. */
export function neighboursAt(cards: readonly Pick<Deal, 'id'>[], dragged: string, gap: number | null): Neighbours {
  if (gap === null) return { beforeId: null, afterId: null }
  const other = (card: Pick<Deal, 'id'>) => card.id !== dragged
  return { beforeId: cards.slice(0, gap).findLast(other)?.id ?? null, afterId: cards.slice(gap).find(other)?.id ?? null }
}

/** The neighbours a card has where it is; null when it is not among the cards. */
export function neighboursOf(cards: readonly Pick<Deal, 'id'>[], id: string): Neighbours | null {
  const index = cards.findIndex((card) => card.id === id)
  return index < 0 ? null : { beforeId: cards[index - 1]?.id ?? null, afterId: cards[index + 1]?.id ?? null }
}

/** Whether a drop leaves the card where it is: nothing is sent then. */
export function isSamePlace(cards: readonly Pick<Deal, 'id'>[], dragged: string, gap: number | null): boolean {
  const index = cards.findIndex((card) => card.id === dragged)
  return index >= 0 && (gap === null || gap === index || gap === index + 1)
}
