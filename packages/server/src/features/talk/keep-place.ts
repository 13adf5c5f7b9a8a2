import { pointKey } from '@sluice/core/talk/meeting-points'
import type { MeetingSection } from '@sluice/core/meetings/agenda'
import type { Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { idOf } from '../../platform/ids.ts'
import type { Chart } from './chart-talk.ts'

interface Place {
  id: string
  kind: 'chart' | 'meeting_point'
  key: string
  meeting_id: string | null
}
const keep = (tx: Tx, { orgId, now }: Act, place: Place) =>
  tx.insertInto('talk_place').values({ org_id: orgId, created_at: now, ...place }).onConflict((conflict) => conflict.doNothing()).execute()

/** From now on the chart can be commented on; the second time nothing happens. */
export async function keepChart(tx: Tx, act: Act, { id, key }: Pick<Chart, 'id' | 'key'>): Promise<string> {
  await keep(tx, act, { id, kind: 'chart', key, meeting_id: null })
  return id
}

/** The same of a section of a meeting, or of an item of it. Whether the viewer sees it, the caller has asked. */
export async function keepPoint(tx: Tx, act: Act, meetingId: string, section: MeetingSection, itemId: string | null): Promise<string> {
  const key = pointKey(section, itemId)
  const id = idOf(act.orgId, 'meeting_point', meetingId, key)
  await keep(tx, act, { id, kind: 'meeting_point', key, meeting_id: meetingId })
  return id
}
