import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, HolderOutlined, PlusOutlined } from '@ant-design/icons'
import { closestCenter, DndContext, KeyboardSensor, MouseSensor, TouchSensor, useDraggable, useDroppable, useSensor, useSensors } from '@dnd-kit/core'
import type { DragEndEvent } from '@dnd-kit/core'
import { Button, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { moved } from '../model/moved.ts'
import styles from './StageOrder.module.css'

/** The open stages of a new pipeline in order: dragged, moved by buttons, renamed, taken out, added. Won and lost stand behind them. */
export function StageOrder(props: { names: readonly string[]; onChange: (names: readonly string[], renamed?: ReadonlyMap<string, string | null>) => void }) {
  const { names, onChange } = props
  const { t } = useTranslation('imports')
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 4 } }),
    useSensor(TouchSensor, { activationConstraint: { delay: 150, tolerance: 6 } }),
    useSensor(KeyboardSensor),
  )
  const onDragEnd = ({ active, over }: DragEndEvent) => {
    if (!over || active.id === over.id) return
    onChange(moved(names, names.indexOf(String(active.id)), names.indexOf(String(over.id))))
  }
  const add = () => {
    let n = names.length + 1
    while (names.includes(t('stageOrder.new', { n }))) n += 1
    onChange([...names, t('stageOrder.new', { n })])
  }
  return (
    <div>
      <p className={styles.note}>{t('stageOrder.text')}</p>
      <DndContext sensors={sensors} collisionDetection={closestCenter} onDragEnd={onDragEnd}>
        <ol className={styles.stages} aria-label={t('stageOrder.label')}>
          {names.map((name, index) => (
            <StageItem
              key={name}
              name={name}
              index={index}
              last={index === names.length - 1}
              only={names.length === 1}
              onMove={(to) => onChange(moved(names, index, to))}
              onRename={(text) => {
                if (text === '' || text === name || names.includes(text)) return false
                onChange(names.map((one) => (one === name ? text : one)), new Map([[name, text]]))
                return true
              }}
              onRemove={() => onChange(names.filter((one) => one !== name), new Map([[name, null]]))}
            />
          ))}
        </ol>
      </DndContext>
      <div className={styles.end}>
        <Button size="small" icon={<PlusOutlined aria-hidden />} onClick={add} disabled={names.length >= 30}>
          {t('stageOrder.add')}
        </Button>
        <span className={styles.note}>{t('stageOrder.closing')}</span>
      </div>
    </div>
  )
}

interface ItemProps {
  name: string
  index: number
  last: boolean
  only: boolean
  onMove: (to: number) => void
  /** False: the name cannot be taken. */
  onRename: (text: string) => boolean
  onRemove: () => void
}

function StageItem({ name, index, last, only, onMove, onRename, onRemove }: ItemProps) {
  const { t } = useTranslation('imports')
  const drag = useDraggable({ id: name })
  const drop = useDroppable({ id: name })
  const { transform } = drag
  return (
    <li
      ref={(element) => {
        drag.setNodeRef(element)
        drop.setNodeRef(element)
      }}
      className={[styles.stage, drag.isDragging ? styles.dragging : '', drop.isOver && !drag.isDragging ? styles.over : ''].filter(Boolean).join(' ')}
      style={transform ? { transform: `translate3d(${transform.x}px, ${transform.y}px, 0)` } : undefined}
    >
      <button type="button" ref={drag.setActivatorNodeRef} className={styles.handle} {...drag.listeners} {...drag.attributes} aria-label={t('stageOrder.drag', { name })}>
        <HolderOutlined aria-hidden />
      </button>
      <span className={`num ${styles.number}`}>{index + 1}</span>
      <Input
        aria-label={t('stageOrder.name', { n: index + 1 })}
        maxLength={60}
        defaultValue={name}
        onBlur={(event) => {
          if (!onRename(event.target.value.trim())) event.target.value = name
        }}
        onPressEnter={(event) => event.currentTarget.blur()}
      />
      <Button type="text" icon={<ArrowUpOutlined aria-hidden />} disabled={index === 0} aria-label={t('stageOrder.up', { name })} onClick={() => onMove(index - 1)} />
      <Button type="text" icon={<ArrowDownOutlined aria-hidden />} disabled={last} aria-label={t('stageOrder.down', { name })} onClick={() => onMove(index + 1)} />
      <Button type="text" icon={<DeleteOutlined aria-hidden />} disabled={only} aria-label={t('stageOrder.remove', { name })} onClick={onRemove} />
    </li>
  )
}
