import type { Condition } from '@sluice/core/conditions/condition'
import type { CustomField } from '@sluice/core/fields/contract'
import type { FieldObject } from '@sluice/core/fields/field-type'
import { Radio, Spin } from 'antd'
import { lazy, Suspense, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { catalogueWith } from '../../fields/use-catalogue.ts'
import type { RecordObject } from '../../fields/use-catalogue.ts'
import styles from './FieldSheet.module.css'

const ConditionEditor = lazy(() => import('../../conditions/ConditionEditor.tsx'))

/** Always shown, or only while a condition over the record's other fields holds. */
export function VisibleIf(props: { id?: string; object: Exclude<FieldObject, 'activity' | 'product'> & RecordObject; others: readonly CustomField[]; value?: Condition | null; onChange?: (condition: Condition | null) => void }) {
  const { t } = useTranslation('fields')
  const [on, setOn] = useState(props.value !== null && props.value !== undefined)
  // Related records are not at hand while a record is being written.
  const catalogue = useMemo(() => ({ ...catalogueWith(props.object, props.others), relations: new Map() }), [props.object, props.others])
  return (
    <div id={props.id} className={styles.visible}>
      <Radio.Group
        value={on}
        aria-label={t('sheet.visibility')}
        options={[
          { value: false, label: t('sheet.always') },
          { value: true, label: t('sheet.conditionally') },
        ]}
        onChange={(event) => {
          setOn(event.target.value as boolean)
          if (event.target.value === false) props.onChange?.(null)
        }}
      />
      {on && (
        <Suspense fallback={<Spin />}>
          <ConditionEditor object={catalogue} value={props.value ?? null} onChange={(next) => props.onChange?.('and' in next && next.and.length === 0 ? null : next)} />
        </Suspense>
      )}
    </div>
  )
}
