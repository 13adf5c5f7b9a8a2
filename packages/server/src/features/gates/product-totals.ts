import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'

/**
 * What the products of deals come to at their list prices (or at the deal's own price, where that is higher or the list
 * has none in the deal's currency), by deal. Deals without a price are not in it. Minor units of the deal's currency.
 */
export async function selectProductTotals(tx: Reader, orgId: string, dealIds: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; total: number | null }>`
    select d.id, least(round(sum(dp.quantity * greatest(dp.price_minor, case when p.currency = d.currency then p.price_minor end))), ${Number.MAX_SAFE_INTEGER})::bigint as total
    from deal d join deal_product dp on dp.org_id = d.org_id and dp.deal_id = d.id join product p on p.org_id = dp.org_id and p.id = dp.product_id
    where d.org_id = ${orgId} and d.id = any(${sql.val([...dealIds])}::uuid[]) group by d.id`.execute(tx)
  return new Map(rows.flatMap(({ id, total }) => (total === null ? [] : [[id, total] as const])))
}
