import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import { screenLeads } from './screen-leads.ts'

/**
 * Whether pre-screening holds a lead back, so that nobody is to be given it. A lead that nobody has screened yet is screened now, as of when it
 * was made, so that no lead slips past the rules because two followers of the log ran in another order.
 */
export async function isHeld(tx: Tx, orgId: string, leadId: string): Promise<boolean> {
  const before = await verdictOf(tx, orgId, leadId)
  if (before !== undefined) return before
  const lead = await tx.selectFrom('lead').select('created_at as createdAt').where('org_id', '=', orgId).where('id', '=', leadId).executeTakeFirst()
  if (lead === undefined) return false
  await screenLeads(tx, { orgId, actorId: null, now: lead.createdAt, isAutomatic: true }, [leadId])
  return (await verdictOf(tx, orgId, leadId)) ?? false
}

async function verdictOf(tx: Tx, orgId: string, leadId: string): Promise<boolean | undefined> {
  const { rows } = await sql<{ held: boolean }>`select verdict = 'hold' and decision is null as held from screened_lead where org_id = ${orgId} and lead_id = ${leadId}`.execute(tx)
  return rows[0]?.held
}
