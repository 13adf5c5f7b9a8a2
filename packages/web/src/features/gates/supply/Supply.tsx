import { assertNever } from '@sluice/core/lib/assert-never'
import type { Criterion } from '@sluice/core/config/gate'
import type { DealDetail } from '@sluice/core/pipeline/contract'
import { SupplyActivity } from './SupplyActivity.tsx'
import { SupplyApproval } from './SupplyApproval.tsx'
import { SupplyCondition } from './SupplyCondition.tsx'
import { SupplyContact } from './SupplyContact.tsx'
import { SupplyField } from './SupplyField.tsx'
import { SupplyFile } from './SupplyFile.tsx'
import { SupplyForm } from './SupplyForm.tsx'
import { SupplyMilestone } from './SupplyMilestone.tsx'
import { SupplyTick } from './SupplyTick.tsx'

/** The place to supply one missing piece of evidence, by the type of its criterion. */
export function Supply({ deal, criterion, isMet, moveTo = null }: { deal: DealDetail; criterion: Criterion; isMet: boolean; moveTo?: string | null }) {
  switch (criterion.type) {
    case 'field':
      return <SupplyField deal={deal} field={criterion.field} />
    case 'condition':
      return <SupplyCondition deal={deal} criterion={criterion} />
    case 'form':
      return <SupplyForm deal={deal} criterion={criterion} />
    case 'activity':
      return <SupplyActivity deal={deal} criterion={criterion} />
    case 'contact':
      return <SupplyContact deal={deal} criterion={criterion} />
    case 'attachment':
      return <SupplyFile deal={deal} criterion={criterion} />
    case 'milestone':
      return <SupplyMilestone deal={deal} kinds={criterion.kinds} />
    case 'checklist':
      return <SupplyTick deal={deal} criterion={criterion} isTicked={isMet} />
    case 'approval':
      return <SupplyApproval deal={deal} criterion={criterion} moveTo={moveTo} />
    default:
      return assertNever(criterion)
  }
}
