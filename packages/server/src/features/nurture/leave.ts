import type { exitReasons } from '@sluice/core/nurture/contract'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'

export type ExitReason = (typeof exitReasons)[number]

/** Ends enrolments: mails that have not begun to leave are taken back. Those that have ended already are passed over; answers how many ended. */
export async function endEnrolments(tx: Tx, act: Act, enrolmentIds: readonly string[], state: 'done' | 'left' | 'failed', reason: ExitReason | null): Promise<number> {
  if (enrolmentIds.length === 0) return 0
  const { rows } = await sql<{ id: string; leadId: string; sequenceId: string; sequence: string; ownerId: string | null; teamId: string | null }>`
    with ended as (
      update enrolment set state = ${state}, ended_at = ${act.now}::timestamptz, exit_reason = ${reason}, due_at = null
      where org_id = ${act.orgId} and id = any(${sql.val([...enrolmentIds])}::uuid[]) and state in ('active', 'paused') returning id, lead_id, sequence_id)
    select e.id, e.lead_id as "leadId", e.sequence_id as "sequenceId", s.name as sequence, l.owner_id as "ownerId", l.team_id as "teamId"
    from ended e join sequence s on s.org_id = ${act.orgId} and s.id = e.sequence_id join lead l on l.org_id = ${act.orgId} and l.id = e.lead_id order by e.id`.execute(tx)
  if (rows.length === 0) return 0
  await sql`
    update outbox set state = 'cancelled', settled_at = ${act.now}::timestamptz, said = ${reason ?? 'ended'}
    where org_id = ${act.orgId} and enrolment_id = any(${sql.val(rows.map((row) => row.id))}::uuid[]) and state = 'queued'`.execute(tx)
  await append(tx, act, rows.map((row) => ({
    type: 'lead.left_sequence', payload: { sequenceId: row.sequenceId, sequence: row.sequence, enrolmentId: row.id, state, reason }, subjectType: 'lead', subjectId: row.leadId, ownerId: row.ownerId, teamId: row.teamId,
  })))
  return rows.length
}

/** What happened to leads that may end their enrolments. */
export interface LeadNews {
  leadId: string
  /** When it happened: what was before a lead entered does not take it out. */
  at: string
  reason: 'replied' | 'ready' | 'converted' | 'invalid' | 'unsubscribed'
}

/** Ends the enrolments of leads of which something happened: always when closed or unsubscribed, by the version's exits when replied or ready. */
export async function leaveFor(tx: Tx, act: Act, news: readonly LeadNews[]): Promise<void> {
  if (news.length === 0) return
  for (const reason of ['converted', 'invalid', 'unsubscribed', 'replied', 'ready'] as const) {
    const told = news.filter((one) => one.reason === reason)
    if (told.length === 0) continue
    const asks = reason === 'replied' || reason === 'ready' ? sql<boolean>`coalesce((v.definition->'exits'->>${reason})::boolean, true)` : sql<boolean>`true`
    const { rows } = await sql<{ id: string }>`
      select e.id from enrolment e join sequence_version v on v.org_id = e.org_id and v.sequence_id = e.sequence_id and v.number = e.version_number
      where e.org_id = ${act.orgId} and exists (select from jsonb_to_recordset(${JSON.stringify(told)}::jsonb) as n("leadId" uuid, at timestamptz) where n."leadId" = e.lead_id and n.at >= e.entered_at) and e.lead_id = any(${sql.val(told.map((one) => one.leadId))}::uuid[]) and e.state in ('active', 'paused') and ${asks} order by e.id for update of e`.execute(tx)
    await endEnrolments(tx, act, rows.map((row) => row.id), 'left', reason)
  }
}
