import { listForms } from '@sluice/core/forms/contract'
import type { Layout } from '@sluice/core/forms/contract'
import { useContractQuery } from '../../api/query.ts'
import type { RecordObject } from '../fields/use-catalogue.ts'
import { seldom } from '../pickers/seldom.ts'

/** The layout that the organisation has made for an object's page or creation dialog; null while there is none: then the screen's own order stands. */
export function useLayout(object: RecordObject, kind: 'page' | 'create'): Layout | null {
  const { data } = useContractQuery(listForms, {}, seldom)
  const form = data?.items.find((one) => one.kind === kind && one.object === object && !one.isArchived)
  return form && form.kind !== 'questionnaire' ? form.definition : null
}
