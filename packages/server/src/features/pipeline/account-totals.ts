import { sql } from 'kysely'
import type { Consumer } from '../../platform/consumers.ts'
import type { Tx } from '../../platform/db.ts'

/** Events after which an account may count differently. */
const counting: Consumer['follows'] = new Set(['deal.created', 'deal.won', 'deal.lost', 'deal.reopened', 'deal.changed', 'deal.removed'])

/**
 * Keeps `open_deals`, `won_deals` and `won_amount_minor` of accounts: counted anew for every account that a deal of the
 * batch belongs to, or belonged to before it was changed. Amounts are added up in the organisation's currency alone.
 * Derived values: the account's version stays.
 */
export const accountTotals: Consumer = {
  name: 'account-totals',
  follows: counting,
  async handle(tx, orgId, events) {
    const dealIds = new Set<string>()
    const accountIds = new Set<string>()
    for (const event of events) {
      dealIds.add(event.subject_id)
      for (const id of accountsIn(event.payload)) accountIds.add(id)
    }
    const removed = events.filter((event) => event.type === 'deal.removed').map((event) => event.subject_id)
    if (removed.length > 0) for (const id of await selectFormerAccounts(tx, orgId, removed)) accountIds.add(id)
    if (dealIds.size > 0) await recountAccounts(tx, orgId, [...accountIds], [...dealIds])
  },
}

/** Accounts that the event itself names: on creation, and before and after a change. */
function accountsIn(payload: Record<string, unknown>): string[] {
  const changes = payload.changes as Record<string, [unknown, unknown]> | undefined
  return [payload.accountId, ...(changes?.accountId ?? [])].filter((id) => typeof id === 'string')
}

/** A deal that was removed says nothing any more; the log still knows which accounts it belonged to. */
async function selectFormerAccounts(tx: Tx, orgId: string, dealIds: string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct coalesce(payload->>'accountId', payload->'changes'->'accountId'->>1) as id from event
    where org_id = ${orgId} and subject_type = 'deal' and subject_id = any(${sql.val(dealIds)}::uuid[]) and type in ('deal.created', 'deal.changed')
      and coalesce(payload->>'accountId', payload->'changes'->'accountId'->>1) is not null`.execute(tx)
  return rows.map((row) => row.id)
}

/** Counts the deals of these accounts, and of those that these deals belong to now. */
async function recountAccounts(tx: Tx, orgId: string, accountIds: string[], dealIds: string[]): Promise<void> {
  await sql`
    with touched as (
      select unnest(${sql.val(accountIds)}::uuid[]) as id
      union
      select account_id from deal where org_id = ${orgId} and id = any(${sql.val(dealIds)}::uuid[]) and account_id is not null
    ), total as (
      select t.id, count(*) filter (where d.status = 'open') as open_deals, count(*) filter (where d.status = 'won') as won_deals,
             least(coalesce(sum(d.amount_minor) filter (where d.status = 'won' and d.currency = (select currency from org where org_id = ${orgId})), 0),
               ${Number.MAX_SAFE_INTEGER}::bigint)::bigint as won_amount_minor
      from touched t left join deal d on d.org_id = ${orgId} and d.account_id = t.id group by t.id
    )
    update account a set open_deals = t.open_deals, won_deals = t.won_deals, won_amount_minor = t.won_amount_minor
    from total t
    where a.org_id = ${orgId} and a.id = t.id
      and (a.open_deals, a.won_deals, a.won_amount_minor) is distinct from (t.open_deals::int, t.won_deals::int, t.won_amount_minor)`.execute(tx)
}
