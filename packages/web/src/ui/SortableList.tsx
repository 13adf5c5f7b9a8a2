import { HolderOutlined } from '@ant-design/icons'
import { closestCenter, DndContext, MouseSensor, TouchSensor, useDraggable, useDroppable, useSensor, useSensors } from '@dnd-kit/core'
import type { DragEndEvent } from '@dnd-kit/core'
import { useState } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './SortableList.module.css'
import { VisuallyHidden } from './VisuallyHidden.tsx'

export interface SortableItem {
  id: string
  /** What is moved, for the handle and for what is said when it has moved. */
  name: string
}

/** The list with one item at another place. Pure. */
export function moved<T>(items: readonly T[], from: number, to: number): T[] {
  const next = [...items]
  const [item] = next.splice(from, 1)
  if (item !== undefined) next.splice(to, 0, item)
  return next
}

/** A list whose order people set: by dragging a handle, or with ↑ and ↓ on it. `children` draws a row around the handle it is given. */
export function SortableList<T extends SortableItem>(props: {
  items: readonly T[]
  label: string
  disabled?: boolean
  className?: string
  onMove: (from: number, to: number) => void
  children: (item: T, handle: ReactNode, index: number) => ReactNode
}) {
  const { t } = useTranslation('ui')
  const { items, onMove } = props
  const [dragged, setDragged] = useState<string | null>(null)
  const [said, setSaid] = useState('')
  const sensors = useSensors(useSensor(MouseSensor, { activationConstraint: { distance: 4 } }), useSensor(TouchSensor, { activationConstraint: { delay: 150, tolerance: 8 } }))
  const put = (from: number, to: number) => {
    const item = items[from]
    if (!item || to < 0 || to >= items.length || from === to) return
    onMove(from, to)
    setSaid(t('sort.moved', { name: item.name, position: to + 1, count: items.length }))
  }
  const onDragEnd = ({ active, over }: DragEndEvent) => {
    setDragged(null)
    const place = (id: unknown) => items.findIndex((one) => one.id === id)
    if (over) put(place(active.id), place(over.id))
  }
  return (
    <DndContext sensors={sensors} collisionDetection={closestCenter} onDragStart={({ active }) => setDragged(String(active.id))} onDragCancel={() => setDragged(null)} onDragEnd={onDragEnd}>
      <ol className={props.className ? `${styles.list} ${props.className}` : styles.list} aria-label={props.label}>
        {items.map((item, index) => (
          <Row key={item.id} item={item} index={index} draggedAt={dragged === null ? -1 : items.findIndex((one) => one.id === dragged)} disabled={props.disabled} onStep={(step) => put(index, index + step)}>
            {(handle) => props.children(item, handle, index)}
          </Row>
        ))}
      </ol>
      <VisuallyHidden>
        <span role="status">{said}</span>
      </VisuallyHidden>
    </DndContext>
  )
}

function Row(props: { item: SortableItem; index: number; draggedAt: number; disabled?: boolean; onStep: (step: 1 | -1) => void; children: (handle: ReactNode) => ReactNode }) {
  const { t } = useTranslation('ui')
  const { item, index, draggedAt, disabled } = props
  const drag = useDraggable({ id: item.id, disabled })
  const drop = useDroppable({ id: item.id, disabled })
  const over = drop.isOver && draggedAt >= 0 && draggedAt !== index
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
    if (step === 0) return
    event.preventDefault()
    props.onStep(step)
  }
  const handle = disabled ? null : (
    <button
      ref={drag.setActivatorNodeRef}
      type="button"
      className={styles.handle}
      aria-label={t('sort.handle', { name: item.name })}
      title={t('sort.help')}
      {...drag.listeners}
      onKeyDown={onKeyDown}
    >
      <HolderOutlined aria-hidden />
    </button>
  )
  return (
    <li
      ref={(node) => {
        drag.setNodeRef(node)
        drop.setNodeRef(node)
      }}
      className={[styles.row, drag.isDragging ? styles.lifted : '', over ? (draggedAt < index ? styles.after : styles.before) : ''].filter(Boolean).join(' ')}
      style={drag.isDragging && drag.transform ? { transform: `translateY(${drag.transform.y}px)` } : undefined}
    >
      {props.children(handle)}
    </li>
  )
}
