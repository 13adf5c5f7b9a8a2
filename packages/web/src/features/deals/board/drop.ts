import type { Deal } from '@sluice/core/pipeline/contract'

/** Where the pointer is over a column: beside a card, or over no card at all. */
export interface DropHint {
  column: string
  /** The card under the pointer; null over the empty rest of the column. */
  over: string | null
  side: 'above' | 'below'
}

/** The neighbours that the server is told, and the card that the moved one stands below. */
export interface Drop {
  column: string
  /** The card above, null at the top. */
  beforeId: string | null
  /** The card below, null at the end of what is loaded. */
  afterId: string | null
}

/**
 * What a drop means. `cards` are the loaded cards of the column in order; the dragged card itself is no neighbour. Over no card
 * it goes to the end if the whole column is loaded, else to the top: an end that is not loaded is no place one can point at.
 */
export function dropAt(cards: readonly Pick<Deal, 'id'>[], dragged: string, hint: DropHint, complete: boolean): Drop {
  const others = cards.filter((card) => card.id !== dragged)
  let index: number
  if (hint.over === dragged) index = cards.findIndex((card) => card.id === dragged)
  else {
    const over = hint.over === null ? -1 : others.findIndex((card) => card.id === hint.over)
    if (over < 0) index = complete ? others.length : 0
    else index = hint.side === 'above' ? over : over + 1
  }
  return { column: hint.column, beforeId: others[index - 1]?.id ?? null, afterId: others[index]?.id ?? null }
}

/** Whether a drop leaves the card where it is: nothing is sent then. */
export function isSamePlace(cards: readonly Pick<Deal, 'id'>[], dragged: string, drop: Drop): boolean {
  const index = cards.findIndex((card) => card.id === dragged)
  return index >= 0 && (cards[index - 1]?.id ?? null) === drop.beforeId && (cards[index + 1]?.id ?? null) === drop.afterId
}

/** Above or below the card under the dragged one, by their middles. */
export function sideOf(dragged: { top: number; height: number }, over: { top: number; height: number }): 'above' | 'below' {
  return dragged.top + dragged.height / 2 < over.top + over.height / 2 ? 'above' : 'below'
}
