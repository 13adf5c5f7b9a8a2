import { dealEvents } from '@sluice/core/events/deal-events'
import { fold, type DealFact } from '@sluice/core/pipeline/project'
import { sql } from 'kysely'
import { prepareBulk } from '../../platform/bulk.ts'
import type { Tx } from '../../platform/db.ts'
import { writeProjections, type ProjectionRows } from './write-projections.ts'

const dealsAtOnce = 2000

interface LoggedFact {
  deal_id: string
  type: DealFact['type']
  payload: unknown
  at: string
  known_at: string
  recorded_at: string
}

/**
 * Throws all stays and deal versions of an organisation away and folds them from the log anew; answers how many deals.
 * The rows come out as they were, because both ways apply `step()`. Writers of deals wait until the transaction ends.
 */
export async function rebuildProjections(tx: Tx, orgId: string): Promise<{ deals: number }> {
  await prepareBulk(tx)
  await sql`select from deal where org_id = ${orgId} order by id for update`.execute(tx)
  await tx.deleteFrom('stay').where('org_id', '=', orgId).execute()
  await tx.deleteFrom('deal_version').where('org_id', '=', orgId).execute()
  let deals = 0
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const facts = await selectFacts(tx, orgId, after)
    if (facts.length === 0) return { deals }
    const rows: ProjectionRows[] = []
    for (const [dealId, logged] of Map.groupBy(facts, (fact) => fact.deal_id)) {
      const history = fold(logged.map(toFact))
      // A removed deal leaves its events behind and nothing else.
      if (history !== null) rows.push({ dealId, stays: history.stays, versions: history.versions })
      after = dealId
    }
    await writeProjections(tx, orgId, rows)
    deals += rows.length
  }
}

/** The facts of the next deals by id, in the order of the log. */
async function selectFacts(tx: Tx, orgId: string, after: string): Promise<LoggedFact[]> {
  const types = Object.keys(dealEvents)
  const { rows } = await sql<LoggedFact>`
    select e.subject_id as deal_id, e.type, e.payload, e.at, e.known_at, e.recorded_at
    from event e
    where e.org_id = ${orgId} and e.subject_type = 'deal' and e.type = any(${sql.val(types)}::text[])
      and e.subject_id in (
        select distinct subject_id from event
        where org_id = ${orgId} and subject_type = 'deal' and type = 'deal.created' and subject_id > ${after}::uuid
        order by subject_id limit ${dealsAtOnce})
    order by e.subject_id, e.seq`.execute(tx)
  return rows
}

function toFact(row: LoggedFact): DealFact {
  // The catalogue parsed the payload when it was written.
  return { type: row.type, payload: row.payload, at: row.at, knownAt: row.known_at, imported: row.known_at !== row.recorded_at } as DealFact
}
