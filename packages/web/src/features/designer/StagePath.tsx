import { EllipsisOutlined, ExclamationCircleFilled, HolderOutlined, PlusOutlined, SettingOutlined, TrophyOutlined } from '@ant-design/icons'
import { closestCenter, DndContext, KeyboardSensor, MouseSensor, TouchSensor, useDraggable, useDroppable, useSensor, useSensors } from '@dnd-kit/core'
import type { DragEndEvent, KeyboardCoordinateGetter } from '@dnd-kit/core'
import { criteriaOf } from '@sluice/core/config/gate'
import type { PipelineDefinition, StageDefinition } from '@sluice/core/config/pipeline-definition'
import { Button, Dropdown } from 'antd'
import type { KeyboardEvent, ReactNode } from 'react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { criteriaCount } from './stage-looks.ts'
import styles from './StagePath.module.css'

export type StageAction = 'duplicate' | 'split' | 'merge' | 'up' | 'down' | 'remove'

interface PathProps {
  definition: PipelineDefinition
  /** What is open beside it: a stage's id, `pipeline` or `won`. */
  at: string
  onOpen: (at: string) => void
  /** Places with something wrong. */
  wrong: ReadonlySet<string>
  /** Marks of what differs from the live definition. */
  mark?: (stage: StageDefinition) => 'new' | 'edited' | null
  edit?: { onMove: (id: string, to: number) => void; onAdd: () => void; onAction: (action: StageAction, stage: StageDefinition) => void }
}

const rowHeight = 46
/** One arrow key is one place. */
const byRow: KeyboardCoordinateGetter = (event, { currentCoordinates }) => {
  if (event.code === 'ArrowDown') return { ...currentCoordinates, y: currentCoordinates.y + rowHeight }
  if (event.code === 'ArrowUp') return { ...currentCoordinates, y: currentCoordinates.y - rowHeight }
  return undefined
}

/** The way through a pipeline: its settings, its stages in order, the win. Without `edit` it is to read. */
export function StagePath(props: PathProps) {
  const { t } = useTranslation('designer')
  const { definition, at, onOpen, wrong, edit } = props
  const [said, setSaid] = useState('')
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 4 } }),
    useSensor(TouchSensor, { activationConstraint: { delay: 180, tolerance: 6 } }),
    useSensor(KeyboardSensor, { coordinateGetter: byRow }),
  )
  const { stages } = definition
  const move = (id: string, to: number) => {
    const stage = stages.find((one) => one.id === id)
    if (!edit || !stage || to < 0 || to >= stages.length) return
    edit.onMove(id, to)
    setSaid(t('path.moved', { name: stage.name, n: to + 1 }))
  }
  const onDragEnd = ({ active, over }: DragEndEvent) => {
    if (over && over.id !== active.id) move(String(active.id), stages.findIndex((one) => one.id === over.id))
  }
  return (
    <nav className={styles.path} aria-label={t('path.label')}>
      <Fixed icon={<SettingOutlined />} name={t('path.pipeline')} hint={t('path.pipelineHint')} isHere={at === 'pipeline'} isWrong={wrong.has('pipeline')} onOpen={() => onOpen('pipeline')} />
      <DndContext sensors={sensors} collisionDetection={closestCenter} onDragEnd={onDragEnd}>
        <ol className={styles.stages}>
          {stages.map((stage, index) => (
            <StageItem
              key={stage.id}
              stage={stage}
              index={index}
              count={stages.length}
              isHere={stage.id === at}
              isWrong={wrong.has(stage.id)}
              mark={props.mark?.(stage) ?? null}
              onOpen={() => onOpen(stage.id)}
              onMove={(to) => move(stage.id, to)}
              onAction={edit && ((action) => (action === 'up' ? move(stage.id, index - 1) : action === 'down' ? move(stage.id, index + 1) : edit.onAction(action, stage)))}
            />
          ))}
        </ol>
      </DndContext>
      {edit && (
        <div className={styles.add}>
          <Button type="dashed" block icon={<PlusOutlined aria-hidden />} disabled={stages.length >= 30} title={stages.length >= 30 ? t('path.full') : undefined} onClick={edit.onAdd}>
            {t('path.add')}
          </Button>
        </div>
      )}
      <Fixed
        icon={<TrophyOutlined />}
        name={definition.wonName || t('path.won')}
        hint={t('path.criteria', { count: criteriaOf(definition.wonGate).length })}
        isHere={at === 'won'}
        isWrong={wrong.has('won')}
        isWon
        onOpen={() => onOpen('won')}
      />
      {edit && <p className={styles.keys}>{t('path.keys')}</p>}
      <VisuallyHidden>
        <span role="status">{said}</span>
      </VisuallyHidden>
    </nav>
  )
}

