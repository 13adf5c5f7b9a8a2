import type { CustomFieldType, FieldObject } from '@sluice/core/fields/field-type'
import { useTranslation } from 'react-i18next'
import { BottomSheet } from '../../../ui/BottomSheet.tsx'
import { fieldTypeGroups, fieldTypeIcons } from '../../fields/field-types.tsx'
import { relationsOf } from './rollup-relations.ts'
import styles from './TypeGallery.module.css'

/** The types of a new field, each with what it is for. A type never changes afterwards. */
export function TypeGallery(props: { open: boolean; object: FieldObject; onPick: (type: CustomFieldType) => void; onClose: () => void }) {
  const { t } = useTranslation('fields')
  const offered = (type: CustomFieldType) => {
    if (type === 'rollup') return relationsOf(props.object).length > 0
    // Files are attachments, which only records with a page have.
    return type !== 'file' || (props.object !== 'activity' && props.object !== 'product')
  }
  return (
    <BottomSheet open={props.open} title={t('gallery.title', { object: t(`object.${props.object}`) })} width={560} onClose={props.onClose}>
      <p className={styles.note}>{t('gallery.note')}</p>
      {fieldTypeGroups.map(({ key, types }) => (
        <section key={key} className={styles.group}>
          <h3>{t(`gallery.group.${key}`)}</h3>
          <div className={styles.types}>
            {types.filter(offered).map((type) => (
              <button key={type} type="button" className={styles.type} onClick={() => props.onPick(type)}>
                <span className={styles.icon} aria-hidden>
                  {fieldTypeIcons[type]}
                </span>
                <span>
                  <strong>{t(`type.${type}`)}</strong>
                  <small>{t(`gallery.text.${type}`)}</small>
                </span>
              </button>
            ))}
          </div>
        </section>
      ))}
    </BottomSheet>
  )
}
