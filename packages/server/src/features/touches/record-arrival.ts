import { readArrival, saysSource } from '@sluice/core/touches/arrival'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { recordTouch } from './record-touch.ts'
import { selectCampaignByKey, selectChannelByName } from './touches.queries.ts'

/** A short link's visit and the page it leads to are minutes apart; later, the address was handed on to somebody else. */
const sameBrowserMs = 30 * 60_000

/** What a page says of where its visitor came from. */
export interface PageArrival {
  visitorId: string
  /** Whose browser it is, if that is known. */
  leadId: string | null
  at: string
  url: string
  referrer: string | null
}

/**
 * Records the touch of a page that a browser arrived at. The touch that a short link made on the way there is this arrival: it and what the
 * same browser touched under the short link's cookie become this visitor's. Answers whether the page told a source.
 */
export async function recordArrival(tx: Tx, orgId: string, { visitorId, leadId, at, url, referrer }: PageArrival): Promise<boolean> {
  const arrival = readArrival(url, referrer)
  if (!saysSource(arrival)) return false
  if (arrival.touchId !== null) {
    const since = new Date(Date.parse(at) - sameBrowserMs).toISOString()
    const { rows } = await sql<{ id: string }>`
      update touch t set visitor_id = ${visitorId}, lead_id = ${leadId}
      from touch named
      where named.org_id = ${orgId} and named.id = ${arrival.touchId} and named.at >= ${since} and named.lead_id is null
        and t.org_id = ${orgId} and t.lead_id is null and (t.id = named.id or t.visitor_id = named.visitor_id)
      returning t.id`.execute(tx)
    if (rows.length > 0) return true
  }
  const { utm } = arrival
  await recordTouch(tx, orgId, {
    id: newId(), at, kind: 'tagged', visitorId, leadId, arrival,
    campaignId: utm.campaign === null ? null : await selectCampaignByKey(tx, orgId, utm.campaign),
    channelId: utm.source === null ? null : await selectChannelByName(tx, orgId, utm.source),
  })
  return true
}
