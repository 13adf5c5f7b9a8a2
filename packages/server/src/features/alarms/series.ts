import type { SeriesOptions } from '@sluice/core/alarms/pipeline-series'
import type { PipelineSeries } from '@sluice/core/diagnosis/series'

/**
 * Asks for a pipeline day by day, the whole of it: alarms are about the organisation, not about what somebody sees. Null when there is
 * no such pipeline; `app.ts` hands it in. @throws RangeError for a slice by a dimension that deals do not have.
 */
export type SeriesOf = (orgId: string, pipelineId: string, options: Omit<SeriesOptions, 'zone'> & { zone: string }) => Promise<PipelineSeries | null>
