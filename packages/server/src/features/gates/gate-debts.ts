import { sql } from 'kysely'
import type { Consumer } from '../../platform/consumers.ts'
import { readGateWorld } from './gate-world.ts'
import { settleByEvidence } from './debts.ts'
import { selectOpenDebts } from './gates.queries.ts'

/** Events that may bring the evidence that a deal owes. */
const bringing: Consumer['follows'] = new Set([
  'activity.logged', 'activity.changed', 'attachment.added', 'deal.changed', 'deal.contacts_changed', 'milestone.recorded', 'checklist.ticked', 'form.answered', 'approval.ended',
])

/** Follows the log and settles gate debts when their evidence arrives, at the time at which it did. */
export const gateDebts: Consumer = {
  name: 'gate-debts',
  follows: bringing,
  async handle(tx, orgId, events) {
    const causes = events.filter((event) => event.subject_type === 'deal')
    const dealIds = [...new Set(causes.map((event) => event.subject_id))]
    const owing = new Set((await selectOpenDebts(tx, orgId, dealIds)).map((debt) => debt.dealId))
    const last = causes.findLast((event) => owing.has(event.subject_id))
    if (last === undefined) return
    // As a move does: the deals are locked in the order of their ids, so that nobody is let through meanwhile.
    await sql`select id from deal where org_id = ${orgId} and id = any(${sql.val([...owing])}::uuid[]) order by id for update`.execute(tx)
    const now = causes.reduce((latest, event) => (event.known_at > latest ? event.known_at : latest), last.known_at)
    await settleByEvidence(tx, { orgId, actorId: null, now, causeId: last.seq }, await readGateWorld(tx, orgId, null, now), [...owing])
  },
}
