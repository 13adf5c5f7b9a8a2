import { sql, type RawBuilder } from 'kysely'
import type { Reader } from './db.ts'
import { cutPage, keysetAfter, keysetOrder, keyText, type Keyset } from './keyset.ts'

/** One page of a list: the SQL after `select` and between `from` and `where`, and how it is filtered and sorted. */
export interface Listing {
  columns: RawBuilder<unknown>
  from: RawBuilder<unknown>
  /** Without joins that only add columns: what the total is counted over. */
  countFrom: RawBuilder<unknown>
  /** All must hold; the organisation is one of them. */
  where: readonly RawBuilder<boolean>[]
  keyset: Keyset
  cursor: string | undefined
  limit: number
}

/** The page, the cursor of the next one, and the exact number of rows of all pages. */
export async function listRows<R extends { id: string }>(tx: Reader, listing: Listing): Promise<{ items: R[]; nextCursor: string | null; total: number }> {
  const filter = sql.join(listing.where, sql` and `)
  const { rows } = await sql<R & { cursorKey: string | null }>`
    select ${listing.columns}, ${keyText(listing.keyset)} as "cursorKey" from ${listing.from}
    where ${filter} and ${keysetAfter(listing.keyset, listing.cursor)} order by ${keysetOrder(listing.keyset)} limit ${listing.limit + 1}`.execute(tx)
  const counted = await sql<{ total: number }>`select count(*) as total from ${listing.countFrom} where ${filter}`.execute(tx)
  const page = cutPage(listing.keyset, rows, listing.limit)
  return { items: page.rows, nextCursor: page.nextCursor, total: counted.rows[0]?.total ?? 0 }
}
