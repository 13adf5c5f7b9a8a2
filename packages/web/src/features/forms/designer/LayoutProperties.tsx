import { DeleteOutlined } from '@ant-design/icons'
import type { FieldObject } from '@sluice/core/fields/field-type'
import type { Layout } from '@sluice/core/forms/contract'
import { Button, Checkbox, Input, Segmented, Spin } from 'antd'
import { lazy, Suspense, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { catalogueWith } from '../../fields/use-catalogue.ts'
import { useFields } from '../../fields/use-fields.ts'
import type { DesignField } from './design-field.ts'
import styles from './Designer.module.css'
import type { Item, Section } from './layout-ops.ts'

const ConditionEditor = lazy(() => import('../../conditions/ConditionEditor.tsx'))

export type Chosen = { kind: 'item'; field: string } | { kind: 'section'; id: string }

/** What can be said of the chosen field or section. */
export function LayoutProperties(props: {
  chosen: Chosen
  object: FieldObject
  kind: 'page' | 'create'
  layout: Layout
  fieldOf: (key: string) => DesignField | undefined
  onItem: (field: string, part: Partial<Item>) => void
  onSection: (id: string, part: Partial<Section>) => void
  onRemoveItem: (field: string) => void
  onRemoveSection: (id: string) => void
}) {
  const { t } = useTranslation('forms')
  const { t: tf } = useTranslation('fields')
  const { chosen, layout } = props
  if (chosen.kind === 'section') {
    const section = layout.sections.find((one) => one.id === chosen.id)
    return section ? <SectionProperties key={section.id} {...props} section={section} /> : null
  }
  const section = layout.sections.find((one) => one.items.some((item) => item.field === chosen.field))
  const item = section?.items.find((one) => one.field === chosen.field)
  if (!section || !item) return null
  const field = props.fieldOf(item.field)
  return (
    <div className={styles.form}>
      <h3>{field?.label ?? item.field}</h3>
      <p className={styles.hint}>{field?.custom ? tf(`type.${field.custom.type}`) : t('designer.builtIn')}</p>
      {section.columns > 1 && (
        <label>
          <span>{t('designer.width')}</span>
          <Segmented
            block
            value={Math.min(item.width, section.columns)}
            options={Array.from({ length: section.columns }, (_, at) => ({ value: at + 1, label: t('designer.columnsOf', { count: at + 1 }) }))}
            onChange={(width) => props.onItem(item.field, { width: width as Item['width'] })}
          />
        </label>
      )}
      <Checkbox checked={item.required} onChange={(event) => props.onItem(item.field, { required: event.target.checked })}>
        {t(props.kind === 'create' ? 'designer.required' : 'designer.counted')}
      </Checkbox>
      <Button danger icon={<DeleteOutlined />} onClick={() => props.onRemoveItem(item.field)}>
        {t('designer.takeOut')}
      </Button>
    </div>
  )
}

function SectionProperties(props: { object: FieldObject; section: Section; onSection: (id: string, part: Partial<Section>) => void; onRemoveSection: (id: string) => void }) {
  const { t } = useTranslation('forms')
  const { t: tf } = useTranslation('fields')
  const { section, object } = props
  const { fields } = useFields(object)
  const [conditional, setConditional] = useState(section.visibleIf !== null)
  const catalogue = useMemo(() => (object === 'activity' || object === 'product' ? null : { ...catalogueWith(object, fields), relations: new Map() }), [object, fields])
  const change = (part: Partial<Section>) => props.onSection(section.id, part)
  return (
    <div className={styles.form}>
      <h3>{t('designer.section')}</h3>
      <label>
        <span>{t('designer.sectionTitle')}</span>
        <Input value={section.title} maxLength={60} placeholder={t('designer.untitled')} onChange={(event) => change({ title: event.target.value })} />
      </label>
      <label>
        <span>{t('designer.columns')}</span>
        <Segmented block value={section.columns} options={[1, 2, 3].map((count) => ({ value: count, label: t('designer.columnsOf', { count }) }))} onChange={(columns) => change({ columns: columns as Section['columns'] })} />
      </label>
      <Checkbox checked={section.isCollapsed} onChange={(event) => change({ isCollapsed: event.target.checked })}>
        {t('designer.fold')}
      </Checkbox>
      {catalogue && (
        <>
          <Checkbox
            checked={conditional}
            onChange={(event) => {
              setConditional(event.target.checked)
              if (!event.target.checked) change({ visibleIf: null })
            }}
          >
            {tf('sheet.conditionally')}
          </Checkbox>
          {conditional && (
            <Suspense fallback={<Spin />}>
              <ConditionEditor object={catalogue} value={section.visibleIf} onChange={(visibleIf) => change({ visibleIf: 'and' in visibleIf && visibleIf.and.length === 0 ? null : visibleIf })} />
            </Suspense>
          )}
        </>
      )}
      <Button danger icon={<DeleteOutlined />} onClick={() => props.onRemoveSection(section.id)}>
        {t('designer.removeSection')}
      </Button>
    </div>
  )
}
