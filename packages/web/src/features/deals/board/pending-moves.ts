import type { Board } from '@sluice/core/pipeline/contract'
import { moveCard } from './board-cache.ts'
import type { Placement } from './board-cache.ts'

/** Moves that are sent but not answered: a refresh that was on its way before them must not throw the cards back. */
const pending = new Map<string, { to: Placement; at: string }>()

export function beginMove(id: string, to: Placement, at: string): void {
  pending.set(id, { to, at })
}

export function endMove(id: string): void {
  pending.delete(id)
}

/** A fresh board with the moves that are still on their way. */
export function withPendingMoves(board: Board): Board {
  let shown = board
  for (const [id, { to, at }] of pending) {
    const alreadyThere = shown.columns.find((column) => column.key === to.column)?.cards.some((card) => card.id === id)
    if (!alreadyThere) shown = moveCard(shown, id, to, at)
  }
  return shown
}
