import { listProducts } from '@sluice/core/catalog/contract'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../api/query.ts'
import { LocalPicker } from './LocalPicker.tsx'
import type { PickerProps } from './picker-props.ts'
import { seldom } from './seldom.ts'

/** A product, by name or code. */
export function ProductSelect(props: PickerProps) {
  const { t } = useTranslation('pickers')
  const read = useContractQuery(listProducts, {}, seldom)
  const options = (read.data?.items ?? []).map((one) => ({
    id: one.id,
    name: one.code === null ? one.name : `${one.name} ${one.code}`,
    label: one.name,
    retired: one.isArchived,
  }))
  return <LocalPicker placeholder={t('product')} {...props} options={options} loading={read.isPending} error={read.error} />
}
