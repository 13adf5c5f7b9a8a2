import { KeyboardCode } from '@dnd-kit/core'
import type { KeyboardCoordinateGetter } from '@dnd-kit/core'

/** Arrow keys while a card is held: left and right to the next column, up and down by one card. */
export const columnCoordinates: KeyboardCoordinateGetter = (event, { context, currentCoordinates }) => {
  const { droppableRects, droppableContainers, collisionRect, over } = context
  if (!collisionRect) return undefined
  const columns = droppableContainers
    .getEnabled()
    .flatMap((container) => {
      const rect = droppableRects.get(container.id)
      const data = container.data.current as { pitch?: number } | undefined
      return rect ? [{ id: container.id, rect, pitch: data?.pitch ?? 100 }] : []
    })
    .sort((a, b) => a.rect.left - b.rect.left)
  const middle = collisionRect.left + collisionRect.width / 2
  const at = columns.findIndex(({ id, rect }) => (over ? id === over.id : middle >= rect.left && middle < rect.right))
  const step = { [KeyboardCode.Left]: [-1, 0], [KeyboardCode.Right]: [1, 0], [KeyboardCode.Up]: [0, -1], [KeyboardCode.Down]: [0, 1] }[event.code]
  if (!step) return undefined
  event.preventDefault()
  const [across = 0, down = 0] = step
  const here = columns[at]
  if (across !== 0) {
    const next = columns[at + across]
    return next ? { x: next.rect.left + 8, y: currentCoordinates.y } : undefined
  }
  return { x: currentCoordinates.x, y: currentCoordinates.y + down * (here?.pitch ?? 100) }
}
