import { proposePipeline } from '@sluice/core/designer/contract'
import type { BodyInputOf } from '@sluice/core/lib/contract'
import { useContractQuery } from '../../../api/query.ts'
import { useSettled } from '../../fields/use-settled.ts'

export interface ProposedBy {
  pipelineId: string
  because: string
}

/** The pipeline that the routing rules propose for a deal like this, once the typing pauses; null when none does, or it cannot be asked. */
export function useProposedPipeline(deal: BodyInputOf<typeof proposePipeline>, enabled: boolean): ProposedBy | null {
  const text = useSettled(JSON.stringify(deal), 500)
  const { data } = useContractQuery(proposePipeline, { body: JSON.parse(text) as typeof deal }, { enabled, keepPrevious: true })
  return data?.pipelineId ? { pipelineId: data.pipelineId, because: data.because } : null
}
