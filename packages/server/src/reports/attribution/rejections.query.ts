import type { HandBackReason } from '@sluice/core/assignment/hand-over'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import type { Period } from './period.ts'

export interface Decided { key: string | null; reason: HandBackReason | null; isRejected: boolean; n: number }

/** What sales decided on in the period, by the channel of the lead or the campaign of its last touch before capture. */
export async function selectDecided(tx: Reader, orgId: string, { fromAt, toAt }: Period, by: 'channel' | 'campaign'): Promise<Decided[]> {
  const { rows } = await sql<Decided>`
    select ${by === 'channel' ? sql`l.source_id` : sql`t.campaign_id`} as key, h.reason, h.status = 'rejected' as "isRejected", count(*) as n
    from hand_over h join lead l on l.org_id = h.org_id and l.id = h.lead_id left join touch t on t.org_id = l.org_id and t.id = l.last_touch_id
    where h.org_id = ${orgId} and h.status in ('accepted', 'rejected') and h.decided_at >= ${fromAt} and h.decided_at < ${toAt} group by 1, 2, 3`.execute(tx)
  return rows
}
