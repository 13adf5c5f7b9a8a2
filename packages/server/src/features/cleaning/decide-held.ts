import type { decideHeldLeads } from '@sluice/core/cleaning/contract'
import { allows, scopeOf, type Viewer } from '@sluice/core/identity/policy'
import type { AnswerOf, BodyOf } from '@sluice/core/lib/contract'
import { sql } from 'kysely'
import { attempt } from '../../platform/attempt.ts'
import type { Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { refuse } from '../../platform/refusal.ts'
import { changeLead } from '../leads/change-lead.ts'
import { lockLeads, type LeadRow } from '../leads/leads.queries.ts'

type Decision = BodyOf<typeof decideHeldLeads>['decision']

/**
 * Decides held leads, each for itself: what is refused stops none of the others. Released ones go to assignment as if nothing had been;
 * refused ones are invalid with the rule's name as the reason, without proof of effort: nobody was to try. `hold` takes either back.
 * Who only reaches their own leads does not decide what they may be given.
 */
export async function decideHeld(tx: Tx, act: Act, viewer: Viewer, { ids, decision }: BodyOf<typeof decideHeldLeads>): Promise<AnswerOf<typeof decideHeldLeads>> {
  if (['own', 'none'].includes(scopeOf(viewer, 'lead', 'write'))) refuse('permission.denied')
  const leads = new Map((await lockLeads(tx, viewer, [...new Set(ids)])).map((lead) => [lead.id, lead]))
  const answer: AnswerOf<typeof decideHeldLeads> = { changed: [], refused: [] }
  for (const id of new Set(ids)) {
    const lead = leads.get(id)
    const refused = await attempt(tx, async () => {
      if (lead === undefined) refuse('record.not_found')
      if (!allows(viewer, 'lead', 'write', lead)) refuse('permission.denied')
      await decideOne(tx, act, viewer, lead, decision)
    })
    if (refused === null) answer.changed.push(id)
    else answer.refused.push({ id, code: refused.code })
  }
  return answer
}

async function decideOne(tx: Tx, act: Act, viewer: Viewer, lead: LeadRow, decision: Decision): Promise<void> {
  const { orgId } = act
  const row = (await sql<{ ruleName: string; decision: string | null }>`
    select rule_name as "ruleName", decision from screened_lead where org_id = ${orgId} and lead_id = ${lead.id} and verdict = 'hold' for update`.execute(tx)).rows[0] ?? refuse('screen.not_held')
  const next = decision === 'hold' ? null : decision === 'release' ? 'released' : 'refused'
  if (row.decision === next) return
  await sql`update screened_lead set decision = ${next}, decided_by = ${next === null ? null : act.actorId}, decided_at = ${next === null ? null : act.now}
    where org_id = ${orgId} and lead_id = ${lead.id}`.execute(tx)
  await append(tx, act, [{
    type: 'lead.screen_decided', subjectType: 'lead', subjectId: lead.id, ownerId: lead.ownerId, teamId: lead.teamId, payload: { decision: next ?? 'held', ruleName: row.ruleName },
  }])
  if (next === 'refused' && lead.status !== 'invalid') await changeLead(tx, act, viewer, lead.id, lead.version, { status: 'invalid', invalidReason: row.ruleName }, { isProven: true })
  if (row.decision === 'refused' && lead.status === 'invalid') await changeLead(tx, act, viewer, lead.id, lead.version, { status: 'new' })
}
