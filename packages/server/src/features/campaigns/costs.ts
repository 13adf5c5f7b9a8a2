import type { addCampaignCost } from '@sluice/core/campaigns/contract'
import type { Viewer } from '@sluice/core/identity/policy'
import type { BodyOf } from '@sluice/core/lib/contract'
import type { Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { lockCampaign, requireChannels, tellCampaign } from './lock-campaign.ts'

/** Adds what was spent and answers its id. Bills come late: also after the campaign's end or its archiving. */
export async function addCost(tx: Tx, act: Act, viewer: Viewer, campaignId: string, body: BodyOf<typeof addCampaignCost>): Promise<string> {
  const campaign = await lockCampaign(tx, viewer, campaignId)
  await requireChannels(tx, viewer.orgId, body.channelId ? [body.channelId] : [], 'channelId')
  const id = newId()
  await tx
    .insertInto('campaign_cost')
    .values({
      org_id: viewer.orgId, id, campaign_id: campaignId, channel_id: body.channelId ?? null, on_day: body.onDay, amount_minor: body.amountMinor,
      note: body.note ?? '', created_by: viewer.userId, created_at: act.now,
    })
    .execute()
  await tellCampaign(tx, act, campaign, { what: 'cost_added', name: campaign.name, changes: { amountMinor: [null, body.amountMinor], onDay: [null, body.onDay] } })
  return id
}

export async function removeCost(tx: Tx, act: Act, viewer: Viewer, campaignId: string, id: string): Promise<void> {
  const campaign = await lockCampaign(tx, viewer, campaignId)
  const gone = await tx.deleteFrom('campaign_cost').where('org_id', '=', viewer.orgId).where('id', '=', id).returning(['amount_minor', 'on_day']).execute()
  for (const { amount_minor, on_day } of gone) {
    await tellCampaign(tx, act, campaign, { what: 'cost_removed', name: campaign.name, changes: { amountMinor: [amount_minor, null], onDay: [on_day, null] } })
  }
}
