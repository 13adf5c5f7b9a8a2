import type { changeChannelCode, ChannelCode } from '@sluice/core/campaigns/contract'
import type { Viewer } from '@sluice/core/identity/policy'
import type { BodyOf } from '@sluice/core/lib/contract'
import type { Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { changesOf } from '../../platform/record-change.ts'
import { refuse } from '../../platform/refusal.ts'
import { lockCampaign, tellCampaign } from './lock-campaign.ts'

/** Changes where a code leads, withdraws it or takes it back. What is printed stays valid: the code itself never changes. */
export async function changeCode(tx: Tx, act: Act, viewer: Viewer, seen: ChannelCode, version: number, body: BodyOf<typeof changeChannelCode>): Promise<void> {
  const campaign = await lockCampaign(tx, viewer, seen.campaign.id)
  const row = await tx.selectFrom('channel_code').select(['version', 'landing_url as landingUrl', 'ended_at as endedAt']).where('org_id', '=', viewer.orgId).where('id', '=', seen.id).forUpdate().executeTakeFirstOrThrow()
  if (row.version !== version) refuse('conflict.stale_version')
  const before = { landingUrl: row.landingUrl, isEnded: row.endedAt !== null }
  const changes = changesOf(before, body)
  if (Object.keys(changes).length === 0) return
  const after = { landingUrl: body.landingUrl === undefined ? before.landingUrl : body.landingUrl, isEnded: body.isEnded ?? before.isEnded }
  if (after.landingUrl === null && campaign.landingUrl === null) refuse('campaign.landing_required', {}, [{ path: 'landingUrl', code: 'campaign.landing_required' }])
  await tx
    .updateTable('channel_code')
    .set({ landing_url: after.landingUrl, ended_at: after.isEnded ? (row.endedAt ?? act.now) : null, version: version + 1 })
    .where('org_id', '=', viewer.orgId)
    .where('id', '=', seen.id)
    .execute()
  await tellCampaign(tx, act, campaign, { what: 'code_changed', name: campaign.name, changes: { ...changes, code: [seen.code, seen.code] } })
}
