import { conditionKey } from '@sluice/core/fields/conditions'
import type { CustomField } from '@sluice/core/fields/contract'
import { valueTypeOf } from '@sluice/core/fields/value-type'
import type { ValueType } from '@sluice/core/fields/value-type'
import type { Deal } from '@sluice/core/pipeline/contract'
import type { Column } from '../../../ui/table/columns.ts'
import { FieldValue } from '../../fields/FieldValue.tsx'

const figures: ReadonlySet<ValueType> = new Set(['number', 'money', 'percent'])
/** As the server sorts by them. */
const sortable: ReadonlySet<ValueType> = new Set(['text', 'number', 'money', 'percent', 'date', 'time', 'select', 'phone', 'mail', 'url'])
const widths: Partial<Record<ValueType, number>> = { text: 150, long_text: 200, address: 200, multi_select: 160, reference: 150, mail: 170, url: 170, time: 150 }

/** A column for each custom field that the viewer may see: chosen by people, sorted and exported under `c_<key>`. */
export function customColumns(fields: readonly CustomField[], names: Readonly<Record<string, string>>): Column<Deal>[] {
  return fields.map((field) => {
    const type = valueTypeOf(field)
    return {
      key: conditionKey(field.key), title: field.label, width: widths[type] ?? 120, optional: true, sortable: sortable.has(type), align: figures.has(type) ? 'right' : 'left',
      render: (deal) => <FieldValue plain field={field} value={deal.custom[field.key]} names={names} currency={deal.currency} />,
    }
  })
}
