import type { ImportReading } from '@sluice/core/imports/contract'
import { fieldNames, fieldOf } from '@sluice/core/imports/fields'
import { requiredFields } from '@sluice/core/imports/mapping'
import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { Tag } from '../../../ui/Tag.tsx'
import { useFormat } from '../../../ui/use-format.ts'
import { columnForField, columnOf, setColumn } from '../model/mapping-edit.ts'
import { useFieldName } from '../use-field-name.ts'
import { ColumnDetails } from './ColumnDetails.tsx'
import type { StepProps } from './step-props.ts'
import styles from './steps.module.css'

/** So many different values are counted in a column. */
const countedAtMost = 20_000

type Column = ImportReading['columns'][number]

/** One column of the file: its name and samples, the field it goes to, and what has to be known to read it. */
export function ColumnRow({ column, detail, reading, mapping, edit }: StepProps & { column: Column }) {
  const { t } = useTranslation('imports')
  const format = useFormat()
  const fieldName = useFieldName()
  const spec = columnOf(mapping, column.column)
  const required = new Set(requiredFields[mapping.kind].flat())
  const options = [
    { value: '', label: t('columns.none'), search: t('columns.none') },
    ...fieldNames(mapping.kind).map((field) => {
      const taken = fieldOf(mapping.kind, field)?.many === true ? null : columnForField(mapping, field)
      const name = fieldName(mapping.kind, field)
      return {
        value: field,
        search: `${name} ${field}`,
        label: (
          <span className={styles.option}>
            <span>
              {name}
              {required.has(field) && <i className={styles.star}> *</i>}
            </span>
            {taken !== null && taken !== column.column && <span className={styles.note}>{t('columns.taken', { column: taken })}</span>}
          </span>
        ),
      }
    }),
  ]
  const choose = (field: string) => edit((current) => setColumn(current, column.column, field === '' ? null : startSpec(field, column)))
  const share = reading.rows === 0 ? 0 : column.filled / reading.rows
  return (
    <div role="row" className={spec ? styles.columnRow : `${styles.columnRow} ${styles.unmapped}`}>
      <span role="cell" className={styles.columnName}>
        <span className={styles.strong} title={column.column}>
          {column.column}
        </span>
        <span className={styles.note}>
          {t('columns.facts', { filled: format.percent(share, share > 0.995 && share < 1 ? 1 : 0), distinct: column.distinct >= countedAtMost ? `${format.count(column.distinct)}+` : format.count(column.distinct) })}
        </span>
      </span>
      <span role="cell" className={styles.samples}>
        {column.examples.length === 0 ? (
          <span className={styles.note}>{t('columns.empty')}</span>
        ) : (
          column.examples.slice(0, 3).map((text) => (
            <span key={text} className={styles.sample} title={text}>
              {text}
            </span>
          ))
        )}
      </span>
      <span role="cell" className={styles.fieldCell}>
        <Select
          aria-label={t('columns.fieldOf', { column: column.column })}
          value={spec?.field ?? ''}
          options={options}
          showSearch={{ optionFilterProp: 'search' }}
          popupMatchSelectWidth={320}
          onChange={choose}
        />
      </span>
      <span role="cell" className={styles.guess}>
        {column.field === null ? (
          <span className={styles.note}>{t('columns.noGuess')}</span>
        ) : spec?.field === column.field ? (
          <Tag tone={column.confidence >= 0.8 ? 'good' : column.confidence >= 0.55 ? 'warn' : 'bad'}>
            {t(column.confidence >= 0.8 ? 'columns.sure' : column.confidence >= 0.55 ? 'columns.likely' : 'columns.unsure')} {format.percent(column.confidence, 0)}
          </Tag>
        ) : (
          <button type="button" className={styles.link} onClick={() => choose(column.field ?? '')}>
            {t('columns.back', { field: fieldName(mapping.kind, column.field) })}
          </button>
        )}
        {column.why && spec?.field === column.field && <span className={styles.note}>{t(`columns.why.${column.why}`)}</span>}
      </span>
      {spec && <ColumnDetails column={column} spec={spec} detail={detail} reading={reading} mapping={mapping} edit={edit} />}
    </div>
  )
}

/** A column whose dates can be read in one order only is read in it. */
function startSpec(field: string, column: Column) {
  const [only] = column.dateOrders
  const dated = field.endsWith('At') || field.endsWith('On') || field === 'at' || field === 'nextStepDue'
  return dated && column.dateOrders.length === 1 && only !== undefined && only.order !== 'ymd' ? { field, dates: only.order } : { field }
}
