import { PlusOutlined } from '@ant-design/icons'
import { DndContext, DragOverlay, MouseSensor, pointerWithin, TouchSensor, useSensor, useSensors } from '@dnd-kit/core'
import type { DragEndEvent } from '@dnd-kit/core'
import { conditionKey } from '@sluice/core/fields/conditions'
import { maySee } from '@sluice/core/fields/read'
import type { Form, Layout } from '@sluice/core/forms/contract'
import { layoutFields } from '@sluice/core/forms/layout-fields'
import type { Role } from '@sluice/core/identity/role'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BottomSheet } from '../../../ui/BottomSheet.tsx'
import { Tag } from '../../../ui/Tag.tsx'
import { usePhone } from '../../../ui/use-media-query.ts'
import { useFields } from '../../fields/use-fields.ts'
import { useMay } from '../../session/use-may.ts'
import styles from './Designer.module.css'
import { DesignerFrame } from './DesignerFrame.tsx'
import type { DesignMode } from './DesignerFrame.tsx'
import type { DesignField } from './design-field.ts'
import { addSection, changeItem, changeSection, moveItem, moveSection, place, remove, removeSection, spotOf } from './layout-ops.ts'
import { LayoutCanvas } from './LayoutCanvas.tsx'
import { LayoutPalette } from './LayoutPalette.tsx'
import { LayoutPreview } from './LayoutPreview.tsx'
import { LayoutProperties } from './LayoutProperties.tsx'
import type { Chosen } from './LayoutProperties.tsx'
import { useFormDraft } from './use-form-draft.ts'

type LayoutForm = Exclude<Form, { kind: 'questionnaire' }>

