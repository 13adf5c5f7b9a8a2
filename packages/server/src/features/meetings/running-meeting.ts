import type { Viewer } from '@sluice/core/identity/policy'
import type { Reader } from '../../platform/db.ts'
import { selectMeeting } from './meetings.queries.ts'

/** Where a running meeting is that the viewer sees; null otherwise. Tasks are taken on in it. */
export async function runningMeeting(tx: Reader, viewer: Viewer, id: string): Promise<{ pipelineId: string; seriesId: string } | null> {
  const meeting = await selectMeeting(tx, viewer, id)
  return meeting?.status === 'open' ? { pipelineId: meeting.pipelineId, seriesId: meeting.series.id } : null
}
