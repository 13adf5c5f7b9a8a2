import { listApprovalFlows } from '@sluice/core/approvals/contract'
import type { ObjectCatalogue } from '@sluice/core/conditions/catalogue'
import type { Criterion } from '@sluice/core/config/gate'
import { listForms } from '@sluice/core/forms/contract'
import { asks } from '@sluice/core/gates/explain'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../../api/query.ts'
import { useConditionNames } from '../../conditions/use-condition-names.ts'
import { useCatalogue } from '../../fields/use-catalogue.ts'
import { seldom } from '../../pickers/seldom.ts'

/** Criteria in the reader's words, with the names of the organisation's fields, forms and flows. */
export function useGateWords(): { catalogue: ObjectCatalogue; say: (criterion: Criterion) => string } {
  const { i18n } = useTranslation()
  const lang = i18n.language === 'en' ? 'en' : 'zh'
  const { nameOf } = useConditionNames()
  const forms = useContractQuery(listForms, {}, seldom).data
  const flows = useContractQuery(listApprovalFlows, {}, seldom).data
  const catalogue = useCatalogue('deal')
  return useMemo(() => {
    const names = {
      lang, nameOf, catalogue,
      formName: (id: string) => forms?.items.find((one) => one.id === id)?.name,
      flowName: (id: string) => flows?.items.find((one) => one.id === id)?.name,
    } as const
    return { catalogue, say: (criterion: Criterion) => asks(criterion, names) }
  }, [lang, nameOf, catalogue, forms, flows])
}
