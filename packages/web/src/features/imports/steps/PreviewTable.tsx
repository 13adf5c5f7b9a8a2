import type { ImportReading } from '@sluice/core/imports/contract'
import type { Mapping } from '@sluice/core/imports/mapping'
import { useTranslation } from 'react-i18next'
import { columnOf } from '../model/mapping-edit.ts'
import { useFieldName } from '../use-field-name.ts'
import styles from './PreviewTable.module.css'

/** The first rows as they are in the file, each column with the field it goes to. Scrolls by itself, also by keys. */
export function PreviewTable({ reading, mapping }: { reading: ImportReading; mapping: Mapping | null }) {
  const { t } = useTranslation('imports')
  const fieldName = useFieldName()
  const rightAligned = reading.columns.map((column) => column.examples.length > 0 && column.examples.every((text) => /^[-+¥￥$]?[\d,.\s]+[%万]?$/.test(text)))
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label={t('file.preview')}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th className={styles.line} aria-label={t('file.line')} />
            {reading.header.map((name, index) => {
              const spec = mapping ? columnOf(mapping, name) : null
              return (
                <th key={name} className={rightAligned[index] ? styles.right : undefined} title={name}>
                  <span className={styles.name}>{name}</span>
                  {mapping && <span className={spec ? styles.field : styles.none}>{spec ? fieldName(mapping.kind, spec.field) : t('columns.none')}</span>}
                </th>
              )
            })}
          </tr>
        </thead>
        <tbody>
          {reading.sample.map((cells, row) => (
            // Rows of a preview have no identity but their place.
            // eslint-disable-next-line react/no-array-index-key
            <tr key={row}>
              <td className={`num ${styles.line}`}>{row + 1}</td>
              {reading.header.map((name, index) => (
                <td key={name} className={rightAligned[index] ? `num ${styles.right}` : undefined} title={cells[index] || undefined}>
                  {cells[index]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
