import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { removeValues } from '../fields/store-values.ts'

/**
 * Removes deals with all that hangs on them alone, as if an import had not been; the log keeps what happened and says
 * that they were removed. Unknown ids are passed over. What others attached since (activities, comments, files) is the
 * caller's to judge beforehand.
 */
export async function removeDeals(tx: Tx, act: Act, ids: readonly string[], importId: string | null): Promise<void> {
  if (ids.length === 0) return
  const { orgId } = act
  const wanted = sql`any(${sql.val([...ids])}::uuid[])`
  const { rows } = await sql<{ id: string; pipeline_id: string; owner_id: string | null; team_id: string | null }>`
    select id, pipeline_id, owner_id, team_id from deal where org_id = ${orgId} and id = ${wanted} order by id for update`.execute(tx)
  await sql`delete from approval_task t using approval a where t.org_id = ${orgId} and a.org_id = ${orgId} and a.id = t.approval_id and a.deal_id = ${wanted}`.execute(tx)
  await sql`delete from form_answer where org_id = ${orgId} and subject_type = 'deal' and subject_id = ${wanted}`.execute(tx)
  for (const table of ['stay', 'deal_version', 'deal_contact', 'deal_collaborator', 'deal_product', 'gate_debt', 'milestone', 'checklist_tick', 'approval']) {
    await sql`delete from ${sql.table(table)} where org_id = ${orgId} and deal_id = ${wanted}`.execute(tx)
  }
  await removeValues(tx, orgId, ids)
  await sql`delete from deal where org_id = ${orgId} and id = ${wanted}`.execute(tx)
  await append(tx, act, rows.map((deal) => ({
    type: 'deal.removed', payload: { pipelineId: deal.pipeline_id, importId }, subjectType: 'deal', subjectId: deal.id, ownerId: deal.owner_id, teamId: deal.team_id,
  })))
}