function Fixed(props: { icon: ReactNode; name: string; hint: string; isHere: boolean; isWrong: boolean; isWon?: boolean; onOpen: () => void }) {
  return (
    <div className={[styles.item, styles.fixed, props.isHere ? styles.here : '', props.isWon ? styles.won : ''].filter(Boolean).join(' ')}>
      <span className={styles.icon} aria-hidden>
        {props.icon}
      </span>
      <button type="button" className={styles.open} aria-current={props.isHere ? 'true' : undefined} onClick={props.onOpen}>
        <span className={styles.name} title={props.name}>
          {props.name}
        </span>
        <small className="num">{props.hint}</small>
      </button>
      {props.isWrong && <Wrong />}
    </div>
  )
}

function Wrong() {
  const { t } = useTranslation('designer')
  return <ExclamationCircleFilled className={styles.wrong} role="img" aria-label={t('path.problem')} title={t('path.problem')} />
}

interface ItemProps {
  stage: StageDefinition
  index: number
  count: number
  isHere: boolean
  isWrong: boolean
  mark: 'new' | 'edited' | null
  onOpen: () => void
  onMove: (to: number) => void
  onAction?: (action: StageAction) => void
}

function StageItem(props: ItemProps) {
  const { stage, index, count, onAction } = props
  const { t } = useTranslation('designer')
  const format = useFormat()
  const drag = useDraggable({ id: stage.id, disabled: !onAction })
  const drop = useDroppable({ id: stage.id })
  const { transform } = drag
  const onKeyDown = (event: KeyboardEvent) => {
    if (!onAction || !event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    event.preventDefault()
    props.onMove(index + (event.key === 'ArrowUp' ? -1 : 1))
  }
  return (
    <li
      ref={(element) => {
        drag.setNodeRef(element)
        drop.setNodeRef(element)
      }}
      className={[styles.item, props.isHere ? styles.here : '', drag.isDragging ? styles.dragging : '', drop.isOver && !drag.isDragging ? styles.over : ''].filter(Boolean).join(' ')}
      style={{ '--stage': stage.color, transform: transform ? `translate3d(0, ${transform.y}px, 0)` : undefined } as React.CSSProperties}
    >
      {onAction && (
        <button type="button" ref={drag.setActivatorNodeRef} className={styles.handle} {...drag.listeners} {...drag.attributes} aria-label={t('path.drag', { name: stage.name })}>
          <HolderOutlined aria-hidden />
        </button>
      )}
      <i className={styles.dot} aria-hidden />
      <button type="button" className={styles.open} aria-current={props.isHere ? 'true' : undefined} onClick={props.onOpen} onKeyDown={onKeyDown}>
        <span className={styles.name} title={stage.name}>
          <span className={`num ${styles.number}`}>{index + 1}</span> {stage.name || '—'}
        </span>
        <small className="num">
          {format.percent(stage.winProbability, 0)} · {t('path.criteria', { count: criteriaCount(stage) })}
        </small>
      </button>
      {props.mark && <Tag tone={props.mark === 'new' ? 'good' : 'neutral'}>{t(props.mark === 'new' ? 'path.changedNew' : 'path.changedEdited')}</Tag>}
      {props.isWrong && <Wrong />}
      {onAction && (
        <Dropdown
          trigger={['click']}
          placement="bottomRight"
          menu={{
            items: [
              { key: 'up', label: t('up'), disabled: index === 0 },
              { key: 'down', label: t('down'), disabled: index === count - 1 },
              { type: 'divider' },
              { key: 'duplicate', label: t('path.duplicate'), disabled: count >= 30 },
              { key: 'split', label: t('path.split'), disabled: count >= 30 },
              { key: 'merge', label: t('path.merge'), disabled: index === count - 1 },
              { type: 'divider' },
              { key: 'remove', label: t('path.remove'), danger: true, disabled: count === 1 },
            ],
            onClick: ({ key }) => onAction(key as StageAction),
          }}
        >
          <Button type="text" size="small" icon={<EllipsisOutlined />} className={styles.menu} aria-label={t('path.menu', { name: stage.name })} />
        </Dropdown>
      )}
    </li>
  )
}
