import { readCode } from '@sluice/core/campaigns/code'
import { readArrival, saysSource } from '@sluice/core/touches/arrival'
import type { arrivalIn } from '@sluice/core/touches/contract'
import { sql } from 'kysely'
import type { z } from 'zod'
import type { Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { refuse } from '../../platform/refusal.ts'
import { recordTouch } from './record-touch.ts'
import { cameBefore, lockTouch, lockVisitorTouches, selectCampaignByKey, selectChannelByName, selectCode, type TouchSource } from './touches.queries.ts'

/** How long an anonymous touch may still become a lead's; the retention takes it away then. */
export const touchDays = 180
/** A browser's touches beyond these are not joined: the latest say where somebody came from. */
const atMost = 100

/** What a new lead takes over from its arrival: its touches in order of time, the last one telling the source. */
export interface Captured {
  touches: readonly TouchSource[]
}

/**
 * Finds or records the touches that led to a lead which is about to be made, before the lead is there, so that its source can be taken from
 * them; `joinTouches` gives them to it. The touch that its address names comes with all that the same browser touched before.
 * Answers null when the arrival says nothing. A campaign that a person names must exist; what a link names and is not there is kept as words.
 */
export async function readTouches(tx: Tx, act: Act, from: z.output<typeof arrivalIn> | undefined): Promise<Captured | null> {
  if (from === undefined) return null
  const { orgId, now } = act
  const arrival = readArrival(from.url, from.referrer)
  const since = new Date(Date.parse(now) - touchDays * 86_400_000).toISOString()
  const named = arrival.touchId === null ? undefined : await lockTouch(tx, orgId, arrival.touchId, since)
  const browser = [named?.visitorId, from.visitorId].filter((id) => typeof id === 'string')
  const earlier = browser.length === 0 ? [] : await lockVisitorTouches(tx, orgId, browser, since, atMost)
  if (named !== undefined && from.campaignId === undefined && from.code === undefined) {
    // One link, two leads: each has its source. The second's is a copy, since a touch is of one lead.
    const own = named.leadId === null ? named : await copyTouch(tx, orgId, named, now)
    return { touches: [...earlier.filter((touch) => touch.id !== own.id), own] }
  }
  if (!saysSource(arrival) && from.code === undefined && from.campaignId === undefined) return earlier.length === 0 ? null : { touches: earlier }
  const known = from.visitorId !== undefined && from.code === undefined && from.campaignId === undefined && earlier.length > 0
    && (await cameBefore(tx, orgId, from.visitorId, arrival, new Date(Date.parse(now) - 86_400_000).toISOString()))
  if (known) return { touches: earlier }
  if (from.campaignId !== undefined && (await tx.selectFrom('campaign').select('id').where('org_id', '=', orgId).where('id', '=', from.campaignId).executeTakeFirst()) === undefined) {
    refuse('campaign.unknown', {}, [{ path: 'arrival.campaignId', code: 'campaign.unknown' }])
  }
  const text = readCode(from.code ?? arrival.code ?? '')
  const code = text === null ? undefined : await selectCode(tx, orgId, text)
  const { utm } = arrival
  const touch: TouchSource = {
    id: newId(), visitorId: from.visitorId ?? null, leadId: null,
    campaignId: from.campaignId ?? code?.campaignId ?? (utm.campaign === null ? null : await selectCampaignByKey(tx, orgId, utm.campaign)),
    channelId: code?.channelId ?? (utm.source === null ? null : await selectChannelByName(tx, orgId, utm.source)),
    codeId: code?.id ?? null, promoterId: code?.promoterId ?? null,
  }
  const kind = saysSource(arrival) ? 'tagged' : 'typed'
  await recordTouch(tx, orgId, { ...touch, at: now, kind, arrival })
  return { touches: [...earlier, touch] }
}

/** The channel of the last touch that has one: the lead's source, unless somebody says another. */
export function sourceOf(captured: Captured | null): string | null {
  return captured?.touches.findLast((touch) => touch.channelId !== null)?.channelId ?? null
}

/** Gives the touches to the lead that was made, and says so in the log. */
export async function joinTouches(tx: Tx, act: Act, lead: { id: string; ownerId: string | null; teamId: string | null }, captured: Captured | null): Promise<void> {
  const [first, last] = [captured?.touches[0], captured?.touches.at(-1)]
  if (captured === null || first === undefined || last === undefined) return
  const ids = captured.touches.map((touch) => touch.id)
  await addTouches(tx, act.orgId, lead.id, captured)
  await sql`update lead set first_touch_id = ${first.id}, last_touch_id = ${last.id} where org_id = ${act.orgId} and id = ${lead.id}`.execute(tx)
  await append(tx, act, [{
    type: 'lead.captured', subjectType: 'lead', subjectId: lead.id, ownerId: lead.ownerId, teamId: lead.teamId,
    payload: { firstTouchId: first.id, lastTouchId: last.id, touches: ids.length, campaignId: last.campaignId, channelId: last.channelId, codeId: last.codeId, promoterId: last.promoterId },
  }])
}

/** Touches of a lead that was captured before: its first and last touch stay, these are found beside them. */
export async function addTouches(tx: Tx, orgId: string, leadId: string, captured: Captured | null): Promise<void> {
  const ids = captured?.touches.map((touch) => touch.id) ?? []
  if (ids.length > 0) await sql`update touch set lead_id = ${leadId} where org_id = ${orgId} and id = any(${sql.val(ids)}::uuid[]) and lead_id is null`.execute(tx)
}

/** The same source once more, for another lead; not counted as a visit. */
async function copyTouch(tx: Tx, orgId: string, touch: TouchSource, now: string): Promise<TouchSource> {
  const id = newId()
  await sql`
    insert into touch (org_id, id, at, kind, campaign_id, channel_id, code_id, promoter_id, utm_source, utm_medium, utm_campaign, utm_term, utm_content,
      click_id_kind, click_id, referrer_host, landing_page)
    select org_id, ${id}::uuid, ${now}, 'tagged', campaign_id, channel_id, code_id, promoter_id, utm_source, utm_medium, utm_campaign, utm_term, utm_content,
      click_id_kind, click_id, referrer_host, landing_page
    from touch where org_id = ${orgId} and id = ${touch.id}`.execute(tx)
  return { ...touch, id, visitorId: null, leadId: null }
}
