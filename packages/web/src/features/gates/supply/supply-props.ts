import type { Criterion, CriterionType } from '@sluice/core/config/gate'
import type { DealDetail } from '@sluice/core/pipeline/contract'

/** What a place to supply evidence is given: the deal, and the criterion of its type. */
export interface SupplyProps<T extends CriterionType = CriterionType> {
  deal: DealDetail
  criterion: Extract<Criterion, { type: T }>
}
