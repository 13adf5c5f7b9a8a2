import { ArrowDownOutlined, ArrowUpOutlined, EyeInvisibleOutlined, HolderOutlined } from '@ant-design/icons'
import { useDndContext, useDraggable, useDroppable } from '@dnd-kit/core'
import type { Layout } from '@sluice/core/forms/contract'
import { Button } from 'antd'
import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import type { DesignField } from './design-field.ts'
import styles from './Designer.module.css'
import type { Item, Section } from './layout-ops.ts'
import type { Chosen } from './LayoutProperties.tsx'

interface CanvasProps {
  layout: Layout
  fieldOf: (key: string) => DesignField | undefined
  chosen: Chosen | null
  mayWrite: boolean
  onChoose: (chosen: Chosen | null) => void
  onMove: (field: string, step: 1 | -1) => void
  onRemove: (field: string) => void
  onMoveSection: (id: string, step: 1 | -1) => void
}

/** The sections with their fields. A field is dragged to its place; on the keyboard the arrow keys move it and Delete takes it out. */
export function LayoutCanvas(props: CanvasProps) {
  const { t } = useTranslation('forms')
  if (props.layout.sections.length === 0) return <EmptyState title={t('designer.empty')} text={t('designer.emptyText')} />
  return (
    <>
      {props.layout.sections.map((section, index) => (
        <SectionCard key={section.id} {...props} section={section} isFirst={index === 0} isLast={index === props.layout.sections.length - 1} />
      ))}
    </>
  )
}

function SectionCard(props: CanvasProps & { section: Section; isFirst: boolean; isLast: boolean }) {
  const { t } = useTranslation('forms')
  const { section, chosen } = props
  const end = useDroppable({ id: `end:${section.id}`, data: { sectionId: section.id } })
  const title = section.title || t('designer.untitled')
  const here = chosen?.kind === 'section' && chosen.id === section.id
  return (
    <section className={here ? `${styles.section} ${styles.here}` : styles.section} aria-label={title}>
      <header className={styles.sectionHead}>
        <button type="button" className={styles.sectionTitle} disabled={!props.mayWrite} onClick={() => props.onChoose({ kind: 'section', id: section.id })}>
          {title}
          <small>
            {t('designer.columnsOf', { count: section.columns })}
            {section.isCollapsed && ` · ${t('designer.collapsed')}`}
            {section.visibleIf !== null && (
              <>
                {' · '}
                <EyeInvisibleOutlined aria-hidden /> {t('designer.conditional')}
              </>
            )}
          </small>
        </button>
        {props.mayWrite && (
          <>
            <Button type="text" size="small" icon={<ArrowUpOutlined />} disabled={props.isFirst} aria-label={t('designer.sectionUp', { name: title })} onClick={() => props.onMoveSection(section.id, -1)} />
            <Button type="text" size="small" icon={<ArrowDownOutlined />} disabled={props.isLast} aria-label={t('designer.sectionDown', { name: title })} onClick={() => props.onMoveSection(section.id, 1)} />
          </>
        )}
      </header>
      <div className={styles.grid} data-columns={section.columns}>
        {section.items.map((item, index) => (
          <ItemCard key={item.field} {...props} item={item} index={index} />
        ))}
        <div ref={end.setNodeRef} className={[styles.end, section.items.length === 0 ? styles.bare : '', end.isOver ? styles.over : ''].filter(Boolean).join(' ')}>
          {section.items.length === 0 && t('designer.dropHere')}
        </div>
      </div>
    </section>
  )
}

function ItemCard(props: CanvasProps & { section: Section; item: Item; index: number }) {
  const { t } = useTranslation('forms')
  const { item, section, index, mayWrite } = props
  const field = props.fieldOf(item.field)
  const { active } = useDndContext()
  const drag = useDraggable({ id: `item:${item.field}`, disabled: !mayWrite })
  const drop = useDroppable({ id: `before:${item.field}`, data: { sectionId: section.id, index }, disabled: active?.id === `item:${item.field}` })
  const here = props.chosen?.kind === 'item' && props.chosen.field === item.field
  const name = field?.label ?? item.field
  const onKeyDown = (event: KeyboardEvent) => {
    if (!mayWrite) return
    if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault()
      props.onRemove(item.field)
    }
    const step = event.key === 'ArrowUp' || event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowDown' || event.key === 'ArrowRight' ? 1 : 0
    if (step === 0) return
    event.preventDefault()
    props.onMove(item.field, step)
    // The same field keeps the keyboard where it has gone.
    requestAnimationFrame(() => document.getElementById(`design-${item.field}`)?.focus())
  }
  return (
    <div ref={drop.setNodeRef} className={drop.isOver ? `${styles.place} ${styles.before}` : styles.place} style={{ '--span': Math.min(item.width, section.columns) } as React.CSSProperties}>
      <button
        ref={drag.setNodeRef}
        id={`design-${item.field}`}
        type="button"
        className={[styles.item, here ? styles.here : '', drag.isDragging ? styles.gone : '', field ? '' : styles.broken].filter(Boolean).join(' ')}
        title={mayWrite ? t('designer.itemHelp') : name}
        aria-pressed={here}
        {...drag.listeners}
        onKeyDown={onKeyDown}
        onClick={() => props.onChoose({ kind: 'item', field: item.field })}
      >
        {mayWrite && <HolderOutlined aria-hidden className={styles.grip} />}
        <span className={styles.itemName}>
          {name}
          {item.required && <i className={styles.star}>*</i>}
        </span>
        {!field && <small>{t('designer.missingField')}</small>}
      </button>
    </div>
  )
}
