import { sql, type RawBuilder } from 'kysely'
import type { Reader } from './db.ts'
import { cutPage, idWithoutValue, keysetAfter, keysetOrder, keyText, placeAfter, type Keyset } from './keyset.ts'

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

/** What a sorted page is selected from. */
export type Sorted = Pick<Listing, 'columns' | 'from' | 'where' | 'keyset' | 'cursor'>

/** The next rows behind the cursor, at most `count`, each with its `cursorKey`. */
export async function selectSorted<R>(tx: Reader, { columns, from, where, keyset, cursor }: Sorted, count: number): Promise<(R & { cursorKey: string | null })[]> {
  type Row = R & { cursorKey: string | null }
  const filter = sql.join(where, sql` and `)
  const ordered = async () => (await sql<Row>`
    select ${columns}, ${keyText(keyset)} as "cursorKey" from ${from} ${keyset.values?.join ?? sql``}
    where ${filter} and ${keysetAfter(keyset, cursor)} order by ${keysetOrder(keyset)} limit ${count}`.execute(tx)).rows
  if (keyset.values === undefined) return ordered()
  const after = idWithoutValue(keyset, cursor)
  const rows = after !== null ? [] : keyset.values.groups === undefined ? await ordered() : await selectGroups<R>(tx, { columns, from, where, keyset, cursor }, count, keyset.values.groups)
  if (rows.length >= count) return rows
  const id = sql.ref(`${keyset.alias}.id`)
  const direction = sql.raw(keyset.direction)
  const beyond = after === null ? sql`true` : sql`${id} ${sql.raw(keyset.direction === 'asc' ? '>' : '<')} ${after}::uuid`
  const rest = await sql<Row>`
    select ${columns}, null::text as "cursorKey" from ${from}
    where ${filter} and ${keyset.values.none} and ${beyond} order by ${id} ${direction} limit ${count - rows.length}`.execute(tx)
  return [...rows, ...rest.rows]
}

/** The same in the order of a list: the next rows of each of its members, of which the first are taken. */
async function selectGroups<R>(tx: Reader, { columns, from, where, keyset, cursor }: Sorted, count: number, { list, column }: NonNullable<NonNullable<Keyset['values']>['groups']>) {
  const direction = sql.raw(keyset.direction)
  const { rows } = await sql<R & { cursorKey: string | null }>`
    select c.* from unnest(${sql.val([...list])}::text[]) with ordinality as o(value, place)
    cross join lateral (
      select ${columns}, o.place::text as "cursorKey" from ${from} ${keyset.values?.join ?? sql``}
      where ${sql.join(where, sql` and `)} and ${column} = o.value and ${placeAfter(keyset, sql`o.place`, cursor)}
      order by ${keyset.id ?? sql.ref(`${keyset.alias}.id`)} ${direction} limit ${count}) c
    order by o.place ${direction}, c.id ${direction} limit ${count}`.execute(tx)
  return rows
}

/** The page, the cursor of the next one, and the exact number of rows of all pages. */
export async function listRows<R extends { id: string }>(tx: Reader, listing: Listing): Promise<{ items: R[]; nextCursor: string | null; total: number }> {
  const filter = sql.join(listing.where, sql` and `)
  const rows = await selectSorted<R>(tx, listing, listing.limit + 1)
  const counted = await sql<{ total: number }>`select count(*) as total from ${listing.countFrom} where ${filter}`.execute(tx)
  const page = cutPage(listing.keyset, rows, listing.limit)
  return { items: page.rows, nextCursor: page.nextCursor, total: counted.rows[0]?.total ?? 0 }
}
