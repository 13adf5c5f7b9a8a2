import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { refuse } from '../../platform/refusal.ts'

/** Puts pipelines in this order; those not named follow in the order they have. */
export async function orderPipelines(tx: Tx, act: Act, ids: readonly string[]): Promise<void> {
  const { orgId } = act
  const rows = await tx.selectFrom('pipeline').select(['id', 'position', 'name']).where('org_id', '=', orgId).orderBy('id').forUpdate().execute()
  const known = new Map(rows.map((row) => [row.id, row]))
  const wanted = [...new Set(ids)]
  if (wanted.some((id) => !known.has(id))) refuse('record.not_found')
  const rest = rows.filter((row) => !wanted.includes(row.id)).sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1))
  const order = [...wanted, ...rest.map((row) => row.id)]
  await sql`
    update pipeline p set position = o.place::int from unnest(${sql.val(order)}::uuid[]) with ordinality as o(id, place)
    where p.org_id = ${orgId} and p.id = o.id`.execute(tx)
  const [first] = wanted
  if (first === undefined) return
  await append(tx, act, [{
    type: 'config.changed', payload: { what: 'pipeline', name: known.get(first)?.name ?? '' }, subjectType: 'config', subjectId: first, ownerId: null, teamId: null,
  }])
}
