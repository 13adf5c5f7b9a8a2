import { allows, type Viewer } from '@sluice/core/identity/policy'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import { append, type Act, type NewEvent } from '../../platform/event-log.ts'
import { refuse } from '../../platform/refusal.ts'

/** A campaign as it is to be changed. */
export interface CampaignRow {
  id: string; name: string; kind: string; utmKey: string; budgetMinor: number | null; currency: string; fromOn: string; toOn: string | null
  ownerId: string; teamId: string | null; targetLeads: number | null; targetWonMinor: number | null; landingUrl: string | null; logo: string | null
  note: string; isArchived: boolean; version: number
}

/** Its row, locked until the transaction ends; refused to who may not write it. That the viewer sees it has been asked before. */
export async function lockCampaign(tx: Tx, viewer: Viewer, id: string): Promise<CampaignRow> {
  const { rows } = await sql<CampaignRow>`
    select id, name, kind, utm_key as "utmKey", budget_minor as "budgetMinor", currency, from_on as "fromOn", to_on as "toOn", owner_id as "ownerId", team_id as "teamId",
      target_leads as "targetLeads", target_won_minor as "targetWonMinor", landing_url as "landingUrl", logo, note, archived_at is not null as "isArchived", version
    from campaign where org_id = ${viewer.orgId} and id = ${id} for update`.execute(tx)
  const row = rows[0] ?? refuse('record.not_found')
  if (!allows(viewer, 'campaign', 'write', row)) refuse('permission.denied')
  return row
}

type Told = Extract<NewEvent, { type: 'campaign.changed' }>['payload']

export async function tellCampaign(tx: Tx, act: Act, campaign: { id: string; ownerId: string; teamId: string | null }, payload: Told): Promise<void> {
  await append(tx, act, [{ type: 'campaign.changed', payload, subjectType: 'campaign', subjectId: campaign.id, ownerId: campaign.ownerId, teamId: campaign.teamId }])
}

/** Refuses a channel that the organisation does not have; with `inUse` an archived one too. */
export async function requireChannels(tx: Tx, orgId: string, ids: readonly string[], path: string): Promise<void> {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return
  const found = await tx.selectFrom('channel').select('id').where('org_id', '=', orgId).where('id', 'in', wanted).where('archived_at', 'is', null).execute()
  if (found.length < wanted.length) refuse('campaign.unknown_channel', {}, [{ path, code: 'campaign.unknown_channel' }])
}
