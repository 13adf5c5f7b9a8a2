import { sql } from 'kysely'
import type { Consumer } from '../../platform/consumers.ts'
import type { Tx } from '../../platform/db.ts'
import { dealTerms } from './save-deals.ts'

/** Keeps deals findable by the name of their account: what a deal is searched by is written anew when the account is renamed. */
export const dealSearch: Consumer = {
  name: 'deal-search',
  follows: new Set(['account.changed'] as const),
  async handle(tx, orgId, events) {
    const renamed = events.filter((event) => 'name' in (event.payload.changes as object))
    if (renamed.length > 0) await reindexDeals(tx, orgId, [...new Set(renamed.map((event) => event.subject_id))])
  },
}

async function reindexDeals(tx: Tx, orgId: string, accountIds: readonly string[]): Promise<void> {
  const { rows } = await sql<{ id: string; title: string; number: number; accountName: string }>`
    select d.id, d.title, d.number, a.name as "accountName" from account a join deal d on d.org_id = a.org_id and d.account_id = a.id
    where a.org_id = ${orgId} and a.id = any(${sql.val([...accountIds])}::uuid[]) order by d.id for update of d`.execute(tx)
  if (rows.length === 0) return
  const terms = rows.map((deal) => ({ id: deal.id, search: dealTerms(deal) }))
  await sql`update deal d set search = r.search from jsonb_to_recordset(${JSON.stringify(terms)}::jsonb) as r(id uuid, search text[])
    where d.org_id = ${orgId} and d.id = r.id`.execute(tx)
}
