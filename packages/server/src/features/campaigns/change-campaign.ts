import type { changeCampaign as changeCampaignContract } from '@sluice/core/campaigns/contract'
import type { Viewer } from '@sluice/core/identity/policy'
import type { BodyOf } from '@sluice/core/lib/contract'
import { assignOwner } from '../../platform/assign-owner.ts'
import type { Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { changesOf } from '../../platform/record-change.ts'
import { refuse } from '../../platform/refusal.ts'
import { lockCampaign, tellCampaign } from './lock-campaign.ts'
import { requirePeriod, takeUtmKey } from './utm-keys.ts'

/** Changes a campaign at `version`. What stays as it was is neither written nor logged. */
export async function changeCampaign(tx: Tx, act: Act, viewer: Viewer, id: string, version: number, body: BodyOf<typeof changeCampaignContract>): Promise<void> {
  const before = await lockCampaign(tx, viewer, id)
  if (before.version !== version) refuse('conflict.stale_version')
  const owned = body.ownerId === undefined || body.ownerId === before.ownerId ? {} : await assignOwner(tx, viewer, 'campaign', body.ownerId)
  const changes = changesOf(before, { ...body, ...owned })
  if (Object.keys(changes).length === 0) return
  const after = { ...before, ...Object.fromEntries(Object.entries(changes).map(([field, [, value]]) => [field, value])) }
  // An archived campaign can only be taken back.
  if (before.isArchived && after.isArchived) refuse('campaign.archived')
  requirePeriod(after.fromOn, after.toOn)
  if (changes.utmKey !== undefined) await takeUtmKey(tx, viewer.orgId, after.utmKey, 'this one')
  await tx
    .updateTable('campaign')
    .set({
      name: after.name, kind: after.kind, utm_key: after.utmKey, budget_minor: after.budgetMinor, from_on: after.fromOn, to_on: after.toOn,
      owner_id: after.ownerId, team_id: after.teamId, target_leads: after.targetLeads, target_won_minor: after.targetWonMinor,
      landing_url: after.landingUrl, logo: after.logo, note: after.note, version: version + 1,
      ...(changes.isArchived !== undefined && { archived_at: after.isArchived ? act.now : null }),
    })
    .where('org_id', '=', viewer.orgId)
    .where('id', '=', id)
    .execute()
  // The picture itself is nobody's history.
  const told = { ...changes, ...(changes.logo !== undefined && { logo: [before.logo !== null, after.logo !== null] as [unknown, unknown] }) }
  await tellCampaign(tx, act, after, { what: changes.isArchived === undefined ? 'changed' : after.isArchived ? 'archived' : 'restored', name: after.name, changes: told })
}
