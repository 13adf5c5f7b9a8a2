import type { RefusalCode } from '@sluice/core/refusals'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { selectVersion } from './versions.queries.ts'

export type EnrolSource = 'trigger' | 'hand' | 'bulk' | 'rule' | 'demo'
export interface Enrolled {
  enrolled: string[]
  refused: { id: string; code: RefusalCode }[]
}

/** Puts one lead into a running sequence. Answers why not, or null when it is in. */
export async function enrolLead(tx: Tx, act: Act, sequenceId: string, leadId: string, source: EnrolSource): Promise<RefusalCode | null> {
  const { refused } = await enrolLeads(tx, act, sequenceId, [leadId], source)
  return refused[0]?.code ?? null
}

/**
 * Puts leads into the version of a sequence that is published now; each that cannot go in is told and does not stop the others. Who may
 * is the caller's to ask. A lead is in a sequence once at a time, also when two ask at once.
 */
export async function enrolLeads(tx: Tx, act: Act, sequenceId: string, leadIds: readonly string[], source: EnrolSource): Promise<Enrolled> {
  const all = (code: RefusalCode): Enrolled => ({ enrolled: [], refused: leadIds.map((id) => ({ id, code })) })
  const sequence = await tx.selectFrom('sequence').select(['name', 'published_number', 'archived_at']).where('org_id', '=', act.orgId).where('id', '=', sequenceId).executeTakeFirst()
  if (sequence === undefined) return all('record.not_found')
  if (sequence.archived_at !== null) return all('sequence.archived')
  if (sequence.published_number === null) return all('sequence.not_running')
  const { definition } = await selectVersion(tx, act.orgId, sequenceId, sequence.published_number)
  const { rows: leads } = await sql<{ id: string; status: string; ownerId: string | null; teamId: string | null }>`
    select id, status, owner_id as "ownerId", team_id as "teamId" from lead where org_id = ${act.orgId} and id = any(${sql.val([...leadIds])}::uuid[]) order by id for share`.execute(tx)
  const open = leads.filter((lead) => lead.status !== 'converted' && lead.status !== 'invalid')
  const rows = open.map((lead) => ({ id: newId(), lead: lead.id }))
  const { rows: made } = await sql<{ id: string; lead_id: string }>`
    insert into enrolment (org_id, id, sequence_id, version_number, lead_id, state, step_id, due_at, entered_at, source, created_by)
    select ${act.orgId}::uuid, id, ${sequenceId}::uuid, ${sequence.published_number}::integer, lead, 'active', ${definition.steps[0]?.id ?? null}::text, ${act.now}::timestamptz, ${act.now}::timestamptz, ${source}::text, ${act.actorId}::uuid
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, lead uuid)
    on conflict (org_id, sequence_id, lead_id) where state in ('active', 'paused') do nothing returning id, lead_id`.execute(tx)
  const byLead = new Map(made.map((row) => [row.lead_id, row.id]))
  await append(tx, act, open.flatMap((lead) => {
    const enrolmentId = byLead.get(lead.id)
    return enrolmentId === undefined ? [] : [{
      type: 'lead.enrolled' as const, payload: { sequenceId, sequence: sequence.name, enrolmentId, version: sequence.published_number ?? 0, source },
      subjectType: 'lead' as const, subjectId: lead.id, ownerId: lead.ownerId, teamId: lead.teamId,
    }]
  }))
  const found = new Map(leads.map((lead) => [lead.id, lead]))
  const whyNot = (id: string): RefusalCode | null => (!found.has(id) ? 'record.not_found' : byLead.has(id) ? null : open.some((lead) => lead.id === id) ? 'enrolment.is_in' : 'enrolment.closed_lead')
  return {
    enrolled: leadIds.filter((id) => byLead.has(id)),
    refused: leadIds.flatMap((id) => {
      const code = whyNot(id)
      return code === null ? [] : [{ id, code }]
    }),
  }
}
