import { listTags } from '@sluice/core/catalog/contract'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../api/query.ts'
import { Tag } from '../../ui/Tag.tsx'
import { LocalPicker } from './LocalPicker.tsx'
import type { PickerLook } from './picker-props.ts'
import { seldom } from './seldom.ts'

/** Tags, as many as one likes. */
export function TagSelect(props: PickerLook & { value: readonly string[]; onChange: (ids: string[]) => void }) {
  const { t } = useTranslation('pickers')
  const read = useContractQuery(listTags, {}, seldom)
  const options = (read.data?.items ?? []).map((one) => ({ id: one.id, name: one.name, label: <Tag color={one.color}>{one.name}</Tag> }))
  return <LocalPicker placeholder={t('tag')} {...props} multiple options={options} loading={read.isPending} error={read.error} />
}
