import { KeyboardCode, type KeyboardCoordinateGetter } from '@dnd-kit/core'

/** Arrow keys while an item is held: to the day beside, or in a month the one a week on. From the side the first key leads to the first day. */
export const dayCoordinates: KeyboardCoordinateGetter = (event, { context }) => {
  const { droppableRects, droppableContainers, collisionRect, over } = context
  const step = { [KeyboardCode.Left]: -1, [KeyboardCode.Right]: 1, [KeyboardCode.Up]: -7, [KeyboardCode.Down]: 7 }[event.code]
  if (step === undefined || !collisionRect) return undefined
  event.preventDefault()
  const days = droppableContainers
    .getEnabled()
    .flatMap(({ id }) => {
      const rect = droppableRects.get(id)
      return rect ? [{ id: String(id), rect }] : []
    })
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const at = days.findIndex(({ id }) => id === over?.id)
  const next = at < 0 ? days[0] : days[at + (Math.abs(step) === 7 && days.length <= 7 ? 0 : step)]
  return next && { x: next.rect.left + 4, y: next.rect.top + 34 }
}
