import { EllipsisOutlined, HolderOutlined } from '@ant-design/icons'
import { closestCenter, DndContext, KeyboardSensor, MouseSensor, TouchSensor, useDraggable, useDroppable, useSensor, useSensors } from '@dnd-kit/core'
import type { DragEndEvent, KeyboardCoordinateGetter } from '@dnd-kit/core'
import type { Pipeline } from '@sluice/core/catalog/contract'
import { listDeals } from '@sluice/core/pipeline/contract'
import { Button, Dropdown } from 'antd'
import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useContractQuery } from '../../../api/query.ts'
import { paths } from '../../../paths.ts'
import { Tag } from '../../../ui/Tag.tsx'
import { useFormat } from '../../../ui/use-format.ts'
import { StageChain } from '../../session/StageChain.tsx'
import type { RowAction } from '../SettingRows.tsx'
import styles from './PipelineRows.module.css'

/** One arrow key is about one row. */
const byRow: KeyboardCoordinateGetter = (event, { currentCoordinates, context }) => {
  const height = context.collisionRect?.height ?? 72
  if (event.code === 'ArrowDown') return { ...currentCoordinates, y: currentCoordinates.y + height }
  if (event.code === 'ArrowUp') return { ...currentCoordinates, y: currentCoordinates.y - height }
  return undefined
}

/** The pipelines in the order in which everything offers them; `onMove` is missing where one may only read. */
export function PipelineRows(props: { label: string; pipelines: readonly Pipeline[]; actions: (pipeline: Pipeline) => readonly RowAction[]; onMove?: (id: string, to: number) => void }) {
  const { pipelines, onMove } = props
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 4 } }),
    useSensor(TouchSensor, { activationConstraint: { delay: 180, tolerance: 6 } }),
    useSensor(KeyboardSensor, { coordinateGetter: byRow }),
  )
  const onDragEnd = ({ active, over }: DragEndEvent) => {
    if (over && over.id !== active.id) onMove?.(String(active.id), pipelines.findIndex((one) => one.id === over.id))
  }
  return (
    <DndContext sensors={sensors} collisionDetection={closestCenter} onDragEnd={onDragEnd}>
      <ul className={styles.rows} aria-label={props.label}>
        {pipelines.map((pipeline, index) => (
          <PipelineRow
            key={pipeline.id}
            pipeline={pipeline}
            actions={props.actions(pipeline)}
            onMove={onMove && ((by) => index + by >= 0 && index + by < pipelines.length && onMove(pipeline.id, index + by))}
          />
        ))}
      </ul>
    </DndContext>
  )
}

function PipelineRow({ pipeline, actions, onMove }: { pipeline: Pipeline; actions: readonly RowAction[]; onMove?: (by: -1 | 1) => void }) {
  const { t } = useTranslation('settings')
  const drag = useDraggable({ id: pipeline.id, disabled: !onMove })
  const drop = useDroppable({ id: pipeline.id })
  const { transform } = drag
  const onKeyDown = (event: KeyboardEvent) => {
    if (!onMove || !event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    event.preventDefault()
    onMove(event.key === 'ArrowUp' ? -1 : 1)
  }
  return (
    <li
      ref={(element) => {
        drag.setNodeRef(element)
        drop.setNodeRef(element)
      }}
      className={[styles.row, pipeline.isArchived ? styles.quiet : '', drag.isDragging ? styles.dragging : '', drop.isOver && !drag.isDragging ? styles.over : ''].filter(Boolean).join(' ')}
      style={transform ? { transform: `translate3d(0, ${transform.y}px, 0)` } : undefined}
    >
      {onMove && (
        <button type="button" ref={drag.setActivatorNodeRef} className={styles.handle} {...drag.listeners} {...drag.attributes} aria-label={t('pipelines.drag', { name: pipeline.name })}>
          <HolderOutlined aria-hidden />
        </button>
      )}
      <div className={styles.words}>
        <div className={styles.head}>
          <Link to={paths.pipeline(pipeline.id)} className={styles.name} onKeyDown={onKeyDown}>
            {pipeline.name}
          </Link>
          {pipeline.businessLine && <Tag>{pipeline.businessLine}</Tag>}
          {pipeline.hasDraft && <Tag tone="warn">{t('pipelines.draft')}</Tag>}
          {pipeline.isArchived && <Tag>{t('archived')}</Tag>}
          <span className={`num ${styles.facts}`}>
            {pipeline.publishedN > 0 && <span>{t('pipelines.version', { n: pipeline.publishedN })}</span>}
            <span>{t('pipelines.stages', { count: pipeline.stages.length })}</span>
            <OpenDeals pipelineId={pipeline.id} />
          </span>
        </div>
        <StageChain stages={pipeline.stages.map((stage) => stage.name)} wonName={pipeline.wonName} />
      </div>
      {actions.length > 0 && (
        <Dropdown
          trigger={['click']}
          placement="bottomRight"
          menu={{
            items: actions.map(({ key, label, icon, danger }) => ({ key, label, icon, danger })),
            onClick: ({ key }) => actions.find((one) => one.key === key)?.run(),
          }}
        >
          <Button type="text" icon={<EllipsisOutlined />} aria-label={t('pipelines.menu', { name: pipeline.name })} className={styles.menu} />
        </Dropdown>
      )}
    </li>
  )
}

function OpenDeals({ pipelineId }: { pipelineId: string }) {
  const { t } = useTranslation('settings')
  const format = useFormat()
  const { data } = useContractQuery(listDeals, { query: { pipeline: pipelineId, status: 'open', limit: 1 } })
  if (!data) return null
  return <span title={t('pipelines.openDealsHelp')}>{t('pipelines.openDeals', { shown: format.count(data.total) })}</span>
}
