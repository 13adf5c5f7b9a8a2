import { listFields } from '@sluice/core/fields/contract'
import type { CustomField } from '@sluice/core/fields/contract'
import type { FieldObject } from '@sluice/core/fields/field-type'
import { useMemo } from 'react'
import { useContractQuery } from '../../api/query.ts'
import { seldom } from '../pickers/seldom.ts'

const none: readonly CustomField[] = []

/** The custom fields of an object in their order, without archived ones; empty while they load. Those the viewer may not see are not among them. */
export function useFields(object: FieldObject): { fields: readonly CustomField[]; isPending: boolean } {
  const { data, isPending } = useContractQuery(listFields, {}, seldom)
  const fields = useMemo(() => data?.items.filter((one) => one.object === object && !one.isArchived) ?? none, [data, object])
  return { fields, isPending }
}
