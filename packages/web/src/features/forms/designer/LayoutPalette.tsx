import { PlusOutlined, ProfileOutlined } from '@ant-design/icons'
import { useDraggable, useDroppable } from '@dnd-kit/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SearchField } from '../../../ui/SearchField.tsx'
import { fieldTypeIcons } from '../../fields/field-types.tsx'
import type { DesignField } from './design-field.ts'
import styles from './Designer.module.css'

/** The fields that are not placed yet: drag one in, or press it to put it into the section that is open. What is dragged here leaves the layout. */
export function LayoutPalette({ fields, onAdd }: { fields: readonly DesignField[]; onAdd: (key: string) => void }) {
  const { t } = useTranslation('forms')
  const [search, setSearch] = useState('')
  const { setNodeRef, isOver } = useDroppable({ id: 'palette' })
  const shown = fields.filter((field) => `${field.label} ${field.key}`.toLowerCase().includes(search.toLowerCase()))
  const groups = [
    { key: 'builtIn' as const, members: shown.filter((field) => field.custom === null) },
    { key: 'custom' as const, members: shown.filter((field) => field.custom !== null) },
  ]
  return (
    <aside ref={setNodeRef} className={isOver ? `${styles.palette} ${styles.over}` : styles.palette} aria-label={t('designer.palette')}>
      {fields.length > 8 && <SearchField value={search} onSearch={setSearch} placeholder={t('designer.search')} width={164} />}
      {groups.map(
        ({ key, members }) =>
          members.length > 0 && (
            <section key={key}>
              <h3>{t(`designer.${key}`)}</h3>
              {members.map((field) => (
                <Chip key={field.key} field={field} onAdd={onAdd} />
              ))}
            </section>
          ),
      )}
      {shown.length === 0 && <p className={styles.hint}>{t(fields.length === 0 ? 'designer.allPlaced' : 'designer.nothing')}</p>}
    </aside>
  )
}

function Chip({ field, onAdd }: { field: DesignField; onAdd: (key: string) => void }) {
  const { t } = useTranslation('forms')
  const { setNodeRef, listeners, isDragging } = useDraggable({ id: `new:${field.key}` })
  return (
    <button ref={setNodeRef} type="button" className={isDragging ? `${styles.chip} ${styles.gone}` : styles.chip} title={t('designer.addHelp')} aria-label={t('designer.addOne', { name: field.label })} {...listeners} onClick={() => onAdd(field.key)}>
      <span className={styles.icon} aria-hidden>
        {field.custom ? fieldTypeIcons[field.custom.type] : <ProfileOutlined />}
      </span>
      <span className={styles.chipName}>{field.label}</span>
      <PlusOutlined aria-hidden className={styles.plus} />
    </button>
  )
}
