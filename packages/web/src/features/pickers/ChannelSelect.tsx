import { listChannels } from '@sluice/core/catalog/contract'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../api/query.ts'
import { LocalPicker } from './LocalPicker.tsx'
import type { PickerProps } from './picker-props.ts'
import { seldom } from './seldom.ts'
import { flattenTree } from './tree-names.ts'

/** A source that leads and deals come from. */
export function ChannelSelect(props: PickerProps) {
  const { t } = useTranslation('pickers')
  const read = useContractQuery(listChannels, {}, seldom)
  const options = flattenTree(read.data?.items ?? []).map(({ row, depth }) => ({
    id: row.id,
    name: row.name,
    label: depth === 0 ? row.name : <span style={{ paddingInlineStart: depth * 14 }}>{row.name}</span>,
    retired: row.isArchived,
  }))
  return <LocalPicker placeholder={t('channel')} {...props} options={options} loading={read.isPending} error={read.error} />
}
