import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import { refuse } from './refusal.ts'

/**
 * How a list is sorted: one key, then the id, both in the same direction; empty keys come last either way.
 * The paging cursor holds the last row's key and id, so rows that come and go never repeat or hide others.
 */
export interface Keyset {
  /** Names the order: a cursor of another order is refused. */
  name: string
  direction: 'asc' | 'desc'
  /** The key's SQL, of table `alias`. */
  key: RawBuilder<unknown>
  alias: string
  type: 'instant' | 'day' | 'number' | 'float' | 'text'
  /** A key that may be null cannot use the row comparison that an index answers. */
  nullable: boolean
  /** The id as the index on the key has it; default: that of `alias`. */
  id?: RawBuilder<unknown>
  /**
   * The key lies in another table, with a row only where there is a value: `join` reaches it, `none` holds of records
   * without one. The two are read one after the other (`selectSorted`), so that the index on the key gives the order.
   */
  values?: {
    join: RawBuilder<unknown>
    none: RawBuilder<boolean>
    /** The order is that of this list, not of the values themselves: `key` is the place in it, and each is read along the index. */
    groups?: { list: readonly string[]; column: RawBuilder<unknown> }
  }
}

const casts = { instant: 'timestamptz', day: 'date', number: 'numeric', float: 'double precision', text: 'text' } as const
const shapes = {
  instant: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/, day: /^\d{4}-\d\d-\d\d$/, number: /^-?\d{1,20}(\.\d{1,20})?$/,
  float: /^-?\d{1,20}(\.\d{1,20})?(e[+-]?\d{1,3})?$/, text: /^[^\u0000]{0,1000}$/,
} as const
// A guid, not a uuid: a sequence number written as one breaks ties too.
const content = z.tuple([z.string(), z.string().nullable(), z.guid()])

/** The key as exact text, to be selected beside the row (microseconds included, which a Date would lose). */
export function keyText(keyset: Keyset): RawBuilder<string | null> {
  if (keyset.type === 'instant') return sql`to_char(${keyset.key} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
  return sql`(${keyset.key})::text`
}

const idOf = (keyset: Keyset) => keyset.id ?? sql.ref(`${keyset.alias}.id`)

/** For `order by`. */
export function keysetOrder(keyset: Keyset): RawBuilder<unknown> {
  const direction = sql.raw(keyset.direction)
  const last = sql.raw(keyset.nullable ? ' nulls last' : '')
  return sql`${keyset.key} ${direction}${last}, ${idOf(keyset)} ${direction}`
}

/** For `where`: the rows behind the cursor; all without one. An unreadable cursor is refused. */
export function keysetAfter(keyset: Keyset, cursor: string | undefined): RawBuilder<boolean> {
  if (cursor === undefined) return sql<boolean>`true`
  const [key, id] = readCursor(keyset, cursor)
  const idColumn = idOf(keyset)
  const beyond = sql.raw(keyset.direction === 'asc' ? '>' : '<')
  const value = sql`${key}::${sql.raw(casts[keyset.type])}`
  if (key === null) return sql<boolean>`(${keyset.key} is null and ${idColumn} ${beyond} ${id}::uuid)`
  if (!keyset.nullable) return sql<boolean>`(${keyset.key}, ${idColumn}) ${beyond} (${value}, ${id}::uuid)`
  return sql<boolean>`(${keyset.key} ${beyond} ${value} or ${keyset.key} is null or (${keyset.key} = ${value} and ${idColumn} ${beyond} ${id}::uuid))`
}

/** For a key that is a place in a list: `place` (the name of a column) and id behind the cursor. */
export function placeAfter(keyset: Keyset, place: RawBuilder<unknown>, cursor: string | undefined): RawBuilder<boolean> {
  if (cursor === undefined) return sql<boolean>`true`
  const [key, id] = readCursor(keyset, cursor)
  const beyond = sql.raw(keyset.direction === 'asc' ? '>' : '<')
  return sql<boolean>`(${place} ${beyond} ${key}::numeric or (${place} = ${key}::numeric and ${idOf(keyset)} ${beyond} ${id}::uuid))`
}

/** For a key in another table: the cursor's id, when it stands among the records without a value; null in front of them. */
export function idWithoutValue(keyset: Keyset, cursor: string | undefined): string | null {
  if (cursor === undefined) return null
  const [key, id] = readCursor(keyset, cursor)
  return key === null ? id : null
}

/**
 * Cuts a page: `rows` were selected with `limit + 1`, each with its `cursorKey` (`keyText`) and id.
 * Answers at most `limit` of them, and the cursor to go on from, null at the end.
 */
export function cutPage<R extends { id: string; cursorKey: string | null }>(keyset: Keyset, rows: readonly R[], limit: number): { rows: R[]; nextCursor: string | null } {
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const more = rows.length > limit && last !== undefined
  return { rows: page, nextCursor: more ? writeCursor(keyset, last.cursorKey, last.id) : null }
}

function writeCursor(keyset: Keyset, key: string | null, id: string): string {
  return Buffer.from(JSON.stringify([`${keyset.name}.${keyset.direction}`, key, id])).toString('base64url')
}

function readCursor(keyset: Keyset, cursor: string): [string | null, string] {
  let parsed: unknown
  try {
    parsed = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    refuse('cursor.invalid')
  }
  const read = content.safeParse(parsed)
  if (!read.success) refuse('cursor.invalid')
  const [order, key, id] = read.data
  if (order !== `${keyset.name}.${keyset.direction}`) refuse('cursor.invalid')
  if (key !== null && !shapes[keyset.type].test(key)) refuse('cursor.invalid')
  if (key !== null && (keyset.type === 'instant' || keyset.type === 'day') && !isTime(key)) refuse('cursor.invalid')
  return [key, id]
}

/** Whether PostgreSQL can read it: JavaScript takes 30 February for 2 March, and knows a year 0. */
function isTime(key: string): boolean {
  const at = new Date(key)
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === key.slice(0, 10) && key >= '0001'
}
