import { sql } from 'kysely'
import type { Tx } from './db.ts'

/**
 * Call it first in a transaction that inserts thousands of rows. PostgreSQL keeps one plan per connection for checking a
 * foreign key; made while the referenced table was small, it reads that whole table for each row, and a load of 8,800
 * deals takes minutes instead of seconds. The plans are thrown away here and made anew, with their index.
 */
export async function prepareBulk(tx: Tx): Promise<void> {
  await sql`set local enable_seqscan = off`.execute(tx)
  await sql`discard plans`.execute(tx)
}
