import { listTeams } from '@sluice/core/identity/contract'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../api/query.ts'
import { LocalPicker } from './LocalPicker.tsx'
import type { PickerProps } from './picker-props.ts'
import { seldom } from './seldom.ts'
import { flattenTree } from './tree-names.ts'

/** A team; those below it are indented. */
export function TeamSelect(props: PickerProps) {
  const { t } = useTranslation('pickers')
  const read = useContractQuery(listTeams, {}, seldom)
  const options = flattenTree(read.data?.items ?? []).map(({ row, depth }) => ({
    id: row.id,
    name: row.name,
    label: <span style={{ paddingInlineStart: depth * 14 }}>{row.name}</span>,
  }))
  return <LocalPicker placeholder={t('team')} {...props} options={options} loading={read.isPending} error={read.error} />
}
