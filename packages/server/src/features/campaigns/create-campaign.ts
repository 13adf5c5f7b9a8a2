import type { createCampaign as createCampaignContract } from '@sluice/core/campaigns/contract'
import { utmKeyOf } from '@sluice/core/campaigns/utm-key'
import type { BodyOf } from '@sluice/core/lib/contract'
import { assignOwner } from '../../platform/assign-owner.ts'
import type { Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { requireScope } from '../../platform/policy.ts'
import { refuse } from '../../platform/refusal.ts'
import type { Session } from '../../platform/session.ts'
import { tellCampaign } from './lock-campaign.ts'
import { requirePeriod, takeUtmKey } from './utm-keys.ts'

/** Makes a campaign and answers its id. */
export async function createCampaign(tx: Tx, act: Act, { viewer, org }: Session, body: BodyOf<typeof createCampaignContract>): Promise<string> {
  requireScope(viewer, 'campaign', 'write')
  const { ownerId, teamId } = await assignOwner(tx, viewer, 'campaign', body.ownerId ?? viewer.userId)
  if (ownerId === null) refuse('record.unknown_owner')
  requirePeriod(body.fromOn, body.toOn ?? null)
  const id = newId()
  const utmKey = body.utmKey === undefined ? await takeUtmKey(tx, viewer.orgId, utmKeyOf(body.name), 'next free') : await takeUtmKey(tx, viewer.orgId, body.utmKey, 'this one')
  await tx
    .insertInto('campaign')
    .values({
      org_id: viewer.orgId, id, name: body.name, kind: body.kind, utm_key: utmKey, budget_minor: body.budgetMinor ?? null, currency: body.currency ?? org.currency,
      from_on: body.fromOn, to_on: body.toOn ?? null, owner_id: ownerId, team_id: teamId, target_leads: body.targetLeads ?? null,
      target_won_minor: body.targetWonMinor ?? null, landing_url: body.landingUrl ?? null, logo: body.logo ?? null, note: body.note ?? '',
      created_by: viewer.userId, created_at: act.now,
    })
    .execute()
  await tellCampaign(tx, act, { id, ownerId, teamId }, { what: 'created', name: body.name })
  return id
}
