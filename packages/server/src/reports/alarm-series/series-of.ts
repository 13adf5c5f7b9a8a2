import type { SeriesOptions } from '@sluice/core/alarms/pipeline-series'
import type { PipelineSeries } from '@sluice/core/diagnosis/series'
import type { Replica } from '../../replica/replica.ts'
import { everything } from './everything.ts'

/**
 * A pipeline day by day, all deals of the organisation, from the replica: what alarms are judged by. A rule's slice selects by the value
 * a deal has today, or by owner, team and source as they were when it entered. Refuses a dimension that there is not.
 */
export function seriesOf(replica: Replica, orgId: string, pipelineId: string, options: SeriesOptions): Promise<PipelineSeries> {
  const { slice } = options
  const by = slice === null ? {} : slice.dimension in moments ? { [moments[slice.dimension as keyof typeof moments]]: [slice.value] } : { slices: [{ dimension: slice.dimension, values: [slice.value] }] }
  return replica.ask({ orgId, pipelineId, question: 'pipelineSeries', asked: { ...everything(orgId, options.zone, options.asOf), ...by }, args: { pipelineId, options } })
}

const moments = { owner: 'owners', team: 'teams', source: 'sources' } as const