/** Designs the layout of a record page or creation dialog: fields are dragged into sections, or put there with the keyboard. */
export function LayoutDesigner({ form }: { form: LayoutForm }) {
  const { t, i18n } = useTranslation('forms')
  const { t: tf } = useTranslation('fields')
  const phone = usePhone()
  const mayWrite = useMay()('config', 'write')
  const lang = i18n.language === 'en' ? 'en' : 'zh'
  const draft = useFormDraft(form)
  const { fields } = useFields(form.object)
  const [mode, setMode] = useState<DesignMode>(phone ? 'preview' : 'design')
  const [role, setRole] = useState<Role | null>(null)
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const [adding, setAdding] = useState(false)
  const [dragged, setDragged] = useState<string | null>(null)
  const sensors = useSensors(useSensor(MouseSensor, { activationConstraint: { distance: 4 } }), useSensor(TouchSensor, { activationConstraint: { delay: 180, tolerance: 8 } }))
  const layout = draft.value.definition
  const edit = (change: (layout: Layout) => Layout, tag: string | null = null) => draft.set((now) => ({ ...now, definition: change(now.definition) }), tag)

  const all: DesignField[] = [
    ...layoutFields(form.object, form.kind).map((one) => ({ key: one.key, label: one.label[lang], custom: null })),
    ...fields.filter((field) => form.kind === 'page' || (field.type !== 'formula' && field.type !== 'rollup' && field.type !== 'file')).map((field) => ({ key: conditionKey(field.key), label: field.label, custom: field })),
  ]
  const byKey = new Map(all.map((field) => [field.key, field]))
  const placed = new Set(layout.sections.flatMap((section) => section.items.map((item) => item.field)))
  const unknown = [...placed].filter((key) => !byKey.has(key))
  const append = (field: string) => {
    const target = layout.sections.find((section) => section.id === (chosen?.kind === 'section' ? chosen.id : chosen ? spotOf(layout, chosen.field)?.sectionId : undefined)) ?? layout.sections.at(-1)
    if (!target) {
      const id = crypto.randomUUID()
      edit((now) => place(addSection(now, id, ''), field, { sectionId: id, index: 0 }))
    } else edit((now) => place(now, field, { sectionId: target.id, index: target.items.length }))
    setChosen({ kind: 'item', field })
  }
  const onDragEnd = ({ active, over }: DragEndEvent) => {
    setDragged(null)
    const field = String(active.id).replace(/^(new|item):/, '')
    const spot = over?.data.current as { sectionId?: string; index?: number } | undefined
    if (over?.id === 'palette') return edit((now) => remove(now, field))
    if (!spot?.sectionId) return
    const { sectionId } = spot
    edit((now) => place(now, field, { sectionId, index: spot.index ?? now.sections.find((one) => one.id === sectionId)?.items.length ?? 0 }))
    setChosen({ kind: 'item', field })
  }
  const palette = <LayoutPalette fields={all.filter((field) => !placed.has(field.key))} onAdd={append} />
  const properties = chosen && (
    <LayoutProperties
      chosen={chosen}
      object={form.object}
      kind={form.kind}
      layout={layout}
      fieldOf={(key) => byKey.get(key)}
      onItem={(field, part) => edit((now) => changeItem(now, field, part))}
      onSection={(id, part) => edit((now) => changeSection(now, id, part), 'title' in part ? `title ${id}` : null)}
      onRemoveItem={(field) => {
        edit((now) => remove(now, field))
        setChosen(null)
      }}
      onRemoveSection={(id) => {
        edit((now) => removeSection(now, id))
        setChosen(null)
      }}
    />
  )
  const seen = (key: string) => {
    const custom = byKey.get(key)?.custom
    return !custom || role === null || maySee(custom, role)
  }

  return (
    <DesignerFrame
      kind={
        <Tag>
          {tf(`object.${form.object}`)} · {t(`kind.${form.kind}`)}
        </Tag>
      }
      name={draft.value.name}
      onName={(name) => draft.set((now) => ({ ...now, name }), 'name')}
      mode={mode}
      onMode={setMode}
      asRole={role}
      onRole={setRole}
      draft={draft}
      problems={unknown.length > 0 ? [t('designer.unknown', { names: unknown.join('、') })] : []}
      mayWrite={mayWrite}
    >
      {mode === 'preview' ? (
        <LayoutPreview kind={form.kind} object={form.object} layout={layout} fieldOf={(key) => byKey.get(key)} sees={seen} />
      ) : (
        <DndContext sensors={sensors} collisionDetection={pointerWithin} onDragStart={({ active }) => setDragged(String(active.id).replace(/^(new|item):/, ''))} onDragCancel={() => setDragged(null)} onDragEnd={onDragEnd}>
          <div className={styles.panes}>
            {mayWrite && !phone && palette}
            <div className={styles.canvas}>
              <LayoutCanvas
                layout={layout}
                fieldOf={(key) => byKey.get(key)}
                chosen={chosen}
                mayWrite={mayWrite}
                onChoose={setChosen}
                onMove={(field, step) => edit((now) => moveItem(now, field, step))}
                onRemove={(field) => {
                  edit((now) => remove(now, field))
                  setChosen(null)
                }}
                onMoveSection={(id, step) => edit((now) => moveSection(now, id, step))}
              />
              {mayWrite && (
                <div className={styles.add}>
                  {phone && (
                    <Button icon={<PlusOutlined />} onClick={() => setAdding(true)}>
                      {t('designer.addField')}
                    </Button>
                  )}
                  <Button
                    type="dashed"
                    icon={<PlusOutlined />}
                    onClick={() => {
                      const id = crypto.randomUUID()
                      edit((now) => addSection(now, id, t('designer.newSection')))
                      setChosen({ kind: 'section', id })
                    }}
                  >
                    {t('designer.addSection')}
                  </Button>
                </div>
              )}
            </div>
            {mayWrite && !phone && <aside className={styles.properties}>{properties ?? <p className={styles.hint}>{t('designer.chooseHint')}</p>}</aside>}
          </div>
          <DragOverlay dropAnimation={null}>{dragged !== null && <div className={styles.lifted}>{byKey.get(dragged)?.label ?? dragged}</div>}</DragOverlay>
          {phone && (
            <>
              <BottomSheet open={adding} title={t('designer.addField')} onClose={() => setAdding(false)}>
                {palette}
              </BottomSheet>
              <BottomSheet open={chosen !== null && mayWrite} title={t('designer.properties')} onClose={() => setChosen(null)}>
                {properties}
              </BottomSheet>
            </>
          )}
        </DndContext>
      )}
    </DesignerFrame>
  )
}
