import { allows, type Viewer } from '@sluice/core/identity/policy'
import type { decideHygiene as decideContract } from '@sluice/core/hygiene/contract'
import type { AnswerOf, BodyOf } from '@sluice/core/lib/contract'
import { attempt } from '../../platform/attempt.ts'
import type { Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { refuse } from '../../platform/refusal.ts'
import { changeLead } from '../leads/change-lead.ts'
import { noteRefusal } from '../leads/effort.ts'
import { lockLeads } from '../leads/leads.queries.ts'
import { changeDeal } from '../pipeline/change-deal.ts'
import { moveDeal } from '../pipeline/move-deal.ts'
import { lockDeals, type DealRecord } from '../pipeline/pipeline.queries.ts'
import { sleepDeals, wakeDeals } from '../pipeline/sleep-deals.ts'

type Body = BodyOf<typeof decideContract>
type Decision = Body['decision']
type Answer = AnswerOf<typeof decideContract>

const forLeads = new Set<Decision['type']>(['owner', 'next_step', 'invalid', 'restore'])
const forDeals = new Set<Decision['type']>(['sleep', 'wake', 'lose', 'owner', 'close_date', 'next_step'])

/**
 * One decision of the manager for many records, each by the use case that a single one would take: what is refused there
 * is refused here, named with its code, and stops none of the others. A refused record is as it was.
 */
export async function decideHygiene(tx: Tx, act: Act, viewer: Viewer, { subjectType, ids: asked, decision }: Body): Promise<Answer> {
  if (!(subjectType === 'lead' ? forLeads : forDeals).has(decision.type)) refuse('hygiene.wrong_subject')
  // In one order everywhere, so that two never wait for each other.
  const ids = [...new Set(asked)].sort()
  const answer: Answer = { changed: [], refused: [] }
  const deals = subjectType === 'deal' ? new Map((await lockDeals(tx, viewer, ids)).map((deal) => [deal.id, deal])) : new Map<string, DealRecord>()
  const leads = subjectType === 'lead' ? new Map((await lockLeads(tx, viewer, ids)).map((lead) => [lead.id, lead])) : new Map<string, never>()
  for (const id of ids) {
    const deal = deals.get(id)
    const lead = leads.get(id)
    const refused = await attempt(tx, async () => {
      if (deal !== undefined) {
        if (!allows(viewer, 'deal', 'write', deal)) refuse('permission.denied')
        await forDeal(tx, act, viewer, deal, decision)
      } else if (lead !== undefined) await forLead(tx, act, viewer, lead, decision)
      else refuse('record.not_found')
    })
    if (refused === null) answer.changed.push(id)
    else {
      answer.refused.push({ id, code: refused.code })
      if (decision.type === 'invalid') await noteRefusal(tx, act, id, decision.reason, refused)
    }
  }
  return answer
}

async function forDeal(tx: Tx, act: Act, viewer: Viewer, deal: DealRecord, decision: Decision): Promise<void> {
  switch (decision.type) {
    case 'sleep':
      return sleepDeals(tx, act, [deal])
    case 'wake':
      return wakeDeals(tx, act, [deal], 'person')
    case 'lose':
      return moveDeal(tx, act, viewer, deal.id, { kind: 'lose', reasonId: decision.reasonId, note: decision.note, competitor: decision.competitor })
    case 'owner':
      return changeDeal(tx, act, viewer, deal.id, deal.version, { ownerId: decision.ownerId })
    case 'close_date':
      return changeDeal(tx, act, viewer, deal.id, deal.version, { expectedCloseOn: decision.expectedCloseOn })
    case 'next_step':
      return changeDeal(tx, act, viewer, deal.id, deal.version, { nextStep: decision.nextStep, nextStepDue: decision.nextStepDue })
    case 'invalid':
    case 'restore':
      return refuse('hygiene.wrong_subject')
  }
}

async function forLead(tx: Tx, act: Act, viewer: Viewer, lead: { id: string; version: number }, decision: Decision): Promise<void> {
  const change = (body: Parameters<typeof changeLead>[5]) => changeLead(tx, act, viewer, lead.id, lead.version, body)
  switch (decision.type) {
    case 'owner':
      return change({ ownerId: decision.ownerId })
    case 'next_step':
      return change({ nextStep: decision.nextStep, nextStepDue: decision.nextStepDue })
    case 'invalid':
      return change({ status: 'invalid', invalidReason: decision.reason })
    case 'restore':
      return change({ status: 'working' })
    default:
      return refuse('hygiene.wrong_subject')
  }
}
