import { CheckCircleFilled, ExclamationCircleFilled, KeyOutlined } from '@ant-design/icons'
import { requiredFields } from '@sluice/core/imports/mapping'
import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { Section } from '../../../ui/Page.tsx'
import { useFormat } from '../../../ui/use-format.ts'
import { columnForField, columnOf, missingFields } from '../model/mapping-edit.ts'
import { useFieldName } from '../use-field-name.ts'
import { ColumnRow } from './ColumnRow.tsx'
import { MappingProblems } from './MappingProblems.tsx'
import { ReadingRules } from './ReadingRules.tsx'
import type { StepProps } from './step-props.ts'
import styles from './steps.module.css'

/** Which column goes to which field, and how its cells are to be read. */
export function ColumnsStep({ detail, reading, mapping, edit }: StepProps) {
  const { t } = useTranslation('imports')
  const format = useFormat()
  const fieldName = useFieldName()
  const missing = missingFields(mapping)
  const mapped = reading.header.filter((name) => columnOf(mapping, name) !== null).length
  const keyColumn = columnForField(mapping, mapping.kind === 'events' ? 'caseKey' : 'key')
  const choice = (fields: readonly string[]) => fields.map((field) => fieldName(mapping.kind, field)).join(t('columns.or'))
  return (
    <>
      <MappingProblems detail={detail} step="columns" />
      <Section title={t('columns.title')} note={t('columns.note', { mapped: format.count(mapped), all: format.count(reading.header.length) })} flush>
        <div className={styles.required}>
          <span className={styles.note}>{t('columns.required')}</span>
          {requiredFields[mapping.kind].map((fields) => {
            const lacks = missing.includes(fields)
            return (
              <span key={fields.join()} className={lacks ? styles.lacks : styles.has}>
                {lacks ? <ExclamationCircleFilled aria-hidden /> : <CheckCircleFilled aria-hidden />} {choice(fields)}
              </span>
            )
          })}
          <span className={keyColumn ? styles.has : styles.note}>
            <KeyOutlined aria-hidden /> {keyColumn ? t('columns.key', { column: keyColumn }) : t('columns.noKey')}
          </span>
        </div>
        {missing.length > 0 && (
          <Alert type="warning" banner title={t('columns.missing', { fields: missing.map(choice).join(t('columns.and')) })} />
        )}
        <div role="table" aria-label={t('columns.title')}>
          <div role="row" className={`${styles.columnRow} ${styles.tableHead}`}>
            <span role="columnheader">{t('columns.column')}</span>
            <span role="columnheader">{t('columns.samples')}</span>
            <span role="columnheader">{t('columns.field')}</span>
            <span role="columnheader">{t('columns.guess')}</span>
          </div>
          {reading.columns.map((column) => (
            <ColumnRow key={column.column} column={column} detail={detail} reading={reading} mapping={mapping} edit={edit} />
          ))}
        </div>
      </Section>
      <ReadingRules mapping={mapping} edit={edit} />
    </>
  )
}
