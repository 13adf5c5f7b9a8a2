import { codeFrom } from '@sluice/core/campaigns/code'
import type { createChannelCodes } from '@sluice/core/campaigns/contract'
import type { Viewer } from '@sluice/core/identity/policy'
import type { BodyOf } from '@sluice/core/lib/contract'
import { sql } from 'kysely'
import { randomBytes } from 'node:crypto'
import type { Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { refuse } from '../../platform/refusal.ts'
import { lockCampaign, requireChannels, tellCampaign } from './lock-campaign.ts'

const atMost = 500

/**
 * A code for each channel × promoter (× placement), for nobody in particular without promoters. Those that are there stay as they are, so
 * that asking again for all promoters adds only the new ones. Answers all of them in the order asked for. The campaign's row is locked:
 * two who ask at once make each code once.
 */
export async function createCodes(tx: Tx, act: Act, viewer: Viewer, campaignId: string, body: BodyOf<typeof createChannelCodes>): Promise<{ ids: string[]; created: number }> {
  const campaign = await lockCampaign(tx, viewer, campaignId)
  if (campaign.isArchived) refuse('campaign.archived')
  const landing = body.landingUrl ?? null
  if (campaign.landingUrl === null && landing === null) refuse('campaign.landing_required', {}, [{ path: 'landingUrl', code: 'campaign.landing_required' }])
  const channels = [...new Set(body.channelIds)]
  const promoters = [...new Set(body.promoterIds)]
  await requireChannels(tx, viewer.orgId, channels, 'channelIds')
  await requirePromoters(tx, viewer.orgId, promoters)
  const wanted = channels.flatMap((channelId) => (promoters.length === 0 ? [null] : promoters).map((promoterId) => ({ channelId, promoterId })))
  if (wanted.length > atMost) refuse('campaign.too_many_codes', { limit: atMost })
  const placement = body.placement ?? ''
  const { rows: there } = await sql<{ id: string; channelId: string; promoterId: string | null }>`
    select id, channel_id as "channelId", promoter_id as "promoterId" from channel_code
    where org_id = ${viewer.orgId} and campaign_id = ${campaignId} and placement = ${placement}`.execute(tx)
  const placed = wanted.map((one) => ({ ...one, id: there.find((old) => old.channelId === one.channelId && old.promoterId === one.promoterId)?.id }))
  const fresh = placed.filter((one) => one.id === undefined).map((one) => Object.assign(one, { id: newId() }))
  if (fresh.length > 0) {
    await tx
      .insertInto('channel_code')
      .values(fresh.map(({ id, channelId, promoterId }) => ({
        // One in 34 thousand million: should two meet, the unique key refuses the request and it is made again.
        org_id: viewer.orgId, id, code: codeFrom(randomBytes(8)), campaign_id: campaignId, channel_id: channelId, promoter_id: promoterId,
        placement, landing_url: landing, created_by: viewer.userId, created_at: act.now,
      })))
      .execute()
    await tellCampaign(tx, act, campaign, { what: 'codes_made', name: campaign.name, changes: { codes: [there.length, there.length + fresh.length] } })
  }
  return { ids: placed.flatMap((one) => one.id ?? []), created: fresh.length }
}

async function requirePromoters(tx: Tx, orgId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const found = await tx.selectFrom('app_user').select('id').where('org_id', '=', orgId).where('id', 'in', [...ids]).where('status', '=', 'active').execute()
  if (found.length < ids.length) refuse('campaign.unknown_promoter', {}, [{ path: 'promoterIds', code: 'campaign.unknown_promoter' }])
}
