import { sql } from 'kysely'
import type { Tx } from './db.ts'
import { Refusal } from './refusal.ts'

/** Does the work, or undoes all that it wrote and answers why it was refused. Faults go through. */
export async function attempt(tx: Tx, work: () => Promise<void>): Promise<Refusal | null> {
  await sql`savepoint attempt`.execute(tx)
  try {
    await work()
    await sql`release savepoint attempt`.execute(tx)
    return null
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    await sql`rollback to savepoint attempt`.execute(tx)
    await sql`release savepoint attempt`.execute(tx)
    return error
  }
}
