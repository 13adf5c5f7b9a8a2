import { sql } from 'kysely'
import type { Tx } from './db.ts'

/**
 * Where deals may stand changes with the publication of a pipeline. Whoever places deals shares this lock, and a
 * publication holds it alone: no deal can be put into a stage while that stage is taken away. It must be taken before
 * any deal is locked, or the two could wait for each other. Held until the transaction ends; one lock an organisation.
 */
export async function sharePlaces(tx: Tx, orgId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(${places}, hashtext(${orgId}))`.execute(tx)
}

/** For a publication: waits for everybody who is placing deals, and keeps others waiting. */
export async function holdPlaces(tx: Tx, orgId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(${places}, hashtext(${orgId}))`.execute(tx)
}

/** The name of these locks among all others of the database. */
const places = 7_311_003
